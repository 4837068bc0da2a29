// One layer's numbers as a drawing: bars with values, a grid of cells, maps as small pictures, or a sequence. A cell can
// be pointed at, reached with the arrow keys, and pinned.

import { canvasScale, fitCanvas, h, short } from "../dom.js";

const BAR = 15; // pixels at the usual size of type
const GAP = 3;
const EDGE = 2; // pixels around the drawing, for the outlines of what lies at its edge
const LEAST_BAR = 11;
const ROOM_FOR_A_NUMBER = 32; // pixels
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Cells {
  /** `on.hover(place or null)`, `on.pin(place)`; a place is {unit} with {row, column} on a map, {column} in a sequence. */
  constructor(page, label, on) {
    this.page = page;
    this.on = on;
    this.canvas = h("canvas", { tabindex: "0", role: "application", "aria-label": label });
    this.element = h("div", { class: "pi-sample-cells" }, this.canvas);
    this.buffer = document.createElement("canvas");
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.hover(null));
    this.canvas.addEventListener("click", (event) => { const place = this.under(event); if (place) this.on.pin(place); });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("blur", () => this.hover(null));
  }

  /**
   * What is drawn: numbers, and the shape that they have without the batch axis. `channelsFirst` says how the numbers
   * lie, not what the shape is; `names` are those of the units, if they have some; `neverNegative` gives the bars all the
   * room to the right; `reach` is what the strongest colour and the longest bar stand for.
   */
  show({ data, shape, channelsFirst = false, names = null, marksZero = false, neverNegative = false, reach = null }) {
    Object.assign(this, { data, shape, channelsFirst, names, marksZero, neverNegative, reach: reach ?? largest(data) });
    this.draw();
  }

  /** The cell that is shown below, and whether it is pinned; a rectangle of a map that enters it. */
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
    fitCanvas(this.canvas, width, height);
    const context = this.canvas.getContext("2d");
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    context.translate(EDGE, EDGE);
    this.layout = layoutOf(this, width - 2 * EDGE, height - 2 * EDGE);
    if (this.layout.form === "bars") this.drawBars(context, colors);
    else this.drawCells(context, colors);
    if (this.patch) for (const rectangle of this.rectanglesOf(this.patch)) this.outline(context, rectangle, colors, true);
    if (this.place) this.outline(context, this.layout.rectangle(this.place), colors, false);
  }

  drawBars(context, colors) {
    const { bar, nameWidth, valueWidth, width, type } = this.layout;
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

  drawCells(context, colors) {
    const { layout, data } = this;
    const { across, down, count } = layout;
    const size = across * down;
    if (!size || !count) return;
    if (this.buffer.width !== across || this.buffer.height !== down * count) {
      this.buffer.width = across;
      this.buffer.height = down * count;
      this.image = null;
    }
    const own = this.buffer.getContext("2d");
    this.image ??= own.createImageData(across, down * count);
    const pixels = new Uint32Array(this.image.data.buffer);
    const factor = this.reach > 0 ? 127.5 / this.reach : 0;
    for (let map = 0; map < count; map += 1) {
      for (let cell = 0; cell < size; cell += 1) {
        const value = data[layout.from(map, cell)];
        const level = Math.min(255, Math.max(0, Math.round(127.5 + value * factor)));
        pixels[map * size + cell] = value === undefined ? 0 : colors.diverging[level >= 0 ? level : 127]; // NaN has no colour
      }
    }
    own.putImageData(this.image, 0, 0);
    context.imageSmoothingEnabled = false;
    for (let map = 0; map < count; map += 1) {
      const [x, y] = layout.corner(map);
      context.drawImage(this.buffer, 0, map * down, across, down, x, y, layout.wide, layout.high);
    }
    if (layout.form === "grid" && layout.cell >= ROOM_FOR_A_NUMBER * rem()) this.writeNumbers(context, colors);
    else if (this.marksZero && layout.form === "grid" && layout.cell >= 6) this.dotZeros(context, colors);
  }

  /** A dot says "zero" to those who do not tell the greys apart. */
  dotZeros(context, colors) {
    context.fillStyle = colors.muted;
    for (let unit = 0; unit < this.shape[0]; unit += 1) {
      if (this.data[unit] !== 0) continue;
      const [x, y, width, height] = this.layout.rectangle({ unit });
      context.fillRect(x + width / 2 - 1, y + height / 2 - 1, 2, 2);
    }
  }

  /** Large cells have room for what they stand for. */
  writeNumbers(context, colors) {
    context.font = `${Math.round(10 * rem())}px ${fontOf(this.element)}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (let unit = 0; unit < this.shape[0]; unit += 1) {
      const [x, y, width, height] = this.layout.rectangle({ unit });
      const value = this.data[unit];
      const isStrong = Math.abs(value) > 0.55 * this.reach;
      context.fillStyle = this.marksZero && value === 0 ? colors.muted : isStrong && value > 0 ? "#ffffff" : isStrong ? "#000000" : colors.text;
      context.fillText(short(value, 2), x + width / 2, y + height / 2);
    }
  }

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

  /** A patch {unit or null for all maps, row, column, height, width}, without what lies outside the map. */
  rectanglesOf({ unit, row, column, height, width }) {
    const { layout, shape } = this;
    if (shape.length === 1) return [layout.rectangle({ unit: column })];
    const isSequence = shape.length === 2;
    const [rows, columns] = isSequence ? [1, shape[0]] : shape;
    const [top, left] = [Math.max(0, row), Math.max(0, column)];
    const [bottom, right] = [Math.min(rows, row + height), Math.min(columns, column + width)];
    const units = unit === null ? Array.from({ length: isSequence ? 1 : shape[2] }, (_, each) => each) : [unit];
    return units.filter((each) => each < shape.at(-1)).map((each) => {
      const [x, y, wide, high] = layout.rectangle({ unit: each, row: top, column: left });
      return [x, y, wide * (right - left), high * (isSequence && unit === null ? shape[1] : bottom - top)];
    });
  }

  point(event) {
    this.hover(this.under(event));
  }

  hover(place) {
    const print = JSON.stringify(place);
    if (print === this.hovered) return;
    this.hovered = print;
    this.on.hover(place);
  }

  under(event) {
    if (!this.layout) return null;
    const box = this.canvas.getBoundingClientRect();
    return this.layout.at(event.clientX - box.left - EDGE, event.clientY - box.top - EDGE);
  }

  key(event) {
    if (!this.layout) return;
    if (event.key === "Enter" || event.key === " ") {
      if (this.at) this.on.pin(this.at);
    } else if (ARROWS[event.key]) {
      this.at = this.layout.step(this.at ?? this.place ?? null, ARROWS[event.key]);
      this.hover(this.at);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Where each number of `shape` is drawn in so many pixels. */
export function layoutOf({ shape, channelsFirst, names }, width, height) {
  if (shape.length === 1) {
    const bar = Math.min(1.6 * BAR * rem(), Math.floor(height / shape[0]));
    if (bar >= LEAST_BAR * rem()) return bars(shape[0], width, bar, Math.min(Math.round(11 * rem()), bar - 1), names);
    return grid(shape[0], width, height);
  }
  if (shape.length === 2) return sequence(shape, channelsFirst, width, height);
  return maps(shape, channelsFirst, width, height);
}

function bars(count, width, bar, type, names) {
  const nameWidth = names ? Math.min(width * 0.42, 8 + 6.5 * rem() * Math.max(...names.map((name) => String(name).length))) : 0;
  const clamp = (unit) => Math.min(count - 1, Math.max(0, unit));
  return {
    form: "bars", bar, width, type, nameWidth, valueWidth: 42 * rem(),
    rectangle: ({ unit }) => [1, unit * bar + 1, width - 2, bar - 2],
    at: (x, y) => (y < 0 || y >= count * bar ? null : { unit: Math.floor(y / bar) }),
    step: (place, [right, down]) => ({ unit: clamp(place ? place.unit + right + down : 0) }),
  };
}

function grid(count, width, height) {
  let across = Math.max(1, Math.ceil(Math.sqrt((count * width) / height)));
  let cell = Math.min(width / across, height / Math.ceil(count / across));
  if (Math.floor(width / across) >= 3) {
    cell = Math.floor(cell);
    across = Math.min(count, Math.floor(width / cell));
  }
  const down = Math.ceil(count / across);
  const clamp = (unit) => Math.min(count - 1, Math.max(0, unit));
  return {
    form: "grid", across, down, count: 1, cell, wide: across * cell, high: down * cell,
    from: (_map, index) => index,
    corner: () => [0, 0],
    rectangle: ({ unit }) => [(unit % across) * cell, Math.floor(unit / across) * cell, cell, cell],
    at: (x, y) => {
      const unit = Math.floor(y / cell) * across + Math.floor(x / cell);
      return x < 0 || y < 0 || x >= across * cell || unit >= count ? null : { unit };
    },
    step: (place, [right, down_]) => ({ unit: clamp(place ? place.unit + right + down_ * across : 0) }),
  };
}

/** Maps (height, width, channels), side by side, as large as they can be. */
function maps([rows, columns, channels], channelsFirst, width, height) {
  let best = { size: 0, across: 1 };
  for (let across = 1; across <= channels; across += 1) {
    const down = Math.ceil(channels / across);
    const size = Math.min((width - (across - 1) * GAP) / across / columns, (height - (down - 1) * GAP) / down / rows);
    if (size > best.size) best = { size, across };
  }
  const { across } = best;
  const size = best.size >= 2 ? Math.floor(best.size) : Math.max(best.size, 0.5);
  const [wide, high] = [columns * size, rows * size];
  const corner = (map) => [(map % across) * (wide + GAP), Math.floor(map / across) * (high + GAP)];
  const clamp = (value, most) => Math.min(most - 1, Math.max(0, value));
  return {
    form: "maps", across: columns, down: rows, count: channels, wide, high, corner,
    from: channelsFirst ? (map, index) => map * rows * columns + index : (map, index) => index * channels + map,
    rectangle: ({ unit, row, column }) => {
      const [x, y] = corner(unit);
      return [x + column * size, y + row * size, size, size];
    },
    at: (x, y) => {
      const unit = Math.floor(y / (high + GAP)) * across + Math.floor(x / (wide + GAP));
      if (x < 0 || y < 0 || unit >= channels || Math.floor(x / (wide + GAP)) >= across) return null;
      const [left, top] = corner(unit);
      const [row, column] = [Math.floor((y - top) / size), Math.floor((x - left) / size)];
      return row < rows && column < columns ? { unit, row, column } : null;
    },
    /** Beyond the edge of a map lies the next one. */
    step: (place, [right, down]) => {
      if (!place) return { unit: 0, row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
      const [row, column] = [place.row + down, place.column + right];
      const beyond = (column >= columns) - (column < 0) + ((row >= rows) - (row < 0)) * across;
      if (!beyond) return { unit: place.unit, row, column };
      const unit = place.unit + beyond;
      if (unit < 0 || unit >= channels) return place;
      return { unit, row: clamp(row < 0 ? rows - 1 : row % rows, rows), column: clamp(column < 0 ? columns - 1 : column % columns, columns) };
    },
  };
}

/** A sequence (steps, channels): the steps across, the channels down. */
function sequence([steps, channels], channelsFirst, width, height) {
  const wide = width / steps;
  const high = Math.min(height / channels, Math.max(14 * rem(), wide));
  const clamp = (value, most) => Math.min(most - 1, Math.max(0, value));
  return {
    form: "sequence", across: steps, down: channels, count: 1, wide: width, high: high * channels,
    from: channelsFirst ? (_map, index) => index : (_map, index) => (index % steps) * channels + Math.floor(index / steps),
    corner: () => [0, 0],
    rectangle: ({ unit, column }) => [column * wide, unit * high, wide, high],
    at: (x, y) => (x < 0 || y < 0 || x >= width || y >= high * channels ? null : { unit: Math.floor(y / high), column: Math.floor(x / wide) }),
    step: (place, [right, down]) => (place ? { unit: clamp(place.unit + down, channels), column: clamp(place.column + right, steps) } : { unit: 0, column: 0 }),
  };
}

/** The largest absolute value; at least 1e-9. */
export function largest(data) {
  let found = 1e-9;
  for (const value of data) if (Number.isFinite(value) && Math.abs(value) > found) found = Math.abs(value);
  return found;
}

function clipped(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}

let known = 0;

/** How large type is, where 1 is the usual 16 pixels. */
export function rem() {
  known ||= parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  return known;
}

const fontOf = (element) => getComputedStyle(element).fontFamily || "system-ui";
