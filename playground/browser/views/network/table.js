// The network as a table: the same numbers for those who do not see the picture, or want to read them.

import { h, setText } from "../../kit/dom.js";
import { short, whole } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";
import { shapeText } from "./layout.js";

/** {mean, low, high} of an array, or null. @param {NamedArray | undefined} array */
function summary(array) {
  if (!array?.data.length) return null;
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (const value of array.data) {
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  return { low, high, mean: sum / array.data.length };
}

/** @param {{ low: number, high: number } | null} found */
const spread = (found) => (found ? `${short(found.low)} … ${short(found.high)}` : "–");

export class NetworkTable {
  /** @param {Translate} t @param {string} language */
  constructor(t, language) {
    this.t = t;
    this.language = language;
    this.body = h("tbody");
    this.head = h("tr");
    this.detail = h("div", { class: "pg-kernels" });
    this.element = h(
      "div",
      { class: "pg-table", hidden: true, tabindex: "0", role: "region" },
      h("table", {}, h("thead", {}, this.head), this.body),
      this.detail,
    );
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    const { t } = this;
    this.hello = hello;
    this.element.setAttribute("aria-label", t("Show the network as a table"));
    this.head.replaceChildren(
      ...[N_("Layer"), N_("Shape"), N_("Activation"), N_("Parameters"), N_("Weights"), N_("Biases")].map((word) =>
        h("th", { scope: "col", text: t(word) }),
      ),
    );
    this.rows = hello.layers.map((layer, index) => {
      const count = layer.parameters ?? 0;
      const title = index === hello.layers.length - 1 ? t("Output") : `${index + 1} ${t(layer.label)}`;
      const cells = [shapeText(layer.output_shape), layer.activation ?? "–", whole(count, this.language)].map((text) =>
        h("td", { text }),
      );
      const weights = h("td");
      const biases = h("td");
      return {
        layer,
        weights,
        biases,
        element: h("tr", {}, h("th", { scope: "row", text: title }), ...cells, weights, biases),
      };
    });
    this.body.replaceChildren(...this.rows.map((row) => row.element));
    this.kernels = null;
    this.detail.replaceChildren();
  }

  /** @param {Arrays} arrays */
  update(arrays) {
    if (this.element.hidden || !this.rows) return;
    for (const { layer, weights, biases } of this.rows) {
      setText(weights, spread(summary(arrays[`kernel:${layer.name}`])));
      setText(biases, spread(summary(arrays[`bias:${layer.name}`])));
    }
    this.updateKernels(arrays, this.rows);
  }

  /** The single weights of the dense layers, up to 8 × 8 of each. @param {Arrays} arrays @param {TableRow[]} layers */
  updateKernels(arrays, layers) {
    const { t } = this;
    this.kernels ??= new Map();
    for (const { layer } of layers) {
      const array = arrays[`kernel:${layer.name}`];
      if (array?.shape.length !== 2) continue;
      const rows = Math.min(array.shape[0], 8);
      const columns = Math.min(array.shape[1], 8);
      if (!this.kernels.has(layer.name)) {
        /** @type {HTMLElement[]} */
        const cells = [];
        const body = Array.from({ length: rows }, (_, row) =>
          h(
            "tr",
            {},
            h("th", { scope: "row", text: String(row + 1) }),
            ...Array.from({ length: columns }, () => {
              const cell = h("td");
              cells.push(cell);
              return cell;
            }),
          ),
        );
        const name = layer === this.hello.layers.at(-1) ? t("Output") : `${t(layer.label)} ${layer.name}`;
        const count = whole((layer.input_shape.at(-1) ?? 1) * (layer.output_shape.at(-1) ?? 1), this.language);
        const part = t("{shown} of {count} shown", { shown: rows * columns, count });
        const caption = `${t("Weights")}: ${name} (${part})`;
        this.detail.append(
          h(
            "table",
            {},
            h("caption", { text: caption }),
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                h("th", { scope: "col", text: "→" }),
                ...Array.from({ length: columns }, (_, column) => h("th", { scope: "col", text: String(column + 1) })),
              ),
            ),
            h("tbody", {}, ...body),
          ),
        );
        this.kernels.set(layer.name, cells);
      }
      this.kernels.get(layer.name)?.forEach((cell, index) => {
        setText(cell, short(array.data[Math.floor(index / columns) * array.shape[1] + (index % columns)], 2));
      });
    }
  }
}
