// The curves: one Plotly plot, changed in place, at most a few times a second so that the pictures keep their pace.

import { h } from "./dom.js";
import { History } from "./history.js";

const PAUSE = 140; // milliseconds between two drawings, at least
const SHARE = 9; // and this many times as long as a drawing takes,
const LONGEST = 700; // but at most so long: the last points must not stay undrawn after one slow drawing
const FEW = 6; // epochs, each of which has its number

let plotly = null;

/** Load Plotly once for the page. */
export function loadPlotly(address) {
  plotly ??= new Promise((resolve, reject) => {
    if (window.Plotly) {
      resolve(window.Plotly);
      return;
    }
    const script = h("script", { src: address, async: true });
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("Plotly is missing")));
    script.onerror = () => { plotly = null; reject(new Error(`${address} cannot be loaded`)); };
    document.head.append(script);
  });
  return plotly;
}

export class CurvesView {
  constructor(t, address) {
    this.t = t;
    this.address = address;
    this.history = new History();
    this.smoothing = 0;
    this.logarithmic = false;
    this.zoom = 0;
    this.at = 0;
    this.cost = 0;
    this.number = h("output", { class: "pg-number", text: "0.00" });
    this.slider = h("input", { type: "range", min: "0", max: "0.99", step: "0.01", value: "0", "aria-label": t("Smoothing") });
    this.slider.oninput = () => {
      this.smoothing = Number(this.slider.value);
      this.number.textContent = this.smoothing.toFixed(2);
      this.changed();
    };
    this.log = h("input", { type: "checkbox" });
    this.log.onchange = () => { this.logarithmic = this.log.checked; this.resetZoom(); };
    this.reset = h("button", { type: "button", class: "pg-small", hidden: true, text: t("Reset zoom") });
    this.reset.onclick = () => this.resetZoom();
    this.plot = h("div", { class: "pg-plot", role: "img", "aria-label": t("Loss and metric of each epoch, for training and validation data.") });
    this.empty = h("p", { class: "pg-empty", text: t("The curves appear after the first epoch.") });
    const keys = h("span", { class: "pg-line-keys" },
      h("span", { class: "pg-line-key pg-line-training", text: t("train") }),
      h("span", { class: "pg-line-key pg-line-validation", text: t("validation") }));
    this.element = h("section", { class: "pg-panel pg-curves", "aria-label": t("Curves") },
      h("div", { class: "pg-curves-head" },
        h("h3", { class: "pg-heading", text: t("Curves") }), keys, this.reset,
        h("label", { class: "pg-slider" }, h("span", { text: t("Smoothing") }), this.slider, this.number),
        h("label", { class: "pg-check" }, this.log, h("span", { text: t("Log scale") }))),
      h("div", { class: "pg-plot-area" }, this.plot, this.empty));
  }

  setOptions(options, dark, titles) {
    this.options = options;
    this.theme = options[dark ? "dark" : "light"];
    this.titles = titles;
    const { lines } = this.theme;
    this.element.style.setProperty("--pg-training", lines.training.color);
    this.element.style.setProperty("--pg-validation", lines.validation.color);
    this.changed();
  }

  setHello(hello, title) {
    const metric = hello.metric_names.find((name) => name !== "loss");
    this.metric = metric ?? null;
    this.title = title;
    this.resetZoom();
  }

  append(header, array) {
    if (header.reset) this.resetZoom();
    this.history.append(header.names, array, header.reset);
    this.changed();
  }

  clear() {
    this.history.clear([]);
    this.changed();
  }

  /** Mark an earlier epoch that is shown elsewhere, or null. */
  setMoment(epoch) {
    if (epoch === this.moment) return;
    this.moment = epoch;
    this.changed();
  }

  /** The present lines stay, faint, behind those of the next run. */
  keepGhost() {
    if (!this.history.length) return;
    this.ghost = this.history;
    this.history = new History();
    this.changed();
  }

  dropGhost() {
    this.ghost = null;
    this.moment = null;
  }

  resetZoom() {
    this.zoom += 1;
    this.range = {};
    this.reset.hidden = true;
    this.changed();
  }

  /** Ask for a drawing, soon but not too often. */
  changed() {
    if (!this.theme || this.timer || this.closed) return;
    const wait = Math.max(0, this.at + Math.min(LONGEST, Math.max(PAUSE, this.cost * SHARE)) - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      requestAnimationFrame(() => this.draw());
    }, wait);
  }

  async draw() {
    if (this.closed) return;
    if (this.busy) { this.again = true; return; } // what came meanwhile must not stay undrawn
    this.empty.hidden = this.history.length > 0;
    this.plot.style.visibility = this.history.length || this.ghost ? "" : "hidden"; // no words over empty axes
    const width = this.plot.clientWidth;
    const height = this.plot.clientHeight;
    if (!this.history.length && !this.drawn) return;
    if (width < 60 || height < 40) return;
    this.busy = true;
    try {
      const Plotly = window.Plotly ?? (await loadPlotly(this.address));
      if (this.closed) return;
      const began = performance.now();
      await Plotly.react(this.plot, this.traces(width), this.layout(width, height), this.options.config);
      if (!this.drawn) this.listen();
      this.drawn = true;
      this.cost = performance.now() - began;
      this.at = performance.now();
    } catch (error) {
      console.warn("the curves cannot be drawn:", error);
    } finally {
      this.busy = false;
      if (this.again) { this.again = false; this.changed(); }
    }
  }

  listen() {
    this.plot.on("plotly_relayout", (change) => {
      const names = Object.keys(change);
      if (names.some((name) => name.includes("autorange"))) { this.resetZoom(); return; }
      for (const axis of ["xaxis", "xaxis2"]) {
        if (`${axis}.range[0]` in change) this.range[axis] = [change[`${axis}.range[0]`], change[`${axis}.range[1]`]];
      }
      if (names.some((name) => name.includes("range"))) { this.reset.hidden = false; this.changed(); }
    });
  }

  shown() {
    return ["loss", this.metric].filter((name) => name && (this.history.has(name) || name === "loss"));
  }

  traces(width) {
    const { lines } = this.theme;
    const names = this.shown();
    const most = Math.min(this.options.max_points, Math.max(200, Math.round((width / names.length) * 1.6)));
    const traces = [];
    names.forEach((name, index) => {
      const suffix = index ? String(index + 1) : "";
      const [from, to] = this.range[`xaxis${suffix}`] ?? [-Infinity, Infinity];
      if (this.ghost?.has(`val_${name}`)) {
        const line = { color: this.theme.layout.font.color, width: 1, dash: "dot" };
        const points = this.ghost.points(this.ghost.columns.get(`val_${name}`), most, from, to);
        traces.push({ xaxis: `x${suffix}`, yaxis: `y${suffix}`, type: "scatter", ...points, mode: "lines", opacity: 0.5, line, name: this.t("other branch, validation") });
      }
      for (const [kind, prefix, word] of [["training", "", "train"], ["validation", "val_", "validation"]]) {
        const column = prefix + name;
        const axes = { xaxis: `x${suffix}`, yaxis: `y${suffix}`, type: "scatter" };
        const has = this.history.has(column);
        const raw = has && this.smoothing > 0 ? this.history.points(this.history.columns.get(column), most, from, to) : { x: [], y: [] };
        const smooth = has ? this.history.points(this.history.smooth(column, this.smoothing), most, from, to) : { x: [], y: [] };
        const mode = smooth.x.length === 1 ? "markers" : "lines";
        traces.push({ ...axes, ...raw, mode: "lines", line: lines[`${kind}_raw`], hoverinfo: "skip", showlegend: false });
        traces.push({ ...axes, ...smooth, mode, line: lines[kind], marker: { color: lines[kind].color, size: 6 }, name: this.t(word) });
      }
    });
    return traces;
  }

  layout(width, height) {
    const layout = structuredClone(this.theme.layout);
    const titles = [this.t("Loss"), this.title ?? ""];
    layout.annotations.forEach((note, index) => { note.text = titles[index]; });
    if (this.shown().length < 2) {
      layout.annotations.length = 1;
      layout.xaxis.domain = [0, 1];
      delete layout.xaxis2;
      delete layout.yaxis2;
    } else if (height > width * 0.85) {
      stack(layout);
    }
    if (this.logarithmic) layout.yaxis.type = "log";
    if (Number.isFinite(this.moment)) layout.shapes = this.shown().map((_, index) => mark(this.moment, index, layout.font.color));
    layout.uirevision = `${this.zoom}`;
    for (const axis of ["xaxis", "xaxis2"]) {
      if (layout[axis]) layout[axis].unifiedhovertitle = { text: `${this.t("Epoch")} %{x:,d}` };
      if (layout[axis] && this.history.length <= FEW) layout[axis].dtick = 1; // there are no halves of an epoch
      if (layout[axis] && this.range[axis]) layout[axis].range = this.range[axis];
    }
    return { ...layout, width, height };
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    if (this.drawn) window.Plotly?.purge(this.plot);
  }
}

/** One plot above the other where the place is higher than wide. */
function stack(layout) {
  layout.xaxis.domain = [0, 1];
  layout.xaxis2.domain = [0, 1];
  layout.yaxis.domain = [0.57, 1];
  layout.yaxis2.domain = [0, 0.43];
  Object.assign(layout.annotations[1], { x: 0, y: 0.43 });
}

/** An upright line at an epoch, through the plot of that number. */
function mark(epoch, index, color) {
  const suffix = index ? String(index + 1) : "";
  return { type: "line", xref: `x${suffix}`, yref: `y${suffix} domain`, x0: epoch, x1: epoch, y0: 0, y1: 1, line: { color, width: 1 } };
}
