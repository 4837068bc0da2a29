import assert from "node:assert/strict";
import { test } from "node:test";
import { drawPoints, reach } from "../../../playground/browser/kit/points.js";

/** A context that notes which of its functions was called with what. */
function noting() {
  /** @type {unknown[][]} */
  const calls = [];
  const context = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (/** @type {unknown[]} */ ...values) =>
          calls.push([name, ...values]),
      set: (_, name, value) => calls.push([name, value]) > 0,
    },
  );
  return { calls, context, of: (/** @type {string} */ name) => calls.filter(([called]) => called === name) };
}

const PLACE = { domain: [-6, 6], left: 10, top: 20, width: 120, height: 120, size: 120 };
const POINTS = { data: Float32Array.of(0, 0, -6, 6, 6, -6), shape: [3, 2] };
const LABELS = { data: Float32Array.of(0, 1, 1) };

test("the middle and the corners of the plane lie where they belong", () => {
  const { context, of } = noting();
  drawPoints(context, POINTS, LABELS, "disc", PLACE, () => "red", "white", "black");
  assert.deepEqual(
    of("arc").map(([, x, y]) => [x, y]),
    [
      [70, 80],
      [10, 20],
      [130, 140],
    ],
  );
});

test("a point has the colour of its label", () => {
  const { context, of } = noting();
  drawPoints(context, POINTS, LABELS, "disc", PLACE, (label) => `color ${label}`, "white", "black");
  assert.deepEqual(
    of("fillStyle").map(([, color]) => color),
    ["color 0", "color 1", "color 1"],
  );
});

test("validation points are hollow diamonds", () => {
  const { context, of } = noting();
  drawPoints(context, POINTS, LABELS, "diamond", PLACE, () => "red", "white", "black");
  assert.equal(of("fill").length, 0);
  assert.equal(of("closePath").length, 3);
});

test("without points nothing is drawn", () => {
  const { calls, context } = noting();
  drawPoints(context, undefined, LABELS, "disc", PLACE, () => "red", "white", "black");
  assert.deepEqual(calls, []);
});

test("the reach of numbers is their largest size, never nothing", () => {
  assert.equal(reach({ data: Float32Array.of(1, -3, 2), shape: [3] }), 3);
  assert.equal(reach({ data: Float32Array.of(0), shape: [1] }), 1e-6);
  assert.equal(reach(undefined), 1e-6);
});
