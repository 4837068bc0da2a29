import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { goesDown, N_, saidHello, translator, wordsOf } from "../../../playground/browser/kit/words.js";

const CHINESE = translator({
  "": "zh-CN",
  positive: "正",
  low: "低",
  step: "步",
  setosa: "山鸢尾",
  ", ": "、",
  "Layer {number} ({kind})": "第 {number} 层（{kind}）",
  "List of {name}": "{name}列表",
  "{count} row": { other: "{count} 行" },
});
const POLISH = translator({
  "": "pl",
  "{count} row": {
    one: "{count} wiersz",
    few: "{count} wiersze",
    many: "{count} wierszy",
    other: "{count} wiersza",
  },
});
const ENGLISH = translator({});
const rows = (t, count, values) => t.plural("{count} row", "{count} rows", count, values);

test("a sentence is said in the learner's language with its values put in, and in English where it has none", () => {
  assert.equal(CHINESE("List of {name}", { name: "a" }), "a列表");
  assert.equal(CHINESE("No such {name}", { name: "a" }), "No such a");
  assert.equal(ENGLISH("{share} of {missing}", { share: 3 }), "3 of {missing}");
  assert.equal(ENGLISH("constructor"), "constructor");
  assert.equal(N_("low"), "low");
});

test("a value of a stranger is never translated, a term is", () => {
  assert.equal(CHINESE("List of {name}", { name: "positive" }), "positive列表");
  assert.equal(CHINESE("List of {name}", { name: { term: "positive" } }), "正列表");
  assert.equal(CHINESE("List of {name}", { name: ["low", { term: "low" }] }), "low、低列表");
});

test("classes and columns of the learner's own keep their names, those of a set that comes with the playground are said", () => {
  const own = { class_names: ["positive", "low"], input_names: ["step"], task: "binary" };
  assert.deepEqual(saidHello(own, CHINESE), own);
  const ours = { class_names: [{ term: "setosa" }, "7"], input_names: [{ term: "step" }] };
  assert.deepEqual(saidHello(ours, CHINESE), { class_names: ["山鸢尾", "7"], input_names: ["步"] });
  assert.deepEqual(saidHello({}, CHINESE), { class_names: [], input_names: [] });
});

test("one row is one row in English", () => {
  assert.deepEqual(
    [0, 1, 2].map((count) => rows(ENGLISH, count)),
    ["0 rows", "1 row", "2 rows"],
  );
  assert.equal(rows(ENGLISH, 1000, { count: "1,000" }), "1,000 rows");
});

test("a language has as many forms as its numbers ask for", () => {
  assert.deepEqual(
    [1, 2].map((count) => rows(CHINESE, count)),
    ["1 行", "2 行"],
  );
  assert.deepEqual(
    [1, 3, 5, 12, 22].map((count) => rows(POLISH, count)),
    ["1 wiersz", "3 wiersze", "5 wierszy", "12 wierszy", "22 wiersze"],
  );
  assert.equal(rows(POLISH, 1.5), "1.5 wiersza");
});

test("a sentence without a translation has its English form also in a language with other rules", () => {
  assert.equal(POLISH.plural("{count} layer", "{count} layers", 1), "1 layer");
  assert.equal(POLISH.plural("{count} layer", "{count} layers", 22), "22 layers");
});

test("what came over the wire is said with the sentences and numbers in it", () => {
  const where = { template: "Layer {number} ({kind})", values: { number: 2, kind: "Dense" } };
  assert.equal(
    CHINESE.say({ template: "{where}: {problem}", values: { where, problem: "low" } }),
    "第 2 层（Dense）: low",
  );
  const forms = { one: "{count} row", many: "{count} rows", counted: "count" };
  assert.equal(ENGLISH.say({ plural: forms, values: { count: "1" } }), "1 row");
  assert.equal(ENGLISH.say({ plural: forms, values: { count: "1,001" } }), "1,001 rows");
  assert.equal(CHINESE.say({ plural: forms, values: { count: 3 } }), "3 行");
});

test("a number in a sentence has the minus sign", () => {
  assert.equal(ENGLISH("from {low} to {high}", { low: -6, high: 6 }), "from −6 to 6");
});

test("words are fetched once for a language; where that fails the page is English and the next one asks again", async () => {
  const answers = [Promise.reject(new Error("no network")), Promise.resolve({ json: () => ({ Play: "播放" }) })];
  const asked = mock.method(globalThis, "fetch", () => answers.shift());
  assert.deepEqual(await wordsOf("zh_CN"), {});
  assert.deepEqual(await wordsOf("zh_CN"), { Play: "播放" });
  assert.deepEqual(await wordsOf("zh_CN"), { Play: "播放" });
  assert.deepEqual(await wordsOf("en"), {});
  assert.equal(asked.mock.callCount(), 2);
  mock.restoreAll();
});

test("Chinese goes downwards as it is, other writing is turned", () => {
  assert.deepEqual([goesDown("真实"), goesDown("Truth")], [true, false]);
});
