import assert from "node:assert/strict";
import { test } from "node:test";
import { CurvesView } from "../../../playground/browser/views/curves.js";
import { History } from "../../../playground/browser/wire/history.js";

/** @param {number} epochs */
function rowsUntil(epochs) {
  const history = new History();
  const data = new Float64Array(Array.from({ length: epochs }, (_, index) => [index + 1, 0.5, 0.9]).flat());
  history.append(["epoch", "loss", "accuracy"], { data, shape: [epochs, 3] });
  return history;
}

test("a branch that has trained little keeps both plots, and a number for each epoch of them only where those are few", () => {
  const branch = Object.assign(Object.create(CurvesView.prototype), { metric: "accuracy", history: new History() });
  assert.deepEqual(branch.shown(), ["loss"]);
  branch.companion = rowsUntil(1000);
  assert.deepEqual(branch.shown(), ["loss", "accuracy"]);
  assert.equal(branch.lastEpoch(), 1000);
  branch.companion = null;
  branch.history = rowsUntil(4);
  assert.equal(branch.lastEpoch(), 4);
});
