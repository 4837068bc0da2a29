import assert from "node:assert/strict";
import { test } from "node:test";
import { brief, plain } from "../../../../../playground/browser/pages/sample/input/numbers.js";

test("a number is written as a person would type it, and what is missing not at all", () => {
  assert.equal(plain(0.30000000000000004), "0.3");
  assert.equal(plain(-1234567), "-1234600");
  for (const missing of [null, NaN, Infinity]) assert.equal(plain(missing), "");
});

test("a box of eight characters cuts no digit off", () => {
  for (const value of [-0.000123456, -1234567.8, 1e-300, 123456789, -1.5e-7])
    assert.ok(brief(value).length <= 8, brief(value));
  assert.equal(brief(1.5), "1.5");
  assert.equal(brief(null), "");
});
