// The stage: the parts together, one connection, and one picture for each animation frame in which something is new.

import { h, setText } from "../../kit/dom.js";
import { mount } from "../../kit/page.js";
import { saidHello } from "../../kit/words.js";
import { keysSwitch } from "../../run/keys_switch.js";
import { metricWord } from "../../run/metrics.js";
import { RunPage } from "../../run/page.js";
import { TilesView } from "../../run/tiles.js";
import { CurvesView } from "../../views/curves.js";
import { NetworkView } from "../../views/network/network.js";
import { NetworkTable } from "../../views/network/table.js";
import { modeOf, OutputView } from "../../views/output.js";
import { kept } from "../../wire/follower.js";

const ANSWERS = ["activations", "weights", "predictions"];
const LOOKS = {
  plane: ["output_map", "neuron_maps", "weights"],
  line: ["activations", "weights", "line"],
  scatter: ANSWERS,
  confusion: ANSWERS,
};

const STYLES = ["../../views/output.css", "./stage.css"].map((name) => new URL(name, import.meta.url));

export const { show, hide } = mount((root) => new Stage(root));

export class Stage extends RunPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, ...STYLES);
    this.watcher = new ResizeObserver(() => {
      this.curves?.changed();
      this.redraw();
    });
  }

  build() {
    const { language, t } = this;
    const { history, companion, moment } = this.curves ?? {};
    this.curves?.close();
    this.makeControls();
    this.tiles = new TilesView(t, language);
    this.table = new NetworkTable(t, language);
    this.output = new OutputView(t, language, {
      redraw: () => this.redraw(),
      drawn: (value) => this.trigger("drawn", value),
    });
    this.network = new NetworkView(
      t,
      (focus) => {
        this.output.setFocus(focus);
        this.redraw();
      },
      language,
    );
    this.network.onRedraw = () => this.redraw();
    this.curves = new CurvesView(t);
    if (history) Object.assign(this.curves, { history, companion, moment });
    this.swap = h("button", {
      type: "button",
      class: "pg-small",
      text: t("Table"),
      title: t("Show the network as a table"),
      "aria-pressed": "false",
      onclick: () => this.swapTable(),
    });
    const legend = h(
      "span",
      { class: "pg-legend", title: t("Weights: orange negative, blue positive, thicker is stronger.") },
      h("span", { text: `− ${t("negative")}` }),
      h("i", { class: "pg-bar", "aria-hidden": "true" }),
      h("span", { text: `+ ${t("positive")}` }),
    );
    const network = h(
      "section",
      { class: "pg-panel pg-network", "aria-label": t("Network") },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: t("Network") }), legend, this.swap),
      this.network.element,
      this.table.element,
      this.controls.banner.element,
    );
    const main = h(
      "div",
      { class: "pg-main" },
      network,
      h("div", { class: "pg-right" }, this.output.element, this.curves.element),
    );
    const { transport, timeline } = this.controls;
    transport.element.append(keysSwitch(t));
    this.watcher.disconnect();
    for (const part of [this.network.element, this.output.area, this.curves.plot]) this.watcher.observe(part);
    return h("div", { class: "pg-stage pg-waiting" }, transport.element, this.tiles.element, main, timeline.element);
  }

  /** @param {Colors} colors */
  setColors(colors) {
    this.curves.setOptions(/** @type {CurveOptions} */ (this.options.curves), colors.dark);
    this.output.setColors(colors);
    if (this.hello && !this.output.hello) this.showHello();
  }

  changed() {
    const { question, drawing = null } = /** @type {PageData & { question?: string, drawing?: Given | null }} */ (
      this.data
    );
    const { height } = this.options;
    this.root.style.setProperty("--pg-height", height ? `${height}px` : "");
    this.output.setDrawing(drawing, this.colors);
    super.changed();
    // A page may outlive its server; the next one asks again.
    if (question && question !== this.answered) this.tell("resume", kept());
    this.answered = question;
  }

  begin() {
    super.begin();
    this.tiles.clear();
    if (this.branching) this.curves.keepCompanion();
    else {
      this.curves.dropCompanion();
      this.curves.clear();
    }
    this.branching = false;
  }

  /** @param {string} name @param {unknown} value */
  tell(name, value) {
    if (name === "branch" || name === "show_companion") this.branching = true;
    super.tell(name, value);
  }

  /** @param {Packed | null} problem */
  complain(problem) {
    if (problem) this.controls.banner.say(this.t.say(problem), "warning");
  }

  /** @param {HistoryHeader} header @param {Arrays} arrays */
  receiveHistory(header, arrays) {
    this.curves.append(header, arrays.rows);
  }

  /** @param {Hello} header @param {Arrays} arrays @param {boolean} sameRun @param {boolean} [fresh] */
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
    this.takeHello(header, arrays);
    if (!sameNetwork) this.arrays = {};
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
    this.controls.transport.rate.set(hello.learning_rate);
    if (this.header) this.tiles.update(this.header);
    this.showState();
  }

  /** @param {string} word @param {State} state */
  sayState(word, state) {
    this.tiles.setState(word, state);
  }

  swapTable() {
    const table = this.table.element.hidden;
    this.table.element.hidden = !table;
    this.network.element.hidden = table;
    this.swap.setAttribute("aria-pressed", String(table));
    setText(this.swap, table ? this.t("Picture") : this.t("Table"));
    this.swap.title = table ? this.t("Show the network as a picture") : this.t("Show the network as a table");
    this.redraw();
  }

  /** @param {Frame} header @param {Arrays} arrays */
  receiveFrame(header, arrays) {
    this.arrays = { ...this.arrays, ...arrays };
    const { viewed } = header;
    this.tiles.update(viewed ? { ...header, epoch: viewed.epoch, values: viewed.values, running: {} } : header);
    this.curves.setMoment(viewed ? viewed.epoch : null);
  }

  /** @param {Arrays} arrays */
  drawLooks(arrays) {
    const { colors } = this;
    if (!colors) return;
    if (!this.network.element.hidden) this.network.draw(arrays, colors);
    this.table.update(arrays);
    this.output.draw(arrays, colors);
  }

  handle() {
    const history = () => this.curves.history.asColumns();
    return { ...super.handle(), history, drawing: this.output.drawing, network: this.network };
  }

  close() {
    this.watcher.disconnect();
    this.curves?.close();
    super.close();
  }
}
