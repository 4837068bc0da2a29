// The lines between the columns: a curve for each weight, as thick as the weight is strong; a fan where there is none.

import { span } from "./layout.js";

const LEVELS = 8; // widths of links; one stroke for each level and sign
const NEAR = 6; // pixels from a link that still mean it

/** A curve from every neuron to every other. @param {Fan} link @returns {Curve[]} */
export function curvesOf(link) {
  const curves = [];
  for (const from of link.from.nodes) {
    for (const to of link.to.nodes) {
      const x0 = link.from.right;
      const x1 = link.to.left;
      const bend = (x1 - x0) * 0.5;
      curves.push({ input: from.unit, unit: to.unit, x0, y0: from.middle, x1, y1: to.middle, bend });
    }
  }
  return curves;
}

/** Add a curve to the path. @param {CanvasRenderingContext2D} context @param {Curve} curve */
function trace(context, { x0, y0, x1, y1, bend }) {
  context.moveTo(x0, y0);
  context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
}

/**
 * The height of a link at `x`: with both control points in the middle x is monotonic, so bisect.
 * @param {Curve} curve @param {number} x
 */
function heightAt({ x0, y0, x1, y1, bend }, x) {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 12; round += 1) {
    const s = (low + high) / 2;
    const r = 1 - s;
    const at = r * r * r * x0 + 3 * r * r * s * (x0 + bend) + 3 * r * s * s * (x1 - bend) + s * s * s * x1;
    if (at < x) low = s;
    else high = s;
  }
  const s = (low + high) / 2;
  return y0 + (y1 - y0) * (3 * s * s - 2 * s * s * s);
}

/**
 * The weight that lies nearest to a place, {link, curve, x, y}, or null.
 * @param {Link[]} links @param {number} x @param {number} y
 */
export function nearest(links, x, y) {
  let best = null;
  let distance = NEAR;
  for (const link of links) {
    if (x < link.from.right || x > link.to.left) continue;
    for (const curve of link.curves) {
      const away = Math.abs(heightAt(curve, x) - y);
      if (away < distance) {
        distance = away;
        best = { link, curve, x, y };
      }
    }
  }
  return best;
}

/** @param {NamedArray} array */
function scaleOf(array) {
  const [inputs, units] = array.shape;
  let largest = 0;
  for (const weight of array.data) {
    const size = Math.abs(weight);
    if (size > largest && size < Infinity) largest = size;
  }
  // Fresh weights are drawn at about half the greatest width, so that growth is seen.
  const fresh = 2 * Math.sqrt(6 / (inputs + units));
  return Math.max(fresh, largest) || 1;
}

/**
 * The weights of one kernel; without numbers, where they will be.
 * @param {CanvasRenderingContext2D} context @param {Link} link @param {NamedArray | undefined} array
 * @param {Colors} colors
 */
export function drawLinks(context, link, array, colors) {
  if (array) drawWeights(context, link, array, colors);
  else drawPlaces(context, link, colors);
}

/** @param {CanvasRenderingContext2D} context @param {Link} link @param {Colors} colors */
function drawPlaces(context, { curves }, colors) {
  context.strokeStyle = colors.grid;
  context.lineWidth = 1;
  context.beginPath();
  for (const curve of curves) trace(context, curve);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context @param {Link} link @param {NamedArray} array @param {Colors} colors
 */
function drawWeights(context, link, array, colors) {
  const scale = scaleOf(array);
  const [inputs, units] = array.shape;
  link.paths ??= Array.from({ length: 2 * LEVELS }, () => []);
  const { curves, paths } = link;
  for (const path of paths) path.length = 0;
  for (const curve of curves) {
    if (curve.input >= inputs || curve.unit >= units) continue;
    const weight = array.data[curve.input * units + curve.unit];
    if (Number.isNaN(weight)) continue; // a weight that is no number has no line
    const level = Math.min(LEVELS - 1, Math.floor((Math.abs(weight) / scale) * LEVELS));
    paths[(weight < 0 ? 0 : LEVELS) + level].push(curve);
  }
  // Thin ones first: the strong links lie on top.
  const thickest = Math.min(7, 3 + 60 / Math.max(8, curves.length));
  for (let level = 0; level < LEVELS; level += 1) {
    const share = (level + 0.5) / LEVELS;
    for (const positive of [0, 1]) {
      const path = paths[positive * LEVELS + level];
      if (!path.length) continue;
      context.strokeStyle = colors.link(positive, (0.16 + 0.8 * share).toFixed(2));
      context.lineWidth = 0.6 + (thickest - 0.6) * share;
      context.beginPath();
      for (const curve of path) trace(context, curve);
      context.stroke();
    }
  }
}

/** One weight, marked. @param {CanvasRenderingContext2D} context @param {Curve} curve @param {Colors} colors */
export function markLink(context, curve, colors) {
  context.strokeStyle = colors.text;
  context.lineWidth = 2;
  context.beginPath();
  trace(context, curve);
  context.stroke();
}

/**
 * Two columns that are joined as a whole.
 * @param {CanvasRenderingContext2D} context @param {Fan} fan @param {Colors} colors
 */
export function drawFan(context, { from, to }, colors) {
  const [a, b] = span(from);
  const [c, d] = span(to);
  const middle = (from.right + to.left) / 2;
  context.beginPath();
  context.moveTo(from.right, a);
  context.bezierCurveTo(middle, a, middle, c, to.left, c);
  context.lineTo(to.left, d);
  context.bezierCurveTo(middle, d, middle, b, from.right, b);
  context.closePath();
  context.fillStyle = colors.dark ? "rgba(255, 255, 255, 0.05)" : "rgba(36, 41, 47, 0.05)";
  context.fill();
}
