// The heat map of a matrix with its bias below it: cells, names, numbers where they fit, the cell that is chosen.

import { canvasScale, fitCanvas, h, short } from "../dom.js";

const LARGEST_CELL = [96, 44]; // CSS pixels
const READABLE = 22; // CSS pixels of height of a cell
const ROOM_FOR_NUMBER = [38, 15];
const LEAST = 128; // CSS pixels of height that a small matrix keeps
const LINE = 13; // CSS pixels of a line of small text
const NAMES = [116, 240]; // CSS pixels of the longest name that is written, by how much room there is
const GAP = 9; // between the kernel and its bias
const FONT = "11px system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

export class Heat {
  /** `on.hover(cell)`, `on.choose(cell)` with {row, column, isBias} in places of the whole weight, or null. */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.canvas = h("canvas", { role: "img" });
    this.element = h("div", { class: "pi-weights-heat", tabindex: "0", role: "group" }, this.canvas);
    this.context = this.canvas.getContext("2d");
    this.cells = document.createElement("canvas");
    this.chosen = null;
    this.hovered = null;
    this.canvas.onpointermove = (event) => this.hover(this.cellAt(event));
    this.canvas.onpointerleave = () => this.hover(null);
    this.canvas.onclick = (event) => { const cell = this.cellAt(event); if (cell) this.on.choose(cell); };
    this.element.onkeydown = (event) => this.key(event);
    this.watcher = new ResizeObserver(() => { if (this.shown) this.draw(this.shown); });
    this.watcher.observe(this.element);
  }

  setLabel(text, keys) {
    this.canvas.setAttribute("aria-label", text);
    this.element.setAttribute("aria-label", `${text}. ${keys}`);
  }

  choose(cell) {
    this.chosen = cell;
    if (this.shown) this.draw(this.shown);
  }

  hover(cell) {
    const same = (cell && this.hovered && cell.row === this.hovered.row && cell.column === this.hovered.column && cell.isBias === this.hovered.isBias) || (!cell && !this.hovered);
    if (same) return;
    this.hovered = cell;
    this.on.hover(cell);
    if (this.shown) this.draw(this.shown);
  }

  /** Arrow keys move the chosen cell; beyond the edge of the part that is shown, the part moves too. */
  key(event) {
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!move || !this.shown || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { window: [top, left, rows, columns], block, biasRows, size } = this.shown;
    const at = this.chosen ?? { row: top, column: left, isBias: false };
    if (!this.chosen) { this.on.choose(at); return; }
    const step = [move[0] * (at.isBias ? 1 : block[0]), move[1] * block[1]];
    const last = at.isBias ? biasRows - 1 : size[0] - 1;
    let { row, isBias } = at;
    row += step[0];
    if (!isBias && row >= size[0] && biasRows) { row = 0; isBias = true; }
    else if (isBias && row < 0) { row = Math.min(top + rows, size[0]) - 1; isBias = false; }
    else row = Math.min(last, Math.max(0, row));
    const column = Math.min(size[1] - 1, Math.max(0, at.column + step[1]));
    this.on.choose({ row, column, isBias }, { row: isBias ? top : row, column, outside: (!isBias && (row < top || row >= top + rows)) || column < left || column >= left + columns });
  }

  /** The value of a cell that is shown, or null. */
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

  /** `shown`: {matrix, bias, window, block, size, names, reach, biasRows}. */
  draw(shown) {
    this.shown = shown;
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    const { colors } = this.page;
    if (width < 40 || height < 40 || !colors) return;
    fitCanvas(this.canvas, width, height);
    const { context } = this;
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = FONT;
    this.place(width, height);
    this.paint(colors);
    this.writeNames(colors, width, height);
    if (this.box.cell[0] >= ROOM_FOR_NUMBER[0] && this.box.cell[1] >= ROOM_FOR_NUMBER[1]) this.writeNumbers();
    this.mark(this.hovered, colors.muted, 1);
    this.mark(this.chosen, colors.text, 2);
  }

  /** Whether the numbers stand in the cells. */
  get hasNumbers() {
    return Boolean(this.box) && this.box.cell[0] >= ROOM_FOR_NUMBER[0] && this.box.cell[1] >= ROOM_FOR_NUMBER[1];
  }

  /**
   * CSS pixels of height that the matrix leaves, `other` being what now stands in them: beside cells of full height, or,
   * where that would be less than `wanted`, up to `wanted` beside cells that are just high enough to be read.
   */
  spare(other, wanted) {
    const { box, element } = this;
    if (!box) return 0;
    const beside = (cell) => element.clientHeight + other.offsetHeight - Math.max(LEAST, box.top + (box.rows + box.numBias) * cell + GAP + 12);
    return Math.max(beside(LARGEST_CELL[1]), Math.min(wanted, beside(READABLE)));
  }

  /** Where everything stands. */
  place(width, height) {
    const { matrix, bias, names, window, block } = this.shown;
    const [rows, columns] = matrix.shape;
    const longest = Math.min(NAMES[1], Math.max(NAMES[0], (width - columns * 48) * 0.5));
    const measure = (text) => Math.min(NAMES[0], this.context.measureText(text).width);
    const measureRow = (text) => Math.min(longest, this.context.measureText(text).width);
    const sample = (count, name, size) => Math.max(0, ...places(count, 200).map((i) => size(name(i))));
    const rowName = (i) => names.row(window[0] + i * block[0]);
    const columnName = (j) => names.column(window[1] + j * block[1]);
    const left = 25 + Math.max(sample(rows, rowName, measureRow), bias ? sample(bias.shape[0], names.bias, measureRow) : 0);
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
    this.box = { left, top, cell: [cellWidth, high], rows, columns, biasTop: top + rows * high + GAP, biasHeight, numBias, isUpright, nameWidth, longest, rowName, columnName };
  }

  paint(colors) {
    const { matrix, bias, reach, names } = this.shown;
    const { box } = this;
    this.fill(matrix, reach, colors, box.left, box.top, box.columns * box.cell[0], box.rows * box.cell[1]);
    if (bias) this.fill(bias, reach, colors, box.left, box.biasTop, box.columns * box.cell[0], box.numBias * box.biasHeight);
    const { context } = this;
    context.strokeStyle = colors.background;
    context.lineWidth = 1;
    context.beginPath();
    const bottom = bias ? box.biasTop + box.numBias * box.biasHeight : box.top + box.rows * box.cell[1];
    const right = box.left + box.columns * box.cell[0];
    if (box.cell[0] > 7) for (let j = 1; j < box.columns; j += 1) line(context, box.left + j * box.cell[0], box.top, box.left + j * box.cell[0], bottom);
    if (box.cell[1] > 7) for (let i = 1; i < box.rows; i += 1) line(context, box.left, box.top + i * box.cell[1], right, box.top + i * box.cell[1]);
    context.stroke();
    if (names.group && this.shown.block[1] === 1) this.separate(colors, bottom);
  }

  /** Lines between the gates of a recurrent layer. */
  separate(colors, bottom) {
    const { context, box } = this;
    const first = this.shown.window[1];
    const { group } = this.shown.names;
    context.strokeStyle = colors.text;
    context.beginPath();
    for (let j = 1; j < box.columns; j += 1) if ((first + j) % group === 0) line(context, box.left + j * box.cell[0], box.top - 3, box.left + j * box.cell[0], bottom);
    context.stroke();
  }

  /** One pixel for each number, then enlarged without smoothing. */
  fill(array, reach, colors, x, y, width, height) {
    const [rows, columns] = array.shape;
    if (!rows || !columns) return;
    const { cells } = this;
    if (cells.width !== columns || cells.height !== rows) { cells.width = columns; cells.height = rows; }
    const context = cells.getContext("2d");
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
    for (let i = 0; i < box.rows; i += everyRow) context.fillText(fitted(context, box.rowName(i), box.longest), box.left - 5, box.top + (i + 0.5) * box.cell[1] + 0.5);
    if (bias) {
      for (let i = 0; i < box.numBias; i += 1) context.fillText(fitted(context, names.bias(i), box.longest), box.left - 5, box.biasTop + (i + 0.5) * box.biasHeight + 0.5);
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
    const write = (array, top, cellHeight) => {
      const [rows, columns] = array.shape;
      for (let i = 0; i < rows; i += 1) {
        for (let j = 0; j < columns; j += 1) {
          const value = array.data[i * columns + j];
          context.fillStyle = this.ink(value);
          context.fillText(short(value, digits), box.left + (j + 0.5) * box.cell[0], top + (i + 0.5) * cellHeight + 0.5, box.cell[0] - 3);
        }
      }
    };
    write(matrix, box.top, box.cell[1]);
    if (bias) write(bias, box.biasTop, box.biasHeight);
  }

  /** Dark on light cells and light on dark ones. */
  ink(value) {
    const byte = byteOf(value, this.shown.reach);
    const color = byte < 0 ? 0xff8f8f8f : this.page.colors.diverging[byte];
    const brightness = 0.2126 * (color & 255) + 0.7152 * ((color >> 8) & 255) + 0.0722 * ((color >> 16) & 255);
    return brightness > 125 ? "#11181f" : "#ffffff";
  }

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
    context.strokeRect(box.left + column * box.cell[0] - 0.5, y - 0.5, Math.max(4, box.cell[0]) + 1, Math.max(4, height) + 1);
  }

  cellAt(event) {
    const { box, shown } = this;
    if (!box || !shown) return null;
    const x = event.offsetX - box.left;
    const column = Math.floor(x / box.cell[0]);
    if (x < 0 || column >= box.columns) return null;
    const inMatrix = Math.floor((event.offsetY - box.top) / box.cell[1]);
    const inBias = Math.floor((event.offsetY - box.biasTop) / box.biasHeight);
    const at = shown.window[1] + column * shown.block[1];
    if (event.offsetY >= box.top && inMatrix < box.rows) return { row: shown.window[0] + inMatrix * shown.block[0], column: at, isBias: false };
    if (box.numBias && event.offsetY >= box.biasTop && inBias < box.numBias) return { row: inBias, column: at, isBias: true };
    return null;
  }

  close() {
    this.watcher.disconnect();
  }
}

/** 0 … 255 for −reach … reach; −1 for what is no number. */
function byteOf(value, reach) {
  if (!Number.isFinite(value)) return -1;
  return Math.round((Math.min(1, Math.max(-1, reach > 0 ? value / reach : 0)) + 1) * 127.5);
}

function line(context, x1, y1, x2, y2) {
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
}

/** At most about `most` of the numbers below `count`. */
function places(count, most) {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

/** A name as long as there is room for. */
function fitted(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > room) end -= 1;
  return `${text.slice(0, end)}…`;
}
