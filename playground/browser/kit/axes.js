// The frame of a drawing: its place on a canvas, axes with ticks.

import { fitCanvas } from "./canvas.js";
import { plainly } from "./ticks.js";

const LEFT = 28;
const BOTTOM = 20;
const TOP = 6;
const RIGHT = 8;
const SIDE = 150; // what the words beside a drawing take

/**
 * Make `canvases` in `holder` the largest square beside the words; the box is within the axes.
 * @param {HTMLElement} area @param {HTMLElement} holder @param {HTMLCanvasElement[]} canvases
 */
export function fitSquare(area, holder, canvases) {
  const { wide, height } = room(area);
  const size = Math.floor(Math.max(80, Math.min(height - TOP - BOTTOM, wide - LEFT - RIGHT - 8)));
  return fit(holder, canvases, { left: LEFT, top: TOP, width: size, height: size, size });
}

/**
 * The same for a drawing that takes all the room there is, with so many pixels for the words of the upright axis.
 * @param {HTMLElement} area @param {HTMLElement} holder @param {HTMLCanvasElement[]} canvases @param {number} left
 */
export function fitRoom(area, holder, canvases, left) {
  const { wide, height } = room(area);
  const width = Math.floor(Math.max(80, wide - left - RIGHT - 8));
  return fit(holder, canvases, { left, top: TOP, width, height: Math.floor(Math.max(60, height - TOP - BOTTOM)) });
}

/** @param {HTMLElement} area */
function room(area) {
  const stacked = area.clientWidth < 320 || area.dataset.stack === "yes";
  return { wide: area.clientWidth - (stacked ? 0 : SIDE), height: area.clientHeight };
}

/**
 * @template {Box} B
 * @param {HTMLElement} holder @param {HTMLCanvasElement[]} canvases @param {B} box
 */
function fit(holder, canvases, box) {
  const width = box.left + box.width + RIGHT;
  const height = box.top + box.height + BOTTOM;
  const changed = canvases.map((canvas) => fitCanvas(canvas, width, height)).includes(true);
  if (changed) {
    holder.style.width = `${width}px`;
    holder.style.height = `${height}px`;
  }
  return { box, changed };
}

/** Empty a canvas that `fitSquare` or `fitRoom` has made. @param {CanvasRenderingContext2D} context @param {Box} box */
export function clear(context, box) {
  context.clearRect(0, 0, box.left + box.width + RIGHT, box.top + box.height + BOTTOM);
}

/**
 * The frame and both axes; `names` stand at the ends, `said` writes a number.
 * @param {CanvasRenderingContext2D} context @param {Box} box @param {Axis} across @param {Axis} up
 * @param {Colors} colors @param {string[] | null} names @param {(tick: number) => string} said
 */
export function axes(context, { left, top, width, height }, across, up, colors, names = null, said = plainly) {
  context.font = '11px "Source Sans", system-ui, sans-serif';
  context.fillStyle = colors.muted;
  context.strokeStyle = colors.muted;
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  /** @param {number} tick @param {Domain} domain */
  const share = (tick, [low, high]) => (tick - low) / (high - low);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const tick of across.ticks) {
    context.fillText(
      said(tick),
      Math.min(left + share(tick, across.domain) * width, left + width - 4),
      top + height + 5,
    );
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const tick of up.ticks)
    context.fillText(said(tick), left - 5, Math.max(top + height - share(tick, up.domain) * height, top + 5));
  if (!names) return;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText(names[0], left + width - 4, top + height - 4);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(names[1], left + 5, top + 5);
}
