// How a number comes about that sees a patch of maps: a convolution, a pooling, a mean of a whole map.

import { h } from "../../../kit/dom.js";
import { short } from "../../../kit/numbers.js";
import { largest } from "../../../views/cells/cells.js";
import { factor, known, line, note, number, painted } from "./parts.js";

const MOST_CHANNELS = 4;
const MOST_CELLS = 49; // of a patch that is written in numbers

/** The kernel on its patch: products of each channel, their sum, and the bias. @type {Formula} */
export function convolution({ t, one, arrays, order, colors }) {
  const {
    shape: [rows, columns, channels],
    data: products,
  } = known(arrays, "products");
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
  /** @param {string} name @param {number} channel */
  const of = (name, channel) =>
    Array.from({ length: size }, (_, cell) => known(arrays, name).data[cell * channels + channel]);
  let rest = one("rest") ?? 0;
  sums.forEach((sum, channel) => {
    if (!shown.includes(channel)) rest += sum;
  });
  for (const channel of shown) {
    const label = all > 1 ? t("Map {number}", { number: channel + 1 }) : t("Patch");
    blocks.push(
      h(
        "div",
        { class: "pi-sample-equation" },
        matrix(label, of("patch", channel), rows, columns, { colors, padded }),
        h("b", { text: "×" }),
        matrix(t("Kernel"), of("kernel", channel), rows, columns, { colors }),
        h(
          "span",
          { class: "pi-sample-equation" },
          h("b", { text: "=" }),
          matrix(t("Products"), of("products", channel), rows, columns, { colors }),
          h("span", { class: "pi-sample-formula", text: `Σ ${short(sums[channel], 4)}` }),
        ),
      ),
    );
  }
  if (all > shown.length)
    blocks.push(note(`${t.plural("… {count} more map", "… {count} more maps", all - shown.length)}: ${number(rest)}`));
  const bias = one("b");
  const terms = shown.map((channel) => factor(sums[channel]));
  if (all > shown.length) terms.push(factor(rest));
  if (bias !== undefined) terms.push(factor(bias));
  const words = bias === undefined ? "z = Σ x·w" : "z = Σ x·w + b";
  blocks.unshift(line(`${words} = ${terms.join(" + ")} = ${number(one("z"))}`));
  if (padded?.some((value) => value === 1))
    blocks.push(note(t("Hatched cells lie outside the picture: the padding puts zeros there.")));
  return blocks;
}

/**
 * Cells with numbers and colours; those outside hatched, one of them chosen. A large one is a picture.
 * @param {string} label @param {number[]} values @param {number} rows @param {number} columns
 * @param {{ colors: Colors, padded?: ArrayLike<number>, chosen?: number }} marked
 */
function matrix(label, values, rows, columns, { colors, padded, chosen = -1 }) {
  const reach = largest(values);
  const caption = h("figcaption", { text: label });
  if (values.length > MOST_CELLS) {
    return h(
      "figure",
      { class: "pi-sample-matrix", "data-large": "yes" },
      caption,
      painted(label, values, rows, columns, colors),
    );
  }
  /** @param {number} cell */
  const cellOf = (cell) => {
    const value = values[cell];
    const outside = padded?.[cell] === 1;
    const element = h("td", {
      class: `${outside ? "pi-sample-outside" : ""} ${cell === chosen ? "pi-sample-max" : ""}`.trim() || null,
      text: short(value, 2),
    });
    const color = value < 0 ? colors.negative : colors.positive;
    const share = Math.round((45 * Math.abs(value)) / reach);
    if (!outside && share) element.style.background = `color-mix(in srgb, ${color} ${share}%, transparent)`;
    return element;
  };
  const lines = Array.from({ length: rows }, (_, row) =>
    h("tr", {}, ...Array.from({ length: columns }, (__, column) => cellOf(row * columns + column))),
  );
  return h("figure", { class: "pi-sample-matrix" }, caption, h("table", {}, h("tbody", {}, ...lines)));
}

/** @type {Formula} */
export function pooling({ t, one, arrays, colors }) {
  const {
    shape: [rows, columns],
    data,
  } = known(arrays, "patch");
  const padded = arrays["neuron:padded"]?.data;
  const values = Array.from(data);
  const found = arrays["neuron:chosen"]?.data;
  const inside = values.filter((_, cell) => padded?.[cell] !== 1).map((value) => short(value));
  const few = inside.length <= 9 ? inside.join(", ") : `${inside.slice(0, 8).join(", ")}, …`;
  const figure = matrix(t("Patch"), values, rows, columns, {
    colors,
    padded,
    chosen: found ? found[0] * columns + found[1] : -1,
  });
  if (found)
    return [
      line(`a = max(${few}) = ${number(one("a"))}`),
      h(
        "div",
        { class: "pi-sample-equation" },
        figure,
        note(t("The framed cell is the largest: it alone goes on, and it alone gets the gradient.")),
      ),
    ];
  const terms = inside.length <= 9 ? inside.join(" + ") : `${inside.slice(0, 8).join(" + ")} + …`;
  return [
    line(`a = (${terms}) / ${one("count")} = ${number(one("a"))}`),
    h("div", { class: "pi-sample-equation" }, figure),
  ];
}

/** @type {Formula} */
export function average({ t, one, arrays, colors }) {
  const {
    shape: [rows, columns],
    data,
  } = known(arrays, "patch");
  const values = Array.from(data);
  const sum = values.reduce((total, value) => total + value, 0);
  return [
    line(`a = Σ x / ${one("count")} = ${number(sum)} / ${one("count")} = ${number(one("a"))}`),
    h("div", { class: "pi-sample-equation" }, matrix(t("The whole map"), values, rows, columns, { colors })),
  ];
}
