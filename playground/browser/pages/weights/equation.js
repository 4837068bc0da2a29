// A network without hidden layers is a formula: written out, with its coefficients as sorted bars.

import { h, setText } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";
import { outputLayer, regressionOf } from "./names.js";

const WRITTEN = 8; // so many terms are written out
const PAUSE = 250; // milliseconds between two writings; a table costs layout

export class Equation {
  /** @param {InsidePage} page */
  constructor(page) {
    const { t } = page;
    this.page = page;
    this.mode = "raw";
    this.output = 0;
    this.formula = h("p", { class: "pi-weights-formula" });
    this.note = h("p", { class: "pi-weights-note" });
    this.rows = h("tbody");
    this.table = h(
      "table",
      { class: "pi-weights-bars" },
      h("caption", { class: "pg-spoken", text: t("Coefficients, the largest first") }),
      h("colgroup", {}, h("col", { class: "pi-weights-names" }), h("col"), h("col", { class: "pi-weights-numbers" })),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...[N_("Column"), N_("Bar"), N_("Coefficient")].map((word) => h("th", { scope: "col", text: t(word) })),
        ),
      ),
      this.rows,
    );
    /** @param {"raw" | "standardised"} mode @param {string} word */
    const choice = (mode, word) => {
      const input = h("input", {
        type: "radio",
        name: "pi-weights-mode",
        value: mode,
        onchange: () => {
          this.mode = mode;
          this.write();
        },
      });
      input.checked = mode === this.mode;
      return h("label", {}, input, h("span", { text: t(word) }));
    };
    this.outputs = h("select", {
      "aria-label": t("Output"),
      onchange: () => {
        this.output = Number(this.outputs.value);
        this.write();
      },
    });
    this.element = h(
      "div",
      { class: "pi-weights-equation" },
      h(
        "div",
        { class: "pi-weights-row" },
        h(
          "fieldset",
          { class: "pg-segments" },
          h("legend", { class: "pg-spoken", text: t("Coefficients") }),
          choice("raw", N_("As the columns are")),
          choice("standardised", N_("Standardised")),
        ),
        this.outputs,
      ),
      this.formula,
      this.note,
      h(
        "div",
        {
          class: "pi-weights-scroll",
          tabindex: "0",
          role: "region",
          "aria-label": t("Coefficients, the largest first"),
        },
        this.table,
      ),
    );
    this.at = 0;
  }

  /**
   * `outputName(j)` and `inputName(i)` say what is predicted from what.
   * @param {SaidHello} hello @param {NameOf} outputName @param {NameOf} inputName
   */
  setNames(hello, outputName, inputName) {
    Object.assign(this, { hello, outputName, inputName });
    const { units } = outputLayer(hello);
    this.output = 0;
    this.outputs.hidden = units < 2;
    this.outputs.replaceChildren(
      ...Array.from({ length: units }, (_, j) => h("option", { value: String(j), text: outputName(j) })),
    );
  }

  /** @param {Arrays} arrays */
  update(arrays) {
    this.arrays = arrays;
    if (performance.now() - this.at < PAUSE) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.write();
      }, PAUSE);
      return;
    }
    this.write();
  }

  write() {
    const { arrays = {}, mode } = this;
    const { t } = this.page;
    const isKnown = isOfEquation(arrays);
    this.element.classList.toggle("pi-weights-none", !isKnown);
    if (!isKnown || this.closed) return;
    const coefficients = arrays[`equation:${mode}`];
    this.at = performance.now();
    const [count, outputs] = coefficients.shape;
    const output = Math.min(this.output, outputs - 1);
    const columns = arrays["equation:columns"].data;
    const terms = Array.from({ length: count }, (_, i) => ({
      name: this.inputName(columns[i]),
      value: coefficients.data[i * outputs + output],
      mean: arrays["equation:mean"].data[i],
      deviation: arrays["equation:deviation"].data[i],
    }));
    terms.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    const total = arrays["equation:num_terms"].data[0];
    this.writeFormula(
      terms,
      arrays[`equation:${mode}_intercept`].data[output],
      total,
      arrays["equation:target"].data,
      output,
    );
    const part = total > count ? t("The {count} strongest of {total} terms are shown.", { count, total }) : "";
    const more = part && ` ${part}`;
    setText(
      this.note,
      (mode === "raw"
        ? t(
            "How much the sum changes when a column grows by 1, in its own unit. " +
              "Bars of columns with different units cannot be compared.",
          )
        : t("How much the sum changes when a column grows by one standard deviation: these bars can be compared.")) +
        more,
    );
    this.writeBars(terms);
  }

  /**
   * The sum, and the numbers that scale it.
   * @param {Term[]} terms @param {number} intercept @param {number} total @param {Numbers} target
   * @param {number} output
   */
  writeFormula(terms, intercept, total, [shift, span], output) {
    const { t } = this.page;
    const written = terms.slice(0, WRITTEN);
    const sum = [short(intercept, 3)];
    for (const { name, value } of written) {
      const factor = this.mode === "standardised" ? `z(${brief(name)})` : brief(name);
      sum.push(`${value < 0 ? "−" : "+"} ${short(Math.abs(value), 3)} · ${factor}`);
    }
    if (total > written.length) sum.push(t("+ … ({count} more)", { count: total - written.length }));
    let right = regressionOf(this.hello).replace("{sum}", () => sum.join(" "));
    if (shift !== 0 || span !== 1) right = `${short(shift, 3)} + ${short(span, 3)} · ${right}`;
    const name = this.hello.task === "regression" ? t("Prediction") : `P(${this.outputName(output)})`;
    setText(this.formula, `${name} = ${right}`);
    this.formula.title = t("Intercept {value}", { value: intercept });
  }

  /** @param {Term[]} terms */
  writeBars(terms) {
    const largest = Math.max(...terms.map(({ value }) => Math.abs(value)).filter(Number.isFinite), 0);
    while (this.rows.children.length > terms.length) this.rows.lastChild?.remove();
    while (this.rows.children.length < terms.length)
      this.rows.append(
        h(
          "tr",
          {},
          h("th", { scope: "row" }),
          h("td", { class: "pi-weights-bar" }, h("i", { "aria-hidden": "true" })),
          h("td"),
        ),
      );
    terms.forEach(({ name, value, mean, deviation }, index) => {
      const [head, bar, number] = this.rows.rows[index].cells;
      setText(head, name);
      head.title = this.page.t("{name}: mean {mean}, standard deviation {deviation}", {
        name: `${name}`,
        mean: short(mean, 3),
        deviation: short(deviation, 3),
      });
      setText(number, short(value, 4));
      const share = largest > 0 && Number.isFinite(value) ? (50 * Math.abs(value)) / largest : 0;
      const { style } = /** @type {HTMLElement} */ (bar.firstChild);
      style.width = `${share}%`;
      style.left = value < 0 ? `${50 - share}%` : "50%";
      style.background = value < 0 ? "var(--pg-negative)" : "var(--pg-positive)";
    });
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
  }
}

/** @param {Arrays} arrays @returns {arrays is Arrays & EquationArrays} */
function isOfEquation(arrays) {
  return Boolean(arrays["equation:raw"]);
}

/** The short name of a column that is explained behind a colon, "rm" of "rm: rooms". @param {string} name */
function brief(name) {
  const [first] = name.split(/[:：]/);
  return first.length <= 12 ? first : name;
}
