// The picture of the sample, and a pad to draw on it: pen, eraser, clear, shift, rotate, noise, back to the original.

import { contextOf } from "../../../kit/canvas.js";
import { h } from "../../../kit/dom.js";
import { N_ } from "../../../kit/words.js";
import { asBase64, noisy, rotated, shifted, stroke } from "./pictures.js";

const TURN = 15; // degrees
const NOISE = 40; // of 255
/** @type {{ [key: string]: Pixel | undefined }} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const MOST_UNDONE = 50;

let number = 0;

export class Pad {
  /**
   * `on.edited(pixels as base64)` after each change by the learner; null is the original again.
   * @param {InsidePage} page @param {{ edited(pixels: string | null): void }} on
   */
  constructor(page, on) {
    const { t } = page;
    this.t = t;
    this.on = on;
    number += 1;
    this.group = `pi-sample-pen-${number}`;
    this.pen = "pen";
    this.seed = 0;
    this.past = [];
    this.cursor = null;
    this.canvas = h("canvas", {});
    this.mark = h("div", { class: "pi-sample-dot", hidden: true });
    this.board = h(
      "div",
      {
        class: "pi-sample-board",
        tabindex: "0",
        role: "application",
        "aria-label": t("Drawing pad: arrow keys move the pen, Enter draws."),
      },
      this.canvas,
      this.mark,
    );
    this.strength = h("input", {
      type: "range",
      min: "32",
      max: "255",
      step: "1",
      value: "255",
      "aria-label": t("Strength of the pen"),
    });
    this.undoing = this.sign("↶", N_("Undo"), () => this.undo());
    this.undoing.disabled = true;
    const tools = h(
      "div",
      { class: "pi-sample-tools", role: "group", "aria-label": t("Change the picture") },
      this.pens(),
      this.moves(),
      this.others(),
    );
    this.element = h("div", { class: "pi-sample-pad" }, this.board, tools);
    this.listen();
  }

  /** Pen or eraser, and how strong. */
  pens() {
    const { t } = this;
    /** @param {Pad["pen"]} name @param {string} word */
    const pen = (name, word) => {
      const input = h("input", {
        type: "radio",
        name: this.group,
        onchange: () => {
          this.pen = name;
        },
      });
      input.checked = name === this.pen;
      return h("label", { class: "pi-sample-tool" }, input, h("span", { text: t(word) }));
    };
    return h(
      "div",
      { class: "pi-sample-line" },
      h(
        "span",
        { class: "pi-sample-pens", role: "radiogroup", "aria-label": t("Pen") },
        pen("pen", N_("Pen")),
        pen("eraser", N_("Eraser")),
      ),
      h("label", { class: "pi-sample-strength" }, h("span", { text: t("Strength") }), this.strength),
    );
  }

  /** What moves or turns the whole picture, and undoing. */
  moves() {
    /** @param {string} sign @param {string} word @param {number} right @param {number} down */
    const shift = (sign, word, right, down) =>
      this.sign(sign, word, () => this.alter((pixels, size) => shifted(pixels, size, right, down)));
    /** @param {string} sign @param {string} word @param {number} degrees */
    const turn = (sign, word, degrees) =>
      this.sign(sign, word, () => this.alter((pixels, size) => rotated(pixels, size, degrees)));
    return h(
      "div",
      { class: "pi-sample-line" },
      shift("←", N_("Shift left by a pixel"), -1, 0),
      shift("↑", N_("Shift up by a pixel"), 0, -1),
      shift("↓", N_("Shift down by a pixel"), 0, 1),
      shift("→", N_("Shift right by a pixel"), 1, 0),
      turn("↺", N_("Rotate left by 15°"), -TURN),
      turn("↻", N_("Rotate right by 15°"), TURN),
      this.undoing,
    );
  }

  /** Noise on every number, or none left of them. */
  others() {
    const { t } = this;
    const noise = () => {
      this.seed += 1;
      this.alter((pixels) => noisy(pixels, NOISE, this.seed));
    };
    const clear = () => this.alter((pixels) => new Uint8ClampedArray(pixels.length));
    return h(
      "div",
      { class: "pi-sample-line" },
      h("button", { type: "button", class: "pg-small", text: t("Add noise"), onclick: noise }),
      h("button", { type: "button", class: "pg-small", text: t("Clear"), onclick: clear }),
    );
  }

  /** @param {string} text @param {string} word @param {() => void} onclick */
  sign(text, word, onclick) {
    const said = this.t(word);
    return h("button", { type: "button", class: "pi-sample-sign", title: said, "aria-label": said, text, onclick });
  }

  listen() {
    this.board.addEventListener("pointerdown", (event) => this.begin(event));
    this.board.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"])
      this.board.addEventListener(name, () => {
        this.at = null;
      });
    this.board.addEventListener("keydown", (event) => this.key(event));
    this.board.addEventListener("blur", () => {
      this.mark.hidden = true;
    });
  }

  /**
   * The picture as it is in the data; bytes, by rows, channels last.
   * @param {ArrayLike<number>} pixels @param {number[]} shape
   */
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

  /** @param {(pixels: Uint8ClampedArray, size: PictureSize) => Uint8ClampedArray} change */
  alter(change) {
    if (this.pixels && this.size) this.change(change(this.pixels, this.size));
  }

  /** @param {Uint8ClampedArray} pixels */
  change(pixels, remember = true) {
    if (!this.pixels) return;
    if (remember) this.remember();
    this.pixels = pixels;
    this.draw();
    this.on.edited(asBase64(pixels));
  }

  remember() {
    if (this.pixels) this.past.push(this.pixels);
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
    if (!this.pixels || !this.size) return;
    const { height, width, channels } = this.size;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.board.style.aspectRatio = `${width} / ${height}`;
    }
    const context = contextOf(this.canvas);
    const image = context.createImageData(width, height);
    for (let place = 0; place < width * height; place += 1) {
      for (let color = 0; color < 3; color += 1)
        image.data[4 * place + color] = this.pixels[place * channels + (channels === 3 ? color : 0)];
      image.data[4 * place + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    this.undoing.disabled = !this.past.length;
  }

  /** @param {PointerEvent} event */
  begin(event) {
    if (!this.pixels || event.button > 0) return;
    event.preventDefault();
    this.board.focus({ preventScroll: true });
    this.board.setPointerCapture(event.pointerId);
    this.remember();
    this.at = this.place(event);
    this.paint(this.at, this.at);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.at) return;
    const to = this.place(event);
    this.paint(this.at, to);
    this.at = to;
  }

  /** @param {Pixel} from @param {Pixel} to */
  paint(from, to) {
    if (!this.pixels || !this.size) return;
    const { width } = this.size;
    const rubber = this.pen === "eraser";
    const radius = (width / 28) * (rubber ? 1.6 : 0.9);
    this.change(stroke(this.pixels, this.size, from, to, radius, rubber ? 0 : Number(this.strength.value)), false);
  }

  /** @param {PointerEvent} event @returns {Pixel} */
  place(event) {
    const { width, height } = this.size ?? { width: 0, height: 0 };
    const box = this.board.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.size) return;
    const { width, height } = this.size;
    let [across, down] = this.cursor ?? [Math.floor(width / 2), Math.floor(height / 2)];
    const arrow = ARROWS[event.key];
    if (event.key === "Enter" || event.key === " ") {
      /** @type {Pixel} */
      const middle = [across + 0.5, down + 0.5];
      this.remember();
      this.paint(middle, middle);
    } else if (arrow) {
      across = Math.min(width - 1, Math.max(0, across + arrow[0]));
      down = Math.min(height - 1, Math.max(0, down + arrow[1]));
    } else return;
    this.cursor = /** @type {Pixel} */ ([across, down]);
    event.preventDefault();
    event.stopPropagation();
    this.mark.hidden = false;
    this.mark.style.left = `${((across + 0.5) / width) * 100}%`;
    this.mark.style.top = `${((down + 0.5) / height) * 100}%`;
  }
}
