import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../../../../playground/browser/kit/words.js";
import { blockOf } from "../../../../../playground/browser/pages/sample/formulas/formulas.js";
import { textsOf } from "../../../elements.js";

const COLORS = { negative: "#f00", positive: "#00f", diverging: new Uint32Array(256) };

/** What a formula is made from: arrays of the look, and where the number stands. @param {object} given @param {object} about */
function parts(given, about = {}) {
  const arrays = Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const { data, shape } = Array.isArray(value) ? { data: value, shape: [value.length] } : value;
      return [`neuron:${name}`, { data: Float64Array.from(data), shape }];
    }),
  );
  return {
    t: translator({}),
    arrays,
    one: (/** @type {string} */ name) => arrays[`neuron:${name}`]?.data[0],
    colors: COLORS,
    order: (/** @type {Float64Array} */ values) =>
      Array.from(values.keys()).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a])),
    about: {
      gradients: {},
      nameOf: (/** @type {number} */ index) => `input ${index + 1}`,
      briefNameOf: (/** @type {number} */ index) => `x${index + 1}`,
      place: { unit: 1 },
      ...about,
    },
  };
}

/** The lines of a formula. @param {string} arithmetic @param {object} given @param {string[]} [gates] */
const lines = (arithmetic, given, gates = []) =>
  textsOf(blockOf({ arithmetic, gates: gates.map((label) => ({ symbol: "", label })) }, parts(given)), "p");

const SUM = { x: [2, 3], w: [1, -4], products: [2, -12], b: [0.5], z: [-9.5] };

test("a neuron of few inputs is written out: every product, the bias and the sum", () => {
  const [sum] = lines("sum", SUM);
  assert.match(sum, /^z = 2\.000·1\.000 \+ 3\.000·\(−4\.000\) \+ 0\.500 = −9\.5/);
});

test("the table of terms has each product, the largest first", () => {
  const [table] = blockOf({ arithmetic: "sum" }, parts(SUM)).slice(1);
  assert.deepEqual(textsOf([table], "th").slice(4), ["x2", "x1", "Bias b", "Sum z"]);
});

test("a slope of the loss gives each weight its own", () => {
  const cells = textsOf(blockOf({ arithmetic: "sum" }, parts(SUM, { gradients: { gz: 2 } })), "th");
  assert.ok(cells.includes("∂loss/∂w"));
});

test("of many inputs only the ends are written, and what is left out is one term", () => {
  const count = 50;
  const x = new Array(count).fill(1);
  const given = { x, w: x, products: x, terms: [count], b: [0], z: [count] };
  const elements = blockOf({ arithmetic: "sum" }, parts(given));
  assert.match(textsOf(elements, "p")[0], /^z = x₁·w₁ \+ x₂·w₂ \+ … \+ x₅₀·w₅₀ \+ b = /);
  const rest = textsOf(elements, "tr").find((text) => text.includes("more"));
  assert.equal(rest, "… 10 more terms10.00");
});

test("a convolution adds the products of its patch, map by map", () => {
  const shape = [1, 2, 2];
  const [sum] = lines("convolution", {
    products: { data: [1, 10, 2, 20], shape },
    patch: { data: [1, 1, 1, 1], shape },
    kernel: { data: [1, 10, 2, 20], shape },
    b: [-1],
    z: [32],
  });
  assert.match(sum, /^z = Σ x·w \+ b = 30\.00 \+ 3\.000 \+ \(−1\.000\) = 32/);
});

test("a pooling names the largest of what lies inside", () => {
  const [line] = lines("pooling", {
    patch: { data: [1, 5, 3, 0], shape: [2, 2] },
    padded: [0, 0, 0, 1],
    chosen: [0, 1],
    a: [5],
  });
  assert.match(line, /^a = max\(1\.000, 5\.000, 3\.000\) = 5/);
});

test("a mean is the sum over the count", () => {
  const [line] = lines("mean", { patch: { data: [1, 2, 3, 6], shape: [2, 2] }, count: [4], a: [3] });
  assert.match(line, /^a = Σ x \/ 4 = 12\.\d+ \/ 4 = 3/);
});

test("a normalisation takes the mean away and divides by the spread", () => {
  const given = { x: [3], mean: [1], variance: [4], epsilon: [0.001], normal: [1], gamma: [2], beta: [-1], a: [1] };
  const [normal, scaled, note] = lines("batch_normalization", given);
  assert.match(normal, /= \(3\.\d+ − 1\.000\) \/ √\(4\.\d+ \+ 0\.001\) = 1\.\d+$/);
  assert.match(scaled, /= 2\.000 · 1\.000 \+ \(−1\.000\) = 1\.\d+$/);
  assert.match(note, /moving averages/);
  assert.match(lines("layer_normalization", { ...given, x: [9, 3] })[2], /of this sample/);
});

test("a tiny number beside a spread has the minus sign of all others in its exponent", () => {
  const given = { x: [3], mean: [1], variance: [4], epsilon: [1e-7], normal: [1], gamma: [2], beta: [-1], a: [1] };
  assert.match(lines("batch_normalization", given)[0], /\+ 1e−7\)/);
});

test("a memory of two gates mixes what was with what is new", () => {
  const given = { gates_z: [0, 0, 0], gates: [0.25, 0.5, -1], memory: [2, -0.25], step: [4], a: [-0.25] };
  const [step, formula] = lines("gru", given, ["Update gate", "Reset gate", "Candidate"]);
  assert.equal(step, "Step 5");
  assert.match(formula, /= 0\.250 · 2\.000 \+ \(1 − 0\.250\) · \(−1\.000\) = −0\.25/);
});

test("a gate is called as its layer says", () => {
  const gates = [{ symbol: "q", label: "Queer gate" }];
  const given = { gates_z: [0], gates: [0.25], memory: [2, 1], step: [0], a: [1] };
  assert.ok(textsOf(blockOf({ arithmetic: "gru", gates }, parts(given)), "th").includes("Queer gate"));
});

test("a long memory forgets, takes in, and lets out", () => {
  const given = { gates_z: [0, 0, 0, 0], gates: [0.5, 0.75, -1, 1], memory: [2, 1], step: [0], a: [0.76] };
  const [, memory, out] = lines("lstm", given, ["Input gate", "Forget gate", "Candidate", "Output gate"]);
  assert.match(memory, /^c = f · c₀ \+ i · g = 0\.750 · 2\.000 \+ 0\.500 · \(−1\.000\) = 1\.0/);
  assert.match(out, /^a = o · tanh\(c\) = 1\.000 · tanh\(1\.000\) = 0\.76/);
});

test("what a flattened number was before is said", () => {
  const [, note] = lines("flatten", { from: [1, 0, 2], a: [7] });
  assert.match(note, /row 2, column 1, map 3/);
});

test("a layer whose arithmetic nobody knows says its output alone", () => {
  assert.equal(lines("unheard", { a: [1] }).length, 1);
  assert.match(lines("unheard", { a: [1] })[0], /^a = 1\.0/);
});
