// Activation functions and their slopes, side by side or laid over each other, with one input that is dragged through
// all of them. It needs no run.

import { Colors, isDark } from "../colors.js";
import { canvasScale, fitCanvas, h, setText, translator } from "../dom.js";
import { plainly, ticksBetween } from "../axes.js";
import { addStyles } from "../stage.js";
import { hatched } from "./hatch.js";

const LEFT = 30;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;
const ZONE = 9; // pixels of height of a zone below curves that are laid over each other
const JUMP = 0.3; // between two neighbouring inputs no curve climbs as much
const KEYS = { ArrowLeft: -0.1, ArrowDown: -0.1, ArrowRight: 0.1, ArrowUp: 0.1, PageDown: -1, PageUp: 1 };
const CLIPPED = [-2.5, 3]; // on a common scale a curve without end would press the others flat
const FONT = '12px "Source Sans", system-ui, sans-serif';

/** The input is the same in every row of panels, and stays when panels come and go. */
const shared = { z: 1.5, shown: new Set() };
const roots = new WeakMap();

/** Called by Streamlit at the first mount and whenever the data or the theme change. */
export function show(component) {
  const parent = component.parentElement;
  let curves = roots.get(parent);
  if (!curves) {
    curves = new Curves(parent.querySelector(".stage-root") ?? parent);
    roots.set(parent, curves);
    shared.shown.add(curves);
  }
  curves.update(component.data);
}

/** Called when the component leaves the page. */
export function hide(parent) {
  const curves = roots.get(parent);
  shared.shown.delete(curves);
  curves?.close();
  roots.delete(parent);
}

function moveTo(z) {
  const [first] = shared.shown;
  const { low, high, step } = first.data;
  shared.z = Math.min(high, Math.max(low, Math.round(z / step) * step));
  for (const curves of shared.shown) curves.draw();
}

class Curves {
  constructor(root) {
    this.root = root;
    addStyles(new URL("../stage.css", import.meta.url).href, root);
    addStyles(new URL("./activations.css", import.meta.url).href, root);
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(root);
  }

  /** `data`: words, language, palette, low, high and step of the input, overlay, same (scale), tall (pixels), panels. */
  update(data) {
    const dark = isDark(this.root);
    const print = JSON.stringify([data, dark]);
    if (print === this.print) return;
    this.print = print;
    this.data = data;
    this.t = translator(data.words);
    this.colors = new Colors(data.palette[dark ? "dark" : "light"], dark);
    this.panels = data.overlay ? [new Panel(this, data.panels)] : data.panels.map((each) => new Panel(this, [each]));
    const grid = h("div", { class: data.overlay ? "pi-curves pi-curves-over" : "pi-curves" }, ...this.panels.map((panel) => panel.element));
    grid.style.setProperty("--pi-tall", data.tall);
    this.element = h("div", { class: "pg-stage pi-curves-stage" }, data.legend ? this.legend() : null, grid);
    this.element.dataset.theme = dark ? "dark" : "light";
    this.root.replaceChildren(this.element);
    this.draw();
  }

  legend() {
    const { t } = this;
    const key = (name, text) => h("li", {}, h("i", { class: `pi-curves-key pi-curves-key-${name}`, "aria-hidden": "true" }), h("span", { text }));
    return h("ul", { class: this.data.overlay ? "pi-curves-legend pi-curves-legend-many" : "pi-curves-legend" },
      key("value", t("value f(z)")), key("slope", t("slope f′(z)")),
      key("saturated", t("saturated: slope below 5 % of its largest")), key("dead", t("dead: slope exactly 0")),
      h("li", { class: "pi-curves-hint", text: t("Drag in a picture, or use the arrow keys.") }));
  }

  draw() {
    if (!this.data || !this.root.clientWidth) return;
    for (const panel of this.panels) panel.draw();
    window.__curves = { z: shared.z, panels: [...shared.shown].flatMap((each) => each.panels.flatMap((panel) => panel.read())) };
  }

  close() {
    this.watcher.disconnect();
    this.root.replaceChildren();
  }
}

/** One drawing with one curve, or with several. */
class Panel {
  constructor(curves, shown) {
    this.curves = curves;
    this.shown = shown;
    this.many = shown.length > 1 || curves.data.overlay;
    const { t } = curves;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    const names = shown.map((each) => each.name).join(", ");
    this.slider = h("div", {
      class: "pi-curves-drawing", role: "slider", tabindex: "0", "aria-label": t("Input z of {names}", { names }),
      "aria-valuemin": curves.data.low, "aria-valuemax": curves.data.high,
    }, this.canvas);
    this.rows = shown.map((each, index) => {
      const swatch = this.many ? h("i", { class: "pg-swatch", "aria-hidden": "true" }) : null;
      if (swatch) swatch.style.background = curves.colors.ofClass(index);
      return { swatch, value: h("td"), slope: h("td"), zone: h("td", { class: "pi-curves-zone" }) };
    });
    const table = h("table", { class: "pi-curves-table" },
      h("caption", { class: "pg-spoken", text: t("Value and slope at the chosen input") }),
      h("thead", {}, h("tr", {}, this.many ? h("th", { scope: "col" }, h("span", { class: "pg-spoken", text: t("Activation") })) : null,
        h("th", { scope: "col", text: "f(z)" }), h("th", { scope: "col", text: "f′(z)" }), h("th", { scope: "col" }, h("span", { class: "pg-spoken", text: t("Zone") })))),
      h("tbody", {}, ...this.rows.map((row, index) => h("tr", {},
        this.many ? h("th", { scope: "row" }, row.swatch, h("span", { text: shown[index].name })) : null, row.value, row.slope, row.zone))));
    this.at = h("span", { class: "pi-curves-at" });
    const title = h("h3", { class: "pg-heading", text: this.many ? t("Laid over each other") : shown[0].name });
    this.element = h("section", { class: "pg-panel pi-curves-panel", "aria-label": names },
      h("div", { class: "pi-curves-head" }, title, this.at), this.slider, table);
    this.listen();
  }

  listen() {
    const { slider } = this;
    const toPointer = (event) => {
      const place = slider.getBoundingClientRect();
      const { low, high } = this.curves.data;
      moveTo(low + ((event.clientX - place.left - LEFT) / this.width()) * (high - low));
    };
    slider.onpointerdown = (event) => {
      if (event.button) return;
      slider.setPointerCapture(event.pointerId);
      slider.focus({ preventScroll: true });
      toPointer(event);
    };
    slider.onpointermove = (event) => { if (slider.hasPointerCapture(event.pointerId)) toPointer(event); };
    slider.onkeydown = (event) => {
      const { low, high } = this.curves.data;
      const to = event.key === "Home" ? low : event.key === "End" ? high : event.key in KEYS ? shared.z + KEYS[event.key] : null;
      if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      moveTo(to);
    };
  }

  width() {
    return Math.max(20, this.slider.clientWidth - LEFT - RIGHT);
  }

  index() {
    const { low, step } = this.curves.data;
    return Math.round((shared.z - low) / step);
  }

  /** What the table says, for tests. */
  read() {
    const index = this.index();
    return this.shown.map((each) => ({ name: each.name, value: each.values[index], slope: each.slopes[index], zone: this.zoneAt(each) }));
  }

  zoneAt(each) {
    const within = (zones, closed) => zones.some(([low, high]) => {
      const from = low ?? -Infinity;
      const to = high ?? Infinity;
      return closed ? shared.z >= from - 1e-9 && shared.z <= to + 1e-9 : shared.z > from && shared.z < to;
    });
    return within(each.dead, true) ? "dead" : within(each.saturated, false) ? "saturated" : "";
  }

  reach() {
    const { data } = this.curves;
    const of = data.same || this.many ? data.panels.map((each) => each.reach) : [this.shown[0].reach];
    const [least, most] = of.length > 1 ? CLIPPED : [-Infinity, Infinity];
    const low = Math.max(least, Math.min(...of.map((each) => each[0])));
    const high = Math.min(most, Math.max(...of.map((each) => each[1])));
    const room = (high - low) * 0.06;
    return [low - room, high + room];
  }

  draw() {
    const { canvas, curves, slider } = this;
    const { data, colors } = curves;
    const zones = this.many ? this.shown.length * ZONE + 4 : 0;
    const box = { left: LEFT, top: TOP, width: this.width(), height: Math.max(40, slider.clientHeight - TOP - BOTTOM - zones) };
    fitCanvas(canvas, slider.clientWidth, slider.clientHeight);
    const context = canvas.getContext("2d");
    context.setTransform(canvasScale(), 0, 0, canvasScale(), 0, 0);
    context.clearRect(0, 0, slider.clientWidth, slider.clientHeight);
    const [low, high] = this.reach();
    this.x = (z) => box.left + ((z - data.low) / (data.high - data.low)) * box.width;
    this.y = (value) => box.top + ((high - value) / (high - low)) * box.height;
    if (!this.many) this.shade(context, this.shown[0], box.top, box.height);
    this.axes(context, box, low, high);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    this.shown.forEach((each, index) => {
      const strong = this.many ? colors.ofClass(index) : colors.positive;
      this.line(context, each.slopes, this.many ? strong : colors.negative, 2, [6, 4]);
      this.line(context, each.values, strong, 2.5, []);
    });
    context.restore();
    if (this.many) this.strips(context, box);
    this.mark(context, box);
    this.say();
  }

  axes(context, box, low, high) {
    const { data, colors } = this.curves;
    context.font = FONT;
    context.fillStyle = colors.muted;
    context.lineWidth = 1;
    context.strokeStyle = colors.grid;
    const line = (x1, y1, x2, y2) => {
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.stroke();
    };
    context.textAlign = "center";
    context.textBaseline = "top";
    const bottom = box.top + box.height;
    for (const tick of ticksBetween(data.low, data.high, 6)) {
      const x = Math.round(this.x(tick)) + 0.5;
      line(x, box.top, x, bottom);
      context.fillText(plainly(tick), Math.min(x, box.left + box.width - 4), this.curvesBottom(box) + 4);
    }
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const tick of ticksBetween(low, high, box.height > 150 ? 5 : 3)) {
      const y = Math.round(this.y(tick)) + 0.5;
      line(box.left, y, box.left + box.width, y);
      context.fillText(plainly(tick), box.left - 5, y);
    }
    context.strokeStyle = colors.muted;
    line(box.left, Math.round(this.y(0)) + 0.5, box.left + box.width, Math.round(this.y(0)) + 0.5);
    line(Math.round(this.x(0)) + 0.5, box.top, Math.round(this.x(0)) + 0.5, bottom);
  }

  curvesBottom(box) {
    return box.top + box.height + (this.many ? this.shown.length * ZONE + 4 : 0);
  }

  /** A curve over all inputs; where it jumps, which all of them do at 0, it is broken. */
  line(context, values, color, wide, dashes) {
    const { low, step } = this.curves.data;
    context.strokeStyle = color;
    context.lineWidth = wide;
    context.lineJoin = "round";
    context.setLineDash(dashes);
    context.beginPath();
    context.moveTo(this.x(low), this.y(values[0]));
    for (let index = 1; index < values.length; index += 1) {
      const jumps = Math.abs(values[index] - values[index - 1]) > JUMP;
      if (jumps) {
        context.lineTo(this.x(0), this.y(values[index - 1]));
        context.moveTo(this.x(0), this.y(values[index]));
      }
      context.lineTo(this.x(low + index * step), this.y(values[index]));
    }
    context.stroke();
    context.setLineDash([]);
  }

  shade(context, each, top, height) {
    const { data, colors } = this.curves;
    const span = ([from, to]) => {
      const left = this.x(Math.max(data.low, from ?? data.low));
      return [left, top, this.x(Math.min(data.high, to ?? data.high)) - left, height];
    };
    context.fillStyle = colors.link(0, 0.2);
    for (const zone of each.saturated) context.fillRect(...span(zone));
    context.fillStyle = hatched(context, colors.muted);
    for (const zone of each.dead) context.fillRect(...span(zone));
  }

  /** The zones of curves that are laid over each other: a strip for each, below them. */
  strips(context, box) {
    const { colors } = this.curves;
    this.shown.forEach((each, index) => {
      const top = box.top + box.height + 4 + index * ZONE;
      this.shade(context, each, top, ZONE - 2);
      context.fillStyle = colors.ofClass(index);
      context.fillRect(box.left - 8, top, 6, ZONE - 2);
    });
  }

  mark(context, box) {
    const { colors } = this.curves;
    const index = this.index();
    const x = this.x(shared.z);
    context.strokeStyle = colors.text;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x, box.top);
    context.lineTo(x, this.curvesBottom(box));
    context.stroke();
    const dot = (value, color, hollow) => {
      const y = this.y(value);
      context.beginPath();
      if (y < box.top - 1 || y > box.top + box.height + 1) pointer(context, x, box, y < box.top);
      else context.arc(x, y, 5.5, 0, 2 * Math.PI);
      context.fillStyle = hollow ? colors.background : color;
      context.fill();
      context.lineWidth = hollow ? 2.5 : 1.5;
      context.strokeStyle = hollow ? color : colors.background;
      context.stroke();
    };
    this.shown.forEach((each, number) => {
      dot(each.slopes[index], this.many ? colors.ofClass(number) : colors.negative, true);
      dot(each.values[index], this.many ? colors.ofClass(number) : colors.positive, false);
    });
  }

  say() {
    const { t } = this.curves;
    const z = fixed(shared.z, 2);
    setText(this.at, `z = ${z}`);
    const told = this.read().map((each, index) => {
      const row = this.rows[index];
      setText(row.value, fixed(each.value, 4));
      setText(row.slope, fixed(each.slope, 4));
      const word = each.zone === "dead" ? t("dead") : each.zone ? t("saturated") : "";
      setText(row.zone, word);
      row.zone.dataset.zone = each.zone;
      return t("{name}: value {value}, slope {slope}", { name: each.name, value: fixed(each.value, 4), slope: fixed(each.slope, 4) }) + (word ? ` (${word})` : "");
    });
    this.slider.setAttribute("aria-valuenow", fixed(shared.z, 2).replace("−", "-"));
    this.slider.setAttribute("aria-valuetext", `z = ${z}. ${told.join("; ")}`);
  }
}

/** A triangle at the edge: the point lies outside of the drawing. */
function pointer(context, x, box, above) {
  const y = above ? box.top : box.top + box.height;
  const down = above ? 9 : -9;
  context.moveTo(x, y);
  context.lineTo(x - 6, y + down);
  context.lineTo(x + 6, y + down);
  context.closePath();
}

function fixed(value, places) {
  const text = value.toFixed(places);
  return (Number(text) === 0 ? (0).toFixed(places) : text).replace("-", "−");
}
