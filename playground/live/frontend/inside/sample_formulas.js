// For each kind of layer: how one of its numbers comes about, as elements with the numbers filled in.

import { h, short } from "../dom.js";
import { largest } from "./sample_cells.js";

/** What stands behind the name of an activation. */
export const ACTIVATIONS = {
  linear: "z", relu: "max(0, z)", sigmoid: "1 / (1 + e⁻ᶻ)", tanh: "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)", leaky_relu: "max(0.2·z, z)",
  elu: "max(0, z) + min(0, eᶻ − 1)", gelu: "z · Φ(z)", silu: "z / (1 + e⁻ᶻ)", softplus: "ln(1 + eᶻ)", threshold: "(z ≥ 0)",
};
const MOST_TERMS = 40;
const WRITTEN_OUT = 6; // terms that fit into one line
const MOST_CHANNELS = 4;
const MOST_CELLS = 49; // of a patch that is written in numbers

const KINDS = {
  Dense: dense, Conv1D: convolution, Conv2D: convolution, MaxPooling1D: pooling, MaxPooling2D: pooling, AveragePooling2D: pooling,
  GlobalAveragePooling1D: average, GlobalAveragePooling2D: average, BatchNormalization: normalization, LayerNormalization: normalization,
  Flatten: flatten, Dropout: same, GaussianNoise: same, Activation: activation, LSTM: recurrent, GRU: recurrent,
};

/** The elements for a number of `layer`; a kind that is not known says its output alone. */
export function blockOf(layer, parts) {
  return (KINDS[layer.kind] ?? plainly)(parts, layer);
}

const line = (text, kind = "") => h("p", { class: `pi-sample-formula ${kind}`, text });
const note = (text) => h("p", { class: "pi-sample-hint", text });
const number = (value) => short(value, 4);
const factor = (value) => (value < 0 ? `(${short(value)})` : short(value));

function plainly({ one }) {
  return [line(`a = ${number(one("a"))}`)];
}

/** z = x·w + b, term by term. */
function dense({ t, one, arrays, about, colors, order }) {
  const x = arrays["neuron:x"].data;
  const w = arrays["neuron:w"].data;
  const products = arrays["neuron:products"].data;
  const which = arrays["neuron:index"]?.data;
  const terms = one("terms") ?? products.length;
  const bias = one("b");
  const gz = about.gradients.gz;
  const withSlope = Number.isFinite(gz);
  const shown = order(products).slice(0, MOST_TERMS);
  let rest = one("rest") ?? 0;
  if (shown.length < products.length) {
    const kept = new Set(shown);
    products.forEach((product, index) => { if (!kept.has(index)) rest += product; });
  }
  const strongest = Math.max(1e-30, ...shown.map((index) => Math.abs(products[index]) || 0));
  const rows = shown.map((index) => {
    const product = products[index];
    const cell = h("td", { class: "pi-sample-product", text: short(product) });
    cell.style.setProperty("--share", `${(100 * Math.abs(product)) / strongest}%`);
    cell.style.setProperty("--color", product < 0 ? colors.negative : colors.positive);
    const input = which ? which[index] : index;
    return h("tr", { class: product === 0 ? "pi-sample-zero" : null }, h("th", { scope: "row", title: about.nameOf(input), text: about.briefNameOf(input) }), h("td", { text: short(x[index]) }), h("td", { text: short(w[index]) }), cell,
      ...(withSlope ? [h("td", { text: compactSlope(x[index] * gz) })] : []));
  });
  const span = (text, value) => h("tr", { class: "pi-sample-total" }, h("th", { scope: "row", text }), h("td"), h("td"), h("td", { text: value }), ...(withSlope ? [h("td")] : []));
  if (terms > shown.length) rows.push(span(t("… {count} more terms", { count: terms - shown.length }), short(rest)));
  if (bias !== undefined) {
    rows.push(h("tr", { class: "pi-sample-total" }, h("th", { scope: "row", text: `${t("Bias")} b` }), h("td"), h("td"), h("td", { text: short(bias) }),
      ...(withSlope ? [h("td", { text: compactSlope(gz) })] : [])));
  }
  rows.push(span(`${t("Sum")} z`, number(one("z"))));
  const head = [t("Input"), "x", "w", "x · w", ...(withSlope ? ["∂loss/∂w"] : [])];
  const table = h("table", { class: "pi-sample-table pi-sample-terms" }, h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col", text })))), h("tbody", {}, ...rows));
  const end = bias === undefined ? "" : ` + ${factor(bias)}`;
  const sum = terms <= WRITTEN_OUT
    ? `z = ${Array.from(products.keys()).map((index) => `${factor(x[index])}·${factor(w[index])}`).join(" + ")}${end} = ${number(one("z"))}`
    : `z = x₁·w₁ + x₂·w₂ + … + x${subscript(terms)}·w${subscript(terms)}${bias === undefined ? "" : " + b"} = ${number(one("z"))}`;
  const pictures = about.picture && products.length === about.picture.height * about.picture.width ? picturesOf(about.picture, { x, w, products }, colors, t) : null;
  return [line(sum), h("div", { class: "pi-sample-side" }, table, ...(pictures ? [pictures] : []))];
}

const compactSlope = (value) => (value === 0 ? "0" : short(value));

/** Where the inputs are the pixels of a picture: x, w and their products as pictures. */
function picturesOf({ height, width }, { x, w, products }, colors, t) {
  const made = [["x", x, t("Inputs as a picture")], ["w", w, t("Weights as a picture")], ["x · w", products, t("Products as a picture")]];
  return h("div", { class: "pi-sample-figures" }, ...made.map(([name, data, label]) => {
    return h("figure", {}, painted(label, data, height, width, colors), h("figcaption", { text: name }));
  }));
}

function painted(label, data, height, width, colors) {
  const canvas = h("canvas", { role: "img", "aria-label": label, width, height });
  const context = canvas.getContext("2d");
  const reach = largest(data);
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = colors.diverging[Math.min(255, Math.max(0, Math.round(127.5 + (127.5 * (data[at] || 0)) / reach)))];
  context.putImageData(image, 0, 0);
  return canvas;
}

/** The kernel on its patch: products of each channel, their sum, and the bias. */
function convolution({ t, one, arrays, order, colors }) {
  const [rows, columns, channels] = arrays["neuron:products"].shape;
  const products = arrays["neuron:products"].data;
  const size = rows * columns;
  const sums = Float64Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let cell = 0; cell < size; cell += 1) sum += products[cell * channels + channel];
    return sum;
  });
  const shown = order(sums).slice(0, MOST_CHANNELS);
  const all = one("channels") ?? channels;
  const padded = arrays["neuron:padded"]?.data;
  const blocks = [];
  const of = (name, channel) => Array.from({ length: size }, (_, cell) => arrays[`neuron:${name}`].data[cell * channels + channel]);
  let rest = one("rest") ?? 0;
  sums.forEach((sum, channel) => { if (!shown.includes(channel)) rest += sum; });
  for (const channel of shown) {
    const label = all > 1 ? t("Map {number}", { number: channel + 1 }) : t("Patch");
    blocks.push(h("div", { class: "pi-sample-equation" },
      matrix(label, of("patch", channel), rows, columns, { colors, padded }), h("b", { text: "×" }),
      matrix(t("Kernel"), of("kernel", channel), rows, columns, { colors }), h("span", { class: "pi-sample-equation" }, h("b", { text: "=" }),
        matrix(t("Products"), of("products", channel), rows, columns, { colors }),
        h("span", { class: "pi-sample-formula", text: `Σ ${short(sums[channel], 4)}` }))));
  }
  if (all > shown.length) blocks.push(note(`${t("… {count} more maps", { count: all - shown.length })}: ${number(rest)}`));
  const bias = one("b");
  const terms = shown.map((channel) => factor(sums[channel]));
  if (all > shown.length) terms.push(factor(rest));
  if (bias !== undefined) terms.push(factor(bias));
  const words = bias === undefined ? "z = Σ x·w" : "z = Σ x·w + b";
  blocks.unshift(line(`${words} = ${terms.join(" + ")} = ${number(one("z"))}`));
  if (padded?.some((value) => value === 1)) blocks.push(note(t("Hatched cells lie outside the picture: the padding puts zeros there.")));
  return blocks;
}

/** Cells with numbers and colours; those outside hatched, one of them chosen. A large one is a picture. */
function matrix(label, values, rows, columns, { colors, padded = null, chosen = -1 }) {
  const reach = largest(values);
  const caption = h("figcaption", { text: label });
  if (values.length > MOST_CELLS) {
    return h("figure", { class: "pi-sample-matrix", "data-large": "yes" }, caption, painted(label, values, rows, columns, colors));
  }
  const cellOf = (cell) => {
    const value = values[cell];
    const outside = padded?.[cell] === 1;
    const element = h("td", { class: `${outside ? "pi-sample-outside" : ""} ${cell === chosen ? "pi-sample-max" : ""}`.trim() || null, text: short(value, 2) });
    const share = Math.round((45 * Math.abs(value)) / reach);
    if (!outside && share) element.style.background = `color-mix(in srgb, ${value < 0 ? colors.negative : colors.positive} ${share}%, transparent)`;
    return element;
  };
  const lines = Array.from({ length: rows }, (_, row) => h("tr", {}, ...Array.from({ length: columns }, (__, column) => cellOf(row * columns + column))));
  return h("figure", { class: "pi-sample-matrix" }, caption, h("table", {}, h("tbody", {}, ...lines)));
}

function pooling({ t, one, arrays, colors }) {
  const { shape: [rows, columns], data } = arrays["neuron:patch"];
  const padded = arrays["neuron:padded"]?.data;
  const values = Array.from(data);
  const found = arrays["neuron:chosen"]?.data;
  const inside = values.filter((_, cell) => padded?.[cell] !== 1).map((value) => short(value));
  const few = inside.length <= 9 ? inside.join(", ") : `${inside.slice(0, 8).join(", ")}, …`;
  const figure = matrix(t("Patch"), values, rows, columns, { colors, padded, chosen: found ? found[0] * columns + found[1] : -1 });
  if (found) return [line(`a = max(${few}) = ${number(one("a"))}`), h("div", { class: "pi-sample-equation" }, figure, note(t("The framed cell is the largest: it alone goes on, and it alone gets the gradient.")))];
  return [line(`a = (${inside.length <= 9 ? inside.join(" + ") : `${inside.slice(0, 8).join(" + ")} + …`}) / ${one("count")} = ${number(one("a"))}`), h("div", { class: "pi-sample-equation" }, figure)];
}

function average({ t, one, arrays, colors }) {
  const { shape: [rows, columns], data } = arrays["neuron:patch"];
  const sum = data.reduce((total, value) => total + value, 0);
  return [line(`a = Σ x / ${one("count")} = ${number(sum)} / ${one("count")} = ${number(one("a"))}`),
    h("div", { class: "pi-sample-equation" }, matrix(t("The whole map"), Array.from(data), rows, columns, { colors }))];
}

function normalization({ t, one, about, arrays }, layer) {
  const own = layer.kind === "LayerNormalization";
  const x = own ? arrays["neuron:x"].data[about.place.unit] : one("x");
  return [
    line(`x̂ = (x − μ) / √(σ² + ε) = (${short(x, 4)} − ${factor(one("mean"))}) / √(${short(one("variance"), 4)} + ${Number(one("epsilon").toPrecision(3))}) = ${number(one("normal"))}`),
    line(`a = γ · x̂ + β = ${factor(one("gamma"))} · ${factor(one("normal"))} + ${factor(one("beta"))} = ${number(one("a"))}`, "pi-sample-result"),
    note(own ? t("μ and σ² are the mean and the variance of the numbers of this sample.") : t("μ and σ² are moving averages over the batches of the training: a single sample does not change them.")),
  ];
}

function flatten({ t, one, arrays }) {
  const from = Array.from(arrays["neuron:from"].data, (value) => value + 1);
  const names = from.length === 3 ? t("row {row}, column {column}, map {map}", { row: from[0], column: from[1], map: from[2] })
    : from.length === 2 ? t("step {step}, number {number}", { step: from[0], number: from[1] }) : String(from[0]);
  return [line(`a = x = ${number(one("a"))}`), note(t("Flatten only puts the numbers into one row. This one comes from: {place}.", { place: names }))];
}

function same({ t, one }) {
  return [line(`a = x = ${number(one("a"))}`), note(t("This layer changes something during training only. Here it lets everything through."))];
}

function activation({ one }) {
  return [line(`z = x = ${number(one("x"))}`)];
}

/** One step of a recurrent layer: its gates, and the memory before and after. */
function recurrent({ t, one, arrays }, layer) {
  const isLong = layer.kind === "LSTM";
  const names = isLong ? [t("Input gate i"), t("Forget gate f"), t("Candidate g"), t("Output gate o")] : [t("Update gate u"), t("Reset gate r"), t("Candidate g")];
  const z = arrays["neuron:gates_z"].data;
  const gates = arrays["neuron:gates"].data;
  const [before, after] = arrays["neuron:memory"].data;
  const rows = names.map((name, gate) => h("tr", {}, h("th", { scope: "row", text: name }), h("td", { text: short(z[gate]) }), h("td", { text: short(gates[gate]) })));
  const table = h("table", { class: "pi-sample-table" }, h("thead", {}, h("tr", {}, ...["", "z", t("Value")].map((text) => h("th", { scope: "col", text })))), h("tbody", {}, ...rows));
  const [first, second, third, fourth] = Array.from(gates, factor);
  const formulas = isLong
    ? [line(`c = f · c₀ + i · g = ${second} · ${factor(before)} + ${first} · ${third} = ${number(after)}`), line(`a = o · tanh(c) = ${fourth} · tanh(${short(after)}) = ${number(one("a"))}`, "pi-sample-result")]
    : [line(`a = u · h₀ + (1 − u) · g = ${first} · ${factor(before)} + (1 − ${first}) · ${third} = ${number(one("a"))}`, "pi-sample-result")];
  return [note(t("Step {number}", { number: one("step") + 1 })), ...formulas, table];
}

const subscript = (value) => String(value).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);
