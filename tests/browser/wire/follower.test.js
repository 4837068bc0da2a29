import assert from "node:assert/strict";
import { test } from "node:test";
import { RunFollower } from "../../../playground/browser/wire/follower.js";
import { newest, Socket, stoppedClock } from "./sockets.js";

const HELLO = { type: "hello", num_parameters: 9, num_train: 10, experiment: { seed: 0 } };

/** A follower of the run "a" that has heard its hello and is in this state. @param {string} state */
function following(state = "ready") {
  /** @type {unknown[][]} */
  const heard = [];
  const note =
    (/** @type {string} */ name) =>
    (/** @type {unknown[]} */ ...values) =>
      void heard.push([name, ...values]);
  const follower = new RunFollower({
    hello: (_header, _arrays, sameRun, fresh) => void heard.push(["hello", sameRun, fresh]),
    history: note("history"),
    frame: note("frame"),
    moments: note("moments"),
    state: () => undefined,
    trigger: note("trigger"),
  });
  follower.follow("a");
  newest().accept();
  newest().say(HELLO);
  newest().say({ type: "status", state, message: null });
  const triggers = () => heard.filter(([name]) => name === "trigger").map(([, ...values]) => values);
  return { follower, heard, triggers };
}

const sent = () => /** @type {{ [name: string]: unknown }[]} */ (newest().sent.slice(1));

test("a run that is followed already is not followed again", (context) => {
  stoppedClock(context);
  const { follower } = following();
  assert.equal(follower.follow("a"), false);
  assert.equal(Socket.opened.length, 1);
  assert.equal(follower.follow("b"), true);
  assert.equal(Socket.opened.length, 2);
  assert.equal(follower.state, "starting");
});

test("a picture's state is the run's", (context) => {
  stoppedClock(context);
  const { follower } = following();
  newest().say({ type: "frame", state: "running" });
  assert.equal(follower.state, "running");
});

test("a click is believed at once, and pictures that were on their way do not take it back", (context) => {
  const wait = stoppedClock(context);
  const { follower } = following("running");
  follower.command({ do: "pause" });
  assert.equal(follower.state, "paused");
  newest().say({ type: "frame", state: "running" });
  assert.equal(follower.state, "paused");
  newest().say({ type: "frame", state: "paused" });
  wait(10_000);
  assert.equal(follower.state, "paused");
});

test("what is still said when the patience is over was no old picture", (context) => {
  const wait = stoppedClock(context);
  const { follower } = following("running");
  follower.command({ do: "pause" });
  newest().say({ type: "frame", state: "running" });
  wait(600);
  assert.equal(follower.state, "running");
});

test("a run that ran away is believed also against a click", (context) => {
  stoppedClock(context);
  const { follower } = following("paused");
  follower.command({ do: "play" });
  newest().say({ type: "status", state: "diverged", message: null });
  assert.equal(follower.state, "diverged");
});

test("nobody believes a click that nobody hears", (context) => {
  stoppedClock(context);
  const { follower } = following("running");
  newest().lose();
  assert.equal(follower.command({ do: "pause" }), false);
  assert.equal(follower.state, "running");
  assert.equal(follower.isControlled, false);
});

test("the end of a process is only in its status: no picture brings it back", (context) => {
  stoppedClock(context);
  const { follower } = following("running");
  newest().say({ type: "status", state: "crashed", message: null, step: 7, epoch: 1, offer: "resume" });
  newest().say({ type: "frame", state: "running" });
  assert.equal(follower.state, "crashed");
  assert.equal(follower.offer?.offer, "resume");
  assert.equal(follower.step, 7);
});

test("an end is told to Python once, and again only after it has gone on", (context) => {
  stoppedClock(context);
  const { triggers } = following("running");
  const end = { type: "status", state: "finished", message: null, step: 7, epoch: 1 };
  newest().say(end);
  newest().say(end);
  const told = ["ended", { token: "a", state: "finished", step: 7, epoch: 1 }];
  assert.deepEqual(triggers(), [told]);
  newest().say({ type: "status", state: "running", message: null });
  newest().say(end);
  assert.deepEqual(triggers(), [told, told]);
});

test("a run that is stopped for the next one is not said to have ended", (context) => {
  const wait = stoppedClock(context);
  const { follower, triggers } = following("running");
  newest().say({ type: "status", state: "stopped", message: null });
  assert.equal(follower.state, "running");
  follower.follow("b");
  wait(5000);
  assert.deepEqual(triggers(), []);
});

test("a run that stays stopped has ended", (context) => {
  const wait = stoppedClock(context);
  const { follower } = following("running");
  newest().say({ type: "status", state: "stopped", message: null });
  wait(1600);
  assert.equal(follower.state, "stopped");
});

test("a run that the server does not know is gone", (context) => {
  stoppedClock(context);
  const { follower } = following("running");
  newest().lose(4404);
  assert.equal(follower.state, "gone");
});

test("other samples of the same run are known as such; after a loss nothing is", (context) => {
  const wait = stoppedClock(context);
  const { heard } = following();
  newest().say({ ...HELLO, num_train: 11, experiment: { seed: 1 } });
  newest().say({ ...HELLO, num_parameters: 10 });
  newest().lose();
  wait(1000);
  newest().accept();
  newest().say({ ...HELLO, num_parameters: 10 });
  assert.deepEqual(
    heard.filter(([name]) => name === "hello"),
    [
      ["hello", false, true],
      ["hello", true, false],
      ["hello", false, false],
      ["hello", false, true],
    ],
  );
});

test("a learning rate that is chosen is told to Python", (context) => {
  stoppedClock(context);
  const { follower, triggers } = following();
  follower.command({ do: "learning_rate", value: 0.3 });
  assert.deepEqual(triggers(), [["learning_rate", 0.3]]);
});

test("a question gets its own answer", async (context) => {
  stoppedClock(context);
  const { follower } = following();
  const first = follower.ask({ do: "put_back" });
  const second = follower.ask({ do: "rewind", step: 3 });
  const [one, two] = sent();
  newest().say({ type: "answer", id: `viewer:${two?.id}`, problem: null, look: "second" });
  newest().say({ type: "answer", id: `viewer:${one?.id}`, problem: null, look: "first" });
  assert.equal((await first).header.look, "first");
  assert.equal((await second).header.look, "second");
});

test("an answer that is a problem rejects with its sentence", async (context) => {
  stoppedClock(context);
  const { follower } = following();
  const answer = follower.ask({ do: "put_back" });
  const problem = { template: "No." };
  newest().say({ type: "answer", id: `viewer:${sent()[0]?.id}`, problem });
  await assert.rejects(answer, { problem });
});

test("a question that nobody answers ends by itself", async (context) => {
  const wait = stoppedClock(context);
  const { follower } = following();
  const answer = assert.rejects(follower.ask({ do: "put_back" }), { problem: null });
  wait(20_000);
  await answer;
});

test("questions end with the process, and none is asked of one that is over", async (context) => {
  stoppedClock(context);
  const { follower } = following();
  const answer = assert.rejects(follower.ask({ do: "put_back" }), { problem: null });
  newest().say({ type: "status", state: "crashed", message: null });
  await answer;
  await assert.rejects(follower.ask({ do: "put_back" }), { problem: null });
  assert.equal(sent().length, 1);
});

test("the answer to another's question settles none", async (context) => {
  const wait = stoppedClock(context);
  const { follower } = following();
  const answer = assert.rejects(follower.ask({ do: "put_back" }), { problem: null });
  newest().say({ type: "answer", id: "viewer:99", problem: null });
  wait(20_000);
  await answer;
});
