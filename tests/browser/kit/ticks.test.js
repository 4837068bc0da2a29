import assert from "node:assert/strict";
import { test } from "node:test";
import { plainly, ticksBetween } from "../../../playground/browser/kit/ticks.js";

test("ticks are round numbers within the range", () => {
  assert.deepEqual(ticksBetween(1, 10), [2, 4, 6, 8, 10]);
  assert.deepEqual(ticksBetween(-1, 1, 4), [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(ticksBetween(3, 9), [4, 6, 8]);
});

test("there are about as many as asked for, however large the numbers", () => {
  for (const [low, high] of [
    [0, 1],
    [-3, 7.5],
    [1e-9, 4e-9],
    [-2e6, 9e6],
    [0.999, 1.001],
  ])
    for (const about of [2, 4, 6, 10]) {
      const ticks = ticksBetween(low, high, about);
      assert.ok(ticks.length >= about / 2.5 && ticks.length <= about + 1, `${low} ${high} ${about}: ${ticks.join()}`);
      assert.ok(Math.min(...ticks) >= low - 1e-6 * (high - low) && Math.max(...ticks) <= high + 1e-6 * (high - low));
    }
});

test("neighbours are all equally far apart", () => {
  const ticks = ticksBetween(-7, 22, 8);
  const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]);
  for (const gap of gaps) assert.ok(Math.abs(gap - gaps[0]) < 1e-9);
});

test("a tick is said with three digits that count and the minus sign", () => {
  assert.equal(plainly(-0.30000000000000004), "−0.3");
  assert.equal(plainly(1234.5), "1230");
});
