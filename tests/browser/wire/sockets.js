// Sockets and a clock for tests of the live connection: what a server would do is done by the test.

/** A socket that a script has opened; the newest is the last of `opened`. */
export class Socket {
  static OPEN = 1;
  /** @type {Socket[]} */
  static opened = [];

  /** @param {string} address */
  constructor(address) {
    this.address = address;
    this.readyState = 0;
    /** @type {unknown[]} */
    this.sent = [];
    Socket.opened.push(this);
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
    this.onclose?.({ code: 1000 });
  }

  accept() {
    this.readyState = Socket.OPEN;
    this.onopen?.();
  }

  /** @param {object} header */
  say(header) {
    this.onmessage?.({ data: message(header) });
  }

  /** @param {number} code */
  lose(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

/** The socket that was opened last. */
export const newest = () => /** @type {Socket} */ (Socket.opened.at(-1));

/** A message of the live connection without arrays but its own. @param {object} header */
export function message(header) {
  const text = new TextEncoder().encode(JSON.stringify({ arrays: [], ...header }));
  const length = Math.ceil((4 + text.length) / 8) * 8 - 4;
  const whole = new Uint8Array(4 + length).fill(32, 4);
  new DataView(whole.buffer).setUint32(0, length, true);
  whole.set(text, 4);
  return whole.buffer;
}

/**
 * Time stands still until the answer of this is called with milliseconds.
 * @param {import("node:test").TestContext} context
 */
export function stoppedClock(context) {
  let now = 1000;
  context.mock.timers.enable({ apis: ["setTimeout"] });
  context.mock.method(performance, "now", () => now);
  context.mock.method(Math, "random", () => 0.5);
  Socket.opened.length = 0;
  globalThis.WebSocket = /** @type {typeof WebSocket} */ (/** @type {unknown} */ (Socket));
  return (/** @type {number} */ milliseconds) => {
    now += milliseconds;
    context.mock.timers.tick(milliseconds);
  };
}
