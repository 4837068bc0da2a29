import assert from "node:assert/strict";
import { test } from "node:test";
import { enlarge } from "../../../playground/browser/kit/maps.js";

test("an even map stays even", () => {
  assert.deepEqual(enlarge(Uint8Array.of(9, 9, 9, 9), 2, 1, 0, 3), new Float32Array(36).fill(9));
});

test("between two cells the values go in a straight line, at the edges they stay", () => {
  const row = enlarge(Uint8Array.of(0, 8, 0, 8), 2, 1, 0, 4).subarray(0, 8);
  assert.deepEqual(Array.from(row), [0, 0, 1, 3, 5, 7, 8, 8]);
});

test("rows are rows and columns are columns", () => {
  const wide = enlarge(Uint8Array.of(0, 0, 100, 100), 2, 1, 0, 2);
  assert.deepEqual(Array.from(wide.subarray(0, 4)), [0, 0, 0, 0]);
  assert.deepEqual(Array.from(wide.subarray(12)), [100, 100, 100, 100]);
});

test("one channel of several is taken", () => {
  const bytes = Uint8Array.of(1, 50, 1, 50, 1, 50, 1, 50);
  assert.deepEqual(enlarge(bytes, 2, 2, 1, 2), new Float32Array(16).fill(50));
});

test("a buffer that fits is used again, another is not", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4);
  const first = enlarge(bytes, 2, 1, 0, 2);
  assert.equal(enlarge(bytes, 2, 1, 0, 2, first), first);
  assert.notEqual(enlarge(bytes, 2, 1, 0, 4, first), first);
});
