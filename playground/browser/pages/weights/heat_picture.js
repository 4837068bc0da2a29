// The picture of a matrix with its bias below it: where its cells stand, their colours, names, and numbers where they
// fit.

import { contextOf, emptied } from "../../kit/canvas.js";
import { short } from "../../kit/numbers.js";

const LARGEST_CELL = [96, 44]; // CSS pixels
const READABLE = 22; // CSS pixels of height of a cell
const ROOM_FOR_NUMBER = [38, 15];
const LEAST = 128; // CSS pixels of height that a small matrix keeps
const LINE = 13; // CSS pixels of a line of small text
const NAMES = [116, 240]; // CSS pixels of the longest name that is written, by how much room there is
const GAP = 9; // between the kernel and its bias
const FONT = "11px system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

export class HeatPicture {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = contextOf(canvas);
    this.cells = document.createElement("canvas");
  }

  /**
   * In so many CSS pixels.
   * @param {ShownWeight} shown @param {Colors} colors @param {number} width @param {number} height
   */
  draw(shown, colors, width, height) {
    this.shown = shown;
    this.colors = colors;
    emptied(this.canvas, width, height).font = FONT;
    this.place(width, height);
    this.paint(colors);
    this.writeNames(colors, width, height);
    if (this.hasNumbers) this.writeNumbers();
  }

  /** Whether the numbers stand in the cells. */
  get hasNumbers() {
    return Boolean(this.box) && this.box.cell[0] >= ROOM_FOR_NUMBER[0] && this.box.cell[1] >= ROOM_FOR_NUMBER[1];
  }

  /**
   * CSS pixels that the matrix leaves of so many of height: beside cells of full height, or,
   * where that would be less than `wanted`, up to `wanted` beside cells that are just high enough to be read.
   * @param {number} height @param {number} wanted
   */
  spare(height, wanted) {
    const { box } = this;
    if (!box) return 0;
    /** @param {number} cell */
    const beside = (cell) => height - Math.max(LEAST, box.top + (box.rows + box.numBias) * cell + GAP + 12);
    return Math.max(beside(LARGEST_CELL[1]), Math.min(wanted, beside(READABLE)));
  }

  /** Where everything stands. @param {number} width @param {number} height */
  place(width, height) {
    const { matrix, bias, names, window, block } = this.shown;
    const [rows, columns] = matrix.shape;
    const longest = Math.min(NAMES[1], Math.max(NAMES[0], (width - columns * 48) * 0.5));
    /** @param {string} text */
    const measure = (text) => Math.min(NAMES[0], this.context.measureText(text).width);
    /** @param {string} text */
    const measureRow = (text) => Math.min(longest, this.context.measureText(text).width);
    /** @param {number} count @param {NameOf} name @param {(text: string) => number} size */
    const sample = (count, name, size) => Math.max(0, ...places(count, 200).map((i) => size(name(i))));
    /** @type {NameOf} */
    const rowName = (i) => names.row(window[0] + i * block[0]);
    /** @type {NameOf} */
    const columnName = (j) => names.column(window[1] + j * block[1]);
    const left =
      25 + Math.max(sample(rows, rowName, measureRow), bias ? sample(bias.shape[0], names.bias, measureRow) : 0);
    const nameWidth = sample(columns, columnName, measure);
    let cellWidth = Math.min(LARGEST_CELL[0], (width - left - 6) / columns);
    const isUpright = nameWidth > cellWidth - 4 && nameWidth > 30 && columns > 1;
    const top = 18 + (isUpright ? nameWidth + 8 : LINE + 5);
    const numBias = bias ? bias.shape[0] : 0;
    const room = height - top - 6 - (bias ? GAP : 0);
    const cellHeight = Math.min(LARGEST_CELL[1], room / (rows + numBias));
    const biasHeight = Math.max(cellHeight, Math.min(16, room / 6 / Math.max(1, numBias)));
    const high = bias ? Math.min(cellHeight, (room - numBias * biasHeight) / rows) : cellHeight;
    if (cellWidth > 4 * high && rows > 4) cellWidth = Math.max(4 * high, Math.min(cellWidth, nameWidth + 8, 46));
    this.box = {
      left,
      top,
      cell: [cellWidth, high],
      rows,
      columns,
      biasTop: top + rows * high + GAP,
      biasHeight,
      numBias,
      isUpright,
      nameWidth,
      longest,
      rowName,
      columnName,
    };
  }

  /** @param {Colors} colors */
  paint(colors) {
    const { matrix, bias, reach, names } = this.shown;
    const { box } = this;
    this.fill(matrix, reach, colors, box.left, box.top, box.columns * box.cell[0], box.rows * box.cell[1]);
    if (bias)
      this.fill(bias, reach, colors, box.left, box.biasTop, box.columns * box.cell[0], box.numBias * box.biasHeight);
    const { context } = this;
    context.strokeStyle = colors.background;
    context.lineWidth = 1;
    context.beginPath();
    const bottom = bias ? box.biasTop + box.numBias * box.biasHeight : box.top + box.rows * box.cell[1];
    const right = box.left + box.columns * box.cell[0];
    if (box.cell[0] > 7)
      for (let j = 1; j < box.columns; j += 1)
        line(context, box.left + j * box.cell[0], box.top, box.left + j * box.cell[0], bottom);
    if (box.cell[1] > 7)
      for (let i = 1; i < box.rows; i += 1)
        line(context, box.left, box.top + i * box.cell[1], right, box.top + i * box.cell[1]);
    context.stroke();
    if (names.group && this.shown.block[1] === 1) this.separate(colors, bottom);
  }

  /** Lines between the gates of a recurrent layer. @param {Colors} colors @param {number} bottom */
  separate(colors, bottom) {
    const { context, box } = this;
    const first = this.shown.window[1];
    const { group } = this.shown.names;
    context.strokeStyle = colors.text;
    context.beginPath();
    for (let j = 1; j < box.columns; j += 1)
      if ((first + j) % group === 0)
        line(context, box.left + j * box.cell[0], box.top - 3, box.left + j * box.cell[0], bottom);
    context.stroke();
  }

  /**
   * One pixel for each number, then enlarged without smoothing.
   * @param {NamedArray} array @param {number} reach @param {Colors} colors @param {number} x @param {number} y
   * @param {number} width @param {number} height
   */
  fill(array, reach, colors, x, y, width, height) {
    const [rows, columns] = array.shape;
    if (!rows || !columns) return;
    const { cells } = this;
    if (cells.width !== columns || cells.height !== rows) {
      cells.width = columns;
      cells.height = rows;
    }
    const context = contextOf(cells);
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const table = colors.diverging;
    for (let index = 0; index < pixels.length; index += 1) {
      const byte = byteOf(array.data[index], reach);
      pixels[index] = byte < 0 ? 0xff8f8f8f : table[byte];
    }
    context.putImageData(image, 0, 0);
    this.context.imageSmoothingEnabled = false;
    this.context.drawImage(cells, x, y, width, height);
  }

  /** @param {Colors} colors @param {number} width @param {number} height */
  writeNames(colors, width, height) {
    const { context, box } = this;
    const { names, bias } = this.shown;
    const right = box.left + box.columns * box.cell[0];
    context.fillStyle = colors.muted;
    context.textBaseline = "middle";
    context.textAlign = "left";
    const side = `← ${names.rowTitle}`;
    const isBeside = context.measureText(side).width <= height - box.top - 2;
    // Beside a few rows there may be no room for the words: then they stand above, with the arrow down.
    const above = names.rowTitle && !isBeside ? `↓ ${names.rowTitle}    ` : "";
    const titles = `${above}${names.columnTitle} →`;
    const start = Math.min(box.left, Math.max(2, width - context.measureText(titles).width - 4));
    context.fillText(fitted(context, titles, width - start - 4), start, 9);
    if (names.rowTitle && isBeside) {
      context.save();
      context.translate(8, box.top);
      context.rotate(-Math.PI / 2);
      context.textAlign = "right";
      context.fillText(side, 0, 0);
      context.restore();
    }
    context.fillStyle = colors.text;
    context.textAlign = "right";
    const everyRow = Math.max(1, Math.ceil(LINE / box.cell[1]));
    for (let i = 0; i < box.rows; i += everyRow)
      context.fillText(
        fitted(context, box.rowName(i), box.longest),
        box.left - 5,
        box.top + (i + 0.5) * box.cell[1] + 0.5,
      );
    if (bias) {
      for (let i = 0; i < box.numBias; i += 1)
        context.fillText(
          fitted(context, names.bias(i), box.longest),
          box.left - 5,
          box.biasTop + (i + 0.5) * box.biasHeight + 0.5,
        );
    }
    const room = box.isUpright ? LINE : box.nameWidth + 8;
    const everyColumn = Math.max(1, Math.ceil(room / box.cell[0]));
    for (let j = 0; j < box.columns; j += everyColumn) {
      const x = box.left + (j + 0.5) * box.cell[0];
      const text = fitted(context, box.columnName(j), NAMES[0]);
      if (box.isUpright) {
        context.save();
        context.translate(x, box.top - 5);
        context.rotate(-Math.PI / 2);
        context.textAlign = "left";
        context.fillText(text, 0, 0);
        context.restore();
      } else {
        context.textAlign = "center";
        context.fillText(text, Math.min(x, Math.max(right, x)), box.top - 9);
      }
    }
  }

  writeNumbers() {
    const { context, box } = this;
    const { matrix, bias } = this.shown;
    context.textAlign = "center";
    const digits = box.cell[0] >= 48 ? 3 : 2;
    /** @param {NamedArray} array @param {number} top @param {number} cellHeight */
    const write = (array, top, cellHeight) => {
      const [rows, columns] = array.shape;
      for (let i = 0; i < rows; i += 1) {
        for (let j = 0; j < columns; j += 1) {
          const value = array.data[i * columns + j];
          context.fillStyle = this.ink(value);
          context.fillText(
            short(value, digits),
            box.left + (j + 0.5) * box.cell[0],
            top + (i + 0.5) * cellHeight + 0.5,
            box.cell[0] - 3,
          );
        }
      }
    };
    write(matrix, box.top, box.cell[1]);
    if (bias) write(bias, box.biasTop, box.biasHeight);
  }

  /** Dark on light cells and light on dark ones. @param {number} value */
  ink(value) {
    const byte = byteOf(value, this.shown.reach);
    const color = byte < 0 ? 0xff8f8f8f : this.colors.diverging[byte];
    const brightness = 0.2126 * (color & 255) + 0.7152 * ((color >> 8) & 255) + 0.0722 * ((color >> 16) & 255);
    return brightness > 125 ? "#11181f" : "#ffffff";
  }

  /** @param {WeightCell | null} cell @param {string} color @param {number} width */
  mark(cell, color, width) {
    const { context, box, shown } = this;
    if (!cell || !box) return;
    const [top, left] = shown.window;
    const row = cell.isBias ? cell.row : Math.floor((cell.row - top) / shown.block[0]);
    const column = Math.floor((cell.column - left) / shown.block[1]);
    if (row < 0 || column < 0 || column >= box.columns || row >= (cell.isBias ? box.numBias : box.rows)) return;
    const height = cell.isBias ? box.biasHeight : box.cell[1];
    const y = (cell.isBias ? box.biasTop : box.top) + row * height;
    context.strokeStyle = color;
    context.lineWidth = width;
    context.strokeRect(
      box.left + column * box.cell[0] - 0.5,
      y - 0.5,
      Math.max(4, box.cell[0]) + 1,
      Math.max(4, height) + 1,
    );
  }

  /** The cell at a place of the canvas, or null. @param {number} left @param {number} top */
  at(left, top) {
    const { box, shown } = this;
    if (!box || !shown) return null;
    const x = left - box.left;
    const column = Math.floor(x / box.cell[0]);
    if (x < 0 || column >= box.columns) return null;
    const inMatrix = Math.floor((top - box.top) / box.cell[1]);
    const inBias = Math.floor((top - box.biasTop) / box.biasHeight);
    const at = shown.window[1] + column * shown.block[1];
    if (top >= box.top && inMatrix < box.rows)
      return { row: shown.window[0] + inMatrix * shown.block[0], column: at, isBias: false };
    if (box.numBias && top >= box.biasTop && inBias < box.numBias) return { row: inBias, column: at, isBias: true };
    return null;
  }
}

/** 0 … 255 for −reach … reach; −1 for what is no number. @param {number} value @param {number} reach */
function byteOf(value, reach) {
  if (!Number.isFinite(value)) return -1;
  return Math.round((Math.min(1, Math.max(-1, reach > 0 ? value / reach : 0)) + 1) * 127.5);
}

/**
 * @param {CanvasRenderingContext2D} context @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
 */
function line(context, x1, y1, x2, y2) {
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
}

/** At most about `most` of the numbers below `count`. @param {number} count @param {number} most */
function places(count, most) {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

/**
 * A name as long as there is room for.
 * @param {CanvasRenderingContext2D} context @param {string} text @param {number} room
 */
function fitted(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > room) end -= 1;
  return `${text.slice(0, end)}…`;
}
