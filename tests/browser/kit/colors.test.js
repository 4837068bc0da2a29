import assert from "node:assert/strict";
import { test } from "node:test";
import { Colors, ramp } from "../../../playground/browser/kit/colors.js";

/** Red, green, blue and alpha of an entry, as a canvas has them in its bytes. @param {number} entry */
const bytes = (entry) => Array.from(new Uint8Array(Uint32Array.of(entry).buffer));

const PALETTE = {
  negative: "#ff0000",
  neutral: "#808080",
  positive: "#0000ff",
  classes: ["#ff0000", "#00ff00", "#0000ff"],
  training: "#111111",
  validation: "#222222",
  outline: "#333333",
  text: "#444444",
  muted: "#555555",
  grid: "#666666",
  background: "#777777",
};

test("a ramp begins and ends at its stops and passes them in the middle", () => {
  const table = ramp(["#000000", "#102030", "#ffffff"], 257);
  assert.equal(table.length, 257);
  assert.deepEqual(bytes(table[0]), [0, 0, 0, 255]);
  assert.deepEqual(bytes(table[128]), [16, 32, 48, 255]);
  assert.deepEqual(bytes(table[256]), [255, 255, 255, 255]);
});

test("a ramp never turns back", () => {
  const table = ramp(["#000000", "#ffffff"]);
  for (let index = 1; index < table.length; index += 1) assert.ok(bytes(table[index])[0] >= bytes(table[index - 1])[0]);
});

test("further classes begin again at the first colour", () => {
  const colors = new Colors(PALETTE, false);
  assert.equal(colors.ofClass(4), "#00ff00");
});

test("a value from −1 to 1 goes from negative over neutral to positive, and no further", () => {
  const colors = new Colors(PALETTE, true);
  assert.deepEqual(
    [-1, 0, 1].map((value) => colors.ofValue(value)),
    ["#ff0000", "#808080", "#0000ff"],
  );
  assert.equal(colors.ofValue(7), "#0000ff");
  assert.equal(colors.ofValue(-7), "#ff0000");
});

test("a link has the colour of its sign", () => {
  const colors = new Colors(PALETTE, false);
  assert.equal(colors.link(0, 0.5), "rgba(255, 0, 0, 0.5)");
  assert.equal(colors.link(1, 0.25), "rgba(0, 0, 255, 0.25)");
});

test("the colours of the page are those of the theme", () => {
  const colors = new Colors(PALETTE, true);
  assert.equal(colors.muted, "#555555");
  assert.equal(colors.dark, true);
});
