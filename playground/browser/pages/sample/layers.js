// The walk: a column for each layer, from the input on the left to the output on the right.

import { h, setText } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";
import { Cells } from "../../views/cells/cells.js";
import { MODES } from "./stages.js";

const MODE_WORDS = { output: N_("Outputs"), sum: N_("Sums before the activation"), gradient: N_("Gradients") };
const SHORT_WORDS = { output: "a", sum: "z", gradient: "∂loss" };

let number = 0;

export class Layers {
  /**
   * What a number of a layer is told when the pointer is over it, or it is held, or other numbers are to be shown.
   * @param {InsidePage} page
   * @param {{ hover(place: WalkPlace | null): void, pin(place: WalkPlace): void, mode(): void }} on
   */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.mode = "output";
    this.columns = [];
    number += 1;
    const group = `pi-sample-mode-${number}`;
    const { t } = page;
    this.modes = h(
      "div",
      { class: "pg-segments pi-sample-modes", role: "radiogroup", "aria-label": t("What the layers show") },
      ...MODES.map((mode) => {
        const word = t(MODE_WORDS[mode]);
        const input = h("input", {
          type: "radio",
          name: group,
          onchange: () => {
            this.mode = mode;
            on.mode();
          },
        });
        input.checked = mode === this.mode;
        return h("label", { title: word }, input, h("span", { text: word }), h("i", { text: SHORT_WORDS[mode] }));
      }),
    );
    this.row = h("div", {
      class: "pi-sample-walk",
      tabindex: "0",
      role: "region",
      "aria-label": t("The sample on its way through the layers"),
    });
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.row);
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    const { t } = this.page;
    this.activations = hello.activations;
    const last = hello.layers.length - 1;
    this.columns = [null, ...hello.layers].map((layer, place) => {
      const index = place - 1;
      const title = layer ? (index === last ? t("Output") : `${index + 1} ${t(layer.label)}`) : t("Input");
      const shape = (layer?.output_shape ?? hello.input_shape).join(" × ") || "1";
      const label = t.plural(
        "{layer}, {shape} number: arrow keys choose one, Enter holds it.",
        "{layer}, {shape} numbers: arrow keys choose one, Enter holds it.",
        (layer?.output_shape ?? hello.input_shape).reduce((product, size) => product * size, 1),
        { layer: title, shape },
      );
      const cells = new Cells(this.page, label, {
        hover: (at) => this.on.hover(at && { layer: index, ...at }),
        pin: (at) => this.on.pin({ layer: index, ...at }),
      });
      const foot = h("div", { class: "pi-sample-foot" });
      const bar = h("i", { class: "pi-sample-bar", "aria-hidden": "true" });
      const detail = layer?.activation ? `${shape} · ${layer.activation}` : shape;
      const element = h(
        "section",
        { class: "pi-sample-column", "aria-label": title },
        h(
          "div",
          { class: "pi-sample-head" },
          h("strong", { text: title, title: layer ? layer.name : title }),
          h("span", { text: detail, title: detail }),
        ),
        cells.element,
        foot,
        h("div", { class: "pi-sample-track" }, bar),
      );
      return { cells, foot, bar, element, title, wide: (layer?.output_shape ?? hello.input_shape).length > 1 };
    });
    for (const column of this.columns) column.element.classList.toggle("pi-sample-wide", column.wide);
    this.row.replaceChildren(
      ...this.columns.flatMap((column, place) =>
        place
          ? [h("i", { class: "pi-sample-arrow", "aria-hidden": "true", text: "→" }), column.element]
          : [column.element],
      ),
    );
    this.stages = null;
  }

  /** The name of a layer as its column says it. @param {number} index */
  titleOf(index) {
    return this.columns[index + 1]?.title ?? "";
  }

  /** @param {WalkStage[]} stages */
  update(stages) {
    this.stages = stages;
    this.draw();
  }

  draw() {
    const { stages } = this;
    if (!stages || stages.length !== this.columns.length) return;
    this.row.dataset.mode = this.mode;
    const strongest = Math.max(1e-30, ...stages.map(({ norm }) => (Number.isFinite(norm) ? Number(norm) : 0)));
    for (const [place, stage] of stages.entries()) this.drawStage(stage, this.columns[place], strongest);
  }

  /**
   * `strongest` is the length of the longest gradient.
   * @param {WalkStage} stage @param {LayerColumn} column @param {number} strongest
   */
  drawStage(stage, { cells, foot, bar }, strongest) {
    const { t } = this.page;
    const { data, norm } = stage;
    const isBack = this.mode === "gradient";
    const activation = this.mode === "output" ? stage.layer?.activation : null;
    const range = barsOf(activation ? this.activations[activation].range : [null, null]);
    if (data) cells.show({ ...stage, ...range, data, marksZero: this.mode === "output" && stage.index >= 0 });
    setText(foot, isBack ? gradientWords(norm) : outputWords(stage, t));
    const lack = stage.lacksSum
      ? `${t("This layer has no single sum before an activation: its outputs are shown.")} `
      : "";
    foot.title = isBack ? t("The size of the gradient of the loss by these numbers") : `${lack}${foot.textContent}`;
    bar.style.width = isBack ? `${100 * shareOf(norm, strongest)}%` : "0";
  }

  /**
   * Show which number is written out below, and the rectangle of the layer before that enters it.
   * @param {WalkPlace | null} place @param {boolean} isPinned @param {WalkPatch | null} patch
   */
  mark(place, isPinned, patch) {
    this.columns.forEach(({ cells }, position) => {
      const index = position - 1;
      const here = place && place.layer === index ? place : null;
      cells.mark(
        here && fits(here, cells.shape) ? here : null,
        Boolean(here && isPinned),
        patch && patch.layer === index ? patch : null,
      );
    });
  }

  close() {
    this.watcher.disconnect();
  }
}

/** How bars are drawn of what lies between two ends; null is none. @param {Zone} range */
export function barsOf([low, high]) {
  return {
    neverNegative: low !== null && low >= 0,
    reach: low !== null && high !== null ? Math.max(Math.abs(low), Math.abs(high)) : null,
  };
}

/**
 * On a scale of six powers of ten: gradients of layers differ by orders of size.
 * @param {number | null} norm @param {number} strongest
 */
function shareOf(norm, strongest) {
  if (norm === null || !(norm > 0)) return 0;
  return Math.max(0.02, 1 + Math.log10(norm / strongest) / 6);
}

/** @param {number | null} norm */
const gradientWords = (norm) => (norm === null ? "" : `‖∂loss‖ = ${short(norm, 4)}`);

/** @param {WalkStage} stage @param {Translate} t */
function outputWords({ index, zeros, shape, full, data, lacksSum }, t) {
  if (!data) return t("Too many to show.");
  const total = full.reduce((product, size) => product * size, 1);
  const parts = lacksSum ? [t("no z: outputs")] : [];
  if (index >= 0 && full.length === 1 && zeros)
    parts.push(t.plural("{zeros} of {count} is 0", "{zeros} of {count} are 0", zeros, { zeros, count: data.length }));
  if (full.length === 1 && shape[0] < total)
    parts.push(t("the first {shown} of {count}", { shown: shape[0], count: total }));
  const [shown, count] = [shape.at(-1) ?? 0, full.at(-1) ?? 0];
  if (full.length > 1 && shown < count) parts.push(t("{shown} of {count} maps", { shown, count }));
  return parts.join(" · ");
}

/** Whether a place is one of the cells that are there. @param {WalkPlace} place @param {number[] | undefined} shape */
function fits(place, shape) {
  if (!shape || place.unit >= (shape.at(-1) ?? 0)) return false;
  const { row = Infinity, column = Infinity } = place;
  if (shape.length === 3) return row < shape[0] && column < shape[1];
  return shape.length === 1 || column < shape[0];
}
