// What the network answers: over the plane, as a confusion matrix, or predicted against actual.

import { Atlas, enlarge } from "./maps.js";
import { canvasScale, fitCanvas, h, setText, short } from "./dom.js";
import { diamond, drawPoints, reach } from "./points.js";
import { Confusion } from "./confusion.js";

const LEFT = 28;
const BOTTOM = 20;
const TOP = 6;
const RIGHT = 8;
const FACTOR = 4;

export class OutputView {
  constructor(t) {
    this.t = t;
    this.title = h("h3", { class: "pg-heading" });
    this.map = h("canvas", { role: "img" });
    this.points = h("canvas", { "aria-hidden": "true" });
    this.plane = h("div", { class: "pg-plane" }, this.map, this.points);
    this.side = h("div", { class: "pg-side" });
    this.confusion = new Confusion(t);
    this.area = h("div", { class: "pg-output-area" }, this.plane, this.confusion.element, this.side);
    this.element = h("section", { class: "pg-panel pg-output" }, this.title, this.area);
    this.context = this.map.getContext("2d");
    this.over = this.points.getContext("2d");
    this.atlas = new Atlas();
    this.showValidation = false;
    this.discretise = false;
    this.focus = null;
    this.box = { left: LEFT, top: TOP, size: 0 };
  }

  setHello(hello, arrays, colors) {
    this.hello = hello;
    this.samples = arrays;
    this.focus = null;
    this.mode = hello.is_plane ? "plane" : hello.task === "regression" ? "scatter" : "confusion";
    this.element.dataset.mode = this.mode;
    this.confusion.element.hidden = this.mode !== "confusion";
    this.plane.hidden = this.mode === "confusion";
    this.reachOfLabels = Math.max(reach(arrays.train_labels), reach(arrays.validation_labels));
    if (this.mode === "confusion") this.confusion.setHello(hello);
    this.writeSide(colors);
    this.stale = true;
  }

  setColors(colors) {
    if (!this.hello) return;
    this.writeSide(colors);
    this.stale = true;
  }

  setFocus(focus) {
    this.focus = focus;
  }

  writeSide(colors) {
    const { t, hello } = this;
    const parts = [];
    const toggle = (word, name) => {
      const input = h("input", { type: "checkbox", onchange: () => { this[name] = input.checked; this.stale = true; this.onRedraw?.(); } });
      input.checked = this[name];
      return h("label", { class: "pg-check" }, input, h("span", { text: t(word) }));
    };
    if (this.mode === "plane") {
      if (hello.task === "regression") parts.push(this.scaleBar(colors, [-this.reachOfLabels, 0, this.reachOfLabels].map((value) => short(value, 1))));
      else if (hello.task === "binary") parts.push(this.scaleBar(colors, [className(hello, 0), "", className(hello, 1)]));
      else parts.push(classList(hello, colors));
      const keys = h("ul", { class: "pg-keys" }, key("disc", t("Training points"), colors), key("diamond", t("Validation points"), colors));
      parts.push(keys, toggle("Show validation data", "showValidation"), toggle("Discretise output", "discretise"));
    } else if (this.mode === "scatter") {
      parts.push(h("ul", { class: "pg-keys" }, key("diamond", t("Validation points"), colors)));
    }
    this.side.hidden = parts.length === 0;
    // The words stand beside a square, above a table: so both are as large as they can be.
    if (parts.length) this.side.replaceChildren(this.title, ...parts);
    else this.element.prepend(this.title);
  }

  scaleBar(colors, words) {
    const stops = [colors.negative, colors.neutral, colors.positive].join(", ");
    const bar = h("div", { class: "pg-bar", "aria-hidden": "true" });
    bar.style.background = `linear-gradient(90deg, ${stops})`;
    return h("div", { class: "pg-scale" }, bar, h("div", { class: "pg-scale-words" }, ...words.map((text) => h("span", { text }))));
  }

  fit() {
    if (!this.hello || this.mode === "confusion") return false;
    const height = this.area.clientHeight;
    const wide = this.area.clientWidth;
    const column = wide < 320 || this.area.dataset.stack === "yes";
    const side = column ? 0 : 150;
    const size = Math.floor(Math.max(80, Math.min(height - TOP - BOTTOM, wide - side - LEFT - RIGHT - 8)));
    const width = size + LEFT + RIGHT;
    const tall = size + TOP + BOTTOM;
    const changed = fitCanvas(this.map, width, tall);
    if (changed) {
      fitCanvas(this.points, width, tall);
      this.plane.style.width = `${width}px`;
      this.plane.style.height = `${tall}px`;
    }
    this.box = { left: LEFT, top: TOP, size };
    return changed;
  }

  draw(arrays, colors) {
    if (!this.hello) return;
    this.arrays = arrays;
    if (this.mode === "confusion") {
      this.heading(this.t("Confusion matrix"));
      this.confusion.update(arrays.confusion, colors);
      return;
    }
    if (this.fit() || this.stale) this.drawOver(colors);
    if (this.mode === "scatter") this.drawScatter(arrays, colors);
    else this.drawPlane(arrays, colors);
  }

  heading(text) {
    setText(this.title, text);
  }

  drawPlane(arrays, colors) {
    const { focus, hello, t } = this;
    this.heading(focus ? focus.title : t("Output over the plane"));
    const { context, box } = this;
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const neuron = focus && !focus.isOutput ? arrays[focus.map] : null;
    if (neuron && focus.unit < neuron.shape[0]) this.paintNeuron(neuron, focus.unit, colors);
    else if (arrays.output_map) this.paintOutput(arrays.output_map, focus?.isOutput && focus.units > 1 ? focus.unit : null, colors);
    else return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "medium";
    this.atlas.draw(context, 0, box.left, box.top, box.size, box.size);
    this.describe(hello, neuron);
  }

  describe(hello, neuron) {
    const [low, high] = hello.domain;
    const first = hello.task === "binary" ? className(hello, 0) : this.t("low");
    const last = hello.task === "binary" ? className(hello, 1) : this.t("high");
    const text = neuron ? "What a neuron answers for each point of the plane."
      : hello.task === "multiclass" ? "What the network answers for each point of the plane from {low} to {high}, in the colour of the likeliest class."
        : "What the network answers for each point of the plane from {low} to {high}. Orange: {first}. Blue: {last}.";
    const label = this.t(text, { low, high, first, last });
    if (this.map.getAttribute("aria-label") !== label) this.map.setAttribute("aria-label", label);
  }

  paintNeuron(array, unit, colors) {
    const size = array.shape[1];
    const start = unit * size * size;
    const table = colors.soft;
    this.atlas.paint(size, (index) => table[array.data[start + index]]);
  }

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

  /** A function from a byte of the map to 0 … 1 of the colours. */
  shareOf(array) {
    const { low = 0, high = 1 } = array;
    const limit = this.hello.task === "regression" ? this.reachOfLabels : 0;
    return (byte) => {
      const value = low + (byte / 255) * (high - low);
      return limit ? (value + limit) / (2 * limit) : value;
    };
  }

  tableOf(array, colors) {
    const share = this.shareOf(array);
    this.table ??= new Uint32Array(256);
    for (let byte = 0; byte < 256; byte += 1) {
      const at = Math.round(Math.min(1, Math.max(0, share(byte))) * 255);
      this.table[byte] = colors.soft[at];
    }
    return this.table;
  }

  paintClasses(array, colors) {
    const [size, , channels] = array.shape;
    const numbers = colors.classNumbers;
    const neutral = colors.neutralNumbers;
    const blend = (r, g, b) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    if (this.discretise) {
      const wides = (this.wides ??= []);
      for (let channel = 0; channel < channels; channel += 1) wides[channel] = enlarge(array.data, size, channels, channel, FACTOR, wides[channel]);
      this.atlas.paint(size * FACTOR, (index) => {
        let best = 0;
        for (let channel = 1; channel < channels; channel += 1) if (wides[channel][index] > wides[best][index]) best = channel;
        const color = numbers[best % numbers.length];
        return blend(...color.map((value, part) => Math.round(value * 0.72 + neutral[part] * 0.28)));
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
      return blend(Math.round((r / sum) * 0.72 + neutral[0] * 0.28), Math.round((g / sum) * 0.72 + neutral[1] * 0.28), Math.round((b / sum) * 0.72 + neutral[2] * 0.28));
    });
  }

  /** Axes and samples: only when they change. */
  drawOver(colors) {
    const { over, hello, box, samples } = this;
    this.stale = false;
    const scale = canvasScale();
    over.setTransform(scale, 0, 0, scale, 0, 0);
    over.clearRect(0, 0, box.size + LEFT + RIGHT, box.size + TOP + BOTTOM);
    if (this.mode !== "plane") return;
    axes(over, box, hello.domain, [-6, -3, 0, 3, 6].filter((at) => at >= hello.domain[0] && at <= hello.domain[1]), colors);
    const colorOf = hello.task === "regression" ? (value) => colors.ofValue(value / this.reachOfLabels) : (label) => colors.ofClass(Math.round(label));
    const place = { domain: hello.domain, ...box };
    drawPoints(over, samples.train_points, samples.train_labels, "disc", place, colorOf, hello.task === "regression" ? colors.muted : colors.outline, colors.outline);
    if (this.showValidation) drawPoints(over, samples.validation_points, samples.validation_labels, "diamond", place, colorOf, colors.text, colors.dark ? "#000000" : "#ffffff");
  }

  drawScatter(arrays, colors) {
    const { context, box, t } = this;
    this.heading(t("Predicted and actual"));
    const { predicted, actual } = arrays;
    if (!predicted || !actual) return;
    const count = Math.min(predicted.data.length, actual.data.length);
    let low = Infinity;
    let high = -Infinity;
    for (let index = 0; index < count; index += 1) {
      low = Math.min(low, actual.data[index]);
      high = Math.max(high, actual.data[index]);
    }
    if (!(high > low)) { low -= 1; high = low + 2; }
    const pad = (high - low) * 0.06;
    const domain = [low - pad, high + pad];
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, box.size + LEFT + RIGHT, box.size + TOP + BOTTOM);
    const ticks = [low, (low + high) / 2, high];
    axes(context, box, domain, ticks, colors, [t("Actual"), t("Predicted")]);
    const at = (value) => ((value - domain[0]) / (domain[1] - domain[0])) * box.size;
    context.setLineDash([4, 4]);
    context.strokeStyle = colors.muted;
    context.beginPath();
    context.moveTo(box.left, box.top + box.size);
    context.lineTo(box.left + box.size, box.top);
    context.stroke();
    context.setLineDash([]);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.size, box.size);
    context.clip();
    context.beginPath();
    for (let index = 0; index < count; index += 1) {
      diamond(context, box.left + at(actual.data[index]), box.top + box.size - at(predicted.data[index]), 3);
    }
    context.strokeStyle = colors.validation;
    context.lineWidth = 1.3;
    context.stroke();
    context.restore();
    this.map.setAttribute("aria-label", t("Predicted against actual value of {count} validation samples; the nearer to the diagonal, the better.", { count }));
  }
}

const className = (hello, index) => hello.class_names?.[index] ?? String(index);

function classList(hello, colors) {
  return h("ul", { class: "pg-keys" }, ...hello.class_names.map((name, index) => {
    const swatch = h("i", { class: "pg-swatch", "aria-hidden": "true" });
    swatch.style.background = colors.ofClass(index);
    return h("li", {}, swatch, h("span", { text: name }));
  }));
}

function key(shape, text, colors) {
  const mark = h("i", { class: `pg-mark pg-mark-${shape}`, "aria-hidden": "true" });
  mark.style.setProperty("--mark", colors.muted);
  return h("li", {}, mark, h("span", { text }));
}

function axes(context, { left, top, size }, [low, high], ticks, colors, names = null) {
  context.font = '11px "Source Sans", system-ui, sans-serif';
  context.fillStyle = colors.muted;
  context.strokeStyle = colors.muted;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, size + 1, size + 1);
  for (const tick of ticks) {
    const at = ((tick - low) / (high - low)) * size;
    const text = String(Number(tick.toPrecision(3))).replace("-", "−");
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillText(text, Math.min(left + at, left + size - 4), top + size + 5);
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillText(text, left - 5, Math.max(top + size - at, top + 5));
  }
  if (!names) return;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText(names[0], left + size - 4, top + size - 4);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(names[1], left + 5, top + 5);
}
