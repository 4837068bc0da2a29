// A field in place of the choice of learning rates, for one that is not among them.

import { h } from "../kit/dom.js";
import { rate, read } from "../kit/numbers.js";

/**
 * Let the learner type a rate. What cannot be one stays in the field with a sentence: correct it, or press Escape.
 * @param {import("./rate.js").RateChoice} choice
 */
export function typeRate(choice) {
  const { t, select, bounds, shown } = choice;
  const { ge: low, le: high } = bounds ?? { ge: 0, le: Number.POSITIVE_INFINITY };
  let isOpen = true;
  /** @param {string} problem */
  const say = (problem) => {
    field.setCustomValidity(problem);
    field.setAttribute("aria-invalid", String(Boolean(problem)));
    if (problem) field.reportValidity();
  };
  /** @param {number | undefined} value */
  const close = (value) => {
    if (!isOpen) return;
    isOpen = false; // its removal takes the focus from it, and that would close it again
    field.replaceWith(select);
    if (value !== undefined) choice.fill(value);
  };
  const typed = () => {
    const value = read(field.value);
    if (value === null) return;
    if (value !== undefined && value >= low && value <= high) {
      choice.choose(value);
      close(value);
      return;
    }
    say(
      t("“{got}” is no learning rate. Type a number from {low} to {high}, such as 0.005.", {
        got: field.value.slice(0, 20),
        low: rate(low),
        high: rate(high),
      }),
    );
  };
  const field = h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "pg-rate-field",
    "aria-label": t("Another learning rate"),
    onchange: typed,
    oninput: () => say(""),
    onblur: () => {
      if (!field.validationMessage) close(shown);
    },
    onkeydown: (event) => {
      if (event.key !== "Escape") return;
      close(shown);
      select.focus();
    },
  });
  select.replaceWith(field);
  field.focus();
}
