// A weight as a heat map: all of it, in blocks, or a part of it with its numbers; a chosen cell can be changed.

import { h, setText } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";
import { Editor } from "./editor.js";
import { Heat } from "./heat.js";
import { namesOf } from "./names.js";
import { Output, WANTED } from "./output.js";

const PART = [16, 12]; // rows and columns of a part that is looked at closely

export class Matrix {
  /**
   * `watch()` is called when another part is to be looked at.
   * @param {InsidePage} page @param {() => void} watch
   */
  constructor(page, watch) {
    const { t } = page;
    this.page = page;
    this.watch = watch;
    this.part = null;
    this.chosen = null;
    this.title = h("h3", { class: "pg-heading" });
    this.note = h("span", { class: "pi-weights-note" });
    this.hovered = h("p", { class: "pi-weights-note pi-weights-hover" });
    this.whole = h("button", {
      type: "button",
      class: "pg-small",
      text: t("Whole matrix"),
      onclick: () => this.look(null),
    });
    this.closer = h("button", {
      type: "button",
      class: "pg-small",
      text: t("Show numbers"),
      title: t("Show a part of the matrix with its numbers."),
      onclick: () => this.lookAt(this.chosen ?? { row: 0, column: 0, isBias: false }),
    });
    this.pans = pansOf(t, (down, right) => this.pan(down, right));
    this.whole.hidden = this.closer.hidden = this.pans.hidden = true; // until there is a matrix
    this.heat = new Heat(page, {
      hover: (cell) => this.sayHovered(cell),
      choose: (cell, move) => this.choose(cell, move),
    });
    this.output = new Output(page);
    this.editor = new Editor(page, {
      set: (value) => this.setChosen(value),
      zeroRow: () => this.zero(0),
      zeroColumn: () => this.zero(1),
      putBack: () => page.command({ do: "put_back" }),
    });
    this.element = h(
      "section",
      { class: "pg-panel pi-weights-matrix", "aria-label": t("Weights") },
      h(
        "div",
        { class: "pg-panel-head" },
        this.title,
        this.note,
        h("span", { class: "pi-weights-space" }),
        this.pans,
        this.whole,
        this.closer,
      ),
      this.heat.element,
      this.output.element,
      this.hovered,
      this.editor.element,
    );
  }

  /** Which part the look is to show. */
  get wanted() {
    if (!this.part) return {};
    const [row, column] = this.part;
    return { row, column, num_rows: PART[0], num_columns: PART[1] };
  }

  /**
   * `arrays` of the look at a weight of layer `at`; the colours reach as far as its largest, where `isAll` as far as
   * that of all layers. → whether it is drawn.
   * @param {Arrays} arrays @param {SaidHello} hello @param {number} at @param {boolean} isAll
   */
  draw(arrays, hello, at, isAll) {
    const { t, colors } = this.page;
    if (!isOfMatrix(arrays) || !colors) return false;
    const { matrix } = arrays;
    const shape = Array.from(arrays["matrix:shape"].data);
    const weight = hello.weight_names[arrays["matrix:weight"].data[0]];
    const layer = hello.layers[at];
    Object.assign(this, { layer, shape, weight, weights: arrays["matrix:weights"].data });
    const bias = arrays["matrix:bias"] ?? null;
    const biasRows = bias ? bias.shape[0] : 0;
    const names = namesOf(t, hello, at, weight, shape, biasRows);
    this.names = names;
    const block = Array.from(arrays["matrix:block"].data);
    const window = Array.from(arrays["matrix:window"].data);
    const columns = /** @type {number} */ (shape.at(-1));
    const size = [shape.reduce((product, each) => product * each, 1) / columns, columns];
    const [shown, largest, every] = arrays["matrix:largest"].data;
    const isMean = block[0] > 1 || block[1] > 1;
    // Means of blocks are much smaller than the weights; their own largest value keeps the colours.
    const reach = isAll ? Math.max(every, 1e-12) : (isMean ? shown : largest) || 1;
    this.say(block, window);
    this.heat.draw({ matrix, bias, window, block, size, names, reach, biasRows });
    this.output.fit(this.heat.spare(this.output.element, WANTED));
    this.pans.hidden = this.whole.hidden = !this.part;
    this.closer.hidden = Boolean(this.part) || this.heat.hasNumbers;
    this.editor.setValue(isMean && !this.isExact(this.chosen) ? null : this.heat.value(this.chosen));
    if (this.heat.hovered) this.sayHovered(this.heat.hovered);
    return true;
  }

  /**
   * What the network answers below the matrix, and how many edits there are.
   * @param {Arrays} arrays @param {Frame} header
   */
  update(arrays, header) {
    this.output.update(arrays);
    this.editor.setCount(header.edits ?? 0);
  }

  /**
   * What is shown: the weight, its size, and which part of it or in which blocks.
   * @param {number[]} block @param {number[]} window
   */
  say(block, window) {
    const { layer, shape, weight } = this;
    const { t } = this.page;
    setText(this.title, `${layer.name} · ${weight}`);
    const dimensions = shape.length > 1 ? shape.join(" × ") : `${shape[0]}`;
    const notes = [dimensions];
    if (block[0] > 1 || block[1] > 1)
      notes.push(
        t("each cell is the mean of {rows} × {columns} weights; click one to see them", {
          rows: block[0],
          columns: block[1],
        }),
      );
    else if (this.part)
      notes.push(
        t("rows {first} to {last}, columns {left} to {right}", {
          first: window[0] + 1,
          last: window[0] + window[2],
          left: window[1] + 1,
          right: window[1] + window[3],
        }),
      );
    setText(this.note, notes.join(" · "));
    this.note.title = notes.join(" · ");
    this.heat.setLabel(
      t("Heat map of {weight} of {layer}, {size}", { weight, layer: layer.name, size: dimensions }),
      t("Arrow keys go from weight to weight."),
    );
  }

  /**
   * Whether a cell that is shown is a single weight: beside a kernel of blocks, its bias may be exact.
   * @param {WeightCell | null} cell
   */
  isExact(cell) {
    const { block } = this.heat.shown ?? {};
    if (!cell || !block) return false;
    return block[1] === 1 && (cell.isBias || block[0] === 1);
  }

  /** @param {WeightCell | null} cell */
  sayHovered(cell) {
    setText(this.hovered, cell ? `${this.nameOf(cell)}: ${short(this.heat.value(cell), 4)}` : "");
  }

  /** "lstat → neuron 3", or the range that a block stands for. @param {WeightCell} cell */
  nameOf(cell) {
    const { names } = this;
    const { block, size } = this.shown;
    /** @param {NameOf} name @param {number} first @param {number} count @param {number} end */
    const range = (name, first, count, end) =>
      count > 1 ? `${name(first)} … ${name(Math.min(first + count, end) - 1)}` : name(first);
    const column = range(names.column, cell.column, block[1], size[1]);
    if (cell.isBias) return `${names.bias(cell.row)} → ${column}`;
    const row = range(names.row, cell.row, block[0], size[0]);
    return `${row} → ${column}`;
  }

  /** @param {WeightCell} cell @param {WeightMove} [move] */
  choose(cell, move) {
    if (!this.isExact(cell) && !move) {
      this.lookAt(cell);
      return;
    }
    this.chosen = cell;
    this.heat.choose(cell);
    if (move?.outside) this.lookAt(cell);
    const value = this.heat.value(cell);
    const isSingle = this.isExact(cell) || move?.outside;
    this.editor.choose(
      isSingle ? { name: this.nameOf(cell), value, reach: this.shown.reach } : null,
      isSingle ? "" : `${this.nameOf(cell)}: ${short(value, 4)}`,
    );
  }

  /** Of what is drawn: before that there is nothing that could be chosen. */
  get shown() {
    return /** @type {ShownWeight} */ (this.heat.shown);
  }

  /** Look closely at the part around a cell. @param {WeightCell} cell */
  lookAt(cell) {
    const { size } = this.shown;
    /** @param {number} at @param {number} count @param {number} end */
    const start = (at, count, end) => Math.max(0, Math.min(at - Math.floor(count / 3), end - count));
    const row = cell.isBias ? (this.part?.[0] ?? 0) : start(cell.row, PART[0], size[0]);
    this.look([row, start(cell.column, PART[1], size[1])]);
  }

  /** By so many parts. @param {number} rows @param {number} columns */
  pan(rows, columns) {
    const { part } = this;
    const { size } = this.shown;
    if (!part) return; // its buttons are hidden
    const moved = [rows, columns].map((by, axis) =>
      Math.max(0, Math.min(part[axis] + by * Math.floor(PART[axis] * 0.75), size[axis] - PART[axis])),
    );
    this.look(moved);
  }

  /** @param {number[] | null} part */
  look(part) {
    this.part = part;
    if (!part && !this.isExact(this.chosen)) this.unchoose();
    this.watch();
  }

  /** Another weight: all of it, and no cell is chosen. */
  begin() {
    this.part = null;
    this.heat.hovered = null;
    this.unchoose();
    setText(this.hovered, "");
  }

  unchoose() {
    this.chosen = null;
    this.heat.chosen = null;
    this.editor.choose(null, this.page.t("Click a weight to change it."));
  }

  /** Where a cell stands in its weight. @param {WeightCell} cell @returns {WeightPlace} */
  indexOf(cell) {
    if (!cell.isBias)
      return {
        weight: this.weight,
        index: this.shape.length === 1 ? [cell.column] : this.names.index(cell.row, cell.column),
      };
    return { weight: "bias", index: this.shown.biasRows > 1 ? [cell.row, cell.column] : [cell.column] };
  }

  /** @param {number} value */
  setChosen(value) {
    return this.chosen ? this.edit(this.indexOf(this.chosen), value) : Promise.resolve(false);
  }

  /** @param {WeightPlace} place @param {number} value */
  edit({ weight, index }, value) {
    return this.page.command({ do: "edit", layer: this.layer.name, weight, index, value });
  }

  /**
   * A row (axis 0) or column (axis 1) through the chosen cell to zero. A column is what one neuron hears, no bias.
   * @param {number} axis
   */
  zero(axis) {
    const { chosen } = this;
    if (!chosen) return;
    const { weight, index } = this.indexOf(
      axis === 1 ? { ...chosen, row: chosen.isBias ? 0 : chosen.row, isBias: false } : chosen,
    );
    const last = index.length - 1;
    this.edit({ weight, index: index.map((at, each) => ((axis === 0) === (each === last) ? null : at)) }, 0);
  }

  close() {
    this.heat.close();
    this.output.close();
  }
}

/** The buttons that go to the next part. @param {Translate} t @param {(down: number, right: number) => void} pan */
function pansOf(t, pan) {
  /** @param {string} text @param {string} word @param {number} down @param {number} right */
  const arrow = (text, word, down, right) =>
    h("button", {
      type: "button",
      class: "pg-small pi-weights-pan",
      text,
      title: t(word),
      "aria-label": t(word),
      onclick: () => pan(down, right),
    });
  return h(
    "span",
    { class: "pi-weights-pans" },
    arrow("←", N_("To the left"), 0, -1),
    arrow("↑", N_("Up"), -1, 0),
    arrow("↓", N_("Down"), 1, 0),
    arrow("→", N_("To the right"), 0, 1),
  );
}

/** @param {Arrays} arrays @returns {arrays is Arrays & MatrixArrays} */
function isOfMatrix(arrays) {
  return Boolean(arrays.matrix);
}
