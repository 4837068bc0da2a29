// The tools for drawing points: a brush for each class, the eraser, undo and clear.

import { h } from "../kit/dom.js";
import { ICONS } from "../kit/icons.js";

export const ERASER = -1;

let number = 0;

export class DrawingTools {
  /** @param {Translate} t @param {{ undo(): void, clear(): void }} on what the buttons do */
  constructor(t, on) {
    this.t = t;
    this.color = 0;
    number += 1;
    this.group = `pg-brush-${number}`;
    this.brushes = h("div", { class: "pg-choices", role: "radiogroup", "aria-label": t("Brush") });
    this.undo = this.button("undo", t("Undo the last stroke"), on.undo);
    this.clear = this.button("clear", t("Clear all points"), on.clear);
    const hint = h("p", { class: "pg-hint", text: t("Click or drag on the plane.") });
    this.element = h(
      "div",
      { class: "pg-tools", role: "group", "aria-label": t("Drawing tools") },
      h("div", { class: "pg-brushes" }, this.brushes, this.undo, this.clear),
      hint,
    );
  }

  /** @param {"undo" | "clear"} icon @param {string} word @param {() => void} onclick */
  button(icon, word, onclick) {
    return h("button", { type: "button", class: "pg-tool", title: word, "aria-label": word, onclick }, picture(icon));
  }

  /** The classes, as they are shown. @param {string[]} names */
  setNames(names) {
    if (JSON.stringify(names) === JSON.stringify(this.names)) return;
    this.names = names;
    if (this.color >= names.length) this.color = 0;
    const { t } = this;
    const dabs = names.map(() => h("i", { class: "pg-dab", "aria-hidden": "true" }));
    this.dabs = dabs;
    this.inputs = new Map();
    const colors = names.map((name, index) => this.choice(index, name, dabs[index]));
    this.brushes.replaceChildren(...colors, this.choice(ERASER, t("Eraser"), picture("eraser")));
    this.paint();
  }

  /** @param {number} color @param {string} name @param {HTMLElement} mark */
  choice(color, name, mark) {
    const input = h("input", {
      type: "radio",
      name: this.group,
      value: String(color),
      "aria-label": name,
      onchange: () => {
        this.color = color;
      },
    });
    input.checked = color === this.color;
    this.inputs.set(color, input);
    return h("label", { title: name }, input, mark);
  }

  /** @param {number} color */
  choose(color) {
    this.color = color;
    const input = this.inputs.get(color);
    if (input) input.checked = true;
  }

  /** @param {Colors} colors */
  setColors(colors) {
    this.colors = colors;
    this.paint();
  }

  paint() {
    const { colors, dabs } = this;
    if (!colors || !dabs) return;
    for (const [index, dab] of dabs.entries()) dab.style.background = colors.ofClass(index);
  }

  /** Whether there is anything to undo or to clear. @param {{ undo: boolean, clear: boolean }} can */
  enable({ undo, clear }) {
    this.undo.disabled = !undo;
    this.clear.disabled = !clear;
  }
}

/** @param {keyof typeof ICONS} icon */
function picture(icon) {
  return h("span", { class: "pg-icon", html: ICONS[icon] });
}
