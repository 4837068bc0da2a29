import assert from "node:assert/strict";
import { test } from "node:test";
import { pixelsOf, spotAt } from "../../../playground/browser/views/draw.js";

const BOX = { left: 28, top: 6, width: 240, height: 240, size: 240 };
const DOMAIN = [-6, 6];

test("the corners of the plane are the ends of the axes: up is up", () => {
  assert.deepEqual(pixelsOf(BOX, DOMAIN, -6, 6), [28, 6]);
  assert.deepEqual(pixelsOf(BOX, DOMAIN, 6, -6), [268, 246]);
  assert.deepEqual(pixelsOf(BOX, DOMAIN, 0, 0), [148, 126]);
});

test("a place and its coordinates lead back to each other", () => {
  for (const x of [-6, -2.25, 0, 0.5, 6])
    for (const y of [-6, -0.75, 3.5, 6]) {
      const [left, top] = pixelsOf(BOX, DOMAIN, x, y);
      assert.deepEqual(spotAt(BOX, DOMAIN, left, top), { left, top, x, y });
    }
});

test("coordinates stay within the plane", () => {
  const { x, y } = spotAt(BOX, DOMAIN, 0, 1000);
  assert.deepEqual([x, y], [-6, -6]);
});

test("coordinates have two places: a link stays short", () => {
  const { x, y } = spotAt(BOX, DOMAIN, 101.3, 77.7);
  for (const value of [x, y]) assert.ok(String(value).replace(/^-?\d+\.?/, "").length <= 2, String(value));
});
