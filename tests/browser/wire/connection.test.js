import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection } from "../../../playground/browser/wire/connection.js";
import { newest, Socket, stoppedClock } from "./sockets.js";

function listener() {
  /** @type {string[]} */
  const heard = [];
  const on = {
    open: () => heard.push("open"),
    message: () => heard.push("message"),
    lost: () => heard.push("lost"),
    unknown: () => heard.push("unknown"),
  };
  return { heard, on };
}

test("the token is said first", (context) => {
  stoppedClock(context);
  new Connection("ws://here/ws", "secret", listener().on).send({ do: "play" });
  assert.deepEqual(newest().sent, [], "nothing is sent before it is open");
  newest().accept();
  assert.deepEqual(newest().sent, [{ token: "secret" }]);
});

test("it is open with the first message, not before", (context) => {
  stoppedClock(context);
  const { heard, on } = listener();
  new Connection("ws://here/ws", "secret", on).send({ do: "play" });
  newest().accept();
  assert.deepEqual(heard, []);
  newest().say({ type: "status" });
  newest().say({ type: "status" });
  assert.deepEqual(heard, ["open", "message", "message"]);
});

test("a command is sent only while somebody hears it", (context) => {
  stoppedClock(context);
  const connection = new Connection("ws://here/ws", "secret", listener().on);
  assert.equal(connection.send({ do: "play" }), false);
  newest().accept();
  assert.equal(connection.send({ do: "play" }), true);
  newest().lose();
  assert.equal(connection.send({ do: "play" }), false);
});

test("after a loss it waits longer each time, but never more than a few seconds", (context) => {
  const wait = stoppedClock(context);
  const { heard, on } = listener();
  new Connection("ws://here/ws", "secret", on).send({ do: "play" });
  const waits = [];
  for (let loss = 0; loss < 10; loss += 1) {
    newest().lose();
    const before = Socket.opened.length;
    let waited = 0;
    for (; Socket.opened.length === before && waited < 10_000; waited += 100) wait(100);
    waits.push(waited);
  }
  assert.equal(waits[0], 300);
  assert.deepEqual(
    waits,
    [...waits].sort((a, b) => a - b),
  );
  assert.equal(waits.at(-1), 5000);
  assert.deepEqual(heard, ["lost"], "one loss is said once");
});

test("it waits shortly again once it was open", (context) => {
  const wait = stoppedClock(context);
  const { heard, on } = listener();
  new Connection("ws://here/ws", "secret", on).send({ do: "play" });
  for (let loss = 0; loss < 5; loss += 1) {
    newest().lose();
    wait(5000);
  }
  newest().accept();
  newest().say({ type: "status" });
  newest().lose();
  const before = Socket.opened.length;
  wait(300);
  assert.equal(Socket.opened.length, before + 1);
  assert.deepEqual(heard, ["lost", "open", "message", "lost"]);
});

test("an unknown token is the end", (context) => {
  const wait = stoppedClock(context);
  const { heard, on } = listener();
  new Connection("ws://here/ws", "secret", on).send({ do: "play" });
  newest().lose(4404);
  wait(60_000);
  assert.deepEqual(heard, ["unknown"]);
  assert.equal(Socket.opened.length, 1);
});

test("closed on purpose it is quiet and does not come back", (context) => {
  const wait = stoppedClock(context);
  const { heard, on } = listener();
  const connection = new Connection("ws://here/ws", "secret", on);
  newest().accept();
  connection.close();
  newest().say({ type: "status" });
  wait(60_000);
  assert.deepEqual(heard, []);
  assert.equal(Socket.opened.length, 1);
});

test("words of an older socket are not heard", (context) => {
  const wait = stoppedClock(context);
  const { heard, on } = listener();
  new Connection("ws://here/ws", "secret", on).send({ do: "play" });
  const [old] = Socket.opened;
  old?.lose();
  wait(1000);
  old?.say({ type: "status" });
  assert.deepEqual(heard, ["lost"]);
});
