// What the network, or one neuron, answers over the plane, with the samples on it; points can be drawn where they may.

import { axes, clear, fitSquare } from "../kit/axes.js";
import { canvasScale, contextOf } from "../kit/canvas.js";
import { h } from "../kit/dom.js";
import { Atlas, enlarge } from "../kit/maps.js";
import { drawPoints, reach } from "../kit/points.js";
import { N_ } from "../kit/words.js";
import { Drawing } from "./draw.js";

const FACTOR = 4;

export class PlaneView {
  /**
   * `on.redraw()` asks for a picture; `on.drawn(value)` passes a drawing on.
   * @param {Translate} t @param {Redrawing} on
   */
  constructor(t, on) {
    this.t = t;
    this.map = h("canvas", { role: "img" });
    this.points = h("canvas", { "aria-hidden": "true" });
    this.element = h("div", { class: "pg-plane" }, this.map, this.points);
    this.context = contextOf(this.map);
    this.over = contextOf(this.points);
    this.atlas = new Atlas();
    this.drawing = new Drawing(t, this.element, {
      changed: () => {
        this.stale = true;
        on.redraw();
      },
      drawn: on.drawn,
    });
    this.showValidation = false;
    this.discretise = false;
  }

  /** @param {SaidHello} hello @param {Samples} samples */
  setHello(hello, samples) {
    this.hello = hello;
    this.samples = samples;
    this.reachOfLabels = Math.max(reach(samples.train_labels), reach(samples.validation_labels));
    this.drawing.setParts(hello, samples);
    this.stale = true;
  }

  /**
   * `focus` is a neuron to show instead of the output.
   * @param {HTMLElement} area @param {Arrays} arrays @param {Colors} colors @param {Focus | null} focus
   */
  draw(area, arrays, colors, focus) {
    const { box, changed } = fitSquare(area, this.element, [this.map, this.points]);
    this.box = box;
    if (changed || this.stale) this.drawOver(colors);
    const { context } = this;
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const neuron = focus && !focus.isOutput ? arrays[focus.map] : null;
    if (neuron && focus && focus.unit < neuron.shape[0]) this.paintNeuron(neuron, focus.unit, colors);
    else if (arrays.output_map)
      this.paintOutput(arrays.output_map, focus?.isOutput && focus.units > 1 ? focus.unit : null, colors);
    else return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "medium";
    this.atlas.draw(context, 0, box.left, box.top, box.size, box.size);
    this.describe(neuron);
  }

  /** @param {NamedArray | null | undefined} neuron */
  describe(neuron) {
    const { hello } = this;
    const [low, high] = hello.domain;
    const first = hello.task === "binary" ? className(hello, 0) : this.t("low");
    const last = hello.task === "binary" ? className(hello, 1) : this.t("high");
    const text = neuron
      ? N_("What a neuron answers for each point of the plane.")
      : hello.task === "multiclass"
        ? N_(
            "What the network answers for each point of the plane from {low} to {high}, " +
              "in the colour of the likeliest class.",
          )
        : N_(
            "What the network answers for each point of the plane from {low} to {high}. Orange: {first}. Blue: {last}.",
          );
    const label = this.t(text, { low, high, first, last });
    if (this.map.getAttribute("aria-label") !== label) this.map.setAttribute("aria-label", label);
  }

  /** @param {NamedArray} array @param {number} unit @param {Colors} colors */
  paintNeuron(array, unit, colors) {
    const size = array.shape[1];
    const start = unit * size * size;
    const table = colors.soft;
    this.atlas.paint(size, (index) => table[array.data[start + index]]);
  }

  /** @param {NamedArray} array @param {number | null} only @param {Colors} colors */
  paintOutput(array, only, colors) {
    const [size, , channels] = array.shape;
    if (channels > 1 && only !== null) {
      const table = colors.classRamps[only % colors.classRamps.length];
      this.atlas.paint(size, (index) => table[array.data[index * channels + only]]);
    } else if (channels > 1) {
      this.paintClasses(array, colors);
    } else {
      const table = this.tableOf(array, colors);
      if (!this.discretise) {
        this.atlas.paint(size, (index) => table[array.data[index]]);
        return;
      }
      this.wide = enlarge(array.data, size, 1, 0, FACTOR, this.wide);
      const { wide } = this;
      const steps = this.hello.task === "regression" ? 5 : 2;
      const middle = this.shareOf(array);
      this.atlas.paint(size * FACTOR, (index) => {
        const share = middle(wide[index]);
        const level = Math.min(steps - 1, Math.max(0, Math.floor(share * steps)));
        return colors.soft[Math.round((level / (steps - 1)) * 255)];
      });
    }
  }

  /** A function from a byte of the map to 0 … 1 of the colours. @param {NamedArray} array */
  shareOf(array) {
    const { low = 0, high = 1 } = array;
    const limit = this.hello.task === "regression" ? this.reachOfLabels : 0;
    return (/** @type {number} */ byte) => {
      const value = low + (byte / 255) * (high - low);
      return limit ? (value + limit) / (2 * limit) : value;
    };
  }

  /** @param {NamedArray} array @param {Colors} colors */
  tableOf(array, colors) {
    const share = this.shareOf(array);
    this.table ??= new Uint32Array(256);
    for (let byte = 0; byte < 256; byte += 1) {
      const at = Math.round(Math.min(1, Math.max(0, share(byte))) * 255);
      this.table[byte] = colors.soft[at];
    }
    return this.table;
  }

  /** @param {NamedArray} array @param {Colors} colors */
  paintClasses(array, colors) {
    const [size, , channels] = array.shape;
    const numbers = colors.classNumbers;
    const neutral = colors.neutralNumbers;
    /** @param {Rgb} color */
    const blend = ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    if (this.discretise) {
      this.wides ??= [];
      const { wides } = this;
      for (let channel = 0; channel < channels; channel += 1)
        wides[channel] = enlarge(array.data, size, channels, channel, FACTOR, wides[channel]);
      this.atlas.paint(size * FACTOR, (index) => {
        let best = 0;
        for (let channel = 1; channel < channels; channel += 1)
          if (wides[channel][index] > wides[best][index]) best = channel;
        const color = numbers[best % numbers.length];
        return blend(color.map((value, part) => Math.round(value * 0.72 + neutral[part] * 0.28)));
      });
      return;
    }
    const { data } = array;
    this.atlas.paint(size, (index) => {
      let sum = 1e-6;
      let r = 0;
      let g = 0;
      let b = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        // Squares: the likeliest class stays pure, the border is where they meet.
        const share = data[index * channels + channel] ** 2;
        const color = numbers[channel % numbers.length];
        sum += share;
        r += share * color[0];
        g += share * color[1];
        b += share * color[2];
      }
      return blend([
        Math.round((r / sum) * 0.72 + neutral[0] * 0.28),
        Math.round((g / sum) * 0.72 + neutral[1] * 0.28),
        Math.round((b / sum) * 0.72 + neutral[2] * 0.28),
      ]);
    });
  }

  /** Axes and samples: only when they change. @param {Colors} colors */
  drawOver(colors) {
    const { over, hello, box, samples, drawing } = this;
    this.stale = false;
    const scale = canvasScale();
    over.setTransform(scale, 0, 0, scale, 0, 0);
    clear(over, box);
    const both = {
      domain: hello.domain,
      ticks: [-6, -3, 0, 3, 6].filter((at) => at >= hello.domain[0] && at <= hello.domain[1]),
    };
    axes(over, box, both, both, colors);
    drawing.fit(box, colors);
    const colorOf =
      hello.task === "regression"
        ? (/** @type {number} */ value) => colors.ofValue(value / this.reachOfLabels)
        : (/** @type {number} */ label) => colors.ofClass(Math.round(label));
    const place = { domain: hello.domain, ...box };
    /** @type {[Drawn, Drawn][]} */
    const [train, validation] = drawing.active
      ? drawing.parts()
      : [
          [samples.train_points, samples.train_labels],
          [samples.validation_points, samples.validation_labels],
        ];
    drawPoints(
      over,
      ...train,
      "disc",
      place,
      colorOf,
      hello.task === "regression" ? colors.muted : colors.outline,
      colors.outline,
    );
    if (this.showValidation || drawing.active)
      drawPoints(over, ...validation, "diamond", place, colorOf, colors.text, colors.dark ? "#000000" : "#ffffff");
  }
}

/** @param {SaidHello} hello @param {number} index */
export const className = (hello, index) => hello.class_names?.[index] ?? String(index);
