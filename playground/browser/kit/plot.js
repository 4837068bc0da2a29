// One Plotly plot that is changed in place, with the theme's fonts and colours, not more often than it can be drawn.

import { h } from "./dom.js";
import { loadPlotly } from "./plotly.js";

const PAUSE = 120; // milliseconds between two drawings, at least
const SHARE = 4; // and this many times as long as a drawing takes

/** A name as Plotly shows it: Plotly reads a few HTML tags and entities in every text. @param {unknown} text */
export function literal(text) {
  return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export class Plot {
  /**
   * `label` says what is seen to who cannot see it; `height` in CSS pixels, or 0 to fill the element.
   * @param {{ options: Options, dark: boolean }} page @param {{ label: string, height?: number }} shown
   */
  constructor(page, { label, height = 220 }) {
    this.page = page;
    this.height = height;
    this.element = /** @type {PlotElement} */ (h("div", { class: "pi-plot", role: "img", "aria-label": label }));
    if (height) this.element.style.height = `${height}px`;
    this.at = 0;
    this.cost = 0;
    this.handlers = [];
    this.watcher = new ResizeObserver(() => this.changed());
    this.watcher.observe(this.element);
  }

  /**
   * For one of Plotly's events, such as "plotly_click".
   * @param {string} event @param {(event: PlotEvent) => void} handler
   */
  on(event, handler) {
    this.handlers.push([event, handler]);
    if (this.drawn) this.element.on(event, handler);
  }

  /** Draw soon; of several drawings that wait the newest counts. @param {Trace[]} traces @param {PlotLayout} layout */
  draw(traces, layout = {}) {
    this.wanted = { traces, layout };
    this.changed();
  }

  changed() {
    if (!this.wanted || this.timer || this.closed) return;
    const wait = Math.max(0, this.at + Math.max(PAUSE, this.cost * SHARE) - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      requestAnimationFrame(() => this.react());
    }, wait);
  }

  async react() {
    if (this.closed || this.busy) {
      this.again = true;
      return;
    }
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    const { wanted } = this;
    const plots = this.page.options.plots?.[this.page.dark ? "dark" : "light"];
    if (!wanted || !plots || width < 40 || height < 30) return;
    this.busy = true;
    try {
      const Plotly = window.Plotly ?? (await loadPlotly());
      if (this.closed) return;
      const began = performance.now();
      const { layout, axis, config } = plots;
      const { traces, layout: given } = this.wanted ?? wanted;
      await Plotly.react(
        this.element,
        traces,
        { ...merged({ ...layout, xaxis: axis, yaxis: axis }, given, axis), width, height },
        config,
      );
      if (!this.drawn) for (const [event, handler] of this.handlers) this.element.on(event, handler);
      this.drawn = true;
      this.at = performance.now();
      this.cost = this.at - began;
    } catch (error) {
      console.warn("a plot cannot be drawn:", error);
    } finally {
      this.busy = false;
      if (this.again) {
        this.again = false;
        this.changed();
      }
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.watcher.disconnect();
    if (this.drawn) window.Plotly?.purge(this.element);
  }
}

/**
 * The base with what is given over it, object by object; each further axis begins with the base's axis.
 * @param {PlotLayout} base @param {PlotLayout} given @param {PlotLayout} axis @returns {PlotLayout}
 */
function merged(base, given, axis) {
  const found = structuredClone(base);
  for (const [name, value] of Object.entries(given ?? {})) {
    const under = found[name] ?? (/^[xy]axis\d+$/.test(name) ? structuredClone(axis) : undefined);
    const both = isPlain(under) && isPlain(value);
    found[name] = both ? merged(under, value, axis) : value;
  }
  return found;
}

/** @param {unknown} value @returns {value is PlotLayout} */
function isPlain(value) {
  return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}
