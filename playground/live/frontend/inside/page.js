// A page that looks inside a network: the run's controls, the timeline, and one view, which asks for looks and draws.

import { Colors, isDark } from "../colors.js";
import { Controls } from "../controls.js";
import { RunFollower, saidHello } from "../follower.js";
import { h, setText, short, translator, whole, wordsOf } from "../dom.js";
import { addStyles } from "../stage.js";
import { metricWord } from "../tiles.js";

const RATE = 8; // pictures a second, where a view does not say another number
const NO_ANSWER = "The training process did not answer in time. Try again, or start over.";

const pages = new WeakMap();

/** Called by Streamlit at the first mount and whenever the data or the theme change. */
export async function show(component) {
  const parent = component.parentElement;
  let page = pages.get(parent);
  if (!page) {
    page = new LookPage(parent, component.data.view);
    pages.set(parent, page);
  }
  await page.update(component);
}

/** Called when the component leaves the page. */
export function hide(parent) {
  pages.get(parent)?.close();
  pages.delete(parent);
}

class LookPage {
  constructor(parent, name) {
    this.root = parent.querySelector(".stage-root") ?? parent;
    this.name = name;
    this.pictures = 0;
    this.arrays = {};
    this.loading = import(`./${name}_view.js`);
    addStyles(new URL("../stage.css", import.meta.url).href, this.root);
    addStyles(new URL("./page.css", import.meta.url).href, this.root);
    addStyles(new URL(`./${name}.css`, import.meta.url).href, this.root);
    this.follower = new RunFollower({
      hello: (header, arrays) => this.receiveHello(header, arrays),
      history: () => {},
      frame: (header, arrays) => { this.newest = { header, arrays }; this.redraw(); },
      moments: (array) => this.controls.timeline.setMoments(array),
      state: () => this.showState(),
      trigger: (name_, value) => this.trigger(name_, value),
    });
    this.onKey = (event) => { if (this.controls?.key(event)) { event.preventDefault(); } };
    document.addEventListener("keydown", this.onKey);
  }

  async update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    const { token = "", language = "en", options = {}, other = false } = data ?? {};
    const [{ View }, words] = await Promise.all([this.loading, wordsOf(language)]);
    if (this.closed) return;
    this.options = options;
    if (language !== this.said) {
      this.said = language;
      this.language = language.replace("_", "-");
      this.build(View, words);
    }
    this.controls.timeline.setOther(other);
    this.setTheme();
    this.view.setOptions?.(options);
    if (token && this.follower.follow(token)) {
      this.newest = this.header = null;
      this.expose();
      this.controls.clear();
    }
  }

  /** All elements anew; at the first mount, and when the language changes. */
  build(View, words) {
    const t = translator(words);
    this.t = t;
    this.view?.close();
    this.controls?.close();
    this.controls = new Controls(t, this.language, this.follower, {
      trigger: (name, value) => this.trigger(name, value),
      problem: (problem) => this.showProblem(this.sentence(problem)),
    });
    const { transport, timeline, banner } = this.controls;
    this.facts = h("div", { class: "pi-facts" });
    this.state = h("span", { class: "pi-state" });
    this.numbers = h("span", { class: "pi-numbers" });
    this.facts.append(this.state, this.numbers);
    transport.element.querySelector(".pg-space").replaceWith(this.facts);
    this.problem = h("p", { class: "pg-banner pg-warning", role: "status", hidden: true });
    this.view = new View(this);
    this.element = h("div", { class: "pg-stage pi-page" }, transport.element, timeline.element, banner.element, this.problem, this.view.element);
    this.root.replaceChildren(this.element);
    this.colors = null;
    this.setTheme();
    if (this.hello) this.showHello();
    this.showState();
  }

  setTheme() {
    const dark = isDark(this.root);
    const palette = this.options.palette?.[dark ? "dark" : "light"];
    if (!palette || (this.colors && this.dark === dark)) return;
    this.dark = dark;
    this.colors = new Colors(palette, dark);
    this.element.dataset.theme = dark ? "dark" : "light";
    for (const name of ["negative", "neutral", "positive", "training", "validation"]) this.element.style.setProperty(`--pg-${name}`, palette[name]);
    this.view.setColors(this.colors);
    this.redraw();
  }

  receiveHello(header, arrays) {
    this.hello = header;
    this.samples = arrays;
    this.newest = this.header = null;
    this.arrays = {};
    this.showHello();
  }

  showHello() {
    this.metric = this.hello.metric_names.find((name) => name !== "loss");
    this.controls.transport.setRate(this.hello.learning_rate);
    this.view.setHello(saidHello(this.hello, this.t), this.samples);
    this.showState();
  }

  // What a view may ask of the page.

  /** Watch these looks from now on: names, or `{name, parameters}`. */
  watch(looks, { rate = RATE } = {}) {
    this.follower.command({ do: "looks", looks, rate });
  }

  /** One look, once. → {header, arrays}; rejects with a sentence in the learner's language. */
  async ask(name, parameters = {}) {
    try {
      return await this.follower.ask({ do: "ask", look: { name, parameters } });
    } catch (error) {
      throw new Error(this.sentence(error.problem));
    }
  }

  /** Give a command. → whether it was done; where it was not, the page says why. */
  async command(command) {
    if (!["edit", "put_back"].includes(command.do)) return this.follower.command(command);
    try {
      await this.follower.ask(command);
      this.showProblem("");
      return true;
    } catch (error) {
      this.showProblem(this.sentence(error.problem));
      return false;
    }
  }

  /** Tell the Python page something. */
  say(name, value) {
    this.trigger("said", { name, value });
  }

  /** A polite line above the view; "" takes it away. */
  showProblem(text) {
    this.problem.hidden = !text;
    setText(this.problem, text);
  }

  sentence(problem) {
    return problem ? this.t(problem.template, problem.values ?? {}) : this.t(NO_ANSWER);
  }

  // Drawing.

  redraw() {
    if (this.waiting || this.closed) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.draw(); });
  }

  draw() {
    if (this.closed || !this.hello || !this.colors) return;
    const { newest } = this;
    if (newest) {
      this.newest = null;
      this.header = newest.header;
      this.arrays = newest.arrays;
      this.pictures += 1;
      this.controls.update(this.header);
      this.showNumbers();
      this.showProblems();
    }
    if (this.header) this.view.update(this.arrays, this.header);
    this.expose();
  }

  /** What the looks of this picture could not answer; the sentence goes when they can. */
  showProblems() {
    const [problem] = Object.values(this.header.problems ?? {});
    const text = problem ? this.sentence(problem) : "";
    if (text || this.lookProblem) this.showProblem(text);
    this.lookProblem = text;
  }

  showNumbers() {
    const { t, header, metric } = this;
    const { values, epoch, batch } = header.viewed ?? header;
    const parts = [];
    const pair = (name, digits) => `${short(values[name], digits)}/${short(values[`val_${name}`], digits)}`;
    if ("loss" in values) parts.push(`${t("Loss")} ${pair("loss", 3)}`);
    if (metric && metric in values) parts.push(`${t(metric === "mean_absolute_error" ? "MAE" : metricWord(metric))} ${pair(metric, 2)}`);
    // The views show the network as it is now; these figures were taken at the end of an epoch.
    if (parts.length && batch && header.state !== "running") parts.push(t("after epoch {epoch}", { epoch: whole(epoch, this.language) }));
    setText(this.numbers, parts.join(" · "));
    this.numbers.title = `${parts.join(" · ")} (${t("train / validation")})`;
  }

  showState() {
    if (!this.controls) return;
    this.element.dataset.state = this.follower.state;
    setText(this.state, this.controls.showState());
    this.expose();
  }

  /** For tests in a browser. */
  expose() {
    const array = (name) => Array.from(this.arrays[name]?.data ?? []);
    const drawOnce = (arrays, header) => this.view.update(arrays, header);
    window.__playground = { page: this.name, arrays: () => this.arrays, drawOnce, pictures: this.pictures, frames: this.header ?? null, state: this.follower.state, hello: this.hello, array, view: this.view, follower: this.follower };
  }

  close() {
    this.closed = true;
    this.follower.close();
    this.controls?.close();
    this.view?.close();
    document.removeEventListener("keydown", this.onKey);
    this.root.replaceChildren();
  }
}
