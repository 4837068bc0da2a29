// The layers as columns: neurons as maps over the plane or as bars, filters, blocks, and the marks of the biases.

import { Atlas } from "../../kit/maps.js";

/** Pixels of the mark of a bias. */
export const BIAS = 7;

export class Columns {
  /** @param {CanvasRenderingContext2D} context */
  constructor(context) {
    this.context = context;
    this.atlases = new Map();
    this.marked = null;
  }

  /** Another network: its maps are none of the last one's. */
  clear() {
    this.atlases.clear();
  }

  /** @param {Column} column @param {Arrays} arrays @param {Colors} colors @param {boolean} isPlane */
  draw(column, arrays, colors, isPlane) {
    if (column.box) {
      drawBlock(this.context, column, column.box, colors);
      return;
    }
    if (column.kind === "filters") this.drawFilters(column, arrays, colors);
    else if (isPlane) this.drawMaps(column, arrays, colors);
    else this.drawBars(column, arrays, colors);
    if (column.layer) this.drawBiases(column, arrays[`bias:${column.layer.name}`], colors);
  }

  /** @param {string} name */
  atlas(name) {
    const atlas = this.atlases.get(name) ?? new Atlas();
    this.atlases.set(name, atlas);
    return atlas;
  }

  /** @param {Column} column @param {Arrays} arrays @param {Colors} colors */
  drawMaps(column, arrays, colors) {
    const { context } = this;
    const isOutput = column.isOutput;
    const array = arrays[isOutput ? "output_map" : column.map];
    if (array && !isOutput) {
      this.atlas(column.map).fill(array.data, array.shape[0], array.shape[1], colors.diverging);
    }
    for (const node of column.nodes) {
      if (array && isOutput)
        this.outputThumbnail(array, node.unit, column.units, colors).draw(context, 0, node.x, node.y, node.w, node.h);
      else if (array && node.unit < array.shape[0])
        this.atlas(column.map).draw(context, node.unit, node.x, node.y, node.w, node.h);
      else fillBox(context, node, colors.neutral);
      const focus = this.marked?.node === node;
      frame(context, node, focus ? colors.text : colors.muted, focus ? 2.5 : 1.25);
    }
  }

  /** @param {NamedArray} array @param {number} unit @param {number} units @param {Colors} colors */
  outputThumbnail(array, unit, units, colors) {
    const atlas = this.atlas(`output:${unit}`);
    const channels = array.shape[2];
    const table = units > 1 ? colors.classRamps[unit % colors.classRamps.length] : colors.diverging;
    atlas.paint(array.shape[0], (index) => table[array.data[index * channels + unit]]);
    return atlas;
  }

  /** @param {Column} column @param {Arrays} arrays @param {Colors} colors */
  drawBars(column, arrays, colors) {
    const { context } = this;
    const array = column.layer ? arrays[`activation:${column.layer.name}`] : null;
    let largest = 1e-9;
    if (array) for (const value of array.data) if (value > largest) largest = value;
    for (const node of column.nodes) {
      fillBox(context, node, colors.neutral);
      const value = array && node.unit < array.data.length ? array.data[node.unit] : 0;
      const share = Math.min(1, Math.max(0, value / (column.isOutput ? Math.max(largest, 0.2) : largest)));
      if (share > 0) fillBox(context, { ...node, w: node.w * share }, colors.positive);
      const focus = this.marked?.node === node;
      frame(context, node, focus ? colors.text : colors.muted, focus ? 2.5 : 1);
    }
  }

  /** @param {Column} column @param {Arrays} arrays @param {Colors} colors */
  drawFilters(column, arrays, colors) {
    const { context } = this;
    const { name } = /** @type {Layer} */ (column.layer);
    const kernel = arrays[`kernel:${name}`];
    const activation = arrays[`activation:${name}`];
    let largest = 1e-9;
    if (activation) for (const value of activation.data) if (value > largest) largest = value;
    let strongest = 1e-9;
    if (kernel) for (const value of kernel.data) strongest = Math.max(strongest, Math.abs(value));
    for (const node of column.nodes) {
      fillBox(context, node, colors.neutral);
      if (kernel && kernel.shape.length === 4 && node.unit < kernel.shape[3])
        drawKernel(context, node, kernel, strongest, colors);
      const focus = this.marked?.node === node;
      frame(context, node, focus ? colors.text : colors.muted, focus ? 2.5 : 1);
      if (activation && node.unit < activation.data.length) {
        const share = activation.data[node.unit] / largest;
        context.fillStyle = colors.grid;
        context.fillRect(node.x + node.w + 3, node.y, 4, node.h);
        context.fillStyle = colors.positive;
        context.fillRect(node.x + node.w + 3, node.y + node.h * (1 - share), 4, node.h * share);
      }
    }
  }

  /** @param {Column} column @param {NamedArray | undefined} array @param {Colors} colors */
  drawBiases(column, array, colors) {
    if (!array || column.nodes.length === 0 || (column.kind === "filters" && column.nodes[0].h < 24)) return;
    const { context } = this;
    for (const node of column.nodes) {
      if (node.unit >= array.data.length) continue;
      const x = node.bias.x - BIAS / 2;
      const y = node.bias.y - BIAS / 2;
      context.fillStyle = colors.ofValue(array.data[node.unit] * 2);
      context.fillRect(x, y, BIAS, BIAS);
      context.lineWidth = 1;
      context.strokeStyle = this.marked?.bias && this.marked.node === node ? colors.text : colors.muted;
      context.strokeRect(x, y, BIAS, BIAS);
    }
  }
}

/** @param {CanvasRenderingContext2D} context @param {Place} place @param {string} color */
function fillBox(context, { x, y, w, h: height }, color) {
  context.fillStyle = color;
  context.fillRect(x, y, w, height);
}

/** @param {CanvasRenderingContext2D} context @param {Place} place @param {string} color @param {number} width */
function frame(context, { x, y, w, h: height }, color, width) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  context.roundRect(x, y, w, height, 2);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context @param {Neuron} node @param {NamedArray} kernel @param {number} strongest
 * @param {Colors} colors
 */
function drawKernel(context, node, kernel, strongest, colors) {
  const [rows, columns, inputs, filters] = kernel.shape;
  const w = node.w / columns;
  const height = node.h / rows;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let input = 0; input < inputs; input += 1)
        sum += kernel.data[((row * columns + column) * inputs + input) * filters + node.unit];
      context.fillStyle = colors.ofValue((sum / inputs / strongest) * (inputs > 1 ? 2 : 1));
      context.fillRect(node.x + column * w, node.y + row * height, w + 0.5, height + 0.5);
    }
  }
}

/** @param {CanvasRenderingContext2D} context @param {Column} column @param {Place} box @param {Colors} colors */
function drawBlock(context, column, { x, y, w, h: height }, colors) {
  const sheets = column.kind === "block" && column.shape.length === 3 ? Math.min(4, column.shape[2]) : 1;
  for (let sheet = sheets - 1; sheet >= 0; sheet -= 1) {
    const shift = sheet * 4;
    context.beginPath();
    context.roundRect(x + shift, y - shift, w, height, column.kind === "pill" ? 8 : 4);
    context.fillStyle = colors.neutral;
    context.fill();
    context.strokeStyle = colors.muted;
    context.lineWidth = 1;
    context.stroke();
  }
  if (column.kind === "block" && column.shape.length < 3) {
    context.beginPath();
    for (let at = y + w; at < y + height - 2; at += w) {
      context.moveTo(x, at);
      context.lineTo(x + w, at);
    }
    context.strokeStyle = colors.grid;
    context.stroke();
  }
  if (column.kind === "block" && column.shape.length === 3) {
    const cells = Math.min(column.shape[0], 8);
    context.beginPath();
    for (let index = 1; index < cells; index += 1) {
      const step = (w * index) / cells;
      context.moveTo(x + step, y);
      context.lineTo(x + step, y + height);
      context.moveTo(x, y + step);
      context.lineTo(x + w, y + step);
    }
    context.strokeStyle = colors.grid;
    context.stroke();
  }
}
