// The network: a picture on one canvas, words above it as elements, and what the pointer and the arrow keys find.

import { canvasScale, contextOf, fitCanvas } from "../../kit/canvas.js";
import { h } from "../../kit/dom.js";
import { Columns } from "./columns.js";
import { Labels } from "./labels.js";
import { place, shapeText } from "./layout.js";
import { curvesOf, drawFan, drawLinks, markLink } from "./links.js";
import { find, Target } from "./target.js";

export class NetworkView {
  /**
   * `onFocus({map, isOutput, unit, units, title} | null)` when a neuron is under the pointer or the keyboard.
   * @param {Translate} t @param {(focus: Focus | null) => void} onFocus @param {string} language
   */
  constructor(t, onFocus, language) {
    this.t = t;
    this.canvas = h("canvas", { role: "img" });
    this.context = contextOf(this.canvas);
    this.columns = new Columns(this.context);
    this.labels = new Labels(t, language, this.context);
    this.target = new Target(t, onFocus);
    const { card, spoken } = this.target;
    this.element = h(
      "div",
      { class: "pg-net", tabindex: "0", role: "group" },
      this.canvas,
      this.labels.element,
      card,
      spoken,
    );
    this.element.onpointermove = (event) => this.point(event);
    this.element.onpointerleave = () => this.target.set(null);
    this.element.onkeydown = (event) => this.key(event);
    this.element.onblur = () => this.target.set(null);
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    this.hello = hello;
    this.plan = null;
    this.columns.clear();
    this.target.set(null);
  }

  describe() {
    const { t, hello } = this;
    const names = hello.layers.map((layer) => {
      const units = shapeText(layer.output_shape);
      return `${t(layer.label)} ${units}${layer.activation ? ` ${layer.activation}` : ""}`;
    });
    const text = t.plural("Network of {count} layer: {layers}.", "Network of {count} layers: {layers}.", names.length, {
      layers: names,
    });
    this.canvas.setAttribute("aria-label", text);
    this.element.setAttribute("aria-label", `${t("Network")}. ${t("Arrow keys go from neuron to neuron.")}`);
  }

  /** Make room for the newest size; true when everything must be drawn again. */
  fit() {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    if (!this.hello || width < 40 || height < 40) return false;
    const resized = fitCanvas(this.canvas, width, height);
    if (this.plan && !resized) return false;
    this.plan = place(this.hello, width, height, this.labels.measure());
    this.describe();
    this.labels.write(this.plan, width);
    for (const link of this.plan.links) link.curves = curvesOf(link);
    return true;
  }

  /** Draw the newest arrays. @param {Arrays} arrays @param {Colors} colors */
  draw(arrays, colors) {
    this.fit();
    if (!this.plan) return;
    const { context, plan, target } = this;
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.canvas.width / scale, this.canvas.height / scale);
    for (const fan of plan.fans) drawFan(context, fan, colors);
    for (const link of plan.links) drawLinks(context, link, arrays[link.kernel], colors);
    if (target.found?.link) markLink(context, target.found.curve, colors);
    this.columns.marked = target.found;
    for (const column of plan.columns) this.columns.draw(column, arrays, colors, plan.square);
    target.update(arrays);
  }

  /** @param {PointerEvent} event */
  point(event) {
    if (!this.plan) return;
    const box = this.canvas.getBoundingClientRect();
    this.target.set(find(this.plan, event.clientX - box.left, event.clientY - box.top));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape") this.target.set(null);
    if (!this.plan || !this.target.step(this.plan.columns, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.onRedraw?.();
  }
}
