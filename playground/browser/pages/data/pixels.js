// Pixels as the Python page sends them, and a canvas of them.

import { contextOf } from "../../kit/canvas.js";

/** The bytes of a text in base64. @param {string} text */
export const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * A canvas of one pixel for each place; `color(place)` gives red, green and blue, 0 to 255.
 * @param {number} width @param {number} height @param {Paint} color
 */
export function painted(width, height, color) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = contextOf(canvas);
  const image = context.createImageData(width, height);
  for (let place = 0; place < width * height; place += 1) image.data.set([...color(place), 255], 4 * place);
  context.putImageData(image, 0, 0);
  return canvas;
}
