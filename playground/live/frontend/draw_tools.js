// The tools for drawing points: a brush for each class, the eraser, undo and clear.

import { ICONS } from "./icons.js";
import { h } from "./dom.js";

export const ERASER = -1;

let number = 0;

export class DrawingTools {
  /** `on.undo()` and `on.clear()` are what the buttons do. */
  constructor(t, on) {
    this.t = t;
    this.color = 0;
    number += 1;
    this.group = `pg-brush-${number}`;
    this.brushes = h("div", { class: "pg-choices", role: "radiogroup", "aria-label": t("Brush") });
    this.undo = this.button("undo", t("Undo the last stroke"), on.undo);
    this.clear = this.button("clear", t("Clear all points"), on.clear);
    const hint = h("p", { class: "pg-hint", text: t("Click or drag on the plane.") });
    this.element = h("div", { class: "pg-tools", role: "group", "aria-label": t("Drawing tools") },
      h("div", { class: "pg-brushes" }, this.brushes, this.undo, this.clear), hint);
  }

  button(icon, word, onclick) {
    return h("button", { type: "button", class: "pg-tool", title: word, "aria-label": word, onclick }, picture(icon));
  }

  /** The classes, as they are shown. */
  setNames(names) {
    if (JSON.stringify(names) === JSON.stringify(this.names)) return;
    this.names = names;
    if (this.color >= names.length) this.color = 0;
    const { t } = this;
    this.dabs = names.map(() => h("i", { class: "pg-dab", "aria-hidden": "true" }));
    this.inputs = new Map();
    const colors = names.map((name, index) => this.choice(index, name, this.dabs[index]));
    this.brushes.replaceChildren(...colors, this.choice(ERASER, t("Eraser"), picture("eraser")));
    this.paint();
  }

  choice(color, name, mark) {
    const input = h("input", { type: "radio", name: this.group, value: String(color), "aria-label": name, onchange: () => { this.color = color; } });
    input.checked = color === this.color;
    this.inputs.set(color, input);
    return h("label", { title: name }, input, mark);
  }

  choose(color) {
    this.color = color;
    this.inputs.get(color).checked = true;
  }

  setColors(colors) {
    this.colors = colors;
    this.paint();
  }

  paint() {
    if (!this.colors || !this.dabs) return;
    this.dabs.forEach((dab, index) => { dab.style.background = this.colors.ofClass(index); });
  }

  /** Whether there is anything to undo or to clear. */
  enable({ undo, clear }) {
    this.undo.disabled = !undo;
    this.clear.disabled = !clear;
  }
}

function picture(icon) {
  return h("span", { class: "pg-icon", html: ICONS[icon] });
}
