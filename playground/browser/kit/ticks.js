// The numbers that stand at an axis.

import { minus } from "./numbers.js";

/** Round numbers from low to high, about so many. @param {number} low @param {number} high */
export function ticksBetween(low, high, about = 5) {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-6); index * step <= high + step * 1e-6; index += 1)
    ticks.push(index * step);
  return ticks;
}

/** A number of three digits that count. @param {number} tick */
export function plainly(tick) {
  return minus(Number(tick.toPrecision(3)));
}
