// The weight that is chosen: its name and value, a number and a slider to change it, and the way back.

import { h, setText } from "../../kit/dom.js";
import { read, short } from "../../kit/numbers.js";

const LARGEST = 1e6; // as in engine/edits.py
const PAUSE = 50; // milliseconds between two settings while the slider is dragged

export class Editor {
  /**
   * `on.set(value)` promises whether it was done.
   * @param {InsidePage} page @param {Editing} on
   */
  constructor(page, on) {
    const { t } = page;
    this.page = page;
    this.on = on;
    this.name = h("strong", { class: "pi-weights-name", role: "status" });
    this.value = h("span", { class: "pi-weights-value" });
    this.number = h("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      class: "pi-weights-number",
      "aria-label": t("Value of the weight"),
      disabled: true,
    });
    this.slider = h("input", {
      type: "range",
      step: "any",
      min: "-1",
      max: "1",
      class: "pi-weights-slider",
      "aria-label": t("Value of the weight"),
      disabled: true,
    });
    /** @param {string} text @param {string} title @param {() => void} onclick */
    const button = (text, title, onclick) =>
      h("button", { type: "button", class: "pg-small", text, title, onclick, disabled: true });
    this.zeroRow = button(t("Row to 0"), t("Set every weight of this row to zero: this input no longer counts."), () =>
      on.zeroRow(),
    );
    this.zeroColumn = button(
      t("Column to 0"),
      t("Set every weight of this column to zero: this neuron hears nothing any more."),
      () => on.zeroColumn(),
    );
    this.putBack = button(t("Put back"), t("Give every weight that was changed by hand its value from before."), () =>
      on.putBack(),
    );
    this.number.onchange = () => this.typed();
    this.number.onkeydown = (event) => {
      if (event.key === "Enter") this.typed();
      if (event.key === "Escape") this.write(this.chosen?.value ?? null);
    };
    this.slider.oninput = () => this.slid();
    this.element = h(
      "div",
      { class: "pi-weights-editor" },
      h("div", { class: "pi-weights-said" }, this.name, this.value),
      h("div", { class: "pi-weights-controls" }, this.number, this.slider, this.zeroRow, this.zeroColumn, this.putBack),
    );
  }

  /**
   * `hint` is said where none is chosen.
   * @param {ChosenWeight | null} cell @param {string} hint
   */
  choose(cell, hint) {
    this.chosen = cell;
    this.wanted = null; // what waits was meant for the weight before
    setText(this.name, cell ? cell.name : hint);
    this.name.classList.toggle("pi-weights-hint", !cell);
    for (const control of [this.number, this.slider, this.zeroRow, this.zeroColumn]) control.disabled = !cell;
    if (!cell) {
      setText(this.value, "");
      this.number.value = "";
      return;
    }
    this.reach = Math.max(1, 2 * Math.abs(cell.value ?? 0), cell.reach ?? 0);
    this.slider.min = String(-this.reach);
    this.slider.max = String(this.reach);
    this.setValue(cell.value);
  }

  /**
   * The value as it is now; what the learner is typing or dragging stays.
   * @param {number | null | undefined} value
   */
  setValue(value) {
    if (!this.chosen) return;
    const known = value !== null && value !== undefined;
    setText(this.value, known ? `= ${short(value, 4)}` : "");
    if (!known || this.sending) return;
    this.chosen.value = value;
    if (document.activeElement !== this.number) this.write(value);
    if (!this.isDragged()) this.slider.value = String(value);
  }

  /** @param {number | null} value */
  write(value) {
    this.number.value = value === null ? "" : String(Number(value.toPrecision(5)));
  }

  /** How many weights are set by hand. @param {number} count */
  setCount(count) {
    this.putBack.disabled = !count;
    setText(
      this.putBack,
      count ? this.page.t("Put back ({count})", { count: String(count) }) : this.page.t("Put back"),
    );
  }

  isDragged() {
    return performance.now() - (this.slidAt ?? -1e9) < 400;
  }

  typed() {
    if (!this.chosen || this.number.value === this.last) return;
    const value = read(this.number.value);
    if (value === null || value === undefined) {
      this.page.showProblem(
        this.page.t("This is not a number that a weight can be. Type a number from {low} to {high}.", {
          low: -LARGEST,
          high: LARGEST,
        }),
      );
      return;
    }
    this.last = this.number.value;
    void this.send(value).then(() => {
      this.last = null;
    });
  }

  slid() {
    this.slidAt = performance.now();
    this.number.value = String(Number(Number(this.slider.value).toPrecision(4)));
    this.wanted = Number(this.slider.value);
    if (this.sending) return;
    void this.drain();
  }

  /** Of the places that the slider passes, the newest counts; one at a time. */
  async drain() {
    const { wanted } = this;
    if (wanted === null || wanted === undefined) return;
    this.wanted = null;
    if (await this.send(wanted)) setTimeout(() => void this.drain(), PAUSE);
    else this.wanted = null;
  }

  /** @param {number} value */
  async send(value) {
    this.sending = true;
    try {
      return await this.on.set(value);
    } finally {
      this.sending = false;
    }
  }
}
