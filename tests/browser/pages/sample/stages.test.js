import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../../../playground/browser/kit/words.js";
import { inputNames, numbers, rawNames, stagesOf } from "../../../../playground/browser/pages/sample/stages.js";

/** @param {object} own */
const layer = (own) => ({ activation: "relu", is_recurrent: false, ...own });
const HELLO = {
  input_shape: [2],
  input_names: ["width", "height"],
  class_names: ["cat", "dog"],
  layers: [
    layer({ name: "hidden", output_shape: [3], units: 3 }),
    layer({ name: "output", output_shape: [2], units: 2, activation: "softmax" }),
  ],
};
const ARRAYS = {
  "walk:x": { data: Float32Array.of(1, 0), shape: [2] },
  "a:hidden": { data: Float32Array.of(0, 2, 0), shape: [3] },
  "z:hidden": { data: Float32Array.of(-1, 2, -3), shape: [3] },
  "g:hidden": { data: Float32Array.of(3, 4, 0), shape: [3] },
  "gnorm:hidden": { data: Float32Array.of(5), shape: [1] },
};

test("the input is the first stage, and the last has the names of the classes", () => {
  const stages = stagesOf(HELLO, ARRAYS, "output");
  assert.deepEqual(
    stages.map(({ name, index, names }) => [name, index, names]),
    [
      ["input", -1, HELLO.input_names],
      ["hidden", 0, null],
      ["output", 1, HELLO.class_names],
    ],
  );
});

test("a stage shows outputs, sums or gradients, and counts the outputs that are zero", () => {
  const [input, hidden] = stagesOf(HELLO, ARRAYS, "output");
  assert.deepEqual([input.data, hidden.data, hidden.zeros], [ARRAYS["walk:x"].data, ARRAYS["a:hidden"].data, 2]);
  assert.equal(stagesOf(HELLO, ARRAYS, "sum")[1].data, ARRAYS["z:hidden"].data);
  const [, back] = stagesOf(HELLO, ARRAYS, "gradient");
  assert.deepEqual([back.data, back.norm], [ARRAYS["g:hidden"].data, 5]);
});

test("a stage of which nothing came has no numbers, and none of its own", () => {
  const [, , output] = stagesOf(HELLO, ARRAYS, "output");
  assert.deepEqual([output.data, output.shape, output.norm], [null, [2], null]);
});

test("a layer without a sum shows its outputs and says so", () => {
  const hello = { ...HELLO, layers: [layer({ name: "hidden", output_shape: [3], units: 3, activation: null })] };
  const arrays = { "a:hidden": ARRAYS["a:hidden"] };
  const [, hidden] = stagesOf(hello, arrays, "sum");
  assert.deepEqual([hidden.data, hidden.lacksSum], [ARRAYS["a:hidden"].data, true]);
});

test("maps come with their channels first and are told in the order of the layer", () => {
  const hello = { ...HELLO, layers: [layer({ name: "maps", output_shape: [4, 5, 6], units: 6 })] };
  const arrays = { "map:a:maps": { data: new Float32Array(40), shape: [2, 4, 5] } };
  const [, maps] = stagesOf(hello, arrays, "output");
  assert.deepEqual([maps.shape, maps.channelsFirst, maps.full], [[4, 5, 2], true, [4, 5, 6]]);
});

test("bytes between two ends are numbers again, and a zero between two bytes is zero", () => {
  const found = numbers({ data: Uint8Array.of(0, 128, 255), shape: [3], low: -1, high: 1 });
  assert.deepEqual(Array.from(found), [-1, 0, 1]);
});

test("raw numbers are called by their inputs, on the plane by its axes, in a sequence by their steps", () => {
  const t = translator({});
  assert.deepEqual(rawNames({ ...HELLO, is_plane: true }, [2], t), ["x₁", "x₂"]);
  assert.deepEqual(rawNames(HELLO, [2], t), ["width", "height"]);
  assert.deepEqual(rawNames(HELLO, [1, 2], t), ["Step 1 · 1", "Step 1 · 2"]);
  assert.deepEqual(rawNames(HELLO, [3], t), ["Input 1", "Input 2", "Input 3"]);
});

test("only a row has names for what enters", () => {
  assert.deepEqual(inputNames(HELLO), ["width", "height"]);
  assert.equal(inputNames({ ...HELLO, input_shape: [2, 2] }), null);
});
