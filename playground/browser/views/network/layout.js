// Where everything of the network stands. Pure: sizes and the hello message in, columns and links out.

import { N_ } from "../../kit/words.js";

const LARGEST_NODE = 58;
const SMALLEST_PITCH = 26;
const MOST_NODES = 32; // the looks carry no more
const LONGEST_NAME = 110; // of a class, beside its neuron
const LEAST_GAP = 4; // between two texts, before one of them is cut
const HEAD = 42;
const FOOT = 6;
const WEIGHT_OF = { neurons: 1, filters: 1, block: 0.85, pill: 0.5 };

/** @param {number[]} shape */
const product = (shape) => shape.reduce((total, size) => total * size, 1);

/** @param {number[]} shape */
export const shapeText = (shape) => shape.join(" × ");

/** @param {SaidHello} hello @returns {Column[]} */
function columnsOf(hello) {
  const shape = hello.input_shape;
  const flat = shape.length === 1;
  const input = {
    kind: flat ? "neurons" : "block",
    title: N_("Input"),
    units: product(shape),
    shape,
    layer: null,
    isInput: true,
    names: hello.input_names ?? [],
    map: "map:input",
  };
  const layers = hello.layers.map((layer, index) => ({
    kind: layer.role,
    title: index === hello.layers.length - 1 ? N_("Output") : layer.label,
    layer,
    shape: layer.output_shape,
    units: layer.output_shape.at(-1),
    isOutput: index === hello.layers.length - 1,
    names: /** @type {string[]} */ ([]),
    map: `map:${layer.name}`,
  }));
  const output = layers.at(-1);
  if (output && hello.class_names?.length === output.units) output.names = hello.class_names;
  return /** @type {Column[]} */ ([input, ...layers]);
}

/**
 * How many of `units` are drawn in a column of `height`, the last place being the ellipsis if not all.
 * @param {number} units @param {number} height @param {number} pitch
 */
function visibleUnits(units, height, pitch) {
  const places = Math.max(2, Math.floor(height / pitch));
  const allowed = Math.min(units, MOST_NODES);
  return allowed === units && units <= places ? units : Math.min(allowed, places - 1);
}

/** @param {Column} column @param {{ top: number, height: number, square: boolean, largest: number }} options */
function placeNodes(column, options) {
  const { top, height, square, largest } = options;
  const pitchMin = square ? SMALLEST_PITCH : 19;
  const shown = visibleUnits(column.units, height, pitchMin);
  const more = column.units - shown;
  const places = shown + (more ? 1 : 0);
  const pitch = Math.min(height / places, largest * 1.32 + 6);
  const size = Math.min(largest, pitch * 0.8, column.room * 0.62);
  const isBar = !square && column.kind === "neurons";
  const isDot = isBar && column.isInput; // nothing is measured there but a name and its links
  const w = isDot ? 12 : isBar ? Math.min(column.room * 0.56, 52) : size;
  const hgt = isDot ? 12 : isBar ? Math.min(pitch - 4, 18) : size;
  const start = top + (height - pitch * places) / 2;
  column.more = more;
  column.nodes = Array.from({ length: shown }, (_, unit) => {
    const middle = start + pitch * (unit + 0.5);
    const [x, y] = [column.x - w / 2, middle - hgt / 2];
    // Where the mark of the bias stands: at the corner of a map, before a bar.
    const bias = isBar ? { x: x - 7, y: middle } : { x, y: y + hgt };
    return { unit, x, y, w, h: hgt, middle, bias };
  });
  column.moreY = start + pitch * (shown + 0.5);
  column.left = column.x - w / 2;
  column.right = column.x + w / 2;
}

/** @param {Column} column @param {{ top: number, height: number }} options */
function placeBlock(column, options) {
  const { top, height } = options;
  const rank3 = column.shape.length === 3;
  // A picture is a square, a row of numbers a long strip, a change of each number by itself a pill.
  const w = Math.min(column.room * 0.62, column.kind === "pill" ? 24 : rank3 ? 68 : 14);
  const hgt = column.kind === "pill" ? Math.min(height * 0.8, 150) : rank3 ? w : Math.min(height - 40, 420);
  const middle = top + height / 2;
  column.box = { x: column.x - w / 2, y: middle - hgt / 2, w, h: hgt };
  column.left = column.box.x;
  column.right = column.box.x + w;
  column.nodes = [];
  column.more = 0;
}

/**
 * {columns, links, fans}: `links` join single neurons by a kernel, `fans` join blocks as a whole. `measure(text)` is in
 * CSS pixels, as all else.
 * @param {SaidHello} hello @param {number} width @param {number} height @param {(text: string) => number} measure
 */
export function place(hello, width, height, measure) {
  const columns = columnsOf(hello);
  const square = Boolean(hello.is_plane);
  const first = columns[0];
  const last = /** @type {Column} */ (columns.at(-1));
  const padLeft = first.kind === "neurons" ? (square ? 34 : Math.min(86, width * 0.14)) : 6;
  const longest = Math.max(0, ...last.names.slice(0, MOST_NODES).map(measure));
  const padRight = last.names.length ? Math.min(10 + Math.min(longest, LONGEST_NAME), width * 0.25) : 10;
  const total = columns.reduce((sum, column) => sum + WEIGHT_OF[column.kind], 0);
  const unit = (width - padLeft - padRight) / total;
  let at = padLeft;
  for (const column of columns) {
    column.room = unit * WEIGHT_OF[column.kind];
    column.x = at + column.room / 2;
    at += column.room;
  }
  // The ends stand at the edges: links get the room.
  first.x = Math.min(first.x, padLeft + Math.min(first.room * 0.31, LARGEST_NODE / 2) + 2);
  last.x = Math.max(last.x, width - padRight - Math.min(last.room * 0.31, LARGEST_NODE / 2) - 2);
  spread(columns, first.x, last.x);
  const options = {
    top: HEAD,
    height: height - HEAD - FOOT,
    square,
    largest: Math.min(LARGEST_NODE, (height - HEAD) / 6.2),
  };
  for (const column of columns) {
    if (column.nodes) continue;
    if (column.kind === "neurons" || column.kind === "filters") placeNodes(column, options);
    else placeBlock(column, options);
  }
  return { columns, ...join(columns), square };
}

/**
 * Even gaps between the two ends, wide and narrow columns in proportion.
 * @param {Column[]} columns @param {number} from @param {number} to
 */
function spread(columns, from, to) {
  if (columns.length < 3) return;
  const gaps = columns.slice(1).map((column, index) => (WEIGHT_OF[column.kind] + WEIGHT_OF[columns[index].kind]) / 2);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  let at = 0;
  for (let index = 1; index < columns.length - 1; index += 1) {
    at += gaps[index - 1];
    columns[index].x = from + ((to - from) * at) / total;
  }
}

/** @param {Column[]} columns */
function join(columns) {
  /** @type {Link[]} */
  const links = [];
  /** @type {Fan[]} */
  const fans = [];
  let source = columns[0]; // the last column whose units are the numbers that come in
  for (let index = 1; index < columns.length; index += 1) {
    const column = columns[index];
    const before = columns[index - 1];
    if (column.kind === "pill") continue;
    if (source && source.kind === "neurons" && column.layer?.joins) {
      links.push({ from: source, to: column, kernel: `kernel:${column.layer.name}`, curves: [] });
    } else {
      fans.push({ from: source ?? before, to: column });
    }
    source = column;
  }
  return { links, fans };
}

/**
 * Words side by side, each in the middle of its column, `gap` apart: a long word takes what its neighbours leave, or
 * the next of its shorter forms. `words`: {x, forms, y, from, to}; those with another y do not touch, `from` and `to`
 * are the ends of the room (all of the width where not given). → [{text, full, x, y, room}], for `text` in the middle
 * of `room`.
 * @param {Word[]} words @param {number} width @param {number} gap @param {(text: string) => number} measure
 */
export function lineUp(words, width, gap, measure) {
  const form = words.map(() => 0);
  while (true) {
    const stood = words.map((word, index) => stand(word, Math.ceil(measure(word.forms[form[index]])) + 1, width));
    const rooms = stood.map((_, index) => roomOf(stood, index, gap));
    const over = stood.map(({ size }, index) =>
      form[index] + 1 < words[index].forms.length ? size - rooms[index] : 0,
    );
    const worst = over.indexOf(Math.max(...over));
    if (!(over[worst] > 0)) {
      return words.map(({ forms, y }, index) => {
        const { x, size } = stood[index];
        const room = size <= roomOf(stood, index, LEAST_GAP) ? Math.max(size, rooms[index]) : rooms[index];
        return { text: forms[form[index]], full: forms[0], x, y, room: Math.max(20, room) };
      });
    }
    form[worst] += 1;
  }
}

/**
 * A word in its column, or as near to it as there is room.
 * @param {Word} word @param {number} size @param {number} width @returns {Stood}
 */
function stand({ x, y, from = 0, to }, size, width) {
  const end = to ?? width;
  const fits = end - from >= size;
  return { x: fits ? Math.min(Math.max(x, from + size / 2), end - size / 2) : x, y, from, to: end, size };
}

/** @param {Stood[]} stood @param {number} index @param {number} gap */
function roomOf(stood, index, gap) {
  const { x, y = 0, from, to } = stood[index];
  const sides = [stood[index - 1], stood[index + 1]]
    .filter((other) => other && Math.abs((other.y ?? 0) - y) < 16)
    .map((other) => {
      const distance = Math.abs(other.x - x) - gap;
      return Math.max(distance, 2 * distance - other.size);
    });
  return Math.min(2 * (x - from), 2 * (to - x), ...sides);
}

/** From where to where a column reaches, in pixels from the top. @param {Column} column */
export function span(column) {
  if (column.box) return [column.box.y, column.box.y + column.box.h];
  const last = /** @type {Neuron} */ (column.nodes.at(-1));
  return [column.nodes[0].y, last.y + last.h];
}
