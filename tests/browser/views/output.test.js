import assert from "node:assert/strict";
import { test } from "node:test";
import { modeOf } from "../../../playground/browser/views/output.js";

test("two inputs are a plane, one of a fit a line, values a scatter, classes a matrix", () => {
  assert.equal(modeOf({ is_plane: true, is_line: false, task: "regression" }), "plane");
  assert.equal(modeOf({ is_plane: false, is_line: true, task: "regression" }), "line");
  assert.equal(modeOf({ is_plane: false, is_line: false, task: "regression" }), "scatter");
  assert.equal(modeOf({ is_plane: false, is_line: false, task: "multiclass" }), "confusion");
});
