import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asBase64,
  noisy,
  rotated,
  shifted,
  stroke,
} from "../../../../../playground/browser/pages/sample/input/pictures.js";

const SIZE = { height: 2, width: 3, channels: 1 };
const PICTURE = [1, 2, 3, 4, 5, 6];

test("a picture moves by whole pixels, and ground comes in behind it", () => {
  assert.deepEqual(Array.from(shifted(PICTURE, SIZE, 1, 0)), [0, 1, 2, 0, 4, 5]);
  assert.deepEqual(Array.from(shifted(PICTURE, SIZE, 0, -1, 9)), [4, 5, 6, 9, 9, 9]);
});

test("a turn by nothing changes nothing, and half a turn puts the last pixel first", () => {
  assert.deepEqual(Array.from(rotated(PICTURE, SIZE, 0)), PICTURE);
  const square = { height: 3, width: 3, channels: 1 };
  assert.deepEqual(Array.from(rotated([9, 0, 0, 0, 5, 0, 0, 0, 1], square, 180)), [1, 0, 0, 0, 5, 0, 0, 0, 9]);
});

test("equal seeds give equal noise, others another, and bytes stay bytes", () => {
  const grey = new Array(64).fill(250);
  assert.deepEqual(noisy(grey, 40, 1), noisy(grey, 40, 1));
  assert.notDeepEqual(noisy(grey, 40, 1), noisy(grey, 40, 2));
  assert.ok(noisy(grey, 40, 1).every((value) => value >= 0 && value <= 255));
});

test("a pen paints what it covers, and at its edge in part", () => {
  const size = { height: 5, width: 5, channels: 1 };
  const painted = stroke(new Array(25).fill(0), size, [2.5, 2.5], [2.5, 2.5], 0.5, 200);
  assert.equal(painted[12], 200);
  assert.equal(painted[0], 0);
  assert.equal(stroke(new Array(25).fill(0), size, [0.5, 2.5], [4.5, 2.5], 0.5, 200)[14], 200);
  const edge = stroke(new Array(25).fill(0), size, [2.5, 2.5], [2.5, 2.5], 1, 200);
  assert.deepEqual([edge[10], edge[11], edge[12]], [0, 100, 200]);
});

test("an eraser paints zeros", () => {
  const size = { height: 3, width: 3, channels: 3 };
  const rubbed = stroke(new Array(27).fill(100), size, [1.5, 1.5], [1.5, 1.5], 0.5, 0);
  assert.deepEqual(Array.from(rubbed.slice(12, 15)), [0, 0, 0]);
});

test("bytes are sent as base64", () => {
  assert.equal(asBase64(Uint8ClampedArray.of(0, 127, 255)), "AH//");
});
