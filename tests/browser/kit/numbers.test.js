import assert from "node:assert/strict";
import { test } from "node:test";
import { minus, rate, read, score, share, short, whole } from "../../../playground/browser/kit/numbers.js";

const SIZES = [0, 1e-9, 1.25e-7, 0.0004, 0.03, 0.5, 1, 9.99, 12, 345.6, 7890, 99999, 1e5, 1.5e12, 1e300];

test("no number that is shown holds a hyphen, neither before it nor in its exponent", () => {
  for (const size of SIZES)
    for (const value of [size, -size])
      for (const said of [
        short(value),
        short(value, 0),
        short(value, 5),
        whole(value, "en"),
        whole(value, "zh-CN"),
        rate(value),
      ])
        assert.ok(!said.includes("-"), `${value} is shown as ${said}`);
});

test("a negative number has the minus sign before it and in its exponent", () => {
  assert.equal(short(-1e-7), "−1.0e−7");
  assert.equal(short(-0.25), "−0.250");
  assert.equal(short(-1e300), "−1.0e+300");
  assert.equal(whole(-1234, "en"), "−1,234");
  assert.equal(rate(1e-9), "1e−9");
  assert.equal(minus(-3), "−3");
});

test("three digits count, whatever the size", () => {
  assert.deepEqual(
    [0.5, 12.345, 345.67, 7890.1, 1e5].map((value) => short(value)),
    ["0.500", "12.35", "345.7", "7890", "1.0e+5"],
  );
});

test("what is no number is a dash, and what has no end the sign of that", () => {
  assert.deepEqual(
    [null, undefined, Number.NaN].map((value) => short(value)),
    ["–", "–", "–"],
  );
  assert.deepEqual([short(Infinity), short(-Infinity), whole(Infinity, "en")], ["∞", "−∞", "–"]);
});

test("a whole number has the separators of its language", () => {
  assert.equal(whole(1234567, "en"), "1,234,567");
  assert.equal(whole(1234567, "de"), "1.234.567");
  assert.equal(whole(-1234, "en"), "−1,234");
});

test("a learning rate is said as people write it", () => {
  assert.equal(rate(0.029999999329447746), "0.03");
});

test("what is typed is a number, nothing, or no number; a comma is a point", () => {
  assert.equal(read(" 1,5 "), 1.5);
  assert.equal(read("0,05"), 0.05);
  assert.equal(read("−2"), -2);
  assert.equal(read("1e-3"), 0.001);
  assert.equal(read(""), null);
  for (const silly of ["abc", "1.2.3", "1,2,3", "1,2.3", "1e999", "0x10", "Infinity", "5 kg"])
    assert.equal(read(silly), undefined, silly);
});

test("a share is said in per cent, and nearly all or nearly nothing does not look as if it were", () => {
  const said = [0, 0.00001, 0.5, 0.99999, 1, Number.NaN].map(share);
  assert.deepEqual(said, ["0.0 %", "< 0.1 %", "50.0 %", "> 99.9 %", "100.0 %", "–"]);
});

test("a score is only 1 where it is", () => {
  assert.deepEqual(
    [0.99996, 1, 0.5, -0.2].map((value) => score(value)),
    ["> 0.999", "1.000", "0.500", "−0.200"],
  );
});
