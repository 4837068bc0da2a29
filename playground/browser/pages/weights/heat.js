// The heat map of a matrix: what the pointer and the arrow keys find in its picture, and the cell that is chosen.

import { h } from "../../kit/dom.js";
import { HeatPicture } from "./heat_picture.js";

/** Rows and columns. @type {{ [key: string]: number[] | undefined }} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Heat {
  /**
   * `on.hover` is told of no cell too; `on.choose` how the arrow keys came there.
   * @param {InsidePage} page
   * @param {{ hover(cell: WeightCell | null): void, choose(cell: WeightCell, move?: WeightMove): void }} on
   */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.canvas = h("canvas", { role: "img" });
    this.element = h("div", { class: "pi-weights-heat", tabindex: "0", role: "group" }, this.canvas);
    this.picture = new HeatPicture(this.canvas);
    this.chosen = null;
    this.hovered = null;
    this.canvas.onpointermove = (event) => this.hover(this.picture.at(event.offsetX, event.offsetY));
    this.canvas.onpointerleave = () => this.hover(null);
    this.canvas.onclick = (event) => {
      const cell = this.picture.at(event.offsetX, event.offsetY);
      if (cell) this.on.choose(cell);
    };
    this.element.onkeydown = (event) => this.key(event);
    this.watcher = new ResizeObserver(() => {
      if (this.shown) this.draw(this.shown);
    });
    this.watcher.observe(this.element);
  }

  /** @param {string} text @param {string} keys */
  setLabel(text, keys) {
    this.canvas.setAttribute("aria-label", text);
    this.element.setAttribute("aria-label", `${text}. ${keys}`);
  }

  /** @param {WeightCell} cell */
  choose(cell) {
    this.chosen = cell;
    if (this.shown) this.draw(this.shown);
  }

  /** @param {WeightCell | null} cell */
  hover(cell) {
    const same =
      (cell &&
        this.hovered &&
        cell.row === this.hovered.row &&
        cell.column === this.hovered.column &&
        cell.isBias === this.hovered.isBias) ||
      (!cell && !this.hovered);
    if (same) return;
    this.hovered = cell;
    this.on.hover(cell);
    if (this.shown) this.draw(this.shown);
  }

  /**
   * Arrow keys move the chosen cell; beyond the edge of the part that is shown, the part moves too.
   * @param {KeyboardEvent} event
   */
  key(event) {
    const move = MOVES[event.key];
    if (!move || !this.shown || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const {
      window: [top, left, rows, columns],
      block,
      biasRows,
      size,
    } = this.shown;
    const at = this.chosen ?? { row: top, column: left, isBias: false };
    if (!this.chosen) {
      this.on.choose(at);
      return;
    }
    const step = [move[0] * (at.isBias ? 1 : block[0]), move[1] * block[1]];
    const last = at.isBias ? biasRows - 1 : size[0] - 1;
    let { row, isBias } = at;
    row += step[0];
    if (!isBias && row >= size[0] && biasRows) {
      row = 0;
      isBias = true;
    } else if (isBias && row < 0) {
      row = Math.min(top + rows, size[0]) - 1;
      isBias = false;
    } else row = Math.min(last, Math.max(0, row));
    const column = Math.min(size[1] - 1, Math.max(0, at.column + step[1]));
    this.on.choose(
      { row, column, isBias },
      {
        row: isBias ? top : row,
        column,
        outside: (!isBias && (row < top || row >= top + rows)) || column < left || column >= left + columns,
      },
    );
  }

  /** The value of a cell that is shown, or null. @param {WeightCell | null} cell */
  value(cell) {
    const { shown } = this;
    if (!shown || !cell) return null;
    const [top, left] = shown.window;
    const column = Math.floor((cell.column - left) / shown.block[1]);
    const row = cell.isBias ? cell.row : Math.floor((cell.row - top) / shown.block[0]);
    const array = cell.isBias ? shown.bias : shown.matrix;
    if (!array || row < 0 || column < 0 || row >= array.shape[0] || column >= array.shape[1]) return null;
    return array.data[row * array.shape[1] + column];
  }

  /** @param {ShownWeight} shown */
  draw(shown) {
    this.shown = shown;
    const { clientWidth: width, clientHeight: height } = this.element;
    const { colors } = this.page;
    if (width < 40 || height < 40 || !colors) return;
    this.picture.draw(shown, colors, width, height);
    this.picture.mark(this.hovered, colors.muted, 1);
    this.picture.mark(this.chosen, colors.text, 2);
  }

  /** Where the cells stand. */
  get box() {
    return this.picture.box;
  }

  /** Whether the numbers stand in the cells. */
  get hasNumbers() {
    return this.picture.hasNumbers;
  }

  /**
   * CSS pixels of height that the matrix leaves to `other`, which now stands below it and wants so many.
   * @param {HTMLElement} other @param {number} wanted
   */
  spare(other, wanted) {
    return this.picture.spare(this.element.clientHeight + other.offsetHeight, wanted);
  }

  close() {
    this.watcher.disconnect();
  }
}
