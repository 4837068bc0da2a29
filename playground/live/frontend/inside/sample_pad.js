// The picture of the sample, and a pad to draw on it: pen, eraser, clear, shift, rotate, noise, back to the original.

import { asBase64, noisy, rotated, shifted, stroke } from "./sample_pictures.js";
import { h } from "../dom.js";

const TURN = 15; // degrees
const NOISE = 40; // of 255
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MOST_UNDONE = 50;

let number = 0;

export class Pad {
  /** `on.edited(pixels as base64)` after each change by the learner. */
  constructor(page, on) {
    const t = (this.t = page.t);
    this.on = on;
    number += 1;
    this.group = `pi-sample-pen-${number}`;
    this.pen = "pen";
    this.seed = 0;
    this.past = [];
    this.cursor = null;
    this.canvas = h("canvas", {});
    this.over = h("canvas", { class: "pi-sample-over", role: "img", "aria-hidden": "true" });
    this.mark = h("div", { class: "pi-sample-dot", hidden: true });
    this.board = h("div", { class: "pi-sample-board", tabindex: "0", role: "application",
      "aria-label": t("Drawing pad: arrow keys move the pen, Enter draws.") }, this.canvas, this.over, this.mark);
    this.strength = h("input", { type: "range", min: "32", max: "255", step: "1", value: "255", "aria-label": t("Strength of the pen") });
    const pen = (name, word) => {
      const input = h("input", { type: "radio", name: this.group, onchange: () => { this.pen = name; } });
      input.checked = name === this.pen;
      return h("label", { class: "pi-sample-tool" }, input, h("span", { text: t(word) }));
    };
    const tool = (sign, word, change) => h("button", { type: "button", class: "pi-sample-sign", title: t(word), "aria-label": t(word), text: sign, onclick: () => this.change(change()) });
    const shift = (sign, word, right, down) => tool(sign, word, () => shifted(this.pixels, this.size, right, down));
    this.undoing = h("button", { type: "button", class: "pi-sample-sign", title: t("Undo"), "aria-label": t("Undo"), text: "↶", disabled: true, onclick: () => this.undo() });
    this.element = h("div", { class: "pi-sample-pad" }, this.board,
      h("div", { class: "pi-sample-tools", role: "group", "aria-label": t("Change the picture") },
        h("div", { class: "pi-sample-line" },
          h("span", { class: "pi-sample-pens", role: "radiogroup", "aria-label": t("Pen") }, pen("pen", "Pen"), pen("eraser", "Eraser")),
          h("label", { class: "pi-sample-strength" }, h("span", { text: t("Strength") }), this.strength)),
        h("div", { class: "pi-sample-line" },
          shift("←", "Shift left by a pixel", -1, 0), shift("↑", "Shift up by a pixel", 0, -1),
          shift("↓", "Shift down by a pixel", 0, 1), shift("→", "Shift right by a pixel", 1, 0),
          tool("↺", "Rotate left by 15°", () => rotated(this.pixels, this.size, -TURN)),
          tool("↻", "Rotate right by 15°", () => rotated(this.pixels, this.size, TURN)), this.undoing),
        h("div", { class: "pi-sample-line" },
          h("button", { type: "button", class: "pg-small", text: t("Add noise"), onclick: () => this.change(noisy(this.pixels, NOISE, (this.seed += 1))) }),
          h("button", { type: "button", class: "pg-small", text: t("Clear"), onclick: () => this.change(new Uint8ClampedArray(this.pixels.length)) }))));
    this.board.addEventListener("pointerdown", (event) => this.begin(event));
    this.board.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) this.board.addEventListener(name, () => { this.at = null; });
    this.board.addEventListener("keydown", (event) => this.key(event));
    this.board.addEventListener("blur", () => { this.mark.hidden = true; });
  }

  /** The picture as it is in the data; bytes, by rows, channels last. */
  setOriginal(pixels, [height, width, channels]) {
    this.size = { height, width, channels };
    this.original = Uint8ClampedArray.from(pixels);
    this.pixels = this.original;
    this.past = [];
    this.seed = 0;
    this.cursor = null;
    this.draw();
  }

  /** Back to the sample of the data, without a word to the page. */
  reset() {
    if (!this.original) return;
    this.pixels = this.original;
    this.past = [];
    this.seed = 0;
    this.draw();
  }

  change(pixels, remember = true) {
    if (!this.pixels) return;
    if (remember) this.remember();
    this.pixels = pixels;
    this.draw();
    this.on.edited(asBase64(pixels));
  }

  remember() {
    this.past.push(this.pixels);
    if (this.past.length > MOST_UNDONE) this.past.shift();
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.pixels = before;
    this.draw();
    this.on.edited(before === this.original ? null : asBase64(before));
  }

  draw() {
    const { height, width, channels } = this.size;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.board.style.aspectRatio = `${width} / ${height}`;
    }
    const context = this.canvas.getContext("2d");
    const image = context.createImageData(width, height);
    for (let place = 0; place < width * height; place += 1) {
      for (let color = 0; color < 3; color += 1) image.data[4 * place + color] = this.pixels[place * channels + (channels === 3 ? color : 0)];
      image.data[4 * place + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    this.undoing.disabled = !this.past.length;
  }

  /** A layer above the picture: `paint(context, width, height)` in pixels of the picture, or null. */
  setOverlay(image) {
    const { height, width } = this.size ?? {};
    if (!width) return;
    this.over.width = width;
    this.over.height = height;
    if (image) this.over.getContext("2d").putImageData(image, 0, 0);
  }

  begin(event) {
    if (!this.pixels || event.button > 0) return;
    event.preventDefault();
    this.board.focus({ preventScroll: true });
    this.board.setPointerCapture(event.pointerId);
    this.remember();
    this.at = this.place(event);
    this.paint(this.at, this.at);
  }

  move(event) {
    if (!this.at) return;
    const to = this.place(event);
    this.paint(this.at, to);
    this.at = to;
  }

  paint(from, to) {
    const { width } = this.size;
    const rubber = this.pen === "eraser";
    const radius = (width / 28) * (rubber ? 1.6 : 0.9);
    this.change(stroke(this.pixels, this.size, from, to, radius, rubber ? 0 : Number(this.strength.value)), false);
  }

  place(event) {
    const box = this.board.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.size.width, ((event.clientY - box.top) / box.height) * this.size.height];
  }

  key(event) {
    if (!this.pixels) return;
    const { width, height } = this.size;
    this.cursor ??= [Math.floor(width / 2), Math.floor(height / 2)];
    if (event.key === "Enter" || event.key === " ") {
      const middle = this.cursor.map((value) => value + 0.5);
      this.remember();
      this.paint(middle, middle);
    } else if (ARROWS[event.key]) {
      const [right, down] = ARROWS[event.key];
      this.cursor = [Math.min(width - 1, Math.max(0, this.cursor[0] + right)), Math.min(height - 1, Math.max(0, this.cursor[1] + down))];
    } else return;
    event.preventDefault();
    event.stopPropagation();
    this.mark.hidden = false;
    this.mark.style.left = `${((this.cursor[0] + 0.5) / width) * 100}%`;
    this.mark.style.top = `${((this.cursor[1] + 0.5) / height) * 100}%`;
  }
}
