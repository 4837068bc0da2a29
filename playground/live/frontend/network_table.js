// The network as a table: the same numbers for those who do not see the picture, or want to read them.

import { h, setText, short, whole } from "./dom.js";
import { shapeText } from "./network_layout.js";

/** {count, mean, low, high} of an array, or null. */
function summary(array) {
  if (!array || !array.data.length) return null;
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

const spread = (found) => (found ? `${short(found.low)} … ${short(found.high)}` : "–");

export class NetworkTable {
  constructor(t, language) {
    this.t = t;
    this.language = language;
    this.body = h("tbody");
    this.head = h("tr");
    this.detail = h("div", { class: "pg-kernels" });
    this.element = h("div", { class: "pg-table", hidden: true, tabindex: "0", role: "region" },
      h("table", {}, h("thead", {}, this.head), this.body), this.detail);
  }

  setHello(hello) {
    const { t } = this;
    this.hello = hello;
    this.element.setAttribute("aria-label", t("Show the network as a table"));
    this.head.replaceChildren(...["Layer", "Shape", "Activation", "Parameters", "Weights", "Biases"].map((word) => h("th", { scope: "col", text: t(word) })));
    this.rows = hello.layers.map((layer, index) => {
      const parameters = layer.parameters ?? 0;
      const count = typeof parameters === "object" ? (parameters.trainable ?? 0) + (parameters.non_trainable ?? 0) : parameters;
      const title = index === hello.layers.length - 1 ? t("Output") : `${index + 1} ${t(layer.label)}`;
      const cells = [shapeText(layer.output_shape), layer.activation ?? "–", whole(count, this.language)].map((text) => h("td", { text }));
      const weights = h("td");
      const biases = h("td");
      return { layer, weights, biases, element: h("tr", {}, h("th", { scope: "row", text: title }), ...cells, weights, biases) };
    });
    this.body.replaceChildren(...this.rows.map((row) => row.element));
    this.kernels = null;
    this.detail.replaceChildren();
  }

  update(arrays) {
    if (this.element.hidden || !this.rows) return;
    for (const { layer, weights, biases } of this.rows) {
      setText(weights, spread(summary(arrays[`kernel:${layer.name}`])));
      setText(biases, spread(summary(arrays[`bias:${layer.name}`])));
    }
    this.updateKernels(arrays);
  }

  /** The single weights of the dense layers, up to 8 × 8 of each. */
  updateKernels(arrays) {
    const { t } = this;
    this.kernels ??= new Map();
    for (const { layer } of this.rows) {
      const array = arrays[`kernel:${layer.name}`];
      if (!array || array.shape.length !== 2) continue;
      const rows = Math.min(array.shape[0], 8);
      const columns = Math.min(array.shape[1], 8);
      if (!this.kernels.has(layer.name)) {
        const cells = [];
        const body = Array.from({ length: rows }, (_, row) => h("tr", {}, h("th", { scope: "row", text: String(row + 1) }),
          ...Array.from({ length: columns }, () => { const cell = h("td"); cells.push(cell); return cell; })));
        const caption = `${t("Weights")}: ${layer === this.hello.layers.at(-1) ? t("Output") : `${t(layer.label)} ${layer.name}`} (${t("{shown} of {count} shown", { shown: rows * columns, count: whole(layer.input_shape.at(-1) * layer.output_shape.at(-1), this.language) })})`;
        this.detail.append(h("table", {}, h("caption", { text: caption }), h("thead", {}, h("tr", {}, h("th", { scope: "col", text: "→" }),
          ...Array.from({ length: columns }, (_, column) => h("th", { scope: "col", text: String(column + 1) })))), h("tbody", {}, ...body)));
        this.kernels.set(layer.name, cells);
      }
      this.kernels.get(layer.name).forEach((cell, index) => {
        setText(cell, short(array.data[Math.floor(index / columns) * array.shape[1] + (index % columns)], 2));
      });
    }
  }
}
