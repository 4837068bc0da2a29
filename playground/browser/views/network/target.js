// What the pointer or the arrow keys have found in the network: a bias, a neuron, a weight. Its name and numbers stand
// in a card beside it, and are spoken.

import { h, setText } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";
import { BIAS } from "./columns.js";
import { nearest } from "./links.js";

/** @type {{ [key: string]: [right: number, down: number] | undefined }} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Target {
  /**
   * `onFocus({map, isOutput, unit, units, title} | null)` when a neuron is found or left.
   * @param {Translate} t @param {(focus: Focus | null) => void} onFocus
   */
  constructor(t, onFocus) {
    this.t = t;
    this.onFocus = onFocus;
    this.found = null;
    this.card = h(
      "div",
      { class: "pg-card", hidden: true, role: "status", "aria-live": "off" },
      h("strong"),
      h("span"),
    );
    this.spoken = h("div", { class: "pg-spoken", role: "status" });
  }

  /** The newest numbers. @param {Arrays} arrays */
  update(arrays) {
    this.arrays = arrays;
    if (this.found) this.write(this.found);
  }

  /** What lies at a place of the picture, or null for nothing. @param {Found | null} found */
  set(found) {
    const was = this.found;
    const isSame = found && was && found.node === was.node && found.curve === was.curve && found.bias === was.bias;
    if (isSame || (!found && !was)) {
      if (found?.curve) this.move(found);
      return;
    }
    this.found = found;
    this.card.hidden = !found;
    if (found) {
      this.write(found);
      this.move(found);
    }
    this.onFocus(found?.node && found.column.kind === "neurons" ? this.focusOf(found) : null);
  }

  /** What of a neuron is shown over the plane. @param {Named} found @returns {Focus} */
  focusOf({ column, node }) {
    return {
      map: column.map,
      isOutput: Boolean(column.isOutput),
      unit: node.unit,
      units: column.units,
      title: nameOf(this.t, { column, node }),
    };
  }

  /** Go on with an arrow key; false where the key is another one. @param {Column[]} columns @param {string} key */
  step(columns, key) {
    const move = MOVES[key];
    if (!move) return false;
    const drawn = columns.filter(({ nodes }) => nodes.length);
    const was = this.found?.node ? this.found : null;
    const current = was ? drawn.indexOf(was.column) : -1;
    const column = drawn[Math.min(drawn.length - 1, Math.max(0, current < 0 ? 0 : current + move[0]))];
    const at = was && current >= 0 ? was.node.unit + move[1] : 0;
    const node = column.nodes[Math.min(column.nodes.length - 1, Math.max(0, at))];
    /** @type {FoundNeuron} */
    const found = { column, node, bias: false, x: node.x + node.w, y: node.middle };
    this.set(found);
    const { title, text } = describe(this.t, this.arrays, found);
    setText(this.spoken, `${title}. ${text}`);
    return true;
  }

  /** @param {Found} found */
  write(found) {
    const { title, text } = describe(this.t, this.arrays, found);
    const [name, numbers] = this.card.children;
    setText(name, title);
    setText(numbers, text);
  }

  /** Put the card beside what was found, where there is room. @param {Found} target */
  move(target) {
    const { clientWidth: width, clientHeight: height } = /** @type {HTMLElement} */ (this.card.parentElement);
    const flip = target.x > width * 0.6;
    this.card.style.left = flip ? "auto" : `${Math.round(target.x + 14)}px`;
    this.card.style.right = flip ? `${Math.round(width - (target.node ? target.node.x : target.x) + 14)}px` : "auto";
    this.card.style.top = `${Math.round(Math.min(Math.max(target.y - 20, 4), height - 52))}px`;
  }
}

/**
 * What lies at a place: {column, node, bias, x, y}, {link, curve, x, y}, or null.
 * @param {Pick<Plan, "columns" | "links">} plan @param {number} x @param {number} y @returns {Found | null}
 */
export function find({ columns, links }, x, y) {
  for (const column of columns) {
    for (const node of column.nodes) {
      const bias = column.layer && Math.abs(x - node.bias.x) < BIAS && Math.abs(y - node.bias.y) < BIAS;
      if (bias || (x >= node.x && x <= node.x + node.w && y >= node.y && y <= node.y + node.h)) {
        return { column, node, bias, x: node.x + node.w, y: node.middle };
      }
    }
  }
  return nearest(links, x, y);
}

/**
 * The name of a neuron: that of its class or column, else its layer and number.
 * @param {Translate} t @param {Named} neuron
 */
export function nameOf(t, { column, node }) {
  const name = column.names[node.unit];
  if (name !== undefined) return `${t(column.title)}: ${name}`;
  const { hidden_index: index = null } = column.layer ?? {};
  const label = t(column.layer?.label ?? column.title);
  const layer = column.isOutput ? t("Output") : `${label} ${index === null ? "" : index + 1}`.trim();
  const template = column.kind === "filters" ? N_("{layer}, filter {number}") : N_("{layer}, neuron {number}");
  return t(template, { layer, number: node.unit + 1 });
}

/** {title, text} of what was found. @param {Translate} t @param {Arrays | undefined} arrays @param {Found} target */
export function describe(t, arrays, target) {
  if (target.curve) {
    const { link, curve } = target;
    const array = arrays?.[link.kernel];
    const weight =
      array && curve.input < array.shape[0] && curve.unit < array.shape[1]
        ? array.data[curve.input * array.shape[1] + curve.unit]
        : NaN;
    const from = nameOf(t, { column: link.from, node: link.from.nodes[curve.input] });
    const to = nameOf(t, { column: link.to, node: link.to.nodes[curve.unit] });
    return { title: `${t("Weight")} ${short(weight)}`, text: t("{from} → {to}", { from, to }) };
  }
  const { column, node } = target;
  const bias = column.layer ? arrays?.[`bias:${column.layer.name}`]?.data[node.unit] : undefined;
  const mean = column.layer ? arrays?.[`activation:${column.layer.name}`]?.data[node.unit] : undefined;
  const parts = [];
  if (bias !== undefined) parts.push(t("bias {value}", { value: short(bias) }));
  if (mean !== undefined) parts.push(t("average activation {value}", { value: short(mean) }));
  if (column.layer?.activation) parts.push(column.layer.activation);
  const name = nameOf(t, target);
  return target.bias && bias !== undefined
    ? { title: `${t("Bias")} ${short(bias)}`, text: name }
    : { title: name, text: parts.join(" · ") };
}
