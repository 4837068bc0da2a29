import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf, letLettersAct } from "../../../playground/browser/run/keys.js";

/** An element of which only its own tag and type matter. @param {string} tag @param {string} [type] */
function element(tag, type) {
  const own = { tag, type, closest: (/** @type {string} */ selectors) => (selectors.includes(tag) ? own : null) };
  return own;
}

const inside = element("canvas");
const body = element("body");
const button = element("button");
const slider = element("input", "range");
const switched = element("input", "checkbox");
const field = element("input", "text");
const stage = /** @type {Element} */ (
  /** @type {unknown} */ ({ contains: (/** @type {unknown} */ target) => target !== body })
);

/** @param {string} key @param {unknown} target @param {object} [more] */
const pressed = (key, target, more) =>
  actionOf(
    /** @type {KeyboardEvent} */ (/** @type {unknown} */ ({ key, composedPath: () => [target], ...more })),
    stage,
  );

test("a letter or a digit acts only where the stage has the focus", () => {
  for (const [key, action] of [
    ["b", "batch"],
    ["S", "epoch"],
    ["0", "reset"],
    ["n", "weights"],
  ]) {
    assert.equal(pressed(key, inside), action);
    assert.equal(pressed(key, button), action);
    assert.equal(pressed(key, switched), action);
    assert.equal(pressed(key, body), null, key);
    for (const taken of [slider, field]) assert.equal(pressed(key, taken), null, key);
  }
});

test("the space bar plays from anywhere, but where it is already something else", () => {
  assert.equal(pressed(" ", body), "toggle");
  assert.equal(pressed(" ", inside), "toggle");
  for (const taken of [button, slider, field, switched]) assert.equal(pressed(" ", taken), null);
});

test("keys of the browser and keys that were taken are left alone", () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])
    assert.equal(pressed("n", inside, more), null);
  assert.equal(pressed("n", inside, { defaultPrevented: true }), null);
  assert.equal(pressed("x", inside), null);
});

test("letters can be switched off, and the space bar stays", () => {
  const kept = new Map();
  globalThis.localStorage = /** @type {Storage} */ (
    /** @type {unknown} */ ({
      getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
      setItem: (/** @type {string} */ name, /** @type {string} */ value) => kept.set(name, value),
      removeItem: (/** @type {string} */ name) => kept.delete(name),
    })
  );
  letLettersAct(false);
  assert.equal(pressed("n", inside), null);
  assert.equal(pressed(" ", inside), "toggle");
  letLettersAct(true);
  assert.equal(pressed("n", inside), "weights");
});
