import assert from "node:assert/strict";
import { test } from "node:test";
import { metricWord } from "../../../playground/browser/run/metrics.js";

test("a metric has a word, one that is not known its own name", () => {
  assert.equal(metricWord("mean_absolute_error"), "Mean absolute error");
  assert.equal(metricWord("of_tomorrow"), "of_tomorrow");
});
