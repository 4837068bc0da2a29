// A page that looks inside a network: the run's controls, the timeline, and one view, which asks for looks and draws.

import { h, setText } from "../kit/dom.js";
import { whole } from "../kit/numbers.js";
import { N_, saidHello } from "../kit/words.js";
import { figure, metricWord } from "./metrics.js";
import { RunPage } from "./page.js";

const RATE = 8; // pictures a second, where a view does not say another number
const NO_ANSWER = N_("The training process did not answer in time. Try again, or start over.");

export class InsidePage extends RunPage {
  /**
   * `name` is the page's for tests.
   * @param {HTMLElement} root @param {string} name @param {new (page: InsidePage) => View} View @param {URL[]} styles
   */
  constructor(root, name, View, ...styles) {
    super(root, new URL("./inside.css", import.meta.url), ...styles);
    this.name = name;
    this.View = View;
  }

  build() {
    this.view?.close();
    this.makeControls();
    const { transport, timeline, banner } = this.controls;
    this.state = h("span", { class: "pi-state" });
    this.numbers = h("span", { class: "pi-numbers" });
    transport.element
      .querySelector(".pg-space")
      ?.replaceWith(h("div", { class: "pi-facts" }, this.state, this.numbers));
    this.problem = h("p", { class: "pg-banner pg-warning", role: "status", hidden: true });
    this.view = new this.View(this);
    return h(
      "div",
      { class: "pg-stage pi-page" },
      transport.element,
      timeline.element,
      banner.element,
      this.problem,
      this.view.element,
    );
  }

  built() {
    if (this.hello) this.showHello();
    super.built();
  }

  changed() {
    this.view.setOptions?.(this.options);
    super.changed();
  }

  /** @param {Colors} colors */
  setColors(colors) {
    this.view.setColors(colors);
  }

  /** @param {Hello} header @param {Arrays} arrays */
  receiveHello(header, arrays) {
    this.takeHello(header, arrays);
    this.arrays = {};
    this.showHello();
  }

  showHello() {
    this.metric = this.hello.metric_names.find((name) => name !== "loss");
    this.controls.transport.rate.set(this.hello.learning_rate);
    this.view.setHello(saidHello(this.hello, this.t), this.samples);
    this.showState();
  }

  // What a view may ask of the page.

  /** Watch these looks from now on: names, or `{name, parameters}`. @param {(Look | string)[]} looks */
  watch(looks, { rate = RATE } = {}) {
    this.follower.command({ do: "looks", looks, rate });
  }

  /**
   * One look, once; rejects with a sentence in the learner's language.
   * @param {string} name @param {LookParameters} parameters
   */
  async ask(name, parameters = {}) {
    try {
      return await this.follower.ask({ do: "ask", look: { name, parameters } });
    } catch (error) {
      throw new Error(this.sentence(/** @type {Unanswered} */ (error).problem), { cause: error });
    }
  }

  /** Give a command. → whether it was done; where it was not, the page says why. @param {Order | Question} command */
  async command(command) {
    if (command.do !== "edit" && command.do !== "put_back")
      return this.follower.command(/** @type {Order} */ (command));
    try {
      await this.follower.ask(command);
      this.showProblem("");
      return true;
    } catch (error) {
      this.complain(/** @type {Unanswered} */ (error).problem);
      return false;
    }
  }

  /** Tell the Python page something. @param {string} name @param {unknown} value */
  say(name, value) {
    this.tell("said", { name, value });
  }

  /** A polite line above the view; "" takes it away. @param {string} text */
  showProblem(text) {
    this.problem.hidden = !text;
    setText(this.problem, text);
  }

  /** @param {Packed | null} problem */
  complain(problem) {
    this.showProblem(this.sentence(problem));
  }

  /** @param {Packed | null | undefined} problem */
  sentence(problem) {
    return problem ? this.t.say(problem) : this.t(NO_ANSWER);
  }

  // Drawing.

  /** @param {Frame} header @param {Arrays} arrays */
  receiveFrame(header, arrays) {
    this.arrays = arrays;
    const figures = figuresOf(header, this.metric, this.t, this.language);
    setText(this.numbers, figures);
    this.numbers.title = `${figures} (${this.t("train / validation")})`;
    this.showProblems(header);
  }

  /** @param {Arrays} arrays @param {Frame | null} header */
  drawLooks(arrays, header) {
    if (header) this.view.update(arrays, header);
  }

  /** What the looks of this picture could not answer; the sentence goes when they can. @param {Frame} header */
  showProblems(header) {
    const [problem] = Object.values(header.problems ?? {});
    const text = problem ? this.sentence(problem) : "";
    if (text || this.lookProblem) this.showProblem(text);
    this.lookProblem = text;
  }

  /** @param {string} word @param {State} state */
  sayState(word, state) {
    this.element.dataset.state = state;
    setText(this.state, word);
  }

  handle() {
    return { ...super.handle(), page: this.name, view: this.view, follower: this.follower };
  }

  close() {
    this.view?.close();
    super.close();
  }
}

/**
 * Loss and metric of the moment that is shown, as short as they can be said.
 * @param {Frame} header @param {string | undefined} metric @param {Translate} t @param {string} language
 */
function figuresOf(header, metric, t, language) {
  const { values, epoch, batch } = header.viewed ?? header;
  const parts = [];
  /** @param {string} name @param {number} digits */
  const pair = (name, digits) => `${figure(name, values[name], digits)}/${figure(name, values[`val_${name}`], digits)}`;
  if ("loss" in values) parts.push(`${t("Loss")} ${pair("loss", 3)}`);
  if (metric && metric in values)
    parts.push(`${metric === "mean_absolute_error" ? t("MAE") : t(metricWord(metric))} ${pair(metric, 2)}`);
  // The views show the network as it is now; these figures were taken at the end of an epoch.
  if (parts.length && batch && header.state !== "running")
    parts.push(t("after epoch {epoch}", { epoch: whole(epoch, language) }));
  return parts.join(" · ");
}
