import assert from "node:assert/strict";
import { test } from "node:test";
import { className, PlaneView } from "../../../playground/browser/views/plane.js";

const { shareOf, tableOf } = PlaneView.prototype;

/** The share of the colours for a byte of a map from low to high. @param {string} task @param {number} low @param {number} high */
function share(task, low, high, reachOfLabels = 0) {
  return shareOf.call({ hello: { task }, reachOfLabels }, { data: new Uint8Array(), shape: [], low, high });
}

test("a probability is its own share of the colours", () => {
  const of = share("binary", 0, 1);
  assert.deepEqual([0, 51, 255].map(of), [0, 0.2, 1]);
});

test("bytes stand for the values from low to high", () => {
  const of = share("binary", 0.5, 1);
  assert.deepEqual([0, 255].map(of), [0.5, 1]);
});

test("a value of a regression is seen against the reach of the labels, zero in the middle", () => {
  const of = share("regression", -4, 4, 2);
  assert.ok(Math.abs(of(127.5) - 0.5) < 1e-12);
  assert.deepEqual([0, 255].map(of), [-0.5, 1.5]);
});

test("what lies beyond the labels has the colour of the end", () => {
  const colors = { soft: Uint32Array.from({ length: 256 }, (_, index) => index) };
  const view = { hello: { task: "regression" }, reachOfLabels: 2, shareOf };
  const table = tableOf.call(view, { data: new Uint8Array(), shape: [], low: -4, high: 4 }, colors);
  assert.deepEqual([table[0], table[63], table[192], table[255]], [0, 0, 255, 255]);
  assert.ok(table[127] <= 128 && table[128] >= 127);
});

test("a class without a name is called by its number", () => {
  assert.equal(className({ class_names: ["cat"] }, 0), "cat");
  assert.equal(className({ class_names: [] }, 3), "3");
});
