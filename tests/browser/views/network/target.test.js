import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../../../playground/browser/kit/words.js";
import { place } from "../../../../playground/browser/views/network/layout.js";
import { curvesOf } from "../../../../playground/browser/views/network/links.js";
import { describe, find, nameOf } from "../../../../playground/browser/views/network/target.js";
import { hello, layer } from "./layers.js";

const t = translator({});
const plan = place(
  hello([2], [{ ...layer("Dense", [2], [3], "first"), hidden_index: 0 }, layer("Dense", [3], [2], "output")], {
    input_names: ["height", "weight"],
    class_names: ["cat", "dog"],
  }),
  600,
  300,
  (text) => text.length * 7,
);
for (const link of plan.links) link.curves = curvesOf(link);
const [input, first, output] = plan.columns;

test("a neuron is found where it is drawn", () => {
  const node = first.nodes[1];
  const found = find(plan, node.x + node.w / 2, node.middle);
  assert.equal(found.node, node);
  assert.ok(!found.bias);
});

test("a bias is found at its mark", () => {
  const { bias } = first.nodes[2];
  assert.equal(find(plan, bias.x, bias.y).bias, true);
});

test("a weight is found near its line, and nothing far from all of them", () => {
  const [link] = plan.links;
  const curve = link.curves.find(({ input: from, unit }) => from === 0 && unit === 0);
  const found = find(plan, curve.x0 + 1, curve.y0 + 2);
  assert.equal(found.link, link);
  assert.equal(found.curve.input, 0);
  assert.equal(find(plan, (input.right + first.left) / 2, 2), null);
});

test("a neuron is called by its class or column, else by its layer and number", () => {
  assert.equal(nameOf(t, { column: input, node: input.nodes[1] }), "Input: weight");
  assert.equal(nameOf(t, { column: output, node: output.nodes[0] }), "Output: cat");
  assert.equal(nameOf(t, { column: first, node: first.nodes[2] }), "Dense 1, neuron 3");
});

test("a weight is told with its number and between what it stands", () => {
  const [link] = plan.links;
  const curve = link.curves.find(({ input: from, unit }) => from === 1 && unit === 2);
  const kernel = { data: Float32Array.of(1, 2, 3, 4, 5, -6), shape: [2, 3] };
  assert.deepEqual(describe(t, { "kernel:first": kernel }, { link, curve }), {
    title: "Weight −6.000",
    text: "Input: weight → Dense 1, neuron 3",
  });
});

test("a bias is told with its number", () => {
  const bias = { data: Float32Array.of(0, 0, 0.5), shape: [3] };
  const said = describe(t, { "bias:first": bias }, { column: first, node: first.nodes[2], bias: true });
  assert.deepEqual(said, { title: "Bias 0.500", text: "Dense 1, neuron 3" });
});
