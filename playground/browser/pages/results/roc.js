// Two classes: the ROC curve, and a threshold that moves on it; the four counts follow at once.

import { h, setText } from "../../kit/dom.js";
import { score, share, short } from "../../kit/numbers.js";
import { Plot } from "../../kit/plot.js";
import { N_ } from "../../kit/words.js";

export class RocView {
  /** @param {InsidePage} page @param {ResultsAsked} on */
  constructor(page, on) {
    this.page = page;
    this.t = page.t;
    this.on = on;
    const { t } = this;
    this.name = "roc";
    this.title = t("ROC and threshold");
    this.plot = new Plot(page, {
      label: t("ROC curve: the share of false alarms against the share of hits, for every threshold."),
      height: 0,
    });
    this.slider = h("input", {
      type: "range",
      min: "0",
      max: "100",
      step: "1",
      value: "50",
      "aria-label": t("Threshold"),
      oninput: () => {
        this.moved = true;
        this.on.redraw();
      },
    });
    this.number = h("output", { class: "pi-results-threshold" });
    this.table = h("table", { class: "pi-results-matrix pi-results-two" });
    this.measures = h("dl", { class: "pi-results-measures" });
    this.area = h("p", { class: "pi-results-area" });
    this.note = h("p", { class: "pi-results-note" });
    this.element = h(
      "div",
      { class: "pi-results-roc" },
      this.plot.element,
      h(
        "div",
        { class: "pi-results-side" },
        this.area,
        h("label", { class: "pi-results-slider" }, h("span", { text: t("Threshold") }), this.slider, this.number),
        this.note,
        this.table,
        this.measures,
      ),
    );
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    const { t } = this;
    this.names = hello.class_names.length === 2 ? hello.class_names : ["0", "1"];
    this.moved = false;
    setText(this.note, t("Above it, a sample is taken for {name}.", { name: this.names[1] }));
    const words = [
      [t("rightly not"), t("false alarm")],
      [t("missed"), t("hit")],
    ];
    this.cells = [];
    const head = h(
      "tr",
      {},
      h(
        "th",
        { class: "pi-results-corner" },
        h("span", { text: `${t("Truth")} ↓` }),
        h("span", { text: `${t("Prediction")} →` }),
      ),
      ...this.names.map((name) => h("th", { scope: "col", title: name, text: name })),
    );
    const rows = words.map((row, truth) =>
      h(
        "tr",
        {},
        h("th", { scope: "row", title: this.names[truth], text: this.names[truth] }),
        ...row.map((word, predicted) => {
          const count = h("strong");
          const button = h(
            "button",
            { type: "button", onclick: () => this.list(truth, predicted) },
            count,
            h("small", { text: word }),
          );
          this.cells.push({ button, count });
          return h("td", { class: truth === predicted ? "pi-results-right-cell" : null }, button);
        }),
      ),
    );
    this.table.replaceChildren(h("thead", {}, head), h("tbody", {}, ...rows));
    this.values = [N_("Accuracy"), N_("Precision"), N_("Recall"), N_("F1")].map((word) => {
      const value = h("dd");
      this.measures.append(h("div", {}, h("dt", { text: t(word) }), value));
      return value;
    });
  }

  /** @param {number} truth @param {number} predicted */
  list(truth, predicted) {
    const names = { truth: this.names[truth], predicted: this.names[predicted] };
    const title =
      truth === predicted
        ? this.t("{truth}, recognised", { truth: names.truth })
        : this.t("{truth}, taken for {predicted}", names);
    this.on.list({ truth, predicted, threshold: this.threshold }, title);
  }

  /** @param {ResultsOfThresholds} results @param {Colors} colors */
  draw({ roc, auc, thresholds, counts }, colors) {
    if (!roc) return;
    if (!this.moved) this.slider.value = String(nearest(thresholds.data, 0.5));
    const at = Number(this.slider.value);
    this.threshold = thresholds.data[at];
    setText(this.number, short(this.threshold, 2));
    this.slider.setAttribute("aria-valuetext", short(this.threshold, 2));
    const four = counts.data.subarray(at * 4, at * 4 + 4);
    this.writeCounts(four, colors);
    const curve = roc.shape[0] > 0;
    setText(
      this.area,
      curve
        ? this.t("Area under the curve (AUC): {area}", { area: score(auc.data[0]) })
        : this.t("Only one of the two classes has samples here, so there is no curve."),
    );
    this.drawCurve(roc.data, four, curve, colors);
  }

  /** `four`: the confusion, its rows one after the other. @param {Int32Array} four @param {Colors} colors */
  writeCounts(four, colors) {
    const [tn, fp, fn, tp] = four;
    const rows = [tn + fp, tn + fp, fn + tp, fn + tp];
    this.cells.forEach(({ button, count }, index) => {
      setText(count, String(four[index]));
      button.disabled = four[index] === 0;
      const part = rows[index] ? four[index] / rows[index] : 0;
      const color = index === 0 || index === 3 ? colors.positive : colors.negative;
      button.style.background = part
        ? `color-mix(in srgb, ${color} ${Math.round(8 + 50 * Math.sqrt(part))}%, transparent)`
        : "";
    });
    const measures = [(tn + tp) / (tn + fp + fn + tp), tp / (tp + fp), tp / (tp + fn), (2 * tp) / (2 * tp + fp + fn)];
    for (const [index, value] of measures.entries()) setText(this.values[index], share(value));
  }

  /** @param {Float32Array} points @param {Int32Array} four @param {boolean} curve @param {Colors} colors */
  drawCurve(points, [tn, fp, fn, tp], curve, colors) {
    const { t } = this;
    const x = [];
    const y = [];
    const text = [];
    for (let index = 0; index < points.length; index += 3) {
      x.push(points[index]);
      y.push(points[index + 1]);
      text.push(short(points[index + 2], 2));
    }
    /** @type {Trace[]} */
    const traces = [
      { x: [0, 1], y: [0, 1], mode: "lines", line: { color: colors.muted, width: 1, dash: "dot" }, hoverinfo: "skip" },
    ];
    if (curve) {
      traces.push(
        {
          x,
          y,
          text,
          mode: "lines",
          line: { color: colors.validation, width: 2 },
          hovertemplate: `${t("Threshold")} %{text}<br>%{x:.3f}, %{y:.3f}<extra></extra>`,
        },
        {
          x: [fp / (tn + fp)],
          y: [tp / (fn + tp)],
          mode: "markers",
          marker: { color: colors.positive, size: 13, line: { color: colors.text, width: 2 } },
          hoverinfo: "skip",
        },
      );
    }
    this.plot.draw(traces, {
      showlegend: false,
      xaxis: { title: { text: t("False alarms: share of the first class") }, range: [-0.02, 1.02] },
      yaxis: { title: { text: t("Hits: share of the second class") }, range: [-0.02, 1.02] },
    });
  }

  close() {
    this.plot.close?.();
  }
}

/** The place of the number that is nearest to `value`. @param {Float32Array} numbers @param {number} value */
function nearest(numbers, value) {
  let best = 0;
  for (let index = 1; index < numbers.length; index += 1) {
    if (Math.abs(numbers[index] - value) < Math.abs(numbers[best] - value)) best = index;
  }
  return best;
}
