// Weights as pictures: what each neuron looks for, or the kernels of a convolution, as tiles on one canvas.

import { canvasScale, contextOf, fitCanvas } from "../../kit/canvas.js";
import { h, setText } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";

const LINE = 13; // CSS pixels for the name of a tile
const SPACE = 6;
const LARGEST = 200; // CSS pixels of a tile
const FONT = "11px system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

export class Pictures {
  /**
   * `on.page(first)` asks for the pictures from unit `first`.
   * @param {InsidePage} page @param {{ page(first: number): void }} on
   */
  constructor(page, on) {
    const { t } = page;
    this.page = page;
    this.canvas = h("canvas", { role: "img" });
    this.area = h("div", { class: "pi-weights-tiles" }, this.canvas);
    this.context = contextOf(this.canvas);
    this.tiles = document.createElement("canvas");
    this.title = h("p", { class: "pi-weights-note" });
    this.said = h("p", { class: "pi-weights-note pi-weights-hover" });
    /** @param {HTMLInputElement} input @param {string} word */
    const check = (input, word) => h("label", { class: "pg-check" }, input, h("span", { text: t(word) }));
    this.separate = h("input", { type: "checkbox", onchange: () => this.redraw() });
    this.common = h("input", { type: "checkbox", onchange: () => this.redraw() });
    this.separateLabel = check(this.separate, N_("Colours apart"));
    /** @param {string} text @param {string} title @param {number} by */
    const turn = (text, title, by) =>
      h("button", {
        type: "button",
        class: "pg-small",
        text,
        title,
        "aria-label": title,
        onclick: () => on.page(Math.max(0, this.window[0] + by * this.count)),
      });
    this.before = turn("‹", t("Earlier pictures"), -1);
    this.after = turn("›", t("Further pictures"), 1);
    this.element = h(
      "div",
      { class: "pi-weights-pictures" },
      h("div", { class: "pi-weights-row" }, this.title, this.before, this.after),
      h("div", { class: "pi-weights-row" }, check(this.common, N_("Same scale for all")), this.separateLabel),
      this.area,
      this.said,
    );
    this.canvas.onpointermove = (event) => this.hover(event);
    this.canvas.onpointerleave = () => setText(this.said, "");
    this.watcher = new ResizeObserver(() => this.redraw());
    this.watcher.observe(this.area);
  }

  /**
   * `layer` is its name, `unitName(i)` that of a unit, `channelName(k)` of a channel.
   * @param {string} layer @param {NameOf} unitName @param {NameOf} channelName
   */
  setNames(layer, unitName, channelName) {
    Object.assign(this, { layer, unitName, channelName });
  }

  /** @param {Arrays} arrays */
  update(arrays) {
    this.arrays = isOfPictures(arrays) ? arrays : null;
    this.redraw();
  }

  redraw() {
    const { arrays } = this;
    const { t, colors } = this.page;
    this.canvas.hidden = !arrays;
    if (!arrays || !colors) return;
    const { pictures } = arrays;
    const [count, high, wide, channels] = pictures.shape;
    this.window = arrays["pictures:window"].data;
    this.count = count;
    const [first, units, all] = this.window;
    const isMixed = channels === 3 && !this.separate.checked;
    this.separateLabel.hidden = channels !== 3;
    this.each = isMixed ? 1 : channels;
    this.before.hidden = this.after.hidden = count >= units;
    this.before.disabled = first === 0;
    this.after.disabled = first + count >= units;
    const size = [high, wide, ...(all > 1 ? [all] : [])].join(" × ");
    const said = [
      t.plural("{layer}: {size} weight into each unit.", "{layer}: {size} weights into each unit.", high * wide * all, {
        layer: this.layer,
        size,
      }),
    ];
    if (count < units)
      said.push(t("Units {first} to {last} of {units}.", { first: first + 1, last: first + count, units }));
    if (channels < all) said.push(t("The first {shown} of {channels} channels.", { shown: channels, channels: all }));
    setText(this.title, said.join(" "));
    this.canvas.setAttribute("aria-label", said.join(" "));
    this.paint(pictures, arrays["pictures:scale"].data, isMixed, colors);
    this.place(count, high, wide, colors);
  }

  /**
   * All tiles one below the other on a hidden canvas, a pixel for a weight.
   * @param {NamedArray} pictures @param {Numbers} scales @param {boolean} isMixed @param {Colors} colors
   */
  paint(pictures, scales, isMixed, colors) {
    const [count, high, wide, channels] = pictures.shape;
    const { tiles, each } = this;
    const size = high * wide;
    if (!size || !count) return;
    if (tiles.width !== wide || tiles.height !== high * count * each) {
      tiles.width = wide;
      tiles.height = high * count * each;
    }
    const context = contextOf(tiles);
    const image = context.createImageData(wide, high * count * each);
    const pixels = new Uint32Array(image.data.buffer);
    const { data } = pictures;
    const table = colors.diverging;
    const largest = this.common.checked ? Math.max(...scales) : 0;
    for (let unit = 0; unit < count; unit += 1) {
      const share = largest > 0 ? scales[unit] / largest : 1;
      /** @param {number} index */
      const byte = (index) => Math.min(255, Math.max(0, Math.round(127.5 + (data[index] - 128) * share)));
      for (let at = 0; at < size; at += 1) {
        const from = (unit * size + at) * channels;
        if (isMixed)
          pixels[unit * size + at] = ((255 << 24) | (byte(from + 2) << 16) | (byte(from + 1) << 8) | byte(from)) >>> 0;
        else for (let k = 0; k < channels; k += 1) pixels[(unit * each + k) * size + at] = table[byte(from + k)];
      }
    }
    context.putImageData(image, 0, 0);
  }

  /**
   * The tiles on the canvas, as large as they can be: those of a unit in one row, or in rows of its own.
   * @param {number} count @param {number} high @param {number} wide @param {Colors} colors
   */
  place(count, high, wide, colors) {
    const width = this.area.clientWidth;
    const height = this.area.clientHeight;
    if (width < 40 || height < 40) return;
    const { each } = this;
    const room = { count, each, high, wide, width };
    /** @param {LaidTiles} tiles */
    const fits = (tiles) => tiles.rows * tiles.cell[1] <= height && tiles.inRow * tiles.cell[0] <= width + SPACE;
    let laid = laidOut(Math.min(LARGEST / Math.max(high, wide), 40), room);
    while (laid.size > 1 && !fits(laid)) laid = laidOut(laid.size - (laid.size > 6 ? 1 : 0.1), room);
    const { size, cell, numRows, numUnits, inRow, rows } = laid;
    // Where even small tiles do not fit, the area scrolls.
    fitCanvas(
      this.canvas,
      Math.min(Math.max(width, cell[0]), 4000),
      Math.max(height - 1, Math.min(rows * cell[1], 6000)),
    );
    const { context } = this;
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, 4000, 6000);
    context.imageSmoothingEnabled = false;
    context.font = FONT;
    context.fillStyle = colors.muted;
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    for (let at = 0; at < count * each; at += 1) {
      const unit = Math.floor(at / each);
      const channel = at % each;
      const x = ((unit % numUnits) * each + (numRows > 1 ? channel % inRow : channel)) * cell[0];
      const y = (Math.floor(unit / numUnits) * numRows + Math.floor(channel / inRow)) * cell[1];
      if (cell[0] >= 16) context.fillText(cut(context, this.nameOf(unit, channel), cell[0] - 3), x, y + LINE - 3);
      context.drawImage(this.tiles, 0, at * high, wide, high, x, y + LINE, size * wide, size * high);
    }
    this.laid = { ...laid, count, high, wide };
  }

  /** @param {number} unit @param {number} channel */
  nameOf(unit, channel) {
    const name = this.unitName(this.window[0] + unit);
    return this.each > 1 ? `${name}·${this.channelName(channel)}` : name;
  }

  /**
   * The unit and the channel of the tile in that row and place, or null.
   * @param {LaidTiles & { count: number }} laid @param {number} row @param {number} across
   */
  tileAt({ numRows, numUnits, inRow, count }, row, across) {
    const { each } = this;
    if (across >= inRow) return null;
    const unit = Math.floor(row / numRows) * numUnits + Math.floor(across / each);
    const channel = numRows > 1 ? (row % numRows) * inRow + across : across % each;
    return unit < count && channel < each ? { unit, channel } : null;
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const { laid, arrays } = this;
    if (!laid || !arrays) return;
    const tile = this.tileAt(laid, Math.floor(event.offsetY / laid.cell[1]), Math.floor(event.offsetX / laid.cell[0]));
    const column = Math.floor((event.offsetX % laid.cell[0]) / laid.size);
    const row = Math.floor(((event.offsetY % laid.cell[1]) - LINE) / laid.size);
    if (!tile || row < 0 || row >= laid.high || column >= laid.wide) {
      setText(this.said, "");
      return;
    }
    const channels = arrays.pictures.shape[3];
    const { unit, channel } = tile;
    const from = ((unit * laid.high + row) * laid.wide + column) * channels;
    /** @param {number} k */
    const value = (k) => short(((arrays.pictures.data[from + k] - 128) / 127) * arrays["pictures:scale"].data[unit], 3);
    const values = this.each > 1 ? value(channel) : Array.from({ length: channels }, (_, k) => value(k)).join(" / ");
    const { t } = this.page;
    setText(
      this.said,
      t("{unit}, row {row}, column {column}: about {value}", {
        unit: this.nameOf(unit, channel),
        row: row + 1,
        column: column + 1,
        value: values,
      }),
    );
  }

  close() {
    this.watcher.disconnect();
  }
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
function cut(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}

/** @param {Arrays} arrays @returns {arrays is Arrays & PictureArrays} */
function isOfPictures(arrays) {
  return Boolean(arrays.pictures);
}

/**
 * How tiles of that size stand in so much width: `each` of them are of one unit.
 * @param {number} size @param {TileRoom} room @returns {LaidTiles}
 */
function laidOut(size, { count, each, high, wide, width }) {
  const cell = [size * wide + SPACE, size * high + LINE + SPACE];
  const across = Math.max(1, Math.floor((width + SPACE) / cell[0]));
  const numRows = Math.ceil(each / across); // of one unit
  const numUnits = Math.max(1, Math.floor(across / each)); // beside each other
  return {
    size,
    cell,
    numRows,
    numUnits,
    inRow: numUnits > 1 ? numUnits * each : Math.ceil(each / numRows),
    rows: Math.ceil(count / numUnits) * numRows,
  };
}
