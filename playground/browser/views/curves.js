// The curves: one Plotly plot, changed in place, at most a few times a second so that the pictures keep their pace.

import { h } from "../kit/dom.js";
import { loadPlotly } from "../kit/plotly.js";
import { N_ } from "../kit/words.js";
import { History } from "../wire/history.js";

const PAUSE = 140; // milliseconds between two drawings, at least
const SHARE = 9; // and this many times as long as a drawing takes,
const LONGEST = 700; // but at most so long: the last points must not stay undrawn after one slow drawing
const FEW = 6; // epochs, each of which has its number

export class CurvesView {
  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.history = new History();
    this.smoothing = 0;
    this.logarithmic = false;
    this.zoom = 0;
    this.at = 0;
    this.cost = 0;
    this.number = h("output", { class: "pg-number", text: "0.00" });
    this.slider = h("input", {
      type: "range",
      min: "0",
      max: "0.99",
      step: "0.01",
      value: "0",
      "aria-label": t("Smoothing"),
    });
    this.slider.oninput = () => {
      this.smoothing = Number(this.slider.value);
      this.number.textContent = this.smoothing.toFixed(2);
      this.changed();
    };
    this.log = h("input", { type: "checkbox" });
    this.log.onchange = () => {
      this.logarithmic = this.log.checked;
      this.resetZoom();
    };
    this.reset = h("button", { type: "button", class: "pg-small", hidden: true, text: t("Reset zoom") });
    this.reset.onclick = () => this.resetZoom();
    this.plot = h("div", {
      class: "pg-plot",
      role: "img",
      "aria-label": t("Loss and metric of each epoch, for training and validation data."),
    });
    this.empty = h("p", { class: "pg-empty", text: t("The curves appear after the first epoch.") });
    const keys = h(
      "span",
      { class: "pg-line-keys" },
      h("span", { class: "pg-line-key pg-line-training", text: t("train") }),
      h("span", { class: "pg-line-key pg-line-validation", text: t("validation") }),
    );
    this.element = h(
      "section",
      { class: "pg-panel pg-curves", "aria-label": t("Curves") },
      h(
        "div",
        { class: "pg-curves-head" },
        h("h3", { class: "pg-heading", text: t("Curves") }),
        keys,
        this.reset,
        h("label", { class: "pg-slider" }, h("span", { text: t("Smoothing") }), this.slider, this.number),
        h("label", { class: "pg-check" }, this.log, h("span", { text: t("Log scale") })),
      ),
      h("div", { class: "pg-plot-area" }, this.plot, this.empty),
    );
  }

  /** @param {CurveOptions} options @param {boolean} dark @param {string[]} [titles] */
  setOptions(options, dark, titles) {
    this.options = options;
    this.theme = options[dark ? "dark" : "light"];
    this.titles = titles;
    const { lines } = this.theme;
    this.element.style.setProperty("--pg-training", lines.training.color);
    this.element.style.setProperty("--pg-validation", lines.validation.color);
    this.changed();
  }

  /** @param {Hello | SaidHello} hello @param {string} title */
  setHello(hello, title) {
    const metric = hello.metric_names.find((name) => name !== "loss");
    this.metric = metric ?? null;
    this.title = title;
    this.resetZoom();
  }

  /** @param {HistoryHeader} header @param {NamedArray} [array] */
  append(header, array) {
    if (header.reset) this.resetZoom();
    this.history.append(header.names, array, header.reset);
    this.changed();
  }

  clear() {
    this.history.clear([]);
    this.changed();
  }

  /** Mark an earlier epoch that is shown elsewhere. @param {number | null} epoch */
  setMoment(epoch) {
    if (epoch === this.moment) return;
    this.moment = epoch;
    this.changed();
  }

  /** The present lines stay, faint, behind those of the next run. */
  keepCompanion() {
    if (!this.history.length) return;
    this.companion = this.history;
    this.history = new History();
    this.changed();
  }

  dropCompanion() {
    this.companion = null;
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
      this.timer = undefined;
      requestAnimationFrame(() => this.draw());
    }, wait);
  }

  async draw() {
    if (this.closed) return;
    if (this.busy) {
      this.again = true;
      return;
    } // what came meanwhile must not stay undrawn
    this.empty.hidden = this.history.length > 0;
    this.plot.style.visibility = this.history.length || this.companion ? "" : "hidden"; // no words over empty axes
    const width = this.plot.clientWidth;
    const height = this.plot.clientHeight;
    if (!this.history.length && !this.drawn) return;
    if (width < 60 || height < 40) return;
    this.busy = true;
    try {
      const Plotly = window.Plotly ?? (await loadPlotly());
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
      if (this.again) {
        this.again = false;
        this.changed();
      }
    }
  }

  listen() {
    /** @type {PlotElement} */ (this.plot).on("plotly_relayout", (change) => {
      const names = Object.keys(change);
      if (names.some((name) => name.includes("autorange"))) {
        this.resetZoom();
        return;
      }
      for (const axis of ["xaxis", "xaxis2"]) {
        if (`${axis}.range[0]` in change)
          this.range[axis] = [Number(change[`${axis}.range[0]`]), Number(change[`${axis}.range[1]`])];
      }
      if (names.some((name) => name.includes("range"))) {
        this.reset.hidden = false;
        this.changed();
      }
    });
  }

  shown() {
    const { metric } = this;
    const known = [this.history, this.companion]; // a branch shows both plots before its own first row
    return metric && known.some((history) => history?.has(metric)) ? ["loss", metric] : ["loss"];
  }

  /** The newest epoch in sight, of whichever branch: how many rows there are says nothing of how far they reach. */
  lastEpoch() {
    const ends = [this.history, this.companion].map((history) =>
      history?.length ? history.column("epoch")[history.length - 1] : 0,
    );
    return Math.max(...ends);
  }

  /** @param {number} width */
  traces(width) {
    const { lines } = this.theme;
    const names = this.shown();
    const most = Math.min(this.options.max_points, Math.max(200, Math.round((width / names.length) * 1.6)));
    /** @type {Trace[]} */
    const traces = [];
    names.forEach((name, index) => {
      const suffix = index ? String(index + 1) : "";
      const [from, to] = this.range[`xaxis${suffix}`] ?? [-Infinity, Infinity];
      if (this.companion?.has(`val_${name}`)) {
        const line = { color: this.theme.layout.font.color, width: 1, dash: "dot" };
        const points = this.companion.points(this.companion.column(`val_${name}`), most, from, to);
        traces.push({
          xaxis: `x${suffix}`,
          yaxis: `y${suffix}`,
          type: "scatter",
          ...points,
          mode: "lines",
          opacity: 0.5,
          line,
          name: this.t("other branch, validation"),
        });
      }
      for (const [kind, prefix, word] of [
        ["training", "", N_("train")],
        ["validation", "val_", N_("validation")],
      ]) {
        const column = prefix + name;
        const axes = { xaxis: `x${suffix}`, yaxis: `y${suffix}`, type: "scatter" };
        const has = this.history.has(column);
        const raw =
          has && this.smoothing > 0
            ? this.history.points(this.history.column(column), most, from, to)
            : { x: [], y: [] };
        const smooth = has
          ? this.history.points(this.history.smooth(column, this.smoothing), most, from, to)
          : { x: [], y: [] };
        const mode = smooth.x.length === 1 ? "markers" : "lines";
        traces.push({
          ...axes,
          ...raw,
          mode: "lines",
          line: lines[`${kind}_raw`],
          hoverinfo: "skip",
          showlegend: false,
        });
        traces.push({
          ...axes,
          ...smooth,
          mode,
          line: lines[kind],
          marker: { color: lines[kind].color, size: 6 },
          name: this.t(word),
        });
      }
    });
    return traces;
  }

  /** @param {number} width @param {number} height @returns {PlotLayout} */
  layout(width, height) {
    const layout = structuredClone(this.theme.layout);
    const titles = [this.t("Loss"), this.title ?? ""];
    layout.annotations.forEach((note, index) => {
      note.text = titles[index];
    });
    if (this.shown().length < 2) {
      layout.annotations.length = 1;
      layout.xaxis.domain = [0, 1];
      delete layout.xaxis2;
      delete layout.yaxis2;
    } else if (height > width * 0.85) {
      stack(layout);
    }
    if (this.logarithmic) layout.yaxis.type = "log";
    const { moment } = this;
    if (typeof moment === "number" && Number.isFinite(moment))
      layout.shapes = this.shown().map((_, index) => mark(moment, index, layout.font.color));
    layout.uirevision = `${this.zoom}`;
    for (const axis of /** @type {const} */ (["xaxis", "xaxis2"])) {
      const shown = layout[axis];
      if (!shown) continue;
      shown.unifiedhovertitle = { text: `${this.t("Epoch")} %{x:,d}` };
      if (this.lastEpoch() <= FEW) shown.dtick = 1; // there are no halves of an epoch
      if (this.range[axis]) shown.range = this.range[axis];
    }
    return { ...layout, width, height };
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    if (this.drawn) window.Plotly?.purge(this.plot);
  }
}

/** One plot above the other where the place is higher than wide. @param {CurveLayout} layout */
function stack(layout) {
  Object.assign(layout.xaxis, { domain: [0, 1] });
  Object.assign(layout.xaxis2 ?? {}, { domain: [0, 1] });
  Object.assign(layout.yaxis, { domain: [0.57, 1] });
  Object.assign(layout.yaxis2 ?? {}, { domain: [0, 0.43] });
  Object.assign(layout.annotations[1], { x: 0, y: 0.43 });
}

/**
 * An upright line at an epoch, through the plot of that number.
 * @param {number} epoch @param {number} index @param {string} color
 */
function mark(epoch, index, color) {
  const suffix = index ? String(index + 1) : "";
  return {
    type: "line",
    xref: `x${suffix}`,
    yref: `y${suffix} domain`,
    x0: epoch,
    x1: epoch,
    y0: 0,
    y1: 1,
    line: { color, width: 1 },
  };
}
