// Heat maps: bytes of a message → pixels. Canvases and pixel buffers are kept from picture to picture.

import { contextOf } from "./canvas.js";

/** A stack of `count` square maps of `size` cells, one below the other on one hidden canvas. */
export class Atlas {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.context = contextOf(this.canvas);
  }

  /** @param {number} count @param {number} size */
  resize(count, size) {
    if (this.count === count && this.size === size) return;
    this.count = count;
    this.size = size;
    this.canvas.width = Math.max(1, size);
    this.canvas.height = Math.max(1, size * count);
    this.image = this.context.createImageData(this.canvas.width, this.canvas.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /**
   * Bytes (count, size, size) through a table of 256 colours.
   * @param {Numbers} bytes @param {number} count @param {number} size @param {Uint32Array} table
   */
  fill(bytes, count, size, table) {
    this.resize(count, size);
    const { pixels } = this;
    for (let index = 0; index < pixels.length; index += 1) pixels[index] = table[bytes[index]];
    this.context.putImageData(this.image, 0, 0);
  }

  /** For one map of `size` cells. @param {number} size @param {(index: number) => number} color */
  paint(size, color) {
    this.resize(1, size);
    const { pixels } = this;
    for (let index = 0; index < pixels.length; index += 1) pixels[index] = color(index);
    this.context.putImageData(this.image, 0, 0);
  }

  /**
   * @param {CanvasRenderingContext2D} context @param {number} index @param {number} x @param {number} y
   * @param {number} width @param {number} height
   */
  draw(context, index, x, y, width, height) {
    if (!this.size || !this.count || index >= this.count) return;
    context.drawImage(this.canvas, 0, index * this.size, this.size, this.size, x, y, width, height);
  }
}

/**
 * Enlarge channel `channel` of (g, g, channels) bytes to (factor·g)² floats 0…255, bilinear; the buffer is reused.
 * @param {ArrayLike<number>} bytes @param {number} size @param {number} channels @param {number} channel
 * @param {number} factor @param {Float32Array} [into]
 */
export function enlarge(bytes, size, channels, channel, factor, into) {
  const wide = size * factor;
  const out = into && into.length === wide * wide ? into : new Float32Array(wide * wide);
  for (let row = 0; row < wide; row += 1) {
    const v = Math.min(size - 1, Math.max(0, (row + 0.5) / factor - 0.5));
    const top = Math.floor(v);
    const below = Math.min(top + 1, size - 1);
    const down = v - top;
    for (let column = 0; column < wide; column += 1) {
      const u = Math.min(size - 1, Math.max(0, (column + 0.5) / factor - 0.5));
      const left = Math.floor(u);
      const right = Math.min(left + 1, size - 1);
      const across = u - left;
      const a = bytes[(top * size + left) * channels + channel];
      const b = bytes[(top * size + right) * channels + channel];
      const c = bytes[(below * size + left) * channels + channel];
      const d = bytes[(below * size + right) * channels + channel];
      out[row * wide + column] = (a + (b - a) * across) * (1 - down) + (c + (d - c) * across) * down;
    }
  }
  return out;
}
