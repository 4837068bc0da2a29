// The stage: the parts together, one connection, and one picture for each animation frame in which something is new.

import { Controls } from "./controls.js";
import { CurvesView } from "./curves.js";
import { Colors, isDark } from "./colors.js";
import { RunFollower, saidHello, stored } from "./follower.js";
import { h, setText, translator, wordsOf } from "./dom.js";
import { NetworkTable } from "./network_table.js";
import { NetworkView } from "./network.js";
import { OutputView, modeOf } from "./output.js";
import { TilesView, metricWord } from "./tiles.js";

const ANSWERS = ["activations", "weights", "predictions"];
const LOOKS = {
  plane: ["output_map", "neuron_maps", "weights"], line: ["activations", "weights", "line"], scatter: ANSWERS, confusion: ANSWERS,
};

const stages = new WeakMap();

/** Called by Streamlit at the first mount and whenever the data or the theme change. */
export function show(component) {
  const parent = component.parentElement;
  let stage = stages.get(parent);
  if (!stage) {
    stage = new Stage(parent);
    stages.set(parent, stage);
  }
  stage.update(component);
}

/** Called when the component leaves the page. */
export function hide(parent) {
  stages.get(parent)?.close();
  stages.delete(parent);
}

class Stage {
  constructor(parent) {
    this.root = parent.querySelector(".stage-root") ?? parent;
    this.arrays = {};
    this.pictures = 0;
    this.follower = new RunFollower({
      hello: (header, arrays, sameRun, fresh) => this.receiveHello(header, arrays, sameRun, fresh),
      history: (header, arrays) => this.curves.append(header, arrays.rows),
      // an older one that was not drawn is skipped: newest wins
      frame: (header, arrays) => { this.newest = { header, arrays }; this.redraw(); },
      moments: (array) => this.controls.timeline.setMoments(array),
      state: () => this.showState(),
      trigger: (name, value) => this.trigger(name, value),
    });
    addStyles(new URL("./stage.css", import.meta.url).href, this.root);
    this.onKey = (event) => { if (this.controls?.key(event)) { event.preventDefault(); } };
    document.addEventListener("keydown", this.onKey);
    this.watcher = new ResizeObserver(() => { this.curves?.changed(); this.redraw(); });
  }

  async update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    const { token = "", language = "en", options = {}, drawing = null, other = false } = data ?? {};
    const words = await wordsOf(language);
    if (this.closed) return;
    this.options = options;
    if (language !== this.language) {
      this.language = language;
      this.build(words, language.replace("_", "-"));
    }
    this.root.style.setProperty("--pg-height", options.height ? `${options.height}px` : "");
    this.setTheme();
    this.output.setDrawing(drawing, this.colors);
    this.controls.timeline.setOther(other);
    if (token) this.follow(token);
    else this.askForStored();
  }

  /** All elements anew; at the first mount, and when the language changes. */
  build(words, language) {
    const t = translator(words);
    this.t = t;
    const history = this.curves?.history;
    this.curves?.close();
    this.controls?.close();
    this.controls = new Controls(t, language, this.follower, {
      trigger: (name, value) => { this.branching = name === "branch" || name === "other"; this.trigger(name, value); },
      problem: (problem) => { if (problem) this.controls.banner.say(t(problem.template, problem.values ?? {}), "warning"); },
    });
    this.tiles = new TilesView(t, language);
    this.table = new NetworkTable(t, language);
    this.output = new OutputView(t, language, { redraw: () => this.redraw(), drawn: (value) => this.trigger("drawn", value) });
    this.network = new NetworkView(t, (focus) => { this.output.setFocus(focus); this.redraw(); }, language);
    this.network.onRedraw = () => this.redraw();
    this.curves = new CurvesView(t, new URL("../plotly.min.js", import.meta.url).href);
    if (history) this.curves.history = history;
    this.swap = h("button", { type: "button", class: "pg-small", text: t("Table"), title: t("Show the network as a table"), "aria-pressed": "false", onclick: () => this.swapTable() });
    const legend = h("span", { class: "pg-legend", title: t("Weights: orange negative, blue positive, thicker is stronger.") },
      h("span", { text: `− ${t("negative")}` }), h("i", { class: "pg-bar", "aria-hidden": "true" }), h("span", { text: `+ ${t("positive")}` }));
    const network = h("section", { class: "pg-panel pg-network", "aria-label": t("Network") },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: t("Network") }), legend, this.swap),
      this.network.element, this.table.element, this.controls.banner.element);
    const main = h("div", { class: "pg-main" }, network, h("div", { class: "pg-right" }, this.output.element, this.curves.element));
    const { transport, timeline } = this.controls;
    this.element = h("div", { class: "pg-stage pg-waiting" }, transport.element, this.tiles.element, main, timeline.element);
    this.root.replaceChildren(this.element);
    this.watcher.disconnect();
    for (const part of [this.network.element, this.output.area, this.curves.plot]) this.watcher.observe(part);
    this.colors = null;
    this.showState();
  }

  setTheme() {
    const dark = isDark(this.root);
    const palette = this.options.palette?.[dark ? "dark" : "light"];
    if (!palette || (this.colors && this.colors.dark === dark)) return;
    this.colors = new Colors(palette, dark);
    this.element.dataset.theme = dark ? "dark" : "light";
    for (const name of ["negative", "neutral", "positive"]) this.element.style.setProperty(`--pg-${name}`, palette[name]);
    this.curves.setOptions(this.options.curves, dark);
    this.output.setColors(this.colors);
    if (this.hello && !this.output.hello) this.showHello();
    this.redraw();
  }

  askForStored() {
    if (this.asked) return;
    this.asked = true;
    this.trigger("resume", stored() ?? "");
  }

  /** Connect to a run; the old picture stays until the new one says hello. */
  follow(token) {
    this.asked = true;
    if (!this.follower.follow(token)) return;
    this.newest = this.header = null;
    this.expose();
    this.controls.clear();
    if (this.branching) this.curves.keepGhost();
    else this.curves.dropGhost();
    this.branching = false;
  }

  receiveHello(header, arrays, sameRun, fresh) {
    if (sameRun && this.output.hello) {
      this.hello = header;
      this.samples = arrays;
      this.output.setSamples(saidHello(header, this.t), arrays);
      this.tiles.setHello(header);
      this.redraw();
      return;
    }
    const sameNetwork = this.hello && JSON.stringify(this.hello.layers) === JSON.stringify(header.layers);
    this.hello = header;
    this.samples = arrays;
    if (!sameNetwork) this.arrays = {};
    this.newest = this.header = null;
    if (fresh) this.curves.clear();
    this.showHello();
    this.follower.command({ do: "looks", looks: LOOKS[modeOf(header)] });
    this.redraw();
  }

  showHello() {
    if (!this.colors) return;
    const hello = saidHello(this.hello, this.t);
    this.element.classList.remove("pg-waiting");
    this.network.setHello(hello);
    this.table.setHello(hello);
    this.output.setHello(hello, this.samples, this.colors);
    this.tiles.setHello(hello);
    const metric = hello.metric_names.find((name) => name !== "loss");
    this.curves.setHello(hello, metric ? this.t(metricWord(metric)) : "");
    this.controls.transport.setRate(hello.learning_rate);
    if (this.header) this.tiles.update(this.header);
    this.showState();
  }

  /** Word, buttons and message of the present state. */
  showState() {
    if (!this.controls) return;
    this.tiles.setState(this.controls.showState(), this.follower.state);
    this.expose();
  }

  swapTable() {
    const table = this.table.element.hidden;
    this.table.element.hidden = !table;
    this.network.element.hidden = table;
    this.swap.setAttribute("aria-pressed", String(table));
    setText(this.swap, this.t(table ? "Picture" : "Table"));
    this.swap.title = this.t(table ? "Show the network as a picture" : "Show the network as a table");
    this.redraw();
  }

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
      this.arrays = { ...this.arrays, ...newest.arrays };
      this.pictures += 1;
      const { viewed } = this.header;
      this.tiles.update(viewed ? { ...this.header, epoch: viewed.epoch, values: viewed.values, running: {} } : this.header);
      this.curves.setMoment(viewed ? viewed.epoch : null);
      this.controls.update(this.header);
      this.expose();
    }
    this.drawLooks(this.arrays);
  }

  drawLooks(arrays) {
    if (!this.network.element.hidden) this.network.draw(arrays, this.colors);
    this.table.update(arrays);
    this.output.draw(arrays, this.colors);
  }

  /** For tests in a browser. */
  expose() {
    const history = () => this.curves.history.asColumns();
    const array = (name) => Array.from(this.arrays[name]?.data ?? []);
    const { drawing } = this.output;
    const drawOnce = (arrays) => this.drawLooks(arrays);
    window.__playground = { arrays: () => this.arrays, drawOnce, pictures: this.pictures, frames: this.header ?? null, state: this.follower.state, hello: this.hello, history, array, drawing };
  }

  close() {
    this.closed = true;
    this.follower.close();
    this.controls?.close();
    this.watcher.disconnect();
    this.curves?.close();
    document.removeEventListener("keydown", this.onKey);
    this.root.replaceChildren();
  }
}

/** Put a style sheet beside the page's own, once. */
export function addStyles(address, root) {
  const holder = root.getRootNode() instanceof ShadowRoot ? root.getRootNode() : document.head;
  if (holder.querySelector(`link[href="${address}"]`)) return;
  holder.append(h("link", { rel: "stylesheet", href: address }));
}
