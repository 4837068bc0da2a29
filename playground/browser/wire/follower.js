// Follows one run: its connection, what it says, what state it is in, questions with their answers. No page in here.

import { Connection } from "./connection.js";
import { decode } from "./wire.js";

const STORED = "playground.run";
const EXPERIMENT = "playground.experiment"; // kept by every page of the app
const PATIENCE = 500; // milliseconds in which a click is believed before the worker's answer arrives
const NEXT_RUN = 1500; // milliseconds
const AGAIN = 2000; // milliseconds
const ANSWER = 20000; // milliseconds that an answer may take
const ENDED = new Set(["finished", "crashed", "failed", "stopped", "gone"]);
const OVER = new Set(["crashed", "failed", "stopped", "gone"]);
const CONTROLLED = new Set(["ready", "running", "paused", "finished", "diverged"]);

export class RunFollower {
  /**
   * `on.frame()` may come faster than the screen; `on.state()` when anything of the state is new.
   * @param {Listener} on
   */
  constructor(on) {
    this.on = on;
    this.state = "starting";
    this.token = "";
    this.questions = new Map();
    this.numQuestions = 0;
  }

  /** Whether play, pause and the others do something now. */
  get isControlled() {
    return CONTROLLED.has(this.state) && !this.lost;
  }

  /** Connect to a run; false where it is the one that is followed already. @param {string} token */
  follow(token) {
    if (token === this.token) return false;
    this.close();
    this.closed = false;
    this.token = token;
    store(token);
    this.believed = null;
    this.ending = 0;
    this.saidEnd = "";
    this.offer = this.message = this.place = this.moments = this.header = null;
    this.state = "starting";
    this.on.state();
    const address = new URL("../../ws", import.meta.url);
    address.protocol = address.protocol.replace("http", "ws");
    this.connection = new Connection(address.href, token, {
      open: () => {
        this.fresh = true;
        this.lost = false;
        this.on.state();
      },
      message: (buffer) => this.receive(decode(buffer)),
      lost: () => {
        this.lost = true;
        this.on.state();
      },
      unknown: () => this.setState("gone"),
    });
    return true;
  }

  /** @param {Message} message */
  receive({ header, arrays }) {
    if (header.type === "frame") {
      this.header = header;
      this.receiveState(header);
      this.on.frame(header, arrays);
    } else if (header.type === "hello") this.receiveHello(header, arrays);
    else if (header.type === "history") this.on.history(header, arrays);
    else if (header.type === "status") this.receiveStatus(header);
    else if (header.type === "answer") this.receiveAnswer(header, arrays);
    else if (header.type === "moments" && arrays.moments) {
      this.moments = arrays.moments;
      this.on.moments(arrays.moments);
    }
  }

  /** @param {Hello} header @param {Arrays} arrays */
  receiveHello(header, arrays) {
    const sameRun = !this.fresh && isSameRun(this.hello, header);
    const { fresh } = this;
    this.hello = header;
    this.fresh = false;
    this.on.hello(header, arrays, sameRun, fresh);
  }

  /** A picture says the state too; but the end of a process is only in its status. @param {Frame} header */
  receiveState(header) {
    if (OVER.has(this.state)) return;
    if (header.state === this.state) {
      clearTimeout(this.doubted);
      return;
    }
    this.offer = null;
    this.message = null;
    this.setState(header.state, header);
  }

  /** @param {Status} header */
  receiveStatus(header) {
    if (header.state === "stopped" && !header.message && !this.ending) {
      // Usually the page is about to show the next run; only a run that stays ended is worth a word.
      this.ending = setTimeout(() => this.receiveStatus(header), NEXT_RUN);
      return;
    }
    clearTimeout(this.ending);
    this.ending = 0;
    this.offer = header.offer ? header : null;
    this.step = header.step;
    this.message = header.message;
    this.place = header.place_in_line;
    this.setState(header.state, header);
    this.on.state();
  }

  /** @param {State} state @param {{ step?: number, epoch?: number }} header */
  setState(state, header = this.header ?? {}) {
    clearTimeout(this.doubted);
    if (state === this.state && state !== "gone") return;
    // A click is believed at once; the pictures that were under way when it was made say the old state. What is still
    // said when the patience is over was no old picture.
    const { believed } = this;
    const patience = believed ? believed.until - performance.now() : 0;
    if (patience > 0 && CONTROLLED.has(state) && state !== "diverged" && state !== believed?.state) {
      this.doubted = setTimeout(() => {
        this.believed = null;
        this.setState(state, header);
      }, patience);
      return;
    }
    this.believed = null;
    this.state = state;
    if (!ENDED.has(state)) this.saidEnd = "";
    else if (this.saidEnd !== state) {
      this.saidEnd = state;
      this.sayEnd({ token: this.token, state, step: header.step ?? null, epoch: header.epoch ?? null });
    }
    if (state === "running") {
      this.offer = null;
      this.message = null;
    }
    if (OVER.has(state)) this.giveUp();
    this.on.state();
  }

  /**
   * Where the server was started anew, the page may hear of it later than this: say it until it does.
   * @param {{ token: string, state: State, step: number | null, epoch: number | null }} end
   */
  sayEnd(end) {
    this.on.trigger("ended", end);
    if (end.state !== "gone") return;
    clearTimeout(this.sayingEnd);
    this.sayingEnd = setTimeout(() => this.sayEnd(end), AGAIN);
  }

  /** False where nobody hears it. @param {Order} command */
  command(command) {
    if (!this.connection?.send(command)) return false;
    if (command.do === "learning_rate") this.on.trigger("learning_rate", command.value);
    if (command.do === "play") this.believe("running");
    if (command.do === "pause" || command.do === "reset" || command.do === "step") this.believe("paused");
    return true;
  }

  /** @param {State} state */
  believe(state) {
    this.believed = null;
    this.setState(state);
    this.believed = { state, until: performance.now() + PATIENCE };
  }

  /**
   * Rejects with an error whose `problem` is a packed sentence, or null where nobody answers.
   * @param {Question} command @returns {Promise<Message<Answer>>}
   */
  ask(command) {
    return new Promise((resolve, reject) => {
      this.numQuestions += 1;
      const id = String(this.numQuestions);
      const timer = setTimeout(() => this.settle(id, (question) => question.reject(unanswered(null))), ANSWER);
      this.questions.set(id, { resolve, reject, timer });
      if (OVER.has(this.state) || !this.connection?.send({ ...command, id })) {
        this.settle(id, (question) => question.reject(unanswered(null)));
      }
    });
  }

  /** @param {Answer} header @param {Arrays} arrays */
  receiveAnswer(header, arrays) {
    const id = header.id.slice(header.id.indexOf(":") + 1);
    this.settle(id, (question) => {
      if (header.problem) question.reject(unanswered(header.problem));
      else question.resolve({ header, arrays });
    });
  }

  /** @param {string} id @param {(question: Waiting) => void} how */
  settle(id, how) {
    const question = this.questions.get(id);
    if (!question) return;
    this.questions.delete(id);
    clearTimeout(question.timer);
    how(question);
  }

  giveUp() {
    for (const id of [...this.questions.keys()]) this.settle(id, (question) => question.reject(unanswered(null)));
  }

  close() {
    this.closed = true;
    this.giveUp();
    this.connection?.close();
    clearTimeout(this.ending);
    clearTimeout(this.doubted);
    clearTimeout(this.sayingEnd);
  }
}

/** @param {Packed | null} problem @returns {Unanswered} */
function unanswered(problem) {
  return Object.assign(new Error("unanswered"), { problem });
}

/**
 * Whether two hellos are of one run that has been given other samples.
 * @param {Hello | undefined} first @param {Hello} second
 */
function isSameRun(first, second) {
  /** @param {Hello} hello */
  const lasting = ({
    experiment,
    num_train,
    num_validation,
    steps_per_epoch,
    learning_rate,
    epochs,
    arrays,
    ...rest
  }) => JSON.stringify(rest);
  return first !== undefined && lasting(first) === lasting(second);
}

/** What the tab remembers of before a reload. Storage may be forbidden; then it is nothing, and all else works. */
export function kept() {
  try {
    return { token: sessionStorage.getItem(STORED) ?? "", experiment: sessionStorage.getItem(EXPERIMENT) ?? "" };
  } catch {
    return { token: "", experiment: "" };
  }
}

/** @param {string} token */
function store(token) {
  try {
    sessionStorage.setItem(STORED, token);
  } catch {
    // as above
  }
}
