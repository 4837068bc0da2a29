import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../../../playground/browser/kit/words.js";
import { Editor } from "../../../../playground/browser/pages/weights/editor.js";
import "../../elements.js";

const WEIGHT = { name: "x1 → 1", value: 0, reach: 1 };

/** An editor, what it has set, and how each setting is answered. */
function edited() {
  /** @type {number[]} */
  const settings = [];
  /** @type {((done: boolean) => void)[]} */
  const answers = [];
  const set = (/** @type {number} */ value) => {
    settings.push(value);
    return new Promise((resolve) => {
      answers.push(resolve);
    });
  };
  const nothing = () => undefined;
  const page = { t: translator({}), showProblem: nothing };
  const editor = new Editor(page, { set, zeroRow: nothing, zeroColumn: nothing, putBack: nothing });
  editor.choose(WEIGHT, "");
  const slide = (/** @type {number} */ value) => {
    editor.slider.value = String(value);
    editor.slider.oninput();
  };
  return { editor, settings, answers, slide };
}

/** All that waits for what has been answered has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("of the places that the slider passes while one is set, only the newest is set", async (run) => {
  run.mock.timers.enable({ apis: ["setTimeout"] });
  const { settings, answers, slide } = edited();
  for (const value of [0.1, 0.2, 0.3]) slide(value);
  assert.deepEqual(settings, [0.1]);
  answers[0](true);
  await settled();
  run.mock.timers.tick(1000);
  assert.deepEqual(settings, [0.1, 0.3]);
});

test("after a setting that was refused, what waits is not set", async (run) => {
  run.mock.timers.enable({ apis: ["setTimeout"] });
  const { settings, answers, slide } = edited();
  for (const value of [0.1, 0.2]) slide(value);
  answers[0](false);
  await settled();
  run.mock.timers.tick(1000);
  assert.deepEqual(settings, [0.1]);
});

for (const [what, cell] of Object.entries({ "another weight": { ...WEIGHT, name: "x2 → 1" }, "no weight": null })) {
  test(`where ${what} is chosen, what the slider still waited to set is not set`, async (run) => {
    run.mock.timers.enable({ apis: ["setTimeout"] });
    const { editor, settings, answers, slide } = edited();
    for (const value of [0.1, 0.2]) slide(value);
    editor.choose(cell, "");
    answers[0](true);
    await settled();
    run.mock.timers.tick(1000);
    assert.deepEqual(settings, [0.1]);
  });
}
