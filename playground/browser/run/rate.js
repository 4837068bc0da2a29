// The learning rate: one of the usual ones by hand, or any other typed; see `typed_rate.js`.

import { h } from "../kit/dom.js";
import { rate } from "../kit/numbers.js";

const USUAL = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const OTHER = "other";

export class RateChoice {
  /** `choose(value)` takes a rate that may be chosen. @param {Translate} t @param {(value: number) => void} choose */
  constructor(t, choose) {
    this.t = t;
    this.choose = choose;
    this.select = h("select", { onchange: () => void this.chosen() });
    this.element = h("label", { class: "pg-field" }, h("span", { text: t("Learning rate") }), this.select);
    this.set(0.03);
  }

  /** The rate as it is. @param {number} value */
  set(value) {
    if (!Number.isFinite(value) || value === this.shown) return;
    if (document.activeElement !== this.select) this.fill(value); // else the learner is choosing
  }

  /** @param {number} value */
  fill(value) {
    this.shown = value;
    // The worker counts in 32 bits: 0.03 comes back as 0.029999999.
    const near = USUAL.find((known) => Math.abs(known - value) < known * 1e-5);
    const rates = near ? USUAL : [...USUAL, value].sort((a, b) => a - b);
    const options = rates.map((known) => h("option", { value: String(known), text: rate(known) }));
    options.push(h("option", { value: OTHER, text: this.t("Other …") }));
    this.select.replaceChildren(...options);
    this.select.value = String(near ?? value);
  }

  async chosen() {
    if (this.select.value !== OTHER) return this.choose(Number(this.select.value));
    const { typeRate } = await import("./typed_rate.js");
    return typeRate(this);
  }
}
