// One sample on its way through the network: which one, what each layer makes of it, how a number comes about, and why.

import { h } from "../../kit/dom.js";
import { SampleList } from "../../views/sample_list.js";
import { Answer } from "./answer.js";
import { Attributions } from "./attributions.js";
import { Held } from "./held.js";
import { SampleInput } from "./input/input.js";
import { Layers } from "./layers.js";
import { keep, recall } from "./memory.js";
import { stagesOf } from "./stages.js";
import { Sum } from "./sum.js";

const PAUSE = 60; // milliseconds between two changes of what is watched: the server reads forty commands a second

export class View {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.walk = {};
    this.input = new SampleInput(page, {
      chosen: (sample) => this.choose(sample),
      changed: () => this.change(),
      list: (open) => this.showList(open),
    });
    this.layers = new Layers(page, {
      hover: (place) => this.held.hover(place),
      pin: (place) => this.held.pin(place),
      mode: () => this.send(),
    });
    this.sum = new Sum(page);
    this.held = new Held(page, {
      ask: (place) => this.neuron(place),
      changed: () => this.showSum(),
      watch: () => {
        this.remember();
        this.send();
      },
    });
    this.sum.free.onclick = () => this.held.free();
    this.answer = new Answer(page);
    this.why = new Attributions(page);
    this.list = new SampleList(page, { onPick: (sample) => this.pick(/** @type {ChosenSample} */ (sample)) });
    this.drawer = this.makeDrawer();
    const { t } = page;
    const title = h("h3", { class: "pg-heading", text: t("Layer by layer") });
    const top = h("div", { class: "pg-panel-head" }, title, this.layers.modes);
    this.element = h(
      "div",
      { class: "pi-sample" },
      this.input.element,
      h("section", { class: "pg-panel pi-sample-top" }, top, this.layers.row),
      h(
        "div",
        { class: "pi-sample-bottom" },
        this.sum.element,
        h("div", { class: "pg-panel pi-sample-end" }, this.answer.element),
        this.why.element,
        this.drawer,
      ),
    );
    this.sum.empty();
  }

  /** What holds the list of the misclassified samples. */
  makeDrawer() {
    const { t } = this.page;
    const closing = h("button", {
      type: "button",
      class: "pg-small",
      text: t("Close"),
      onclick: () => this.input.chooser.toggle(false),
    });
    return h(
      "section",
      { class: "pg-panel pi-sample-drawer", hidden: true, "aria-label": t("Misclassified samples") },
      this.list.element,
      closing,
    );
  }

  /** @param {SaidHello} hello @param {Arrays} samples */
  setHello(hello, samples) {
    const first = !this.hello;
    const isOther = first || factsOf(this.hello) !== factsOf(hello);
    this.hello = hello;
    // A hello of a plane has its samples.
    this.input.setHello(hello, /** @type {Samples} */ (/** @type {unknown} */ (samples)), isOther);
    this.layers.setHello(hello);
    this.answer.setHello(hello);
    this.list.setHello(hello);
    this.why.setHello(hello);
    if (isOther) {
      this.held.setHello(hello);
      this.walk = {};
      this.sum.empty();
    }
    const { chooser } = this.input;
    const { part, index } = chooser.chosen;
    const begun = first ? this.begin() : null;
    if (begun && begun.index < countOf(hello, begun.part)) chooser.show(begun);
    else if (isOther && index >= chooser.count) {
      chooser.show({ part, index: 0 });
      if (!first)
        this.input.say(this.page.t("Sample {index} is not among the new data. The first one is shown.", { index }));
    }
    if (isOther || !this.input.edit) void this.choose(chooser.chosen);
    else this.send();
  }

  /** The sample to begin with: what another page has handed over since, else where this page was left. */
  begin() {
    const given = this.page.options.sample ?? null;
    const kept = recall(this.page.follower.token);
    this.handed = JSON.stringify(given);
    if (given && kept.handed !== this.handed) return given;
    if (kept.place && this.hello.layers[kept.place.layer]) this.held.resume(kept.place, kept.isPinned);
    return kept.sample ?? null;
  }

  remember() {
    const { place, isPinned } = this.held;
    keep(this.page.follower.token, { sample: this.input.chooser.chosen, place, isPinned, handed: this.handed });
  }

  /** @param {Options} options */
  setOptions({ sample }) {
    if (!this.hello || !sample) return; // the first is taken with the hello
    const said = JSON.stringify(sample);
    if (this.handed === said) return;
    this.handed = said;
    this.input.chooser.show(sample);
    void this.choose(sample);
  }

  setColors() {
    if (!this.hello) return;
    this.layers.draw();
    this.input.point.stale();
    void this.why.ask();
  }

  /** The sample as the looks know it. */
  get sample() {
    return this.input.sample;
  }

  /** One of the list. @param {ChosenSample} sample */
  pick(sample) {
    this.input.chooser.toggle(false);
    this.input.chooser.show(sample);
    void this.choose(sample);
  }

  /** @param {ChosenSample} sample */
  async choose({ part, index }) {
    this.input.forget();
    this.remember();
    this.turn = (this.turn ?? 0) + 1;
    const { turn } = this;
    this.waits = true; // pictures that come now may be of the sample before
    this.send();
    void this.held.refresh();
    try {
      const { arrays } = await this.page.ask("walk", this.walkOf({ part, index }));
      if (turn !== this.turn) return;
      this.waits = false;
      this.input.say("");
      this.input.setOriginal(arrays);
      this.show(arrays);
      this.why.setSample(this.sample);
    } catch (problem) {
      if (turn !== this.turn) return;
      this.waits = false;
      this.input.say(problem instanceof Error ? problem.message : String(problem));
    }
  }

  /** The learner has changed the sample. */
  change() {
    this.send();
    void this.held.refresh();
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.why.setSample(this.sample), 400);
  }

  /** @param {ChosenSample & SampleEdit} sample */
  walkOf(sample) {
    return { sample, before: this.layers.mode === "sum" };
  }

  /** What is watched from now on; changes that follow each other closely are sent as one. */
  send() {
    if (!this.hello || this.sending) return;
    const wait = Math.max(0, (this.sentAt ?? 0) + PAUSE - performance.now());
    this.sending = setTimeout(() => {
      this.sending = undefined;
      this.sentAt = performance.now();
      /** @type {(Look | string)[]} */
      const looks = [{ name: "walk", parameters: this.walkOf(this.sample) }];
      const { place } = this.held;
      if (place) looks.push({ name: "neuron", parameters: this.neuron(place) });
      if (this.hello.is_plane) looks.push("output_map");
      this.page.watch(looks, { rate: 8 });
    }, wait);
  }

  /** The question about the number that is written out. @param {WalkPlace} place */
  neuron({ layer, unit, row = 0, column = 0 }) {
    return { sample: this.sample, layer: this.hello.layers[layer].name, unit, row, column };
  }

  /** @param {Arrays} arrays @param {Frame} header */
  update(arrays, header) {
    this.header = header;
    if (this.waits) return;
    if (arrays["walk:output"]) this.show(arrays);
    if (arrays["neuron:a"]) this.held.receive(arrays);
    if (this.hello.is_plane && arrays.output_map) this.input.point.update(arrays);
    this.why.follow(header);
    this.list.follow(header);
  }

  /** @param {Arrays} arrays */
  show(arrays) {
    this.walk = arrays;
    this.layers.update(stagesOf(this.hello, arrays, this.layers.mode));
    this.answer.update(arrays);
    this.held.start(arrays);
    this.showSum();
  }

  showSum() {
    const { held, hello } = this;
    const { isPinned } = held;
    this.layers.mark(held.place, isPinned, held.patch);
    const place = held.shown;
    if (!place) return;
    this.sum.update(
      {
        hello,
        place,
        isPinned,
        sample: this.input.chooser.chosen,
        isSteady: this.page.follower?.state !== "running" || Boolean(this.header?.viewed),
        title: this.layers.titleOf(place.layer),
        unitName: held.unitName(place),
        nameOf: (index) => held.nameOf(place, index),
        briefNameOf: (index) => held.briefNameOf(place, index),
        picture: held.pictureBefore(place.layer),
        gradients: held.gradients(place, this.walk),
      },
      held.arrays,
    );
  }

  /** The list of the samples that are taken for something else, over the panels below. @param {boolean} open */
  showList(open) {
    this.drawer.hidden = !open;
    if (!open) return;
    const { t } = this.page;
    const isNumber = this.hello.task === "regression";
    const { part } = this.input.chooser.chosen;
    this.list.ask(
      { part, only_wrong: !isNumber, order: "confidence" },
      isNumber ? t("The largest errors first") : t("Misclassified, the surest first"),
    );
  }

  close() {
    clearTimeout(this.sending);
    clearTimeout(this.asking);
    this.held.close();
    this.layers.close();
    this.input.close();
    this.why.close();
  }
}

/** What a number of a sample depends on: the network and the data. @param {SaidHello} hello */
const factsOf = ({ layers, experiment }) => JSON.stringify([layers, experiment?.data]);

/** How many samples a part of the data has. @param {SaidHello} hello @param {string} part */
const countOf = (hello, part) => (part === "train" ? hello.num_train : hello.num_validation);
