import assert from "node:assert/strict";
import { test } from "node:test";
import { momentOf } from "../../../playground/browser/wire/moment.js";

test("the same weight set twice by hand is another network at the same step", () => {
  const first = momentOf({ step: 5, edit_version: 1 });
  assert.notEqual(momentOf({ step: 5, edit_version: 2 }), first);
  assert.equal(momentOf({ step: 5, edit_version: 1 }), first);
});

test("a picture of an earlier moment and an answer about it are of the same network", () => {
  const picture = momentOf({ step: 9, edit_version: 3, viewed: { step: 5, epoch: 1, batch: 0 } });
  assert.equal(momentOf({ step: 5, edit_version: null }), picture);
});
