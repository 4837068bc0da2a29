// The walk: a column for each layer, from the input on the left to the output on the right.

import { Cells } from "./sample_cells.js";
import { h, setText, short } from "../dom.js";

const MODE_WORDS = { output: "Outputs", sum: "Sums before the activation", gradient: "Gradients" };
const SHORT_WORDS = { output: "a", sum: "z", gradient: "∂loss" };

const NEVER_NEGATIVE = new Set(["relu", "sigmoid", "softmax", "softplus", "threshold"]);
const UP_TO_ONE = new Set(["sigmoid", "softmax", "tanh", "threshold"]);

let number = 0;

export class Layers {
  /** `on.hover({layer, unit, row, column} or null)`, `on.pin(place)`, `on.mode(name)`; layers by their number, input −1. */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.mode = "output";
    this.columns = [];
    number += 1;
    const group = `pi-sample-mode-${number}`;
    const { t } = page;
    this.modes = h("div", { class: "pg-segments pi-sample-modes", role: "radiogroup", "aria-label": t("What the layers show") },
      ...Object.entries(MODE_WORDS).map(([mode, word]) => {
        const input = h("input", { type: "radio", name: group, onchange: () => { this.mode = mode; on.mode(mode); } });
        input.checked = mode === this.mode;
        return h("label", { title: t(word) }, input, h("span", { text: t(word) }), h("i", { text: SHORT_WORDS[mode] }));
      }));
    this.row = h("div", { class: "pi-sample-walk", tabindex: "0", role: "region", "aria-label": t("The sample on its way through the layers") });
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.row);
  }

  setHello(hello) {
    const { t } = this.page;
    const last = hello.layers.length - 1;
    this.columns = [null, ...hello.layers].map((layer, place) => {
      const index = place - 1;
      const title = !layer ? t("Input") : index === last ? t("Output") : `${index + 1} ${t(layer.label)}`;
      const shape = (layer?.output_shape ?? hello.input_shape).join(" × ") || "1";
      const label = t("{layer}, {shape} numbers: arrow keys choose one, Enter holds it.", { layer: title, shape });
      const cells = new Cells(this.page, label, {
        hover: (at) => this.on.hover(at && { layer: index, ...at }),
        pin: (at) => this.on.pin({ layer: index, ...at }),
      });
      const foot = h("div", { class: "pi-sample-foot" });
      const bar = h("i", { class: "pi-sample-bar", "aria-hidden": "true" });
      const detail = layer?.activation ? `${shape} · ${layer.activation}` : shape;
      const element = h("section", { class: "pi-sample-column", "aria-label": title },
        h("div", { class: "pi-sample-head" }, h("strong", { text: title, title: layer ? layer.name : title }), h("span", { text: detail, title: detail })),
        cells.element, foot, h("div", { class: "pi-sample-track" }, bar));
      return { cells, foot, bar, element, title, wide: (layer?.output_shape ?? hello.input_shape).length > 1 };
    });
    for (const column of this.columns) column.element.classList.toggle("pi-sample-wide", column.wide);
    this.row.replaceChildren(...this.columns.flatMap((column, place) => (place ? [h("i", { class: "pi-sample-arrow", "aria-hidden": "true", text: "→" }), column.element] : [column.element])));
    this.stages = null;
  }

  /** The name of a layer as its column says it. */
  titleOf(index) {
    return this.columns[index + 1]?.title ?? "";
  }

  update(stages) {
    this.stages = stages;
    this.draw();
  }

  draw() {
    if (!this.stages || this.stages.length !== this.columns.length) return;
    const { t } = this.page;
    const isBack = this.mode === "gradient";
    this.row.dataset.mode = this.mode;
    const strongest = Math.max(1e-30, ...this.stages.map((stage) => (Number.isFinite(stage.norm) ? stage.norm : 0)));
    this.stages.forEach((stage, place) => {
      const { cells, foot, bar } = this.columns[place];
      const activation = this.mode === "output" ? stage.layer?.activation : null;
      const range = { neverNegative: NEVER_NEGATIVE.has(activation), reach: UP_TO_ONE.has(activation) ? 1 : null };
      if (stage.data) cells.show({ ...stage, ...range, marksZero: this.mode === "output" && stage.index >= 0 });
      setText(foot, isBack ? (stage.norm === null ? "" : `‖∂loss‖ = ${short(stage.norm, 4)}`) : stage.data ? outputWords(stage, t) : t("Too many to show."));
      const lack = stage.lacksSum ? `${t("This layer has no single sum before an activation: its outputs are shown.")} ` : "";
      foot.title = isBack ? t("The size of the gradient of the loss by these numbers") : `${lack}${foot.textContent}`;
      bar.style.width = isBack ? `${100 * shareOf(stage.norm, strongest)}%` : "0";
    });
  }

  /** Show which number is written out below, and the rectangle of the layer before that enters it. */
  mark(place, isPinned, patch) {
    this.columns.forEach(({ cells }, position) => {
      const index = position - 1;
      const here = place && place.layer === index ? place : null;
      cells.mark(here && fits(here, cells.shape) ? here : null, Boolean(here && isPinned), patch && patch.layer === index ? patch : null);
    });
  }

  close() {
    this.watcher.disconnect();
  }
}

/** On a scale of six powers of ten: gradients of layers differ by orders of size. */
function shareOf(norm, strongest) {
  if (!(norm > 0)) return 0;
  return Math.max(0.02, 1 + Math.log10(norm / strongest) / 6);
}

function outputWords({ index, zeros, shape, full, data, lacksSum }, t) {
  const total = full.reduce((product, size) => product * size, 1);
  const parts = lacksSum ? [t("no z: outputs")] : [];
  if (index >= 0 && full.length === 1 && zeros) parts.push(t("{zeros} of {count} are 0", { zeros, count: data.length }));
  if (full.length === 1 && shape[0] < total) parts.push(t("the first {shown} of {count}", { shown: shape[0], count: total }));
  if (full.length > 1 && shape.at(-1) < full.at(-1)) parts.push(t("{shown} of {count} maps", { shown: shape.at(-1), count: full.at(-1) }));
  return parts.join(" · ");
}

/** Whether a place is one of the cells that are there. */
function fits(place, shape) {
  if (!shape || place.unit >= shape.at(-1)) return false;
  if (shape.length === 3) return place.row !== undefined && place.row < shape[0] && place.column < shape[1];
  return shape.length === 1 || (place.column !== undefined && place.column < shape[0]);
}
