// One picture of activation functions: axes, zones, values and slopes, and the marked input.

import { emptied } from "../../kit/canvas.js";
import { plainly, ticksBetween } from "../../kit/ticks.js";
import { FONT, shade } from "./zones.js";

export const LEFT = 30;
export const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;
const ZONE = 9; // pixels of height of a zone below curves that are laid over each other
const JUMP = 0.3; // between two neighbouring inputs no curve climbs as much
const CLIPPED = [-2.5, 3]; // on a common scale a curve without end would press the others flat

/** Draws `shown`, curves of `data`, on a canvas of that size; `index` is the place of the marked input `z`. */
export class Drawing {
  /** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @param {DrawnCurves} drawn */
  constructor(canvas, width, height, { data, colors, shown, many }) {
    Object.assign(this, { data, colors, shown, many });
    this.context = emptied(canvas, width, height);
    this.strips = many ? shown.length * ZONE + 4 : 0;
    this.left = LEFT;
    this.right = Math.max(LEFT + 20, width - RIGHT);
    this.bottom = TOP + Math.max(40, height - TOP - BOTTOM - this.strips);
    [this.low, this.high] = this.reach();
    this.x = (/** @type {number} */ z) => LEFT + ((z - data.low) / (data.high - data.low)) * (this.right - LEFT);
    this.y = (/** @type {number} */ value) =>
      TOP + ((this.high - value) / (this.high - this.low)) * (this.bottom - TOP);
  }

  reach() {
    const { data, shown } = this;
    const of = (data.same || this.many ? data.panels : shown.slice(0, 1)).map((each) => each.reach);
    const [least, most] = of.length > 1 ? CLIPPED : [-Infinity, Infinity];
    const low = Math.max(least, Math.min(...of.map((each) => each[0])));
    const high = Math.min(most, Math.max(...of.map((each) => each[1])));
    const room = (high - low) * 0.06;
    return [low - room, high + room];
  }

  /** @param {number} z @param {number} index */
  draw(z, index) {
    const { colors, context, many, shown } = this;
    if (!many) this.shade(shown[0], TOP, this.bottom - TOP);
    this.axes();
    context.save();
    context.beginPath();
    context.rect(LEFT, TOP, this.right - LEFT, this.bottom - TOP);
    context.clip();
    const colorsOf = (/** @type {number} */ each) =>
      many ? [colors.ofClass(each), colors.ofClass(each)] : [colors.positive, colors.negative];
    shown.forEach(({ values, slopes }, each) => {
      const [ofValues, ofSlopes] = colorsOf(each);
      this.curve(slopes, ofSlopes, 2, [6, 4]);
      this.curve(values, ofValues, 2.5, []);
    });
    context.restore();
    if (many) this.drawStrips();
    const x = this.x(z);
    this.line(x, TOP, x, this.bottom + this.strips, colors.text, 1.5);
    shown.forEach(({ values, slopes }, each) => {
      const [ofValues, ofSlopes] = colorsOf(each);
      this.dot(x, slopes[index], ofSlopes, colors.background, 2.5);
      this.dot(x, values[index], colors.background, ofValues, 1.5);
    });
  }

  axes() {
    const { bottom, colors, context, data, high, left, low, right } = this;
    context.font = FONT;
    context.fillStyle = colors.muted;
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const tick of ticksBetween(data.low, data.high, 6)) {
      const x = Math.round(this.x(tick)) + 0.5;
      this.line(x, TOP, x, bottom, colors.grid);
      context.fillText(plainly(tick), Math.min(x, right - 4), bottom + this.strips + 4);
    }
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const tick of ticksBetween(low, high, bottom - TOP > 150 ? 5 : 3)) {
      const y = Math.round(this.y(tick)) + 0.5;
      this.line(left, y, right, y, colors.grid);
      context.fillText(plainly(tick), left - 5, y);
    }
    const [x, y] = [Math.round(this.x(0)) + 0.5, Math.round(this.y(0)) + 0.5];
    this.line(left, y, right, y, colors.muted);
    this.line(x, TOP, x, bottom, colors.muted);
  }

  /**
   * @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
   * @param {string} color @param {number} [width]
   */
  line(x1, y1, x2, y2, color, width = 1) {
    const { context } = this;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }

  /**
   * A curve over all inputs; where it jumps, which all of them do at 0, it is broken.
   * @param {number[]} values @param {string} color @param {number} width @param {number[]} dashes
   */
  curve(values, color, width, dashes) {
    const { context, data, x, y } = this;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash(dashes);
    context.beginPath();
    values.forEach((value, index) => {
      const before = values[index - 1];
      if (index && Math.abs(value - before) > JUMP) {
        context.lineTo(x(0), y(before));
        context.moveTo(x(0), y(value));
      }
      context.lineTo(x(data.low + index * data.step), y(value));
    });
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {ActivationZones} zones @param {number} top @param {number} height */
  shade(zones, top, height) {
    const { low, high } = this.data;
    shade(this.context, this.colors, zones, { x: this.x, low, high, top, height });
  }

  /** The zones of curves that are laid over each other: a strip for each, below them. */
  drawStrips() {
    const { colors, context } = this;
    this.shown.forEach((each, index) => {
      const top = this.bottom + 4 + index * ZONE;
      this.shade(each, top, ZONE - 2);
      context.fillStyle = colors.ofClass(index);
      context.fillRect(LEFT - 8, top, 6, ZONE - 2);
    });
  }

  /**
   * A point of a curve; where it lies outside of the drawing, a triangle at the edge.
   * @param {number} x @param {number} value @param {string} edge @param {string} fill @param {number} width
   */
  dot(x, value, edge, fill, width) {
    const { bottom, context } = this;
    const y = this.y(value);
    const isAbove = y < TOP - 1;
    context.beginPath();
    if (isAbove || y > bottom + 1) {
      const [at, inside] = isAbove ? [TOP, TOP + 9] : [bottom, bottom - 9];
      context.moveTo(x, at);
      context.lineTo(x - 6, inside);
      context.lineTo(x + 6, inside);
      context.closePath();
    } else context.arc(x, y, 5.5, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = width;
    context.strokeStyle = edge;
    context.stroke();
  }
}
