// How a number of a dense layer comes about: its weighted sum, term by term.

import { h } from "../../../kit/dom.js";
import { short } from "../../../kit/numbers.js";
import { factor, known, line, number, painted } from "./parts.js";

const MOST_TERMS = 40;
const WRITTEN_OUT = 6; // terms that fit into one line

/** z = x·w + b, term by term. @type {Formula} */
export function dense(parts) {
  const { t, one, arrays, about, colors, order } = parts;
  const products = known(arrays, "products").data;
  const terms = one("terms") ?? products.length;
  const shown = order(products).slice(0, MOST_TERMS);
  const slope = Number.isFinite(about.gradients.gz) ? about.gradients.gz : undefined;
  const withSlope = slope !== undefined;
  const rows = rowsOf(parts, shown, slope);
  if (terms > shown.length) {
    const words = t.plural("… {count} more term", "… {count} more terms", terms - shown.length);
    rows.push(total(words, short(restOf(products, shown, one("rest") ?? 0)), withSlope ? "" : null));
  }
  const bias = one("b");
  if (bias !== undefined) rows.push(total(`${t("Bias")} b`, short(bias), withSlope ? compactSlope(slope) : null));
  rows.push(total(`${t("Sum")} z`, number(one("z")), withSlope ? "" : null));
  const head = [t("Input"), "x", "w", "x · w", ...(withSlope ? ["∂loss/∂w"] : [])];
  const table = h(
    "table",
    { class: "pi-sample-table pi-sample-terms" },
    h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, ...rows),
  );
  const { picture } = about;
  const pictures =
    picture && products.length === picture.height * picture.width ? [picturesOf(picture, arrays, colors, t)] : [];
  return [line(written(parts, terms)), h("div", { class: "pi-sample-side" }, table, ...pictures)];
}

/**
 * A row for each term that is shown, its slope where there is one.
 * @param {FormulaParts} parts @param {number[]} shown @param {number | undefined} slope
 */
function rowsOf({ arrays, about, colors }, shown, slope) {
  const [x, w, products] = ["x", "w", "products"].map((name) => known(arrays, name).data);
  const which = arrays["neuron:index"]?.data;
  const strongest = Math.max(1e-30, ...shown.map((index) => Math.abs(products[index]) || 0));
  return shown.map((index) => {
    const product = products[index];
    const cell = h("td", { class: "pi-sample-product", text: short(product) });
    cell.style.setProperty("--share", `${(100 * Math.abs(product)) / strongest}%`);
    cell.style.setProperty("--color", product < 0 ? colors.negative : colors.positive);
    const input = which ? which[index] : index;
    return h(
      "tr",
      { class: product === 0 ? "pi-sample-zero" : null },
      h("th", { scope: "row", title: about.nameOf(input), text: about.briefNameOf(input) }),
      h("td", { text: short(x[index]) }),
      h("td", { text: short(w[index]) }),
      cell,
      ...(slope === undefined ? [] : [h("td", { text: compactSlope(x[index] * slope) })]),
    );
  });
}

/**
 * A row below the terms; without slopes it has no cell for one.
 * @param {string} name @param {string} text @param {string | null} slope
 */
const total = (name, text, slope) =>
  h(
    "tr",
    { class: "pi-sample-total" },
    h("th", { scope: "row", text: name }),
    h("td"),
    h("td"),
    h("td", { text }),
    ...(slope === null ? [] : [slope ? h("td", { text: slope }) : h("td")]),
  );

/**
 * What the products add that are not shown.
 * @param {NumberList} products @param {number[]} shown @param {number} rest
 */
function restOf(products, shown, rest) {
  if (shown.length === products.length) return rest;
  const kept = new Set(shown);
  return Array.from(products).reduce((sum, product, index) => (kept.has(index) ? sum : sum + product), rest);
}

/**
 * The sum in one line; of many terms only the first two and the last.
 * @param {FormulaParts} parts @param {number} terms
 */
function written({ one, arrays }, terms) {
  const bias = one("b");
  const z = number(one("z"));
  if (terms > WRITTEN_OUT) {
    const last = subscript(terms);
    return `z = x₁·w₁ + x₂·w₂ + … + x${last}·w${last}${bias === undefined ? "" : " + b"} = ${z}`;
  }
  const w = known(arrays, "w").data;
  const products = Array.from(known(arrays, "x").data, (x, index) => `${factor(x)}·${factor(w[index])}`);
  return `z = ${products.join(" + ")}${bias === undefined ? "" : ` + ${factor(bias)}`} = ${z}`;
}

/** @param {number} value */
const compactSlope = (value) => (value === 0 ? "0" : short(value));

/**
 * Where the inputs are the pixels of a picture: x, w and their products as pictures.
 * @param {{ height: number, width: number }} size @param {Arrays} arrays @param {Colors} colors @param {Translate} t
 */
function picturesOf({ height, width }, arrays, colors, t) {
  const made = [
    { name: "x", of: "x", label: t("Inputs as a picture") },
    { name: "w", of: "w", label: t("Weights as a picture") },
    { name: "x · w", of: "products", label: t("Products as a picture") },
  ];
  return h(
    "div",
    { class: "pi-sample-figures" },
    ...made.map(({ name, of, label }) =>
      h("figure", {}, painted(label, known(arrays, of).data, height, width, colors), h("figcaption", { text: name })),
    ),
  );
}

/** @param {number} value */
const subscript = (value) => String(value).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
