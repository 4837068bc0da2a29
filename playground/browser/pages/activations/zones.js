// Where an activation is dead or saturated: how its zones are shaded, and the keys of a legend.

import { h } from "../../kit/dom.js";
import { hatched } from "./hatch.js";

export const FONT = '12px "Source Sans", system-ui, sans-serif';

/**
 * Shade the zones from `low` to `high`; an end that is null lies beyond.
 * @param {CanvasRenderingContext2D} context @param {Colors} colors @param {ActivationZones} zones
 * @param {Across} across
 */
export function shade(context, colors, { saturated, dead }, { x, low, high, top, height }) {
  const fill = (/** @type {Zone} */ [from, to]) => {
    const left = x(Math.max(low, from ?? low));
    context.fillRect(left, top, Math.max(0, x(Math.min(high, to ?? high)) - left), height);
  };
  context.fillStyle = colors.link(0, 0.2);
  saturated.forEach(fill);
  context.fillStyle = hatched(context, colors.muted);
  dead.forEach(fill);
}

/**
 * Entries of a legend, {class: text}, whose keys are of that `kind`.
 * @param {string} kind @param {{ [name: string]: string }} words
 */
export function keys(kind, words) {
  return Object.entries(words).map(([name, text]) =>
    h("li", {}, h("i", { class: `${kind} pi-curves-key-${name}`, "aria-hidden": "true" }), h("span", { text })),
  );
}
