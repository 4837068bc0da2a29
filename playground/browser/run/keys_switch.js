// The switch of the keys that are single letters, for every page that shows a run.

import { h } from "../kit/dom.js";
import { svg } from "../kit/icons.js";
import { letLettersAct, lettersAct } from "./keys.js";

const KEYBOARD = svg(
  '<path fill-rule="evenodd" d="M3 4h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V6c0-1.100.9-2 2-2zm1 3v1.500' +
    'h1.500V7zm3 0v1.500h1.500V7zm3 0v1.500h1.500V7zm3 0v1.500h2.500V7zM6 11.500V13h8v-1.500z"/>',
);

/** @param {Translate} t */
export function keysSwitch(t) {
  const button = h("button", {
    type: "button",
    class: "pg-small pg-keys-switch",
    "aria-label": t("Keys of the stage"),
    title: t("Keys of the stage, once it was clicked: B one batch, S one epoch, 0 reset, N new weights"),
    html: KEYBOARD,
    onclick: () => {
      letLettersAct(!lettersAct());
      button.setAttribute("aria-pressed", String(lettersAct()));
    },
  });
  button.setAttribute("aria-pressed", String(lettersAct()));
  return button;
}
