// The stage: the parts together, one connection, and one picture for each animation frame in which something is new.

import { Connection } from "./connection.js";
import { CurvesView } from "./curves.js";
import { Colors, isDark } from "./colors.js";
import { decode } from "./wire.js";
import { h, rate, setText, translator } from "./dom.js";
import { NetworkTable } from "./network_table.js";
import { NetworkView } from "./network.js";
import { OutputView, modeOf } from "./output.js";
import { TilesView, metricWord } from "./tiles.js";
import { TransportView } from "./transport.js";

const STORED = "playground.run";
const PATIENCE = 500; // milliseconds in which a click is believed before the worker's answer arrives
const NEXT_RUN = 1500; // milliseconds
const ENDED = new Set(["finished", "crashed", "failed", "stopped", "gone"]);
const WORDS_OF_STATES = {
  starting: "Starting", queued: "Waiting", building: "Building", ready: "Ready", running: "Training", paused: "Paused",
  finished: "Finished", diverged: "Diverged", crashed: "Ended", failed: "Ended", stopped: "Ended", gone: "Ended",
};
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
    this.state = "starting";
    this.arrays = {};
    this.pictures = 0;
    this.token = "";
    addStyles(new URL("./stage.css", import.meta.url).href, this.root);
    this.onKey = (event) => { if (this.transport?.key(event)) { event.preventDefault(); } };
    document.addEventListener("keydown", this.onKey);
    this.watcher = new ResizeObserver(() => { this.curves?.changed(); this.redraw(); });
  }

  update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    const { token = "", words = {}, options = {}, drawing = null } = data ?? {};
    const said = JSON.stringify(words);
    if (said !== this.said) {
      this.said = said;
      this.build(words, options);
    }
    this.options = options;
    this.root.style.setProperty("--pg-height", options.height ? `${options.height}px` : "");
    this.setTheme();
    this.output.setDrawing(drawing, this.colors);
    if (token) this.follow(token);
    else this.askForStored();
  }

  /** All elements anew; at the first mount, and when the language changes. */
  build(words, options) {
    const t = translator(words);
    this.t = t;
    const history = this.curves?.history;
    this.curves?.close();
    this.transport = new TransportView(t, (command) => this.command(command));
    this.tiles = new TilesView(t, options.language);
    this.table = new NetworkTable(t);
    this.output = new OutputView(t, options.language, { redraw: () => this.redraw(), drawn: (value) => this.trigger("drawn", value) });
    this.network = new NetworkView(t, (focus) => { this.output.setFocus(focus); this.redraw(); });
    this.network.onRedraw = () => this.redraw();
    this.curves = new CurvesView(t, new URL("../plotly.min.js", import.meta.url).href);
    if (history) this.curves.history = history;
    this.banner = h("div", { class: "pg-banner", role: "status", hidden: true });
    this.swap = h("button", { type: "button", class: "pg-small", text: t("Table"), title: t("Show the network as a table"), "aria-pressed": "false", onclick: () => this.swapTable() });
    const legend = h("span", { class: "pg-legend", title: t("Weights: orange negative, blue positive, thicker is stronger.") },
      h("span", { text: `− ${t("negative")}` }), h("i", { class: "pg-bar", "aria-hidden": "true" }), h("span", { text: `+ ${t("positive")}` }));
    const network = h("section", { class: "pg-panel pg-network", "aria-label": t("Network") },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: t("Network") }), legend, this.swap),
      this.network.element, this.table.element, this.banner);
    const main = h("div", { class: "pg-main" }, network, h("div", { class: "pg-right" }, this.output.element, this.curves.element));
    this.element = h("div", { class: "pg-stage pg-waiting" }, this.transport.element, this.tiles.element, main);
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
    if (token === this.token) return;
    this.token = token;
    store(token);
    this.connection?.close();
    clearTimeout(this.ending);
    clearTimeout(this.doubted);
    this.believed = null;
    this.ending = 0;
    this.said_end = "";
    this.offer = null;
    this.state = "starting";
    this.newest = null;
    this.setBanner("");
    this.showState();
    const address = new URL("../ws", import.meta.url);
    address.protocol = address.protocol.replace("http", "ws");
    this.connection = new Connection(address.href, token, {
      open: () => { this.fresh = true; this.lost = false; this.showState(); },
      message: (buffer) => this.receive(buffer),
      lost: () => { this.lost = true; this.showState(); },
      unknown: () => this.setState("gone"),
    });
  }

  receive(buffer) {
    const message = decode(buffer);
    const { header } = message;
    if (header.type === "frame") {
      this.newest = message; // an older one that was not drawn is skipped: newest wins
      this.receiveState(header);
      this.redraw();
    } else if (header.type === "hello") this.receiveHello(message);
    else if (header.type === "history") this.receiveHistory(message);
    else if (header.type === "status") this.receiveStatus(header);
  }

  receiveHello({ header, arrays }) {
    if (!this.fresh && this.output.hello && isSameRun(this.hello, header)) {
      this.hello = header;
      this.samples = arrays;
      this.output.setSamples(this.saidHello(), arrays);
      this.tiles.setHello(header);
      this.redraw();
      return;
    }
    const sameNetwork = this.hello && JSON.stringify(this.hello.layers) === JSON.stringify(header.layers);
    this.hello = header;
    this.samples = arrays;
    if (!sameNetwork) this.arrays = {};
    this.newest = null;
    if (this.fresh) this.curves.clear();
    this.fresh = false;
    this.showHello();
    this.connection.send({ do: "looks", names: LOOKS[modeOf(header)] });
    this.redraw();
  }

  showHello() {
    if (!this.colors) return;
    const hello = this.saidHello();
    this.element.classList.remove("pg-waiting");
    this.network.setHello(hello);
    this.table.setHello(hello);
    this.output.setHello(hello, this.samples, this.colors);
    this.tiles.setHello(hello);
    const metric = hello.metric_names.find((name) => name !== "loss");
    this.curves.setHello(hello, metric ? this.t(metricWord(metric)) : "");
    this.transport.setRate(hello.learning_rate);
    if (this.header) this.tiles.update(this.header);
    this.showState();
  }

  /** The hello with its names in the learner's language. */
  saidHello() {
    const said = (names = []) => names.map((name) => this.t(name));
    return { ...this.hello, class_names: said(this.hello.class_names), input_names: said(this.hello.input_names) };
  }

  receiveHistory({ header, arrays }) {
    this.curves.append(header, arrays.rows);
  }

  /** A picture says the state too; but the end of a process is only in its status. */
  receiveState(header) {
    if (["crashed", "failed", "stopped", "gone"].includes(this.state)) return;
    if (header.state === this.state) { clearTimeout(this.doubted); return; }
    this.offer = null;
    this.message = null;
    this.setState(header.state, header);
  }

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
    this.showState();
  }

  setState(state, header = this.header ?? {}) {
    clearTimeout(this.doubted);
    if (state === this.state && state !== "gone") return;
    // A click is believed at once; the pictures that were under way when it was made say the old state. What is still
    // said when the patience is over was no old picture.
    const patience = this.believed ? this.believed.until - performance.now() : 0;
    if (patience > 0 && ["running", "paused", "ready", "finished"].includes(state) && state !== this.believed.state) {
      this.doubted = setTimeout(() => { this.believed = null; this.setState(state, header); }, patience);
      return;
    }
    this.believed = null;
    this.state = state;
    if (!ENDED.has(state)) this.said_end = "";
    else if (this.said_end !== state) {
      this.said_end = state;
      this.trigger("ended", { token: this.token, state, step: header.step ?? null, epoch: header.epoch ?? null });
    }
    if (state === "running") { this.offer = null; this.message = null; }
    this.showState();
  }

  command(command) {
    if (!this.connection?.send(command)) return;
    if (command.do === "learning_rate") this.trigger("learning_rate", command.value);
    if (command.do === "play") this.believe("running");
    if (command.do === "pause" || command.do === "reset" || command.do === "step") this.believe("paused");
  }

  believe(state) {
    this.believed = null;
    this.setState(state);
    this.believed = { state, until: performance.now() + PATIENCE };
  }

  /** Word, buttons and message of the present state. */
  showState() {
    const { t, state } = this;
    if (!this.transport) return;
    this.transport.setPlaying(state === "running");
    this.transport.setEnabled(["ready", "running", "paused", "finished", "diverged"].includes(state) && !this.lost);
    const waiting = state === "queued" && this.place;
    this.tiles.setState(waiting ? t("Number {place} in line", { place: this.place }) : t(WORDS_OF_STATES[state] ?? state), state);
    const button = (text, onclick, main = false) => h("button", { type: "button", class: `pg-button${main ? " pg-main-button" : ""}`, text, onclick });
    const message = this.message ? t(this.message.template, this.message.values ?? {}) : "";
    const startOver = button(t("Start over"), () => this.trigger("ended", { token: this.token, state: "restart", step: null, epoch: null }));
    if (this.lost) this.setBanner(t("Connection lost. Trying again…"));
    else if (waiting) this.setBanner(t("All places are taken. You are number {place} in line; training starts by itself.", { place: this.place }));
    else if (state === "diverged") {
      const offered = this.offer?.learning_rate_offer;
      const buttons = offered ? [button(t("Try a learning rate of {rate}", { rate: rate(offered) }), () => this.trigger("smaller_learning_rate", offered), true)] : [];
      this.setBanner(message || t("The weights ran away. A smaller learning rate helps."), "warning", buttons);
    } else if (state === "crashed") {
      const resume = button(t("Resume"), () => this.command({ do: "resume" }), true);
      this.setBanner(message || t("The training process ended at step {step}. Nothing else is lost.", { step: this.step ?? 0 }), "warning", this.offer?.offer === "resume" || !this.offer ? [resume, startOver] : [startOver]);
    } else if (state === "failed") this.setBanner(message || t("Training could not start."), "warning", [startOver]);
    else if (state === "gone" || state === "stopped") this.setBanner(t("This run has ended."), "", [startOver]);
    else if (!this.hello && !message) this.setBanner(t("Preparing the network…"));
    else this.setBanner(message);
    this.expose();
  }

  setBanner(text, kind = "", buttons = []) {
    const said = `${kind}|${text}|${buttons.map((button) => button.textContent).join("|")}`;
    if (said === this.bannered && this.banner.firstChild) return;
    this.bannered = said;
    this.banner.hidden = !text;
    this.banner.className = `pg-banner ${kind ? `pg-${kind}` : ""}`;
    this.banner.replaceChildren(h("span", { text }), ...buttons);
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
      this.tiles.update(this.header);
      this.transport.setRate(this.header.learning_rate);
      this.transport.setSpeed(this.header.speed);
      this.expose();
    }
    if (!this.network.element.hidden) this.network.draw(this.arrays, this.colors);
    this.table.update(this.arrays);
    this.output.draw(this.arrays, this.colors);
  }

  /** For tests in a browser. */
  expose() {
    const history = () => this.curves.history.asColumns();
    const array = (name) => Array.from(this.arrays[name]?.data ?? []);
    const { drawing } = this.output;
    window.__playground = { pictures: this.pictures, frames: this.header ?? null, state: this.state, hello: this.hello, history, array, drawing };
  }

  close() {
    this.closed = true;
    clearTimeout(this.doubted);
    this.connection?.close();
    this.watcher.disconnect();
    this.curves?.close();
    document.removeEventListener("keydown", this.onKey);
    this.root.replaceChildren();
  }
}

/** Whether two hellos are of one run that has been given other samples. */
function isSameRun(first, second) {
  const lasting = ({ experiment, num_train, num_validation, steps_per_epoch, learning_rate, epochs, arrays, ...rest }) => JSON.stringify(rest);
  return Boolean(first) && lasting(first) === lasting(second);
}

function addStyles(address, root) {
  const holder = root.getRootNode() instanceof ShadowRoot ? root.getRootNode() : document.head;
  if (holder.querySelector(`link[href="${address}"]`)) return;
  holder.append(h("link", { rel: "stylesheet", href: address }));
}

// Storage may be forbidden; the run is then not found again after a reload, and everything else works.
function stored() {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function store(token) {
  try {
    sessionStorage.setItem(STORED, token);
  } catch {
    // as above
  }
}
