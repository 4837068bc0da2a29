import assert from "node:assert/strict";
import { test } from "node:test";
import { share } from "../../../playground/browser/views/sample_list.js";

test("a share is said in per cent, and nearly all or nearly nothing does not look as if it were", () => {
  const said = [0, 0.00001, 0.5, 0.99999, 1, Number.NaN].map(share);
  assert.deepEqual(said, ["0.0 %", "< 0.1 %", "50.0 %", "> 99.9 %", "100.0 %", "–"]);
});
