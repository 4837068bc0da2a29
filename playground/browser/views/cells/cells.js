// One layer's numbers as a drawing: bars with values, a grid of cells, maps as small pictures, or a sequence. A cell
// can be pointed at, reached with the arrow keys, and pinned.

import { contextOf, emptied } from "../../kit/canvas.js";
import { h } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { layoutOf, rem } from "./layout.js";

const EDGE = 2; // pixels around the drawing, for the outlines of what lies at its edge
const ROOM_FOR_A_NUMBER = 32; // pixels
/** @type {{ [key: string]: CellMove | undefined }} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Cells {
  /**
   * `on.hover(place or null)`, `on.pin(place)`; a place is {unit}, on a map {row, column}, in a sequence {column}.
   * @param {{ colors: Colors | null }} page @param {string} label @param {CellsPointed} on
   */
  constructor(page, label, on) {
    this.page = page;
    this.on = on;
    this.canvas = h("canvas", { tabindex: "0", role: "application", "aria-label": label });
    this.element = h("div", { class: "pi-sample-cells" }, this.canvas);
    this.buffer = document.createElement("canvas");
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.hover(null));
    this.canvas.addEventListener("click", (event) => {
      const place = this.under(event);
      if (place) this.on.pin(place);
    });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("blur", () => this.hover(null));
  }

  /**
   * What is drawn: numbers, and the shape that they have without the batch axis. `channelsFirst` says how the numbers
   * lie, not what the shape is; `names` are those of the units, if they have some; `neverNegative` gives the bars all
   * the room to the right; `reach` is what the strongest colour and the longest bar stand for.
   * @param {CellsGiven} given
   */
  show({ data, shape, channelsFirst = false, names = null, marksZero = false, neverNegative = false, reach = null }) {
    Object.assign(this, { data, shape, channelsFirst, names, marksZero, neverNegative, reach: reach ?? largest(data) });
    this.draw();
  }

  /**
   * The cell that is shown below, and whether it is pinned; a rectangle of a map that enters it.
   * @param {CellPlace | null} place @param {boolean} isPinned @param {CellPatch | null} patch
   */
  mark(place, isPinned, patch = null) {
    const print = JSON.stringify([place, isPinned, patch]);
    if (print === this.marked) return;
    this.marked = print;
    Object.assign(this, { place, isPinned, patch });
    this.draw();
  }

  draw() {
    const { colors } = this.page;
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!colors || !this.data || width < 8 || height < 8) return;
    const context = emptied(this.canvas, width, height);
    context.translate(EDGE, EDGE);
    const layout = layoutOf(this, width - 2 * EDGE, height - 2 * EDGE);
    this.layout = layout;
    if (layout.form === "bars") this.drawBars(context, colors, layout);
    else this.drawCells(context, colors, layout);
    if (this.patch)
      for (const rectangle of this.rectanglesOf(this.patch, layout)) this.outline(context, rectangle, colors, true);
    if (this.place) this.outline(context, layout.rectangle(this.place), colors, false);
  }

  /** @param {CanvasRenderingContext2D} context @param {Colors} colors @param {BarLayout} layout */
  drawBars(context, colors, { bar, nameWidth, valueWidth, width, type }) {
    const room = width - nameWidth - valueWidth;
    const middle = nameWidth + (this.neverNegative ? 1 : room / 2);
    const half = (this.neverNegative ? room : room / 2) - 2;
    context.font = `${type}px ${fontOf(this.element)}`;
    context.textBaseline = "middle";
    for (let unit = 0; unit < this.shape[0]; unit += 1) {
      const value = this.data[unit];
      const y = unit * bar;
      const zero = this.marksZero && value === 0;
      const long = Number.isFinite(value) ? (value / this.reach) * half : 0;
      context.fillStyle = zero ? colors.grid : value < 0 ? colors.negative : colors.positive;
      if (zero) context.fillRect(nameWidth + 1, y + 2, room - 2, bar - 4);
      else context.fillRect(Math.min(middle, middle + long), y + 2, Math.max(1, Math.abs(long)), bar - 4);
      context.fillStyle = zero ? colors.muted : colors.text;
      context.textAlign = "right";
      context.fillText(short(value), width - 2, y + bar / 2 + 0.5);
      if (nameWidth) {
        context.textAlign = "left";
        context.fillText(clipped(context, this.names?.[unit] ?? String(unit + 1), nameWidth - 4), 1, y + bar / 2 + 0.5);
      }
    }
    context.fillStyle = colors.muted;
    context.fillRect(middle - 0.5, 0, 1, this.shape[0] * bar);
  }

  /** @param {CanvasRenderingContext2D} context @param {Colors} colors @param {PictureLayout} layout */
  drawCells(context, colors, layout) {
    const { data } = this;
    const { across, down, count } = layout;
    const size = across * down;
    if (!size || !count) return;
    if (this.buffer.width !== across || this.buffer.height !== down * count) {
      this.buffer.width = across;
      this.buffer.height = down * count;
      this.image = null;
    }
    const own = contextOf(this.buffer);
    this.image ??= own.createImageData(across, down * count);
    const pixels = new Uint32Array(this.image.data.buffer);
    const factor = this.reach > 0 ? 127.5 / this.reach : 0;
    for (let map = 0; map < count; map += 1) {
      for (let cell = 0; cell < size; cell += 1) {
        const value = data[layout.from(map, cell)];
        const level = Math.min(255, Math.max(0, Math.round(127.5 + value * factor)));
        // what is no number has no colour
        pixels[map * size + cell] = value === undefined ? 0 : colors.diverging[level >= 0 ? level : 127];
      }
    }
    own.putImageData(this.image, 0, 0);
    context.imageSmoothingEnabled = false;
    for (let map = 0; map < count; map += 1) {
      const [x, y] = layout.corner(map);
      context.drawImage(this.buffer, 0, map * down, across, down, x, y, layout.wide, layout.high);
    }
    if (layout.form === "grid" && layout.cell >= ROOM_FOR_A_NUMBER * rem()) this.writeNumbers(context, colors, layout);
    else if (this.marksZero && layout.form === "grid" && layout.cell >= 6) this.dotZeros(context, colors, layout);
  }

  /**
   * A dot says "zero" to those who do not tell the greys apart.
   * @param {CanvasRenderingContext2D} context @param {Colors} colors @param {GridLayout} layout
   */
  dotZeros(context, colors, layout) {
    context.fillStyle = colors.muted;
    for (let unit = 0; unit < this.shape[0]; unit += 1) {
      if (this.data[unit] !== 0) continue;
      const [x, y, width, height] = layout.rectangle({ unit });
      context.fillRect(x + width / 2 - 1, y + height / 2 - 1, 2, 2);
    }
  }

  /**
   * Large cells have room for what they stand for.
   * @param {CanvasRenderingContext2D} context @param {Colors} colors @param {GridLayout} layout
   */
  writeNumbers(context, colors, layout) {
    context.font = `${Math.round(10 * rem())}px ${fontOf(this.element)}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (let unit = 0; unit < this.shape[0]; unit += 1) {
      const [x, y, width, height] = layout.rectangle({ unit });
      const value = this.data[unit];
      const isStrong = Math.abs(value) > 0.55 * this.reach;
      context.fillStyle =
        this.marksZero && value === 0
          ? colors.muted
          : isStrong && value > 0
            ? "#ffffff"
            : isStrong
              ? "#000000"
              : colors.text;
      context.fillText(short(value, 2), x + width / 2, y + height / 2);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {Rectangle} rectangle @param {Colors} colors
   * @param {boolean} thin
   */
  outline(context, [x, y, width, height], colors, thin) {
    const room = thin ? 0 : 1;
    context.lineWidth = thin ? 1.5 : 3.5;
    context.strokeStyle = colors.background;
    context.strokeRect(x - room, y - room, width + 2 * room, height + 2 * room);
    context.lineWidth = thin ? 1.5 : 2;
    context.strokeStyle = thin || this.isPinned ? colors.training : colors.text;
    context.setLineDash(thin ? [3, 2] : []);
    context.strokeRect(x - room, y - room, width + 2 * room, height + 2 * room);
    context.setLineDash([]);
  }

  /**
   * A patch {unit or null for all maps, row, column, height, width}, without what lies outside the map.
   * @param {CellPatch} patch @param {CellLayout} layout @returns {Rectangle[]}
   */
  rectanglesOf({ unit, row, column, height, width }, layout) {
    const { shape } = this;
    if (shape.length === 1) return [layout.rectangle({ unit: column })];
    const isSequence = shape.length === 2;
    const [rows, columns] = isSequence ? [1, shape[0]] : shape;
    const [top, left] = [Math.max(0, row), Math.max(0, column)];
    const [bottom, right] = [Math.min(rows, row + height), Math.min(columns, column + width)];
    const units = unit === null ? Array.from({ length: isSequence ? 1 : shape[2] }, (_, each) => each) : [unit];
    return units
      .filter((each) => each < (shape.at(-1) ?? 0))
      .map((each) => {
        const [x, y, wide, high] = layout.rectangle({ unit: each, row: top, column: left });
        return [x, y, wide * (right - left), high * (isSequence && unit === null ? shape[1] : bottom - top)];
      });
  }

  /** @param {PointerEvent} event */
  point(event) {
    this.hover(this.under(event));
  }

  /** @param {CellPlace | null} place */
  hover(place) {
    const print = JSON.stringify(place);
    if (print === this.hovered) return;
    this.hovered = print;
    this.on.hover(place);
  }

  /** @param {MouseEvent} event */
  under(event) {
    if (!this.layout) return null;
    const box = this.canvas.getBoundingClientRect();
    return this.layout.at(event.clientX - box.left - EDGE, event.clientY - box.top - EDGE);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.layout) return;
    const move = ARROWS[event.key];
    if (event.key === "Enter" || event.key === " ") {
      if (this.at) this.on.pin(this.at);
    } else if (move) {
      this.at = this.layout.step(this.at ?? this.place ?? null, move);
      this.hover(this.at);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The largest absolute value; at least 1e-9. @param {Iterable<number>} data */
export function largest(data) {
  let found = 1e-9;
  for (const value of data) if (Number.isFinite(value) && Math.abs(value) > found) found = Math.abs(value);
  return found;
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
function clipped(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}

/** @param {Element} element */
const fontOf = (element) => getComputedStyle(element).fontFamily || "system-ui";
