import assert from "node:assert/strict";
import { test } from "node:test";
import { isRaw } from "../../../../playground/browser/pages/sample/answer.js";
import { middleOf } from "../../../../playground/browser/views/output.js";

/** @param {string} task @param {boolean} gives_probabilities */
const hello = (task, gives_probabilities) => ({ task, gives_probabilities });

test("one output that is no probability is shown as it is, not as shares of two classes", () => {
  assert.equal(isRaw(hello("binary", false), [-0.189]), true);
  assert.equal(isRaw(hello("binary", true), [0.8]), false);
  assert.equal(isRaw(hello("multiclass", false), [1, 2, 3]), false);
  assert.equal(isRaw(hello("regression", false), [2]), false);
});

test("the colours between two classes name their numbers where these are no probabilities", () => {
  assert.deepEqual(middleOf(hello("binary", true)), [""]);
  assert.deepEqual(middleOf(hello("binary", false)), ["≤ 0", "0.5", "≥ 1"]);
});
