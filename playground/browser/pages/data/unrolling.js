// A picture becomes a vector: row after row is cut off and laid behind the one before.

import { contextOf } from "../../kit/canvas.js";
import { h, setText } from "../../kit/dom.js";
import { minus, whole } from "../../kit/numbers.js";
import { mount, Page } from "../../kit/page.js";
import { bytes, painted } from "./pixels.js";

const SIDE = 236;
const STRIP = 26;
const BARS = 56;
const GAP = 34;
const SECONDS = 9;
const ACCENT = "#f59322";

const ease = (/** @type {number} */ share) => (share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2);
const TINTS = [
  [255, 90, 90],
  [80, 220, 110],
  [110, 160, 255],
];

export const { show, hide } = mount((root) => new Unrolling(root));

export class Unrolling extends Page {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, new URL("./unrolling.css", import.meta.url));
    this.pointed = null;
    this.playing = false;
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(root);
  }

  build() {
    const { t } = this;
    this.canvas = h("canvas", {
      role: "presentation",
      onmousemove: (event) => this.point(event),
      onmouseleave: () => {
        this.pointed = null;
        this.draw();
      },
    });
    this.context = contextOf(this.canvas);
    const value = this.slider?.value;
    const max = this.slider?.max ?? "28";
    this.slider = h("input", {
      type: "range",
      min: "0",
      max,
      step: "0.01",
      value,
      "aria-label": t("Rows that are unrolled"),
      oninput: () => {
        this.pause();
        this.draw();
      },
    });
    this.button = h("button", { type: "button", onclick: () => (this.playing ? this.pause() : this.play()) });
    this.sentence = h("p", { class: "said" });
    this.formula = h("span", { class: "formula" });
    this.print = "";
    return h(
      "div",
      { class: "unrolling" },
      h("div", { class: "controls" }, this.button, this.slider, this.formula),
      this.sentence,
      this.canvas,
    );
  }

  /** `data`: width, height and channels of the picture, its pixels, and the numbers that enter the network. */
  changed() {
    const { data, t } = this;
    const print = data.pixels + data.numbers + this.dark;
    if (this.print === print) return;
    const isAnother = this.pixels !== undefined && this.pixels !== data.pixels;
    this.print = print;
    this.pixels = data.pixels;
    const { width, height, channels } = data;
    const pixels = bytes(data.pixels);
    const numbers = new Float32Array(bytes(data.numbers).buffer);
    this.numbers = numbers;
    this.low = numbers.reduce((least, value) => Math.min(least, value), 0);
    this.high = numbers.reduce((most, value) => Math.max(most, value), 0);
    const grey = (/** @type {number} */ place) => [pixels[place], pixels[place], pixels[place]];
    this.picture = painted(
      width,
      height,
      channels === 3
        ? (place) => [0, 1, 2].map((color) => pixels[3 * place + color])
        : (place) => grey(place * channels),
    );
    this.strip = painted(
      width * channels,
      height,
      channels === 3 ? (place) => TINTS[place % 3].map((tint) => Math.round((tint * pixels[place]) / 255)) : grey,
    );
    this.slider.max = String(height);
    if (!this.seen) this.slider.value = String(Math.round(height * 0.4));
    this.seen = true;
    if (isAnother && this.playing) this.slider.value = "0";
    const formula =
      channels > 1
        ? t("number = (row × {width} + column) × {channels} + colour, counted from 0", { width, channels })
        : t("number = row × {width} + column, counted from 0", { width });
    setText(this.formula, formula);
    this.label();
    this.draw();
  }

  label() {
    setText(this.button, this.playing ? this.t("Hold") : this.t("Unroll"));
  }

  play() {
    const { height } = this.data;
    if (Number(this.slider.value) >= height) this.slider.value = "0";
    this.playing = true;
    this.label();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let before = performance.now();
    let at = Number(this.slider.value);
    const tick = (/** @type {number} */ now) => {
      if (!this.playing || !this.root.isConnected) return;
      at = Math.min(height, at + ((now - before) / 1000 / SECONDS) * height);
      before = now;
      this.slider.value = String(still ? Math.floor(at) : at);
      this.draw();
      if (at >= height) this.pause();
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  pause() {
    this.playing = false;
    this.label();
  }

  close() {
    this.playing = false;
    this.watcher.disconnect();
    super.close();
  }

  places() {
    const wide = this.root.clientWidth;
    const { width, height, channels } = this.data;
    const side = Math.min(SIDE, wide);
    const cell = side / Math.max(width, height);
    const left = Math.max(0, (wide - cell * width) / 2);
    const top = 4;
    const strip = top + side + GAP;
    const per = width * channels;
    return { wide, cell, left, top, strip, per, long: wide / height, each: wide / (per * height) };
  }

  /** @param {MouseEvent} event */
  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const at = this.places();
    const { width, height, channels } = this.data;
    const column = Math.floor((x - at.left) / at.cell);
    const row = Math.floor((y - at.top) / at.cell);
    this.pointed = null;
    if (column >= 0 && column < width && row >= 0 && row < height) this.pointed = (row * width + column) * channels;
    else if (y >= at.strip - 4) {
      const place = Math.floor(x / at.each);
      if (place >= 0 && place < this.numbers.length) this.pointed = place;
    }
    this.draw();
  }

  /** @param {number} done */
  say(done) {
    const { t } = this;
    const { width, height, channels } = this.data;
    const per = width * channels;
    let text;
    if (this.pointed !== null) {
      const pixel = Math.floor(this.pointed / channels);
      const value = this.numbers[this.pointed];
      text = t("Row {row}, column {column} is number {place} of the vector: {value}", {
        row: Math.floor(pixel / width),
        column: pixel % width,
        place: this.pointed,
        value: minus(Number.isInteger(value) ? value : value.toFixed(3)),
      });
    } else if (done >= height) {
      const total = whole(height * per, this.language);
      text = t("{height} × {width} pixels have become a vector of {total} numbers.", { total, height, width });
    } else {
      const row = Math.floor(done);
      const last = (row + 1) * per - 1;
      text = t("Row {row} becomes the numbers {first} to {last} of the vector.", { row, first: row * per, last });
    }
    setText(this.sentence, text);
  }

  draw() {
    if (!this.numbers) return;
    const at = this.places();
    if (!at.wide) return;
    const { height } = this.data;
    const style = getComputedStyle(this.element);
    const color = style.getPropertyValue("--st-text-color") || "#222";
    const tall = at.strip + STRIP + 18 + BARS + 4;
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(at.wide * ratio) || this.canvas.height !== Math.round(tall * ratio)) {
      this.canvas.width = Math.round(at.wide * ratio);
      this.canvas.height = Math.round(tall * ratio);
      this.canvas.style.height = `${tall}px`;
    }
    const draw = this.context;
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.clearRect(0, 0, at.wide, tall);
    draw.imageSmoothingEnabled = false;
    const done = Number(this.slider.value);
    const rows = Math.min(Math.floor(done), height);
    this.drawPicture(draw, at, rows, color);
    this.drawVector(draw, at, rows);
    if (rows < height) this.drawRow(draw, at, rows, ease(done - rows), style.getPropertyValue("--st-background-color"));
    this.scale(draw, at, color);
    this.bars(draw, at, rows, color);
    this.mark(draw, at);
    this.say(done);
  }

  /**
   * The picture: what has been cut off stays as a shadow.
   * @param {CanvasRenderingContext2D} draw @param {UnrollingPlaces} at @param {number} rows @param {string} color
   */
  drawPicture(draw, { cell, left, top }, rows, color) {
    const { width, height } = this.data;
    const [wide, high] = [cell * width, cell * height];
    draw.globalAlpha = 0.16;
    draw.drawImage(this.picture, left, top, wide, high);
    draw.globalAlpha = 1;
    const rest = height - rows;
    if (rest > 0) draw.drawImage(this.picture, 0, rows, width, rest, left, top + rows * cell, wide, cell * rest);
    draw.strokeStyle = color;
    draw.globalAlpha = 0.35;
    draw.strokeRect(left - 0.5, top - 0.5, wide + 1, high + 1);
  }

  /**
   * The vector: its place, and the rows that are laid down.
   * @param {CanvasRenderingContext2D} draw @param {UnrollingPlaces} at @param {number} rows
   */
  drawVector(draw, { long, per, strip, wide }, rows) {
    draw.strokeRect(0.5, strip - 0.5, wide - 1, STRIP + 1);
    draw.globalAlpha = 1;
    for (let row = 0; row < rows; row += 1) draw.drawImage(this.strip, 0, row, per, 1, row * long, strip, long, STRIP);
  }

  /**
   * A row on its way from the picture to the vector.
   * @param {CanvasRenderingContext2D} draw @param {UnrollingPlaces} at @param {number} row @param {number} share
   * @param {string} background
   */
  drawRow(draw, { cell, left, long, per, strip, top }, row, share, background) {
    const wide = cell * this.data.width;
    const from = top + row * cell;
    /** @param {number} start @param {number} end */
    const mix = (start, end) => start + (end - start) * share;
    const [x, y, across, high] = [mix(left, row * long), mix(from, strip), mix(wide, long), mix(cell, STRIP)];
    if (share > 0) {
      draw.fillStyle = background || "#fff";
      draw.globalAlpha = 0.84;
      draw.fillRect(left, from, wide, cell);
      draw.globalAlpha = 1;
    }
    draw.drawImage(this.strip, 0, row, per, 1, x, y, across, high);
    draw.strokeStyle = ACCENT;
    draw.lineWidth = 2;
    draw.strokeRect(x - 1, y - 1, across + 2, high + 2);
    draw.setLineDash([3, 4]);
    draw.lineWidth = 1;
    draw.globalAlpha = 0.8;
    draw.beginPath();
    draw.moveTo(left, from + cell);
    draw.lineTo(row * long, strip);
    draw.moveTo(left + wide, from + cell);
    draw.lineTo((row + 1) * long, strip);
    draw.stroke();
    draw.setLineDash([]);
    draw.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} draw @param {UnrollingPlaces} at @param {string} color */
  scale(draw, at, color) {
    const { height } = this.data;
    const { long } = at;
    draw.fillStyle = color;
    draw.font = "11px system-ui, sans-serif";
    draw.textBaseline = "top";
    const every = Math.ceil(44 / long);
    for (let row = 0; row <= height; row += 1) {
      const x = Math.min(row * long, at.wide - 0.5);
      draw.globalAlpha = 0.4;
      draw.fillRect(x, at.strip + STRIP + 1, 1, row % every ? 3 : 6);
      const last = row === height;
      if (!last && (row % every || height - row < every)) continue;
      draw.globalAlpha = 0.85;
      draw.textAlign = row === 0 ? "left" : last ? "right" : "center";
      draw.fillText(String(last ? row * at.per - 1 : row * at.per), x, at.strip + STRIP + 6);
    }
    draw.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} draw @param {UnrollingPlaces} at @param {number} rows @param {string} color */
  bars(draw, at, rows, color) {
    const top = at.strip + STRIP + 20;
    const span = this.high - this.low || 1;
    const zero = top + (this.high / span) * BARS;
    draw.fillStyle = color;
    draw.globalAlpha = 0.25;
    draw.fillRect(0, zero, at.wide, 1);
    draw.globalAlpha = 0.75;
    draw.fillStyle = this.colors?.positive ?? color;
    for (let place = 0; place < rows * at.per; place += 1) {
      const tall = (this.numbers[place] / span) * BARS;
      draw.fillRect(place * at.each, Math.min(zero, zero - tall), Math.max(at.each * 0.85, 0.6), Math.abs(tall));
    }
    draw.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} draw @param {UnrollingPlaces} at */
  mark(draw, at) {
    if (this.pointed === null) return;
    const { width, channels } = this.data;
    const pixel = Math.floor(this.pointed / channels);
    const x = at.left + (pixel % width) * at.cell;
    const y = at.top + Math.floor(pixel / width) * at.cell;
    const to = (this.pointed + 0.5) * at.each;
    draw.strokeStyle = ACCENT;
    draw.lineWidth = 2;
    draw.strokeRect(x, y, at.cell, at.cell);
    draw.beginPath();
    draw.moveTo(x + at.cell / 2, y + at.cell);
    draw.lineTo(to, at.strip);
    draw.lineTo(to, at.strip + STRIP);
    draw.stroke();
  }
}
