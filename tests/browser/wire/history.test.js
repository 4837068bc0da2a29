import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../../playground/browser/wire/history.js";

const NAMES = ["epoch", "loss"];

/** Rows as they come in a message. @param {number[][]} rows */
function message(rows) {
  return { data: Float64Array.from(rows.flat()), shape: [rows.length, NAMES.length] };
}

/** @param {number} from @param {number} to @param {(epoch: number) => number} loss */
function losses(from, to, loss = (epoch) => 1 / epoch) {
  return Array.from({ length: to - from + 1 }, (_, index) => [from + index, loss(from + index)]);
}

/** @param {number[][]} rows */
function filled(rows) {
  const history = new History();
  history.append(NAMES, message(rows));
  return history;
}

test("rows of several messages follow each other", () => {
  const history = filled(losses(1, 2));
  history.append(NAMES, message(losses(3, 3)));
  assert.deepEqual(history.asColumns(), { epoch: [1, 2, 3], loss: [1, 1 / 2, 1 / 3] });
});

test("rows that come again replace those at or after their first epoch", () => {
  const history = filled(losses(1, 5));
  history.append(NAMES, message(losses(4, 6, () => 9)));
  assert.deepEqual(history.asColumns().epoch, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(history.asColumns().loss.slice(2), [1 / 3, 9, 9, 9]);
});

test("a rewound run forgets what came after", () => {
  const history = filled(losses(1, 9));
  history.append(NAMES, message(losses(3, 3)));
  assert.deepEqual(history.asColumns().epoch, [1, 2, 3]);
});

test("a reset forgets all, also without new rows", () => {
  const history = filled(losses(1, 3));
  history.append(NAMES, null, true);
  assert.equal(history.length, 0);
  assert.deepEqual(history.asColumns(), { epoch: [], loss: [] });
});

test("other columns begin anew", () => {
  const history = filled(losses(1, 3));
  history.append(["epoch", "loss", "val_loss"], { data: Float64Array.of(1, 2, 3), shape: [1, 3] });
  assert.deepEqual(history.asColumns(), { epoch: [1], loss: [2], val_loss: [3] });
  assert.ok(history.has("val_loss"));
});

test("more rows than the first room are kept", () => {
  const history = filled(losses(1, 3000));
  assert.equal(history.length, 3000);
  assert.equal(history.asColumns().loss.at(-1), 1 / 3000);
});

test("each change has a version of its own", () => {
  const history = filled(losses(1, 1));
  const before = history.version;
  history.append(NAMES, message(losses(2, 2)));
  assert.ok(history.version > before);
});

test("few rows are all drawn", () => {
  const history = filled(losses(1, 10));
  assert.equal(history.points(history.column("loss"), 100).x.length, 10);
});

test("of many rows about so many points are drawn, the extremes and the last among them", () => {
  const peak = 1234;
  const history = filled(losses(1, 5000, (epoch) => (epoch === peak ? 100 : epoch === 4321 ? -100 : 1 / epoch)));
  const { x, y } = history.points(history.column("loss"), 200);
  assert.ok(x.length <= 201, String(x.length));
  assert.equal(y[x.indexOf(peak)], 100);
  assert.equal(y[x.indexOf(4321)], -100);
  assert.equal(x.at(-1), 5000);
  assert.deepEqual(
    x,
    [...x].sort((a, b) => a - b),
  );
});

test("of a stretch one row beyond each edge is drawn, so that the line leaves the frame", () => {
  const history = filled(losses(1, 100));
  assert.deepEqual(history.points(history.column("loss"), 1000, 10.5, 12).x, [10, 11, 12, 13]);
});

test("what is no number is a gap", () => {
  const history = filled([
    [1, 0.5],
    [2, Number.NaN],
    [3, Infinity],
  ]);
  assert.deepEqual(history.points(history.column("loss"), 10).y, [0.5, null, null]);
});

test("without smoothing the column is given as it is", () => {
  const history = filled(losses(1, 3));
  assert.equal(history.smooth("loss", 0), history.column("loss"));
});

test("smoothing is an average that is corrected for its start", () => {
  const history = filled(losses(1, 3, () => 2));
  for (const value of history.smooth("loss", 0.9).subarray(0, 3)) assert.ok(Math.abs(value - 2) < 1e-12);
});

test("smoothing goes on with new rows as if they had come at once", () => {
  const inParts = filled(losses(1, 1500));
  inParts.smooth("loss", 0.7);
  inParts.append(NAMES, message(losses(1501, 2500)));
  const atOnce = filled(losses(1, 2500));
  assert.deepEqual(inParts.smooth("loss", 0.7).subarray(0, 2500), atOnce.smooth("loss", 0.7).subarray(0, 2500));
});

test("smoothing begins again where rows were replaced", () => {
  const history = filled(losses(1, 5));
  history.smooth("loss", 0.5);
  history.append(NAMES, message(losses(3, 3, () => 7)));
  const fresh = filled([...losses(1, 2), [3, 7]]);
  assert.equal(history.smooth("loss", 0.5)[2], fresh.smooth("loss", 0.5)[2]);
});

test("a gap does not stop the average", () => {
  const history = filled([
    [1, 1],
    [2, Number.NaN],
    [3, 1],
  ]);
  const smoothed = history.smooth("loss", 0.5);
  assert.ok(Number.isNaN(smoothed[1]));
  assert.equal(smoothed[2], 1);
});
