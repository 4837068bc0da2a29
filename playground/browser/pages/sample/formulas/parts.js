// What the formulas are made of: lines, notes, numbers as they are written in them, and numbers as a picture.

import { contextOf } from "../../../kit/canvas.js";
import { h } from "../../../kit/dom.js";
import { short } from "../../../kit/numbers.js";
import { largest } from "../../../views/cells/cells.js";

/** @param {string} text */
export const line = (text, kind = "") => h("p", { class: `pi-sample-formula ${kind}`, text });
/** @param {string} text */
export const note = (text) => h("p", { class: "pi-sample-hint", text });
/** @param {number} [value] */
export const number = (value) => short(value, 4);
/** @param {number} [value] */
export const factor = (value = NaN) => (value < 0 ? `(${short(value)})` : short(value));

/**
 * An array of the look "neuron" that it has for every number with this arithmetic.
 * @param {FormulaParts["arrays"]} arrays @param {string} name
 */
export const known = (arrays, name) => /** @type {NamedArray} */ (arrays[`neuron:${name}`]);

/**
 * A grid of numbers as a picture, a pixel for each.
 * @param {string} label @param {Numbers | number[]} data @param {number} height @param {number} width
 * @param {Colors} colors
 */
export function painted(label, data, height, width, colors) {
  const canvas = h("canvas", { role: "img", "aria-label": label, width, height });
  const context = contextOf(canvas);
  const reach = largest(data);
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < pixels.length; at += 1)
    pixels[at] = colors.diverging[Math.min(255, Math.max(0, Math.round(127.5 + (127.5 * (data[at] || 0)) / reach)))];
  context.putImageData(image, 0, 0);
  return canvas;
}
