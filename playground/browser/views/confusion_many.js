// The confusion matrix of many classes: a picture, since neither names nor numbers would have room.

import { canvasScale, contextOf, fitCanvas } from "../kit/canvas.js";
import { h, setText } from "../kit/dom.js";
import { share } from "../kit/numbers.js";
import { N_ } from "../kit/words.js";

const HINT = N_(
  "Each row: the share of one true class, in validation data. " +
    "Point at a cell for its classes; Results has the numbers.",
);

export class ManyClasses {
  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.canvas = h("canvas", { role: "img" });
    this.pixels = document.createElement("canvas");
    this.area = h("div", { class: "pg-many-area" }, this.canvas);
    this.said = h("p", { class: "pg-hint" });
    const corner = h(
      "p",
      { class: "pg-many-corner" },
      h("span", { text: `${t("Truth")} ↓` }),
      h("span", { text: `${t("Prediction")} →` }),
    );
    this.element = h("div", { class: "pg-many" }, corner, this.area, this.said);
    this.canvas.onpointermove = (event) => {
      this.at = this.cellAt(event);
      this.say();
    };
    this.canvas.onpointerleave = () => {
      this.at = null;
      this.say();
    };
  }

  /** @param {string[]} names */
  setHello(names) {
    this.names = names;
    this.at = this.array = null;
    this.canvas.setAttribute("aria-label", this.t("Confusion matrix"));
    this.say();
  }

  /** @param {NamedArray} array @param {Colors} colors */
  update(array, colors) {
    this.array = array;
    const count = this.names.length;
    const { data } = array;
    if (this.pixels.width !== count) this.pixels.width = this.pixels.height = count;
    const context = contextOf(this.pixels);
    const image = context.createImageData(count, count);
    const colored = new Uint32Array(image.data.buffer);
    for (let row = 0; row < count; row += 1) {
      const total = totalOf(array, row, count);
      for (let column = 0; column < count; column += 1) {
        const at = row * count + column;
        // As in the table: the root of the share, blue where it is right, orange where it is not.
        const strength = total ? Math.sqrt(data[at] / total) : 0;
        colored[at] = colors.diverging[Math.round(127.5 + (row === column ? 127.5 : -127.5) * strength)];
      }
    }
    context.putImageData(image, 0, 0);
    this.draw();
    this.say();
  }

  draw() {
    const size = Math.min(this.area.clientWidth, this.area.clientHeight);
    if (size < 20) return;
    fitCanvas(this.canvas, size, size);
    const context = contextOf(this.canvas);
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.pixels, 0, 0, size, size);
  }

  /** @param {PointerEvent} event */
  cellAt(event) {
    const box = this.canvas.getBoundingClientRect();
    /** @param {number} offset @param {number} length */
    const place = (offset, length) =>
      Math.min(this.names.length - 1, Math.max(0, Math.floor((offset / length) * this.names.length)));
    return [place(event.clientY - box.top, box.height), place(event.clientX - box.left, box.width)];
  }

  /** The cell below the pointer in words, or what the picture is. */
  say() {
    const { at, array, names, t } = this;
    if (!at || !array) {
      setText(this.said, t(HINT));
      return;
    }
    const [truth, predicted] = at;
    const count = array.data[truth * names.length + predicted];
    const total = totalOf(array, truth, names.length);
    const part = share(total ? count / total : NaN);
    setText(
      this.said,
      t.plural(
        "Truth {truth}, prediction {predicted}: {count} sample, {share}",
        "Truth {truth}, prediction {predicted}: {count} samples, {share}",
        count,
        { truth: names[truth], predicted: names[predicted], share: part },
      ),
    );
  }
}

/** @param {NamedArray} array @param {number} row @param {number} count */
function totalOf(array, row, count) {
  let total = 0;
  for (let column = 0; column < count; column += 1) total += array.data[row * count + column];
  return total;
}
