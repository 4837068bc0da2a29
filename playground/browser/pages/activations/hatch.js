// Hatching for canvases: what is dead is told by a pattern, not by a colour.

import { canvasScale, contextOf } from "../../kit/canvas.js";

/** @type {Map<string, HTMLCanvasElement>} */
const patterns = new Map();

/** A fill of thin diagonal lines. @param {CanvasRenderingContext2D} context @param {string} color */
export function hatched(context, color) {
  const key = `${color} ${canvasScale()}`;
  let tile = patterns.get(key);
  if (!tile) {
    tile = document.createElement("canvas");
    tile.width = 8;
    tile.height = 8;
    const draw = contextOf(tile);
    draw.globalAlpha = 0.5;
    draw.strokeStyle = color;
    draw.lineWidth = 1.5;
    draw.beginPath();
    for (const shift of [-8, 0, 8]) {
      draw.moveTo(shift - 1, 9);
      draw.lineTo(shift + 9, -1);
    }
    draw.stroke();
    patterns.set(key, tile);
  }
  return context.createPattern(tile, "repeat");
}
