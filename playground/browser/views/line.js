// The line that the network has fitted through samples of one number each.

import { axes, clear, fitRoom } from "../kit/axes.js";
import { canvasScale, contextOf } from "../kit/canvas.js";
import { h } from "../kit/dom.js";
import { minus } from "../kit/numbers.js";
import { diamond } from "../kit/points.js";
import { ticksBetween } from "../kit/ticks.js";

const SHORTEST_LEFT = 28;

export class LineView {
  /** @param {Translate} t @param {string} language */
  constructor(t, language) {
    this.t = t;
    this.samplesCanvas = h("canvas", { "aria-hidden": "true" });
    this.lineCanvas = h("canvas", { role: "img" });
    this.element = h("div", { class: "pg-plane" }, this.samplesCanvas, this.lineCanvas);
    this.under = contextOf(this.samplesCanvas);
    this.context = contextOf(this.lineCanvas);
    const format = new Intl.NumberFormat(language || "en", { notation: "compact", maximumSignificantDigits: 3 });
    this.said = (/** @type {number} */ value) => minus(format.format(value === 0 ? 0 : value));
  }

  /** @param {SaidHello} hello @param {Samples} samples */
  setHello(hello, samples) {
    this.samples = samples;
    this.name = hello.input_names?.[0] ?? "x";
    this.across = range(0.03, samples.train_points, samples.validation_points);
    this.up = range(0.08, samples.train_labels, samples.validation_labels);
    const label = this.t.plural(
      "The network's answer over the whole range of {name}, a line through {count} sample.",
      "The network's answer over the whole range of {name}, a line through {count} samples.",
      samples.train_labels.data.length + samples.validation_labels.data.length,
      { name: this.name },
    );
    this.lineCanvas.setAttribute("aria-label", label);
    this.stale = true;
  }

  /**
   * The newest line; the samples only when they or the room have changed.
   * @param {HTMLElement} area @param {Arrays} arrays @param {Colors} colors @param {boolean} showValidation
   */
  draw(area, { line_x: x, line_y: y }, colors, showValidation) {
    if (!this.across) return;
    const across = { domain: this.across, ticks: ticksBetween(...this.across, 6) };
    const up = { domain: this.up, ticks: ticksBetween(...this.up, 5) };
    this.under.font = '11px "Source Sans", system-ui, sans-serif';
    const words = up.ticks.map((tick) => this.under.measureText(this.said(tick)).width);
    const left = Math.ceil(Math.max(SHORTEST_LEFT, ...words.map((width) => width + 9)));
    const { box, changed } = fitRoom(area, this.element, [this.samplesCanvas, this.lineCanvas], left);
    this.box = box;
    if (changed || this.stale) this.drawSamples(across, up, colors, showValidation);
    const { context } = this;
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    clear(context, box);
    if (!x || !y) return;
    this.clipped(context, () => {
      context.beginPath();
      for (let index = 0; index < x.data.length; index += 1)
        context.lineTo(this.x(x.data[index]), this.y(y.data[index]));
      context.lineJoin = "round";
      context.lineWidth = 4;
      context.strokeStyle = colors.background;
      context.stroke();
      context.lineWidth = 2.5;
      context.strokeStyle = colors.text;
      context.stroke();
    });
  }

  /** @param {Axis} across @param {Axis} up @param {Colors} colors @param {boolean} showValidation */
  drawSamples(across, up, colors, showValidation) {
    const { under, box, samples } = this;
    this.stale = false;
    const scale = canvasScale();
    under.setTransform(scale, 0, 0, scale, 0, 0);
    clear(under, box);
    axes(under, box, across, up, colors, [this.name, "y"], this.said);
    const radius = Math.min(3, Math.max(1.3, 40 / Math.sqrt(samples.train_labels.data.length)));
    this.clipped(under, () => {
      under.globalAlpha = 0.75;
      under.fillStyle = colors.training;
      each(samples.train_points, samples.train_labels, (x, y) => {
        under.beginPath();
        under.arc(this.x(x), this.y(y), radius, 0, 2 * Math.PI);
        under.fill();
      });
      if (!showValidation) return;
      under.beginPath();
      each(samples.validation_points, samples.validation_labels, (x, y) =>
        diamond(under, this.x(x), this.y(y), radius + 0.7),
      );
      under.strokeStyle = colors.validation;
      under.lineWidth = radius > 2 ? 1.4 : 0.9;
      under.stroke();
    });
  }

  /** @param {CanvasRenderingContext2D} context @param {() => void} paint */
  clipped(context, paint) {
    const { left, top, width, height } = this.box;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    paint();
    context.restore();
  }

  /** @param {number} value */
  x(value) {
    const [low, high] = this.across ?? [0, 1];
    return this.box.left + ((value - low) / (high - low)) * this.box.width;
  }

  /** @param {number} value */
  y(value) {
    const [low, high] = this.up;
    // Far outside, a canvas loses its way; the edge is clipped anyway.
    return this.box.top + Math.min(3, Math.max(-2, 1 - (value - low) / (high - low))) * this.box.height;
  }
}

/** @param {NamedArray} points @param {NamedArray} labels @param {(x: number, y: number) => void} take */
function each(points, labels, take) {
  for (let index = 0; index < labels.data.length; index += 1) take(points.data[index], labels.data[index]);
}

/**
 * From the lowest to the highest value, and a share of that more on both sides.
 * @param {number} more @param {NamedArray[]} arrays @returns {[number, number]}
 */
function range(more, ...arrays) {
  let low = Infinity;
  let high = -Infinity;
  for (const array of arrays) {
    for (const value of array.data) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(high > low)) return [low - 1, low + 1];
  const pad = (high - low) * more;
  return [low - pad, high + pad];
}
