// Bars over an axis, with the zones of an activation behind them.

import { emptied } from "../../kit/canvas.js";
import { h } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { plainly } from "../../kit/ticks.js";
import { FONT, shade } from "./zones.js";

const BOTTOM = 18;
const TOP = 16;
const SIDE = 6;
const CUT = 1.8; // the tallest bar is cut where it is this much taller than the next

const last = (/** @type {Numbers} */ numbers) => /** @type {number} */ (numbers.at(-1));

export class Histogram {
  /** @param {string} label @param {string} title */
  constructor(label, title) {
    this.canvas = h("canvas", { role: "img", "aria-label": label });
    this.area = h("div", { class: "pi-activations-histogram" }, this.canvas);
    this.element = h("figure", {}, h("figcaption", { text: title }), this.area);
    this.canvas.onmousemove = (event) => this.point(event);
    // The words below may take another line after the drawing.
    this.watcher = new ResizeObserver(() => {
      if (this.drawn) this.draw(...this.drawn);
    });
    this.watcher.observe(this.area);
  }

  /**
   * `counts` between one more of `edges`.
   * @param {Numbers} counts @param {Numbers} edges @param {Colors} colors @param {ActivationZones | null} zones
   */
  draw(counts, edges, colors, zones) {
    this.drawn = /** @type {const} */ ([counts, edges, colors, zones]);
    this.counts = counts;
    this.edges = edges;
    const { canvas, area } = this;
    const wide = area.clientWidth;
    const tall = area.clientHeight;
    if (wide < 60 || tall < 40 || !counts.length) return;
    const context = emptied(canvas, wide, tall);
    const [low, high] = [edges[0], last(edges)];
    const bottom = tall - BOTTOM;
    const x = (/** @type {number} */ value) => SIDE + ((value - low) / (high - low)) * (wide - 2 * SIDE);
    this.x = x;
    if (zones) shade(context, colors, zones, { x, low, high, top: TOP, height: bottom - TOP });
    this.bars(context, counts, bottom, colors);
    context.strokeStyle = colors.muted;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(SIDE, bottom + 0.5);
    context.lineTo(wide - SIDE, bottom + 0.5);
    if (low < 0 && high > 0) {
      context.moveTo(Math.round(x(0)) + 0.5, TOP);
      context.lineTo(Math.round(x(0)) + 0.5, bottom + 4);
    }
    context.stroke();
    context.fillStyle = colors.muted;
    context.font = FONT;
    context.textBaseline = "top";
    /** @param {number} value @param {CanvasTextAlign} align @param {number} at */
    const word = (value, align, at) => {
      context.textAlign = align;
      context.fillText(Math.abs(value) >= 1e5 ? short(value) : plainly(value), at, bottom + 4);
    };
    word(low, "left", 1);
    word(high, "right", wide - 1);
    if (x(0) > 46 && x(0) < wide - 46) word(0, "center", x(0));
  }

  /** @param {CanvasRenderingContext2D} context @param {Numbers} counts @param {number} bottom @param {Colors} colors */
  bars(context, counts, bottom, colors) {
    const { edges, x } = this;
    const sorted = Array.from(counts).sort((a, b) => b - a);
    const total = sorted.reduce((sum, count) => sum + count, 0);
    const most = Math.max(1, Math.min(sorted[0], Math.max(sorted[1] * CUT, total * 0.04)));
    this.total = total;
    for (let bar = 0; bar < counts.length; bar += 1) {
      if (!counts[bar]) continue;
      const left = x(edges[bar]);
      const width = Math.max(1, x(edges[bar + 1]) - left - 0.5);
      const height = Math.max(1, (Math.min(counts[bar], most) / most) * (bottom - TOP));
      context.fillStyle = colors.validation;
      context.fillRect(left, bottom - height, width, height);
      if (counts[bar] > most) {
        // cut: it says how tall it is
        context.fillStyle = colors.background;
        context.fillRect(left - 1, TOP + 7, width + 2, 3);
        context.fillStyle = colors.text;
        context.font = FONT;
        context.textBaseline = "bottom";
        context.textAlign = left > (x(last(edges)) + x(edges[0])) / 2 ? "right" : "left";
        context.fillText(percent(counts[bar] / total), context.textAlign === "right" ? left + width : left, TOP - 1);
      }
    }
  }

  /** @param {MouseEvent} event */
  point(event) {
    const { counts, edges, total } = this;
    if (!counts || !total) return;
    const low = this.x(edges[0]);
    const bar = Math.floor(((event.offsetX - low) / (this.x(last(edges)) - low)) * counts.length);
    this.canvas.title =
      bar >= 0 && bar < counts.length
        ? `${short(edges[bar])} … ${short(edges[bar + 1])}: ${percent(counts[bar] / total)}`
        : "";
  }
}

/**
 * A share of 1 as a learner reads it: with a decimal where it is nearly nothing or nearly all.
 * @param {number} share
 */
export function percent(share) {
  const value = share * 100;
  const isNearEnd = (value > 0 && value < 10) || (value > 99 && value < 100);
  return `${isNearEnd ? value.toFixed(1) : Math.round(value)} %`;
}
