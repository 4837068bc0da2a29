// Values: predicted against actual, how far they are off, and both over the samples.

import { h, setText } from "../../kit/dom.js";
import { whole } from "../../kit/numbers.js";
import { Plot } from "../../kit/plot.js";

export class ScatterView {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.t = page.t;
    const { t } = this;
    this.name = "scatter";
    this.title = t("Predicted and actual");
    this.plot = new Plot(page, {
      label: t("Predicted against actual values; the nearer to the diagonal, the better."),
      height: 0,
    });
    this.note = h("p", { class: "pi-results-note" });
    this.element = h("div", { class: "pi-results-plot-area" }, this.note, this.plot.element);
  }

  /** @param {ResultsOfValues} results @param {Colors} colors */
  draw({ points, looked_at: looked }, colors) {
    const { t } = this;
    writeNote(this, points.shape[0], looked.data[0]);
    const [actual, predicted] = columns(points.data);
    const [low, high] = range([...actual, ...predicted]);
    this.plot.draw(
      [
        {
          x: [low, high],
          y: [low, high],
          mode: "lines",
          line: { color: colors.muted, width: 1, dash: "dot" },
          hoverinfo: "skip",
        },
        {
          x: actual,
          y: predicted,
          mode: "markers",
          marker: { color: colors.validation, size: 6, opacity: 0.65 },
          hovertemplate: `${t("Actual")} %{x:.4~g}<br>${t("Predicted")} %{y:.4~g}<extra></extra>`,
        },
      ],
      { showlegend: false, xaxis: { title: { text: t("Actual") } }, yaxis: { title: { text: t("Predicted") } } },
    );
  }

  close() {
    this.plot.close?.();
  }
}

export class ResidualsView {
  /** @param {InsidePage} page */
  constructor(page) {
    this.t = page.t;
    const { t } = this;
    this.name = "residuals";
    this.title = t("Residuals");
    this.plot = new Plot(page, { label: t("How many samples are off by how much: actual − predicted."), height: 0 });
    this.element = h("div", { class: "pi-results-plot-area" }, this.plot.element);
  }

  /** @param {ResultsOfValues} results @param {Colors} colors */
  draw({ residual_counts: counts, residual_edges: edges }, colors) {
    const { t } = this;
    const middles = Array.from(counts.data, (_, index) => (edges.data[index] + edges.data[index + 1]) / 2);
    const widths = Array.from(counts.data, (_, index) => edges.data[index + 1] - edges.data[index]);
    this.plot.draw(
      [
        {
          x: middles,
          y: Array.from(counts.data),
          width: widths,
          type: "bar",
          marker: { color: colors.validation },
          hovertemplate: "%{x:.4~g}: %{y}<extra></extra>",
        },
      ],
      {
        showlegend: false,
        bargap: 0.05,
        xaxis: { title: { text: t("Actual − predicted") } },
        yaxis: { title: { text: t("Samples") }, rangemode: "tozero" },
        shapes: [
          {
            type: "line",
            x0: 0,
            x1: 0,
            y0: 0,
            y1: 1,
            yref: "paper",
            line: { color: colors.text, width: 1.5, dash: "dot" },
          },
        ],
      },
    );
  }

  close() {
    this.plot.close?.();
  }
}

export class LineView {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.t = page.t;
    const { t } = this;
    this.name = "line";
    this.title = t("Over the samples");
    this.plot = new Plot(page, { label: t("Actual and predicted value of one sample after the other."), height: 0 });
    this.sorted = h("input", { type: "checkbox", onchange: () => this.last && this.draw(...this.last) });
    this.note = h("p", { class: "pi-results-note" });
    this.element = h(
      "div",
      { class: "pi-results-plot-area" },
      h(
        "div",
        { class: "pi-results-row" },
        h("label", { class: "pg-check" }, this.sorted, h("span", { text: t("Sort by the actual value") })),
        this.note,
      ),
      this.plot.element,
    );
  }

  /** @param {ResultsOfValues} arrays @param {Colors} colors */
  draw(arrays, colors) {
    const { t } = this;
    this.last = /** @type {const} */ ([arrays, colors]);
    writeNote(this, arrays.line.shape[0], arrays.looked_at.data[0]);
    const [actual, predicted] = columns(arrays.line.data);
    const order = actual.map((_, index) => index);
    if (this.sorted.checked) order.sort((a, b) => Number(actual[a]) - Number(actual[b]) || a - b);
    const x = order.map((_, place) => place);
    /**
     * @param {(number | null)[]} values @param {string} name @param {string} color @param {string} dash
     * @param {number} width
     */
    const trace = (values, name, color, dash, width) => ({
      x,
      y: order.map((index) => values[index]),
      name,
      mode: values.length > 1 ? "lines" : "markers",
      text: order.map(String),
      line: { color, width, dash },
      marker: { color },
      hovertemplate: `%{text}: %{y:.4~g}<extra>${name}</extra>`,
    });
    this.plot.draw(
      [
        trace(actual, t("Actual"), colors.text, "solid", 1.6),
        trace(predicted, t("Predicted"), colors.validation, "solid", 1.8),
      ],
      {
        showlegend: true,
        legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
        xaxis: { title: { text: this.sorted.checked ? t("Samples, sorted") : t("Number of the sample") } },
        yaxis: { title: { text: t("Value") } },
      },
    );
  }

  close() {
    this.plot.close?.();
  }
}

/**
 * How many samples are drawn, where it is not all.
 * @param {{ note: HTMLElement, page: InsidePage, t: Translate }} view @param {number} drawn @param {number} all
 */
function writeNote({ note, page, t }, drawn, all) {
  const said = (/** @type {number} */ value) => whole(value, page.language);
  note.hidden = drawn >= all;
  if (drawn < all) setText(note, t("{drawn} of {all} samples are drawn.", { drawn: said(drawn), all: said(all) }));
}

/** The two columns of pairs, what is not a number left as a gap. @param {Float32Array} pairs */
function columns(pairs) {
  const number = (/** @type {number} */ value) => (Number.isFinite(value) ? value : null);
  const of = (/** @type {number} */ offset) =>
    Array.from({ length: pairs.length / 2 }, (_, index) => number(pairs[index * 2 + offset]));
  return [of(0), of(1)];
}

/** The smallest and the largest of the numbers. @param {(number | null)[]} values */
function range(values) {
  const known = values.filter((value) => value !== null);
  return known.length ? [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))] : [0, 1];
}
