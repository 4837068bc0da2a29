import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../../../playground/browser/kit/words.js";
import { entering, isPicture, namesOf, outputName } from "../../../../playground/browser/pages/weights/names.js";
import { hello, layer } from "../../views/network/layers.js";

const t = translator({});

const TABLE = hello(
  [3],
  [layer("Dense", [3], [4], "first"), layer("Dropout", [4], [4]), layer("Dense", [4], [2], "output")],
  { input_names: ["age", "fare", "class"], class_names: ["lost", "saved"] },
);
const PICTURES = hello(
  [4, 4, 3],
  [
    layer("Conv2D", [4, 4, 3], [2, 2, 5], "convolution"),
    layer("Flatten", [2, 2, 5], [20], "flatten"),
    layer("Dense", [20], [10], "output"),
  ],
);

test("a dense layer's rows are what enters, its columns what leaves", () => {
  const names = namesOf(t, TABLE, 0, "kernel", [3, 4], 1);
  assert.equal(names.row(1), "fare");
  assert.equal(names.column(2), "3");
  assert.deepEqual(names.index(2, 3), [2, 3]);
  assert.equal(names.bias(0), "bias");
});

test("a layer that keeps the order of neurons lets their names through", () => {
  const names = namesOf(t, TABLE, 2, "kernel", [4, 2], 1);
  assert.equal(names.rowTitle, "first");
  assert.deepEqual([names.row(0), names.column(0), names.column(1)], ["1", "lost", "saved"]);
});

test("a filter's rows are places and colours of the picture", () => {
  const names = namesOf(t, PICTURES, 0, "kernel", [3, 3, 3, 5], 1);
  assert.equal(names.rowTitle, "row, column, channel");
  assert.equal(names.row(0), "1, 1, R");
  assert.equal(names.row(26), "3, 3, B");
  assert.deepEqual(names.index(26, 4), [2, 2, 2, 4]);
});

test("numbers of a picture that was laid out in one row are called by their places", () => {
  const { title, name } = entering(t, PICTURES, 2);
  assert.equal(title, "flatten: row, column, channel");
  assert.deepEqual([name(0), name(7), name(19)], ["1, 1, 1", "1, 2, 3", "2, 2, 5"]);
});

test("every element of a weight has a place of its own", () => {
  const names = namesOf(t, PICTURES, 0, "kernel", [3, 3, 3, 5], 1);
  const places = new Set();
  for (let row = 0; row < 27; row += 1)
    for (let column = 0; column < 5; column += 1) places.add(names.index(row, column).join());
  assert.equal(places.size, 135);
});

test("an output of two classes stands for the second, one of a value for the prediction", () => {
  const one = (/** @type {string[]} */ names) => hello([2], [layer("Dense", [2], [1])], { class_names: names });
  assert.equal(outputName(t, one(["lost", "saved"]), 0), "saved");
  assert.equal(outputName(t, one([]), 0), "Prediction");
  assert.equal(outputName(t, PICTURES, 6), "7");
});

test("filters, and what sees the pixels, can be shown as pictures", () => {
  assert.equal(isPicture(PICTURES, 0), true);
  assert.equal(isPicture(TABLE, 0), false);
  const flat = hello([4, 4, 1], [layer("Flatten", [4, 4, 1], [16]), layer("Dense", [16], [3])]);
  assert.equal(isPicture(flat, 1), true);
});

test("what a layer with gates gives is called by their symbols, in the order of its weights", () => {
  const memory = hello([8, 2], [layer("LSTM", [8, 2], [3], "memory"), layer("Dense", [3], [1], "output")]);
  const names = namesOf(t, memory, 0, "kernel", [2, 12], 1);
  assert.deepEqual([names.column(0), names.column(5), names.column(11)], ["i 1", "f 3", "o 3"]);
  assert.equal(names.group, 3);
  assert.equal(isPicture(memory, 0), false);
});

test("a layer of a kind that nobody knows ends the names before it, and gives its own", () => {
  const strange = hello([3], [layer("Unheard", [3], [4], "odd"), layer("Dense", [4], [2], "output")], {
    input_names: ["age", "fare", "class"],
  });
  const { title, name } = entering(t, strange, 1);
  assert.deepEqual([title, name(0)], ["odd", "1"]);
  assert.equal(isPicture(strange, 1), false);
});
