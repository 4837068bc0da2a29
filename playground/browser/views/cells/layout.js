// Where each number of a layer is drawn: as bars, in a grid, on maps, or as a sequence. Pure but for the size of type.

const BAR = 15; // pixels at the usual size of type
const GAP = 3;
const LEAST_BAR = 11;

/**
 * Where each number of `shape` is drawn in so many pixels.
 * @param {{ shape: number[], channelsFirst: boolean, names: string[] | null }} given
 * @param {number} width @param {number} height @returns {CellLayout}
 */
export function layoutOf({ shape, channelsFirst, names }, width, height) {
  if (shape.length === 1) {
    const bar = Math.min(1.6 * BAR * rem(), Math.floor(height / shape[0]));
    if (bar >= LEAST_BAR * rem()) return bars(shape[0], width, bar, Math.min(Math.round(11 * rem()), bar - 1), names);
    return grid(shape[0], width, height);
  }
  if (shape.length === 2) return sequence(shape, channelsFirst, width, height);
  return maps(shape, channelsFirst, width, height);
}

/**
 * @param {number} count @param {number} width @param {number} bar @param {number} type @param {string[] | null} names
 * @returns {BarLayout}
 */
function bars(count, width, bar, type, names) {
  const nameWidth = names
    ? Math.min(width * 0.42, 8 + 6.5 * rem() * Math.max(...names.map((name) => String(name).length)))
    : 0;
  /** @param {number} unit */
  const clamp = (unit) => Math.min(count - 1, Math.max(0, unit));
  return {
    form: "bars",
    bar,
    width,
    type,
    nameWidth,
    valueWidth: 42 * rem(),
    rectangle: ({ unit }) => [1, unit * bar + 1, width - 2, bar - 2],
    at: (_x, y) => (y < 0 || y >= count * bar ? null : { unit: Math.floor(y / bar) }),
    step: (place, [right, down]) => ({ unit: clamp(place ? place.unit + right + down : 0) }),
  };
}

/** @param {number} count @param {number} width @param {number} height @returns {GridLayout} */
function grid(count, width, height) {
  let across = Math.max(1, Math.ceil(Math.sqrt((count * width) / height)));
  let cell = Math.min(width / across, height / Math.ceil(count / across));
  if (Math.floor(width / across) >= 3) {
    cell = Math.floor(cell);
    across = Math.min(count, Math.floor(width / cell));
  }
  const down = Math.ceil(count / across);
  /** @param {number} unit */
  const clamp = (unit) => Math.min(count - 1, Math.max(0, unit));
  return {
    form: "grid",
    across,
    down,
    count: 1,
    cell,
    wide: across * cell,
    high: down * cell,
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

/**
 * Maps (height, width, channels), side by side, as large as they can be.
 * @param {number[]} shape @param {boolean} channelsFirst @param {number} width @param {number} height
 * @returns {MapLayout}
 */
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
  /** @param {number} map @returns {[number, number]} */
  const corner = (map) => [(map % across) * (wide + GAP), Math.floor(map / across) * (high + GAP)];
  /** @param {number} value @param {number} most */
  const clamp = (value, most) => Math.min(most - 1, Math.max(0, value));
  return {
    form: "maps",
    across: columns,
    down: rows,
    count: channels,
    wide,
    high,
    corner,
    from: channelsFirst ? (map, index) => map * rows * columns + index : (map, index) => index * channels + map,
    rectangle: ({ unit, row = 0, column = 0 }) => {
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
      const [row, column] = [(place.row ?? 0) + down, (place.column ?? 0) + right];
      const beyond = beyondOf(column, columns) + beyondOf(row, rows) * across;
      if (!beyond) return { unit: place.unit, row, column };
      const unit = place.unit + beyond;
      if (unit < 0 || unit >= channels) return place;
      return {
        unit,
        row: clamp(row < 0 ? rows - 1 : row % rows, rows),
        column: clamp(column < 0 ? columns - 1 : column % columns, columns),
      };
    },
  };
}

/** On which side of the `count` places one lies: −1 before, 1 behind. @param {number} at @param {number} count */
const beyondOf = (at, count) => (at < 0 ? -1 : at >= count ? 1 : 0);

/**
 * A sequence (steps, channels): the steps across, the channels down.
 * @param {number[]} shape @param {boolean} channelsFirst @param {number} width @param {number} height
 * @returns {MapLayout}
 */
function sequence([steps, channels], channelsFirst, width, height) {
  const wide = width / steps;
  const high = Math.min(height / channels, Math.max(14 * rem(), wide));
  /** @param {number} value @param {number} most */
  const clamp = (value, most) => Math.min(most - 1, Math.max(0, value));
  return {
    form: "sequence",
    across: steps,
    down: channels,
    count: 1,
    wide: width,
    high: high * channels,
    from: channelsFirst
      ? (_map, index) => index
      : (_map, index) => (index % steps) * channels + Math.floor(index / steps),
    corner: () => [0, 0],
    rectangle: ({ unit, column = 0 }) => [column * wide, unit * high, wide, high],
    at: (x, y) =>
      x < 0 || y < 0 || x >= width || y >= high * channels
        ? null
        : { unit: Math.floor(y / high), column: Math.floor(x / wide) },
    step: (place, [right, down]) =>
      place
        ? { unit: clamp(place.unit + down, channels), column: clamp((place.column ?? 0) + right, steps) }
        : { unit: 0, column: 0 },
  };
}

let known = 0;

/** How large type is, where 1 is the usual 16 pixels. */
export function rem() {
  known ||= parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  return known;
}
