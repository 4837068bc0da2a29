import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, decodeHeader } from "../../../playground/browser/wire/wire.js";

/**
 * A message by hand, as the wire format says.
 * @param {object} header @param {[number, ArrayLike<number>][]} bodies bytes and where they begin
 */
function message(header, bodies = []) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil((4 + text.length) / 8) * 8 - 4;
  const end = Math.max(4 + length, ...bodies.map(([offset, bytes]) => offset + bytes.length));
  const whole = new Uint8Array(end).fill(32, 4, 4 + length);
  new DataView(whole.buffer).setUint32(0, length, true);
  whole.set(text, 4);
  for (const [offset, bytes] of bodies) whole.set(bytes, offset);
  return whole.buffer;
}

test("a header without arrays has none", () => {
  assert.deepEqual(decode(message({ type: "status", state: "ready" })).arrays, {});
});

test("the header is read through its padding", () => {
  for (const name of ["", "a", "ab", "abc", "abcd", "abcdefg", "日本"])
    assert.deepEqual(decodeHeader(message({ type: "status", name })), { type: "status", name });
});

test("arrays are views of the message: nothing is copied", () => {
  const entry = { name: "a", dtype: "float32", shape: [2], offset: 128 };
  const buffer = message({ arrays: [entry] }, [[128, new Uint8Array(Float32Array.of(1.5, -2).buffer)]]);
  const { data } = decode(buffer).arrays.a ?? {};
  assert.deepEqual(data, Float32Array.of(1.5, -2));
  assert.equal(data?.buffer, buffer);
});

test("a number of low and high comes with bytes that stand for them", () => {
  const entry = { name: "map", dtype: "uint8", shape: [1, 2], offset: 128, low: -1, high: 1 };
  const { map } = decode(message({ arrays: [entry] }, [[128, [0, 255]]])).arrays;
  assert.deepEqual([map?.low, map?.high, map?.shape], [-1, 1, [1, 2]]);
});

test("a scalar is one number", () => {
  const entry = { name: "n", dtype: "int32", shape: [], offset: 128 };
  assert.equal(decode(message({ arrays: [entry] }, [[128, [7, 0, 0, 0]]])).arrays.n?.data[0], 7);
});

for (const [what, header] of [
  ["an unknown dtype", { name: "a", dtype: "float16", shape: [1], offset: 128 }],
  ["a place that no such number begins at", { name: "a", dtype: "float64", shape: [1], offset: 132 }],
  ["more numbers than there are", { name: "a", dtype: "float64", shape: [1000], offset: 128 }],
])
  test(`${what} is refused`, () => {
    assert.throws(() => decode(message({ arrays: [header] }, [[128, new Uint8Array(16)]])));
  });

test("bytes that are no message are refused", () => {
  assert.throws(() => decode(new ArrayBuffer(2)), RangeError);
  assert.throws(() => decode(Uint8Array.of(255, 255, 0, 0, 1).buffer), RangeError);
  assert.throws(() => decode(Uint8Array.of(2, 0, 0, 0, 33, 33).buffer), SyntaxError);
});
