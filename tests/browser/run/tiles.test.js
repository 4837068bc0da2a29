import assert from "node:assert/strict";
import { test } from "node:test";
import "../elements.js";
import { translator } from "../../../playground/browser/kit/words.js";
import { TilesView } from "../../../playground/browser/run/tiles.js";

const HELLO = {
  metric_names: ["loss", "accuracy"],
  num_parameters: 17,
  num_train: 250,
  num_validation: 250,
  epochs: 9,
};

/** Tiles that show this. @param {object} header */
function tiles(header) {
  const view = new TilesView(translator({}), "en");
  view.setHello(HELLO);
  view.update({ epoch: 4, values: {}, running: {}, epochs_per_second: 0, ...header });
  return view;
}

/** @param {TilesView} view @param {string} name */
const said = (view, name) => view.values[name].textContent;

test("the instant another run begins, no tile holds a number of the one before", () => {
  const view = tiles({ values: { loss: 0.25, val_loss: 0.5, accuracy: 0.75, val_accuracy: 0.5 } });
  assert.equal(said(view, "metric_train"), "75.0 %");
  view.clear();
  for (const name of Object.keys(view.values)) assert.equal(said(view, name), "–", name);
});

test("an accuracy that is not perfect never looks so", () => {
  const view = tiles({ values: { accuracy: 0.99996, val_accuracy: 1 } });
  assert.equal(said(view, "metric_train"), "> 99.9 %");
  assert.equal(said(view, "metric_validation"), "100.0 %");
});
