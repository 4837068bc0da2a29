import assert from "node:assert/strict";
import { test } from "node:test";
import { lineUp, place, shapeText, span } from "../../../../playground/browser/views/network/layout.js";
import { hello, layer } from "./layers.js";

/** Each letter is 7 pixels wide. @param {string} text */
const measure = (text) => text.length * 7;

const SMALL = hello(
  [2],
  [layer("Dense", [2], [4], "first"), layer("Dense", [4], [3], "second"), layer("Dense", [3], [1], "output")],
  { is_plane: true, input_names: ["x1", "x2"] },
);

test("the columns stand from left to right, evenly, within the picture", () => {
  const { columns } = place(SMALL, 800, 400, measure);
  assert.deepEqual(
    columns.map(({ title }) => title),
    ["Input", "Dense", "Dense", "Output"],
  );
  const gaps = columns.slice(1).map(({ x }, index) => x - columns[index].x);
  for (const gap of gaps) assert.ok(Math.abs(gap - gaps[0]) < 1e-9);
  assert.ok(columns[0].left >= 0 && columns[3].right <= 800);
});

test("all neurons of a small network are drawn, in the middle, without touching", () => {
  for (const column of place(SMALL, 800, 400, measure).columns) {
    assert.equal(column.nodes.length, column.units);
    assert.equal(column.more, 0);
    for (let unit = 1; unit < column.nodes.length; unit += 1)
      assert.ok(column.nodes[unit].y >= column.nodes[unit - 1].y + column.nodes[unit - 1].h);
    const [top, bottom] = span(column);
    assert.ok(Math.abs((top + bottom) / 2 - (42 + 394) / 2) < 1e-9);
  }
});

test("where there is no room for all, the rest is told", () => {
  const wide = hello([2], [layer("Dense", [2], [100]), layer("Dense", [100], [1])]);
  const [, column] = place(wide, 600, 300, measure).columns;
  assert.ok(column.nodes.length < 32);
  assert.equal(column.nodes.length + column.more, 100);
  assert.ok(column.moreY > column.nodes.at(-1).y);
  assert.ok(column.moreY < 300);
});

test("each of neighbouring neurons is joined to each: by the kernel of the layer that receives", () => {
  const { links, fans } = place(SMALL, 800, 400, measure);
  assert.deepEqual(
    links.map(({ kernel }) => kernel),
    ["kernel:first", "kernel:second", "kernel:output"],
  );
  assert.deepEqual(fans, []);
});

test("a layer that lets numbers through does not end the next layer's lines", () => {
  const through = hello(
    [3],
    [layer("Dense", [3], [4]), layer("Dropout", [4], [4]), layer("Dense", [4], [2], "output")],
  );
  const { columns, links } = place(through, 800, 400, measure);
  assert.equal(columns[2].kind, "pill");
  assert.equal(links.at(-1).kernel, "kernel:output");
  assert.equal(links.at(-1).from, columns[1]);
});

test("pictures and filters are joined as a whole", () => {
  const convolution = hello(
    [8, 8, 1],
    [
      layer("Conv2D", [8, 8, 1], [6, 6, 4]),
      layer("MaxPooling2D", [6, 6, 4], [3, 3, 4]),
      layer("Flatten", [3, 3, 4], [36]),
      layer("Dense", [36], [10], "output"),
    ],
  );
  const { columns, links, fans } = place(convolution, 900, 400, measure);
  assert.deepEqual(
    columns.map(({ kind }) => kind),
    ["block", "filters", "block", "block", "neurons"],
  );
  assert.equal(links.length, 0);
  assert.equal(fans.length, 4);
});

test("neurons of a kind that nobody knows are drawn one by one, and the next layer's lines begin at them", () => {
  const strange = hello(
    [3],
    [layer("Dense", [3], [4]), layer("Unheard", [4], [5]), layer("Dense", [5], [2], "output")],
  );
  const { columns, links, fans } = place(strange, 800, 400, measure);
  assert.equal(columns[2].kind, "neurons");
  assert.equal(columns[2].nodes.length, 5);
  assert.deepEqual(
    fans.map(({ from, to }) => [from, to]),
    [[columns[1], columns[2]]],
    "nobody knows a kernel of it",
  );
  assert.equal(links.at(-1).kernel, "kernel:output");
  assert.equal(links.at(-1).from, columns[2]);
});

test("a mean over a picture gives neurons that nothing is joined to, from which lines lead on", () => {
  const pooled = hello(
    [8, 8, 4],
    [layer("GlobalAveragePooling2D", [8, 8, 4], [4]), layer("Dense", [4], [2], "output")],
  );
  const { columns, links, fans } = place(pooled, 800, 400, measure);
  assert.deepEqual(
    fans.map(({ to }) => to),
    [columns[1]],
  );
  assert.equal(links[0].from, columns[1]);
});

test("classes are named beside the output, and get the room that their names need", () => {
  const named = (/** @type {string[]} */ names) =>
    place(hello([2], [layer("Dense", [2], [2])], { class_names: names }), 800, 400, measure).columns.at(-1);
  const [brief, long] = [named(["a", "b"]), named(["a", "a very long name"])];
  assert.deepEqual(long.names, ["a", "a very long name"]);
  assert.ok(long.right < brief.right);
  assert.deepEqual(named(["a", "b", "c"]).names, [], "names of other classes are none of this output's");
});

test("a shape is said with signs of multiplication", () => {
  assert.equal(shapeText([28, 28, 1]), "28 × 28 × 1");
});

test("a short word has its column's middle", () => {
  const [word] = lineUp([{ x: 100, forms: ["Dense"] }], 300, 8, measure);
  assert.deepEqual([word.text, word.x], ["Dense", 100]);
});

test("of words that would touch, the one that lacks most takes its shorter form", () => {
  const words = [
    { x: 50, forms: ["GlobalAveragePooling2D", "GlobalAvgPool"] },
    { x: 150, forms: ["Dense"] },
    { x: 250, forms: ["Out"] },
  ];
  const lined = lineUp(words, 300, 8, measure);
  assert.deepEqual(
    lined.map(({ text }) => text),
    ["GlobalAvgPool", "Dense", "Out"],
  );
  assert.equal(lined[0].full, "GlobalAveragePooling2D");
});

test("where even the shortest form has no room, it is cut to what there is", () => {
  const lined = lineUp(
    [20, 45, 70].map((x) => ({ x, forms: ["Convolution"] })),
    90,
    4,
    measure,
  );
  for (const { room } of lined) assert.ok(room >= 20 && room < measure("Convolution"));
});

test("words at other heights do not push each other", () => {
  const words = [
    { x: 50, y: 10, forms: ["a long foot"] },
    { x: 60, y: 200, forms: ["another foot"] },
  ];
  for (const { text, room } of lineUp(words, 300, 8, measure)) assert.ok(room >= measure(text));
});
