// Which number of which layer is written out: the one under the pointer, or the one that is held; and its arithmetic.

import { N_ } from "../../kit/words.js";

const DWELL = 350; // milliseconds on one place until its numbers follow the training

export class Held {
  /**
   * `on.ask()` gives the parameters of the look "neuron"; `on.changed()` there is news; `on.watch()` watch it.
   * @param {InsidePage} page @param {{ ask(place: WalkPlace): LookParameters, changed(): void, watch(): void }} on
   */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.place = null;
    this.shown = null; // the place that the arrays are about
    this.isPinned = false;
    this.arrays = {};
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    this.hello = hello;
    this.place = null;
    this.shown = null;
    this.isPinned = false;
    this.arrays = {};
  }

  /** Begin where the page was left. @param {WalkPlace} place @param {boolean} [isPinned] */
  resume(place, isPinned) {
    this.place = place;
    this.isPinned = Boolean(isPinned);
  }

  /** The first number that is shown is the network's answer. @param {Arrays} arrays */
  start(arrays) {
    if (this.place) return;
    const isMany = (arrays["walk:output"]?.data.length ?? 0) > 1;
    const chosen = arrays["walk:class"]?.data[0] ?? 0;
    this.go({ layer: this.hello.layers.length - 1, unit: isMany ? Math.max(0, chosen) : 0 });
  }

  /** @param {WalkPlace | null} place */
  hover(place) {
    if (this.isPinned || !place || place.layer < 0) return;
    this.go(place);
  }

  /** Hold a number; the same one again lets it go. @param {WalkPlace} place */
  pin(place) {
    if (place.layer < 0) return;
    const isSame = this.isPinned && JSON.stringify(place) === JSON.stringify(this.place);
    this.isPinned = !isSame;
    if (isSame) this.on.changed();
    else this.go(place, true);
    this.on.watch();
  }

  free() {
    this.isPinned = false;
    this.on.changed();
    this.on.watch();
  }

  /** @param {WalkPlace} place */
  go(place, always = false) {
    if (!always && JSON.stringify(place) === JSON.stringify(this.place)) return;
    this.place = place;
    this.isFresh = false;
    void this.refresh();
    clearTimeout(this.dwelling);
    this.dwelling = setTimeout(() => this.on.watch(), DWELL);
  }

  /** Ask for the arithmetic; of places that follow each other quickly only the newest. */
  async refresh() {
    if (!this.place) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.again = false;
    const asked = JSON.stringify(this.place);
    try {
      const { arrays } = await this.page.ask("neuron", this.on.ask(this.place));
      if (asked === JSON.stringify(this.place)) {
        this.isFresh = true;
        this.take(arrays);
      }
    } catch {
      // the picture of the whole walk says what is wrong with this sample
    }
    this.busy = false;
    if (this.again && !this.closed) void this.refresh();
  }

  /** A picture of the running network; it may still be about the place before. @param {Arrays} arrays */
  receive(arrays) {
    if (!this.isFresh || !this.isAbout(arrays)) return;
    this.take(arrays);
  }

  /** @param {Arrays} arrays */
  isAbout(arrays) {
    const said = arrays["neuron:place"]?.data;
    if (!this.place || !said) return false;
    const { layer, unit, row = 0, column = 0 } = this.place;
    const number = arrays["neuron:layer"]?.data[0] ?? layer;
    return number === layer && said[0] === row && said[1] === column && said[2] === unit;
  }

  /** @param {Arrays} arrays */
  take(arrays) {
    this.arrays = arrays;
    this.shown = this.place;
    this.on.changed();
  }

  /** How a number is called. @param {WalkPlace} place */
  unitName({ layer, unit, row = 0, column = 0 }) {
    const { t } = this.page;
    const { output_shape: shape } = this.hello.layers[layer];
    const isLast = layer === this.hello.layers.length - 1;
    if (shape.length === 3)
      return t("map {map}, row {row}, column {column}", { map: unit + 1, row: row + 1, column: column + 1 });
    if (shape.length === 2) return t("step {step}, number {number}", { step: column + 1, number: unit + 1 });
    if (isLast && this.hello.class_names.length === shape[0]) return this.hello.class_names[unit];
    return hasNeurons(this.hello.layers[layer])
      ? t("neuron {number}", { number: unit + 1 })
      : t("number {number}", { number: unit + 1 });
  }

  /**
   * The same for a narrow column, where the places of a map must not be cut: only their ends differ.
   * @param {WalkPlace} place @param {number} index
   */
  briefNameOf(place, index) {
    return this.nameOf(place, index, N_("map {map}: {row}, {column}"));
  }

  /** How the input number `index` of its layer is called. @param {WalkPlace} place @param {number} index */
  nameOf({ layer }, index, onMap = N_("map {map}, row {row}, column {column}")) {
    const { t } = this.page;
    const { hello } = this;
    const picture = this.pictureBefore(layer);
    if (picture) {
      const { width, height } = picture;
      if (index < width * height)
        return t("pixel {row}, {column}", { row: Math.floor(index / width) + 1, column: (index % width) + 1 });
    }
    if (this.isFirst(layer) && hello.input_names.length > index && hello.input_shape.length === 1)
      return hello.input_names[index];
    const before = hello.layers[layer - 1];
    const [rows = 0, columns = 0, maps = 0] = before?.flattens ? before.input_shape : [];
    if (maps && rows * columns * maps > index) {
      return t(onMap, {
        map: (index % maps) + 1,
        row: Math.floor(index / maps / columns) + 1,
        column: (Math.floor(index / maps) % columns) + 1,
      });
    }
    return before && hasNeurons(before)
      ? t("neuron {number}", { number: index + 1 })
      : t("number {number}", { number: index + 1 });
  }

  /** Whether only layers that change nothing stand before a layer. @param {number} layer */
  isFirst(layer) {
    return this.hello.layers.slice(0, layer).every((each) => each.is_passive);
  }

  /** Where the inputs of a layer are the pixels of the sample: its size, else null. @param {number} layer */
  pictureBefore(layer) {
    const [height, width, channels] = this.hello.input_shape;
    return channels === 1 && this.isFirst(layer) ? { height, width } : null;
  }

  /** The cells of the layer before from which the number is made. @returns {WalkPatch | null} */
  get patch() {
    const corner = this.arrays["neuron:corner"]?.data;
    const from = this.arrays["neuron:from"]?.data;
    if (!this.shown || this.shown !== this.place) return null;
    const layer = this.shown.layer - 1;
    if (from && from.length === 3) return { layer, unit: from[2], row: from[0], column: from[1], height: 1, width: 1 };
    if (from && from.length === 2) return { layer, unit: from[1], row: 0, column: from[0], height: 1, width: 1 };
    const cells = this.arrays["neuron:patch"]?.shape;
    if (!corner || !cells) return null;
    const [down, across] = this.arrays["neuron:dilation"]?.data ?? [1, 1];
    const [row, column] = corner;
    const isPooling = cells.length === 2;
    return {
      layer,
      unit: isPooling ? this.shown.unit : null,
      row,
      column,
      height: (cells[0] - 1) * down + 1,
      width: (cells[1] - 1) * across + 1,
    };
  }

  /** The slopes of the loss at a number, where the walk has them. @param {WalkPlace} place @param {Arrays} walk */
  gradients({ layer, unit }, walk) {
    const { name } = this.hello.layers[layer];
    return { unit, g: walk[`g:${name}`]?.data[unit], gz: walk[`gz:${name}`]?.data[unit] };
  }

  close() {
    this.closed = true;
    clearTimeout(this.dwelling);
  }
}

/**
 * Whether its numbers are called neurons: each is a weighted sum of all that comes in, and of nothing else.
 * @param {Layer} layer
 */
function hasNeurons({ joins, gates, is_recurrent: isRecurrent }) {
  return joins && !gates.length && !isRecurrent;
}
