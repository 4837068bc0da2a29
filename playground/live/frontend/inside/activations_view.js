// The learner's own network: what enters and what leaves the activation of every hidden layer, and which units are dead
// or saturated.

import { canvasScale, fitCanvas, h, setText, short, whole } from "../dom.js";
import { plainly } from "../axes.js";
import { hatched } from "./hatch.js";

const BOTTOM = 18;
const TOP = 16;
const SIDE = 6;
const CUT = 1.8; // the tallest bar is cut where it is this much taller than the next
const STRIP = 30;
const WIDEST_UNIT = 34;
const FONT = '12px "Source Sans", system-ui, sans-serif';
const [SAMPLES, ROWS, VALUES, UNITS, DEAD, SATURATED] = [0, 1, 2, 3, 4, 5]; // of `counted`
const [SLOPE_ZERO, IN_SATURATION, OUTPUT_ZERO, NOT_FINITE] = [0, 1, 2, 3]; // of `shares`
const FILTERS = new Set(["Conv2D", "Conv1D"]);

export class View {
  constructor(page) {
    this.page = page;
    this.panels = [];
    this.said = h("p", { class: "pi-activations-said" });
    this.legend = h("ul", { class: "pi-curves-legend pi-activations-legend" });
    this.grid = h("div", { class: "pi-activations-grid" });
    this.none = h("p", { class: "pi-activations-none", hidden: true });
    this.head = h("div", { class: "pi-activations-head", hidden: true }, this.said, this.legend);
    this.element = h("div", { class: "pi-activations" }, this.head, this.none, this.grid);
    this.writeLegend();
    this.watcher = new ResizeObserver(() => this.drawAll());
    this.watcher.observe(this.grid);
  }

  writeLegend() {
    const t = this.page.t;
    const key = (name, text) => h("li", {}, h("i", { class: `pi-activations-key pi-curves-key-${name}`, "aria-hidden": "true" }), h("span", { text }));
    this.legend.replaceChildren(
      key("live", t("the slope lets the gradient through")), key("saturated", t("saturated: slope below 5 % of its largest")),
      key("dead", t("dead: slope or output exactly 0")));
  }

  setHello(hello) {
    const { page } = this;
    const t = page.t;
    const hidden = hello.layers.slice(0, -1);
    const active = hidden.filter((layer) => layer.activation);
    this.arrays = null;
    this.panels = active.map((layer) => new LayerPanel(page, layer));
    this.grid.replaceChildren(...this.panels.map((panel) => panel.element));
    this.none.hidden = active.length > 0;
    this.head.hidden = active.length === 0;
    setText(this.said, "");
    setText(this.none, hidden.some((layer) => layer.hidden_index !== null)
      ? t("No hidden layer of this network has an activation, so there is nothing to see here. Add a Dense layer on the Playground page.")
      : t("This network has no hidden layer: its inputs go straight to the output. Add a Dense layer on the Playground page."));
    if (active.length) page.watch(["distributions"]);
    else page.watch([]);
  }

  setColors(colors) {
    this.colors = colors;
    this.drawAll();
  }

  update(arrays) {
    const [first] = this.panels;
    if (!first || !arrays[`counted:${first.layer.name}`]) return;
    this.arrays = arrays;
    const samples = arrays[`counted:${first.layer.name}`].data[SAMPLES];
    setText(this.said, this.page.t("What enters and leaves each activation, over {count} validation samples.", { count: whole(samples, this.page.language) }));
    this.drawAll();
  }

  drawAll() {
    if (!this.arrays || !this.colors) return;
    for (const panel of this.panels) panel.draw(this.arrays, this.colors);
  }

  close() {
    this.watcher.disconnect();
  }
}

/** One hidden layer. */
class LayerPanel {
  constructor(page, layer) {
    this.page = page;
    this.layer = layer;
    const t = page.t;
    this.zones = page.options.zones?.[layer.activation] ?? { dead: [], saturated: [] };
    this.entering = new Histogram(t("{layer}: what enters the activation", { layer: layer.name }), t("enters: z"));
    this.leaving = new Histogram(t("{layer}: what leaves the activation", { layer: layer.name }), t("leaves: a = f(z)"));
    this.inside = h("p", { class: "pi-activations-inside", hidden: true, text: t("This layer applies its activation inside, at every step. Only what leaves it can be shown.") });
    const filters = FILTERS.has(layer.kind);
    this.strip = h("canvas", { role: "img" });
    this.stripArea = h("div", { class: "pi-activations-strip" }, this.strip);
    this.strip.onmousemove = (event) => this.point(event);
    this.deadWords = h("p", {});
    this.saturatedWords = h("p", {});
    this.moreWords = h("p", { class: "pi-activations-more" });
    const units = t(filters ? "{count} filters" : "{count} neurons", { count: whole(layer.units, page.language) });
    this.element = h("section", { class: "pg-panel pi-activations-layer", "aria-label": layer.name },
      h("div", { class: "pi-activations-title" }, h("h3", { class: "pg-heading", text: layer.name }), h("span", { text: `${layer.activation} · ${units}` })),
      h("div", { class: "pi-activations-pair" }, this.entering.element, this.inside, this.leaving.element),
      h("div", { class: "pi-activations-units" }, h("span", { text: t(filters ? "filter by filter" : "neuron by neuron") }), this.stripArea),
      h("div", { class: "pi-activations-words" }, this.deadWords, this.saturatedWords, this.moreWords));
  }

  draw(arrays, colors) {
    const of = (what) => arrays[`${what}:${this.layer.name}`];
    const counted = of("counted");
    if (!counted) return;
    const entering = of("entering");
    this.entering.element.hidden = !entering;
    this.inside.hidden = Boolean(entering);
    if (entering) this.entering.draw(entering.data, of("entering_edges").data, colors, this.zones);
    this.leaving.draw(of("leaving").data, of("leaving_edges").data, colors, null);
    this.dead = of("unit_dead").data;
    this.saturated = of("unit_saturated").data;
    this.drawStrip(colors);
    this.say(counted.data, of("shares").data, Boolean(entering));
  }

  say(counted, shares, hasInputs) {
    const { layer, page, zones } = this;
    const t = page.t;
    const number = (value) => whole(value, page.language);
    const units = number(counted[UNITS]);
    const filters = FILTERS.has(layer.kind);
    const dead = { count: number(counted[DEAD]), units, share: percent(counted[DEAD] / counted[UNITS]) };
    setText(this.deadWords, t(filters ? "Dead: {count} of {units} filters ({share})" : "Dead: {count} of {units} neurons ({share})", dead));
    this.deadWords.classList.toggle("pi-activations-alarm", counted[DEAD] > 0);
    const saturated = { count: number(counted[SATURATED]), units, share: percent(counted[SATURATED] / counted[UNITS]) };
    const has = hasInputs && (zones.saturated.length > 0 || layer.activation === "softmax");
    setText(this.saturatedWords, has
      ? t(filters ? "Saturated: {count} of {units} filters ({share})" : "Saturated: {count} of {units} neurons ({share})", saturated)
      : hasInputs ? t("Saturated: none, {activation} has no such zone", { activation: layer.activation }) : "");
    this.saturatedWords.classList.toggle("pi-activations-alarm", has && counted[SATURATED] > 0);
    const more = [];
    if (shares[NOT_FINITE] > 0) more.push(t("{share} of the values are no numbers any more", { share: percent(shares[NOT_FINITE]) }));
    if (shares[OUTPUT_ZERO] > 0) more.push(t("{share} of the outputs are exactly 0", { share: percent(shares[OUTPUT_ZERO]) }));
    if (has && shares[IN_SATURATION] > 0) more.push(t("{share} of the inputs lie in a saturation zone", { share: percent(shares[IN_SATURATION]) }));
    if (shares[SLOPE_ZERO] > 0 && shares[OUTPUT_ZERO] === 0) more.push(t("at {share} of the inputs the slope is 0", { share: percent(shares[SLOPE_ZERO]) }));
    if (counted[ROWS] < counted[VALUES]) more.push(t("{counted} of {all} places counted", { counted: number(counted[ROWS]), all: number(counted[VALUES]) }));
    if (counted[UNITS] > this.dead.length) more.push(t("the strip shows the first {count}", { count: number(this.dead.length) }));
    setText(this.moreWords, more.join(" · "));
    this.strip.setAttribute("aria-label", [this.deadWords.textContent, this.saturatedWords.textContent].filter(Boolean).join(". "));
  }

  /** A small bar for each unit: what share of its values lets the gradient through, is saturated, is dead. */
  drawStrip(colors) {
    const { dead, saturated, strip } = this;
    const wide = this.stripArea.clientWidth;
    if (wide < 40) return;
    fitCanvas(strip, wide, STRIP);
    const context = strip.getContext("2d");
    context.setTransform(canvasScale(), 0, 0, canvasScale(), 0, 0);
    context.clearRect(0, 0, wide, STRIP);
    this.each = Math.min(WIDEST_UNIT, wide / dead.length);
    const gap = this.each > 8 ? 2 : 1;
    const hatch = hatched(context, colors.muted);
    for (let unit = 0; unit < dead.length; unit += 1) {
      const left = unit * this.each;
      const width = this.each - gap;
      const flat = dead[unit] * STRIP;
      const low = Math.min(saturated[unit], 1 - dead[unit]) * STRIP;
      context.fillStyle = colors.positive;
      context.fillRect(left, flat + low, width, STRIP - flat - low);
      context.fillStyle = colors.negative;
      context.fillRect(left, flat, width, low);
      context.fillStyle = hatch;
      context.fillRect(left, 0, width, flat);
      if (dead[unit] === 1) {
        context.strokeStyle = colors.text;
        context.lineWidth = 1.5;
        context.strokeRect(left + 0.75, 0.75, width - 1.5, STRIP - 1.5);
      }
    }
  }

  point(event) {
    const unit = Math.floor(event.offsetX / (this.each || 1));
    if (!this.dead || unit < 0 || unit >= this.dead.length) { this.strip.title = ""; return; }
    const values = { number: unit + 1, dead: percent(this.dead[unit]), saturated: percent(this.saturated[unit]) };
    const t = this.page.t;
    this.strip.title = FILTERS.has(this.layer.kind)
      ? t("filter {number}: slope or output 0 for {dead}, saturated for {saturated} of the values", values)
      : t("neuron {number}: slope or output 0 for {dead}, saturated for {saturated} of the values", values);
  }
}

/** Bars over an axis, with the zones of an activation behind them. */
class Histogram {
  constructor(label, title) {
    this.canvas = h("canvas", { role: "img", "aria-label": label });
    this.area = h("div", { class: "pi-activations-histogram" }, this.canvas);
    this.element = h("figure", {}, h("figcaption", { text: title }), this.area);
    this.canvas.onmousemove = (event) => this.point(event);
    // The words below may take another line after the drawing.
    this.watcher = new ResizeObserver(() => { if (this.drawn) this.draw(...this.drawn); });
    this.watcher.observe(this.area);
  }

  draw(counts, edges, colors, zones) {
    this.drawn = [counts, edges, colors, zones];
    Object.assign(this, { counts, edges });
    const { canvas, area } = this;
    const wide = area.clientWidth;
    const tall = area.clientHeight;
    if (wide < 60 || tall < 40 || !counts.length) return;
    fitCanvas(canvas, wide, tall);
    const context = canvas.getContext("2d");
    context.setTransform(canvasScale(), 0, 0, canvasScale(), 0, 0);
    context.clearRect(0, 0, wide, tall);
    const [low, high] = [edges[0], edges[edges.length - 1]];
    const bottom = tall - BOTTOM;
    const x = (value) => SIDE + ((value - low) / (high - low)) * (wide - 2 * SIDE);
    this.x = x;
    if (zones) {
      const span = ([from, to]) => {
        const left = x(Math.max(low, from ?? low));
        return [left, TOP, Math.max(0, x(Math.min(high, to ?? high)) - left), bottom - TOP];
      };
      context.fillStyle = colors.link(0, 0.2);
      for (const zone of zones.saturated) context.fillRect(...span(zone));
      context.fillStyle = hatched(context, colors.muted);
      for (const zone of zones.dead) context.fillRect(...span(zone));
    }
    this.bars(context, x, bottom, colors);
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
    const word = (value, align, at) => {
      context.textAlign = align;
      context.fillText(Math.abs(value) >= 1e5 ? short(value) : plainly(value), at, bottom + 4);
    };
    word(low, "left", 1);
    word(high, "right", wide - 1);
    if (x(0) > 46 && x(0) < wide - 46) word(0, "center", x(0));
  }

  bars(context, x, bottom, colors) {
    const { counts, edges } = this;
    const sorted = Array.from(counts).sort((a, b) => b - a);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const most = Math.max(1, Math.min(sorted[0], Math.max(sorted[1] * CUT, total * 0.04)));
    this.total = total;
    for (let bar = 0; bar < counts.length; bar += 1) {
      if (!counts[bar]) continue;
      const left = x(edges[bar]);
      const width = Math.max(1, x(edges[bar + 1]) - left - 0.5);
      const height = Math.max(1, (Math.min(counts[bar], most) / most) * (bottom - TOP));
      context.fillStyle = colors.validation;
      context.fillRect(left, bottom - height, width, height);
      if (counts[bar] > most) { // cut: it says how tall it is
        context.fillStyle = colors.background;
        context.fillRect(left - 1, TOP + 7, width + 2, 3);
        context.fillStyle = colors.text;
        context.font = FONT;
        context.textBaseline = "bottom";
        context.textAlign = left > (x(edges[edges.length - 1]) + x(edges[0])) / 2 ? "right" : "left";
        context.fillText(percent(counts[bar] / total), context.textAlign === "right" ? left + width : left, TOP - 1);
      }
    }
  }

  point(event) {
    if (!this.counts || !this.total) return;
    const { counts, edges } = this;
    const low = this.x(edges[0]);
    const bar = Math.floor(((event.offsetX - low) / (this.x(edges[edges.length - 1]) - low)) * counts.length);
    this.canvas.title = bar >= 0 && bar < counts.length
      ? `${short(edges[bar])} … ${short(edges[bar + 1])}: ${percent(counts[bar] / this.total)}` : "";
  }
}

function percent(share) {
  const value = share * 100;
  return `${value > 0 && value < 10 ? value.toFixed(1) : value < 100 && value > 99 ? value.toFixed(1) : Math.round(value)} %`;
}
