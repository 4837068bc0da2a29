// The learning rate: one of the usual ones by hand, or any other typed.

import { h } from "../kit/dom.js";
import { rate, read } from "../kit/numbers.js";

const USUAL = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const OTHER = "other";

export class RateChoice {
  /** `choose(value)` takes a rate that may be chosen. @param {Translate} t @param {(value: number) => void} choose */
  constructor(t, choose) {
    this.t = t;
    this.choose = choose;
    this.isOpen = false;
    this.select = h("select", { onchange: () => this.chosen() });
    this.field = h("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      class: "pg-rate-field",
      "aria-label": t("Another learning rate"),
      onchange: () => this.typed(),
      onblur: () => this.close(),
      onkeydown: (event) => this.key(event),
    });
    this.element = h("label", { class: "pg-field" }, h("span", { text: t("Learning rate") }), this.select);
    this.set(0.03);
  }

  /** @param {{ ge: number, le: number }} [bounds] */
  setBounds(bounds) {
    this.bounds = bounds;
  }

  /** The rate as it is. @param {number} value */
  set(value) {
    if (!Number.isFinite(value) || value === this.shown) return;
    if (document.activeElement === this.select) return; // the learner is choosing
    this.shown = value;
    this.fill(value);
  }

  /** @param {number} value */
  fill(value) {
    // The worker counts in 32 bits: 0.03 comes back as 0.029999999.
    const near = USUAL.find((known) => Math.abs(known - value) < known * 1e-5);
    const rates = near ? USUAL : [...USUAL, value].sort((a, b) => a - b);
    const options = rates.map((known) => h("option", { value: String(known), text: rate(known) }));
    options.push(h("option", { value: OTHER, text: this.t("Other …") }));
    this.select.replaceChildren(...options);
    this.select.value = String(near ?? value);
  }

  chosen() {
    if (this.select.value !== OTHER) {
      this.choose(Number(this.select.value));
      return;
    }
    this.field.value = "";
    this.isOpen = true;
    this.select.replaceWith(this.field);
    this.say("");
    this.field.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape") return;
    this.field.value = "";
    this.say("");
    this.close();
    this.select.focus();
  }

  typed() {
    const value = read(this.field.value);
    const { ge: low, le: high } = this.bounds ?? { ge: 0, le: Number.POSITIVE_INFINITY };
    if (value === null) return;
    if (value === undefined || value < low || value > high) {
      this.say(
        this.t("“{got}” is no learning rate. Type a number from {low} to {high}, such as 0.005.", {
          got: this.field.value.slice(0, 20),
          low: rate(low),
          high: rate(high),
        }),
      );
      return;
    }
    this.say("");
    this.shown = value;
    this.fill(value);
    this.choose(value);
    this.close();
  }

  /** Back to the usual ones; what was typed and cannot be stays, with its sentence: correct it, or press Escape. */
  close() {
    if (!this.isOpen || (this.field.validationMessage && this.field.value)) return;
    this.isOpen = false; // its removal takes the focus from it, and that closes it
    this.field.replaceWith(this.select);
    if (this.shown !== undefined) this.fill(this.shown);
  }

  /** @param {string} problem */
  say(problem) {
    this.field.setCustomValidity(problem);
    this.field.setAttribute("aria-invalid", String(Boolean(problem)));
    if (problem) this.field.reportValidity();
  }
}
