// The numbers of a sample: typed, or moved by a slider over the range of the data; the prediction follows at once.

import { h } from "../../../kit/dom.js";
import { minus, read } from "../../../kit/numbers.js";
import { N_ } from "../../../kit/words.js";

const STEPS = 200; // of a slider
const ROOM = 8; // characters that a box shows
const NOT_A_NUMBER = N_("“{name}” must be a number, but is “{got}”. Write digits, such as 1.5; what you wrote stays.");

export class Numbers {
  /**
   * `on.edited(values)` with a number or null (missing) for each; `on.problem(text)` about what cannot be read.
   * @param {InsidePage} page @param {{ edited(values: (number | null)[]): void, problem(text: string): void }} on
   */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.rows = [];
    this.body = h("tbody");
    this.table = h("table", { class: "pi-sample-numbers" }, this.body);
    this.element = h(
      "div",
      { class: "pi-sample-scroll", tabindex: "0", role: "region", "aria-label": page.t("Inputs of the sample") },
      this.table,
    );
  }

  /**
   * The names of the inputs, and the range of each in the data.
   * @param {string[]} names @param {ArrayLike<number>} [low] @param {ArrayLike<number>} [high]
   */
  setNames(names, low, high) {
    const { t } = this.page;
    const print = JSON.stringify([names, low && Array.from(low), high && Array.from(high)]);
    if (print === this.print) return;
    this.print = print;
    this.names = names;
    this.values = names.map(() => null);
    this.rows = names.map((name, index) => {
      const [least, most] = range(low?.[index], high?.[index]);
      const field = h("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        "aria-label": name,
        oninput: () => this.typed(index),
        onfocus: () => this.entered(index),
        onblur: () => this.write(index, brief),
        onkeydown: (event) => {
          if (event.key === "Escape") this.takeBack(index);
        },
      });
      const slider = h("input", {
        type: "range",
        min: String(least),
        max: String(most),
        step: String((most - least) / STEPS),
        title: minus(`${plain(least)} … ${plain(most)}`),
        "aria-label": t("What if {name} were …", { name }),
        oninput: () => this.slid(index),
      });
      return {
        field,
        slider,
        row: h(
          "tr",
          {},
          h("th", { scope: "row", title: name }, h("span", { class: "pi-sample-two", text: name })),
          h("td", {}, field),
          h("td", {}, slider),
        ),
      };
    });
    this.body.replaceChildren(...this.rows.map(({ row }) => row));
  }

  /** The sample of the data. @param {ArrayLike<number>} values */
  setOriginal(values) {
    this.original = Array.from(values);
    this.show(this.original);
  }

  /** Other values, such as those of a point that was dragged. @param {ArrayLike<number | null>} values */
  show(values) {
    this.values = Array.from(values);
    this.values.forEach((value, index) => {
      const row = this.rows[index];
      if (!row) return;
      row.slider.value = String(value);
      if (!hasFocus(row.field)) row.field.value = brief(value);
      this.mark(index);
    });
  }

  reset() {
    if (!this.original) return;
    for (const { field } of this.rows) field.removeAttribute("aria-invalid");
    this.show(this.original);
  }

  /** @param {number} index */
  typed(index) {
    const { field, slider } = this.rows[index];
    const value = read(field.value);
    const silly = value === undefined;
    field.setAttribute("aria-invalid", String(silly));
    if (silly) {
      this.on.problem(this.page.t(NOT_A_NUMBER, { name: this.names[index], got: field.value.slice(0, 40) }));
      return;
    }
    this.values[index] = value;
    if (value !== null) slider.value = String(value);
    this.changed(index);
  }

  /** @param {number} index */
  slid(index) {
    const { field, slider } = this.rows[index];
    const value = Number(slider.value);
    this.values[index] = value;
    field.value = brief(value);
    field.removeAttribute("aria-invalid");
    this.changed(index);
  }

  /** @param {number} index */
  entered(index) {
    this.before = this.values[index];
    this.write(index, plain);
  }

  /** What was typed since the field was entered never was. @param {number} index */
  takeBack(index) {
    const { field, slider } = this.rows[index];
    const value = this.before ?? null;
    field.removeAttribute("aria-invalid");
    this.values[index] = value;
    field.value = plain(value);
    if (value !== null) slider.value = String(value);
    this.changed(index);
  }

  /**
   * All digits to whoever edits a number, else as many as fit. What cannot be read stays as it was typed.
   * @param {number} index @param {(value: number | null) => string} form
   */
  write(index, form) {
    const { field } = this.rows[index];
    if (field.getAttribute("aria-invalid") !== "true") field.value = form(this.values[index]);
  }

  /** @param {number} index */
  changed(index) {
    this.mark(index);
    this.on.edited([...this.values]);
  }

  /** @param {number} index */
  mark(index) {
    const edited = this.original && this.values[index] !== this.original[index];
    this.rows[index].row.classList.toggle("pi-sample-edited", Boolean(edited));
  }
}

/** A number as a person would type it. @param {number | null} value */
export function plain(value) {
  return value === null || !Number.isFinite(value) ? "" : String(Number(value.toPrecision(5)));
}

/**
 * A number in at most as many characters as a box has room for: a digit cut off at the end would go unseen.
 * @param {number | null} value
 */
export function brief(value) {
  const full = plain(value);
  if (value === null || full.length <= ROOM) return full;
  const forms = [4, 3].map((digits) => String(Number(value.toPrecision(digits))));
  forms.push(...[2, 1, 0].map((digits) => value.toExponential(digits).replace("e+", "e")));
  return forms.find((text) => text.length <= ROOM) ?? full;
}

/** @param {HTMLElement} field */
function hasFocus(field) {
  const root = field.getRootNode();
  return (root instanceof Document || root instanceof ShadowRoot) && root.activeElement === field;
}

/** The ends of a slider, which are never the same. @param {number} [low] @param {number} [high] */
function range(low = NaN, high = NaN) {
  const least = Number.isFinite(low) ? low : -10;
  const most = Number.isFinite(high) ? high : 10;
  return most > least ? [least, most] : [least - 1, least + 1];
}
