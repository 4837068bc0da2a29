// What the network answers: over the plane, as a line, as a confusion matrix, or predicted against actual.

import { h, setText } from "../kit/dom.js";
import { short } from "../kit/numbers.js";
import { N_ } from "../kit/words.js";
import { Confusion } from "./confusion.js";
import { LineView } from "./line.js";
import { className, PlaneView } from "./plane.js";
import { ScatterView } from "./scatter.js";

const TITLES = {
  plane: N_("Output over the plane"),
  line: N_("Fitted line"),
  scatter: N_("Predicted and actual"),
  confusion: N_("Confusion matrix"),
};

/** How the output of a run is drawn. @param {Hello | SaidHello} hello @returns {Mode} */
export function modeOf(hello) {
  if (hello.is_plane) return "plane";
  if (hello.is_line) return "line";
  return hello.task === "regression" ? "scatter" : "confusion";
}

export class OutputView {
  /**
   * `on.redraw()` asks for a picture; `on.drawn(value)` passes a drawing on.
   * @param {Translate} t @param {string} language @param {Redrawing} on
   */
  constructor(t, language, on) {
    this.t = t;
    this.on = on;
    this.title = h("h3", { class: "pg-heading" });
    this.views = {
      plane: new PlaneView(t, on),
      line: new LineView(t, language),
      scatter: new ScatterView(t),
      confusion: new Confusion(t),
    };
    this.side = h("div", { class: "pg-side" });
    const { plane, line, scatter, confusion } = this.views;
    this.area = h(
      "div",
      { class: "pg-output-area" },
      plane.element,
      line.element,
      scatter.element,
      confusion.element,
      this.side,
    );
    this.element = h("section", { class: "pg-panel pg-output" }, this.title, this.area);
    this.showValidation = { plane: false, line: true };
    this.focus = null;
  }

  /** The plane's drawing. */
  get drawing() {
    return this.views.plane.drawing;
  }

  /** @param {SaidHello} hello @param {Arrays} samples @param {Colors} colors */
  setHello(hello, samples, colors) {
    this.hello = hello;
    this.focus = null;
    this.mode = modeOf(hello);
    this.element.dataset.mode = this.mode;
    for (const [mode, view] of Object.entries(this.views)) view.element.hidden = mode !== this.mode;
    this.setSamples(hello, samples);
    this.writeSide(colors);
  }

  /** The same run has other samples. @param {SaidHello} hello @param {Arrays} samples */
  setSamples(hello, samples) {
    if (this.mode !== "scatter") this.views[this.mode].setHello(hello, /** @type {Arrays & Samples} */ (samples));
  }

  /** What may be drawn on the plane. @param {Given | null} given @param {Colors | null} [colors] */
  setDrawing(given, colors) {
    const was = this.drawing.active;
    this.drawing.set(given);
    if (was !== this.drawing.active && this.hello && colors) this.writeSide(colors);
  }

  /** @param {Colors} colors */
  setColors(colors) {
    if (!this.hello) return;
    this.writeSide(colors);
  }

  /** @param {Focus | null} focus */
  setFocus(focus) {
    this.focus = focus;
  }

  /** @param {Colors} colors */
  writeSide(colors) {
    const { t, hello, mode } = this;
    const { plane } = this.views;
    const view = this.views[mode];
    if (!hello) return;
    view.stale = true;
    /** @param {string} word @param {boolean} checked @param {(checked: boolean) => void} change */
    const toggle = (word, checked, change) => {
      const input = h("input", {
        type: "checkbox",
        onchange: () => {
          change(input.checked);
          view.stale = true;
          this.on.redraw();
        },
      });
      input.checked = checked;
      return h("label", { class: "pg-check" }, input, h("span", { text: t(word) }));
    };
    const validation = () =>
      toggle(N_("Show validation data"), this.showValidation[mode], (checked) => {
        this.showValidation[mode] = checked;
      });
    const parts = [];
    if (mode === "plane") {
      if (this.drawing.active) parts.push(this.drawing.tools.element);
      else if (hello.task === "regression")
        parts.push(
          scaleBar(
            colors,
            [-plane.reachOfLabels, 0, plane.reachOfLabels].map((value) => short(value, 1)),
          ),
        );
      else if (hello.task === "binary")
        parts.push(scaleBar(colors, [className(hello, 0), ...middleOf(hello), className(hello, 1)]));
      else parts.push(classList(hello, colors));
      parts.push(
        h(
          "ul",
          { class: "pg-keys" },
          key("disc", t("Training points"), colors.muted),
          key("diamond", t("Validation points"), colors.muted),
        ),
      );
      if (!this.drawing.active) parts.push(validation());
      parts.push(
        toggle(N_("Discretise output"), plane.discretise, (checked) => {
          plane.discretise = checked;
        }),
      );
    } else if (mode === "line") {
      parts.push(
        h(
          "ul",
          { class: "pg-keys" },
          key("line", t("Network"), colors.text),
          key("disc", t("Training points"), colors.training),
          key("diamond", t("Validation points"), colors.validation),
        ),
      );
      parts.push(validation());
    } else if (mode === "scatter") {
      parts.push(h("ul", { class: "pg-keys" }, key("diamond", t("Validation points"), colors.muted)));
    }
    this.side.hidden = parts.length === 0;
    // The words stand beside a drawing, above a table: so both are as large as they can be.
    if (parts.length) this.side.replaceChildren(this.title, ...parts);
    else this.element.prepend(this.title);
  }

  /** @param {Arrays} arrays @param {Colors} colors */
  draw(arrays, colors) {
    if (!this.hello) return;
    const { area, focus, mode, t, views } = this;
    setText(this.title, mode === "plane" && focus ? focus.title : t(TITLES[mode]));
    if (mode === "confusion") views.confusion.update(arrays.confusion, colors);
    else if (mode === "scatter") views.scatter.draw(area, arrays, colors);
    else if (mode === "line") views.line.draw(area, arrays, colors, this.showValidation.line);
    else {
      views.plane.showValidation = this.showValidation.plane;
      views.plane.draw(area, arrays, colors, focus);
    }
  }
}

/** @param {Colors} colors @param {string[]} words */
function scaleBar(colors, words) {
  const stops = [colors.negative, colors.neutral, colors.positive].join(", ");
  const bar = h("div", { class: "pg-bar", "aria-hidden": "true" });
  bar.style.background = `linear-gradient(90deg, ${stops})`;
  return h(
    "div",
    { class: "pg-scale" },
    bar,
    h("div", { class: "pg-scale-words" }, ...words.map((text) => h("span", { text }))),
  );
}

/**
 * Between the names of two classes: where the one ends that is not a probability, whose colours end at 0 and at 1.
 * @param {SaidHello} hello
 */
export function middleOf(hello) {
  return hello.gives_probabilities ? [""] : ["≤ 0", "0.5", "≥ 1"];
}

/** @param {SaidHello} hello @param {Colors} colors */
function classList(hello, colors) {
  return h(
    "ul",
    { class: "pg-keys" },
    ...hello.class_names.map((name, index) => {
      const swatch = h("i", { class: "pg-swatch", "aria-hidden": "true" });
      swatch.style.background = colors.ofClass(index);
      return h("li", {}, swatch, h("span", { text: name }));
    }),
  );
}

/** @param {string} shape @param {string} text @param {string} color */
function key(shape, text, color) {
  const mark = h("i", { class: `pg-mark pg-mark-${shape}`, "aria-hidden": "true" });
  mark.style.setProperty("--mark", color);
  return h("li", {}, mark, h("span", { text }));
}
