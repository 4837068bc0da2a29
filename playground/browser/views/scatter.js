// Predicted against actual values of the validation samples.

import { axes, clear, fitSquare } from "../kit/axes.js";
import { canvasScale, contextOf } from "../kit/canvas.js";
import { h } from "../kit/dom.js";
import { diamond } from "../kit/points.js";
import { ticksBetween } from "../kit/ticks.js";

export class ScatterView {
  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.canvas = h("canvas", { role: "img" });
    this.element = h("div", { class: "pg-plane" }, this.canvas);
    this.context = contextOf(this.canvas);
  }

  /** @param {HTMLElement} area @param {Arrays} arrays @param {Colors} colors */
  draw(area, { predicted, actual }, colors) {
    if (!predicted || !actual) return;
    const { context, t } = this;
    const { box } = fitSquare(area, this.element, [this.canvas]);
    const count = Math.min(predicted.data.length, actual.data.length);
    let low = Infinity;
    let high = -Infinity;
    for (let index = 0; index < count; index += 1) {
      low = Math.min(low, actual.data[index]);
      high = Math.max(high, actual.data[index]);
    }
    if (!(high > low)) {
      low -= 1;
      high = low + 2;
    }
    const pad = (high - low) * 0.06;
    const domain = [low - pad, high + pad];
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    clear(context, box);
    const both = { domain, ticks: ticksBetween(low, high, 4) };
    axes(context, box, both, both, colors, [t("Actual"), t("Predicted")]);
    /** @param {number} value */
    const at = (value) => ((value - domain[0]) / (domain[1] - domain[0])) * box.size;
    context.setLineDash([4, 4]);
    context.strokeStyle = colors.muted;
    context.beginPath();
    context.moveTo(box.left, box.top + box.size);
    context.lineTo(box.left + box.size, box.top);
    context.stroke();
    context.setLineDash([]);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.size, box.size);
    context.clip();
    context.beginPath();
    for (let index = 0; index < count; index += 1) {
      diamond(context, box.left + at(actual.data[index]), box.top + box.size - at(predicted.data[index]), 3);
    }
    context.strokeStyle = colors.validation;
    context.lineWidth = 1.3;
    context.stroke();
    context.restore();
    const label = t.plural(
      "Predicted against actual value of {count} validation sample; the nearer to the diagonal, the better.",
      "Predicted against actual value of {count} validation samples; the nearer to the diagonal, the better.",
      count,
    );
    if (this.canvas.getAttribute("aria-label") !== label) this.canvas.setAttribute("aria-label", label);
  }
}
