// One sample on its way through the network: which one, what every layer makes of it, how a number comes about, and why.

import { Answer } from "./sample_answer.js";
import { Attributions } from "./sample_attributions.js";
import { Chooser } from "./sample_chooser.js";
import { Held } from "./sample_held.js";
import { Layers } from "./sample_layers.js";
import { Numbers } from "./sample_numbers.js";
import { Pad } from "./sample_pad.js";
import { Point } from "./sample_plane.js";
import { SampleList } from "./sample_list.js";
import { Sum } from "./sample_sum.js";
import { h, setText } from "../dom.js";
import { keep, recall } from "./sample_memory.js";
import { rawNames, stagesOf } from "./sample_stages.js";

const PAUSE = 60; // milliseconds between two changes of what is watched: the server reads forty commands a second

export class View {
  constructor(page) {
    const { t } = page;
    this.page = page;
    this.edit = null; // {values} or {pixels} of a changed sample
    this.walk = {}; // the newest arrays
    this.chooser = new Chooser(page, { chosen: (sample) => this.choose(sample), list: (open) => this.showList(open) });
    const edited = (what) => (value) => this.change(value === null ? null : { [what]: value });
    this.pad = new Pad(page, { edited: edited("pixels") });
    this.numbers = new Numbers(page, { edited: (values) => { this.point.show(values); this.change({ values }); }, problem: (text) => this.say(text) });
    this.point = new Point(page, { edited: (values) => { this.numbers.show(values); this.change({ values }); } });
    this.layers = new Layers(page, { hover: (place) => this.held.hover(place), pin: (place) => this.held.pin(place), mode: () => this.send() });
    this.sum = new Sum(page);
    this.held = new Held(page, { ask: () => this.neuron(), changed: () => this.showSum(), watch: () => { this.remember(); this.send(); } });
    this.sum.free.onclick = () => this.held.free();
    this.answer = new Answer(page);
    this.why = new Attributions(page);
    this.list = new SampleList(page, { onPick: (sample) => { this.chooser.toggle(false); this.chooser.show(sample); this.choose(sample); } });
    this.note = h("p", { class: "pi-sample-note", role: "status" });
    this.back = h("button", { type: "button", class: "pg-small", text: t("Original"), title: t("Back to the original"), disabled: true, onclick: () => this.restore() });
    const closing = h("button", { type: "button", class: "pg-small", text: t("Close"), onclick: () => this.chooser.toggle(false) });
    this.drawer = h("section", { class: "pg-panel pi-sample-drawer", hidden: true, "aria-label": t("Misclassified samples") }, this.list.element, closing);
    const left = h("section", { class: "pg-panel pi-sample-left", "aria-label": t("The sample") },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: t("The sample") }), this.back),
      this.chooser.element, this.pad.element, this.point.element, this.numbers.element, this.note);
    const walk = h("section", { class: "pg-panel pi-sample-top" },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: t("Layer by layer") }), this.layers.modes), this.layers.row);
    this.element = h("div", { class: "pi-sample" }, left, walk,
      h("div", { class: "pi-sample-bottom" }, this.sum.element, h("div", { class: "pg-panel pi-sample-end" }, this.answer.element), this.why.element, this.drawer));
    this.sum.empty();
  }

  setHello(hello, samples) {
    const isOther = !this.hello || JSON.stringify(this.hello.layers) !== JSON.stringify(hello.layers)
      || JSON.stringify(this.hello.experiment?.data) !== JSON.stringify(hello.experiment?.data);
    const first = !this.hello;
    this.hello = hello;
    this.chooser.setCounts(hello.num_train, hello.num_validation);
    this.pad.element.hidden = hello.input_shape.length !== 3;
    this.numbers.element.hidden = hello.input_shape.length === 3;
    this.point.element.hidden = !hello.is_plane;
    if (hello.is_plane) this.point.setHello(hello, samples);
    this.layers.setHello(hello);
    this.answer.setHello(hello);
    this.list.setHello(hello);
    this.chooser.setTask(hello.task);
    this.why.setHello(hello);
    if (isOther) {
      this.held.setHello(hello);
      this.walk = {};
      this.sum.empty();
      this.numbers.print = "";
    }
    const { part, index } = this.chooser.chosen;
    const begun = first ? this.begin() : null;
    if (begun && begun.index < this.countOf(begun.part)) this.chooser.show(begun);
    else if (isOther && index >= this.chooser.count) {
      this.chooser.show({ part, index: 0 });
      if (!first) this.say(this.page.t("Sample {index} is not among the new data. The first one is shown.", { index }));
    }
    if (isOther || !this.edit) this.choose(this.chooser.chosen);
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

  countOf(part) {
    return part === "train" ? this.hello.num_train : this.hello.num_validation;
  }

  remember() {
    const { place, isPinned } = this.held;
    keep(this.page.follower.token, { sample: this.chooser.chosen, place, isPinned, handed: this.handed });
  }

  setOptions({ sample }) {
    if (!this.hello || !sample) return; // the first is taken with the hello
    const said = JSON.stringify(sample);
    if (this.handed === said) return;
    this.handed = said;
    this.chooser.show(sample);
    this.choose(sample);
  }

  setColors() {
    if (!this.hello) return;
    this.layers.draw();
    this.point.stale();
    this.why.ask();
  }

  /** The sample as the looks know it. */
  get sample() {
    return { ...this.chooser.chosen, ...this.edit };
  }

  async choose({ part, index }) {
    this.edit = null;
    this.back.disabled = true;
    this.remember();
    this.turn = (this.turn ?? 0) + 1;
    const { turn } = this;
    this.waits = true; // pictures that come now may be of the sample before
    this.send();
    this.held.refresh();
    try {
      const { arrays } = await this.page.ask("walk", this.walkOf({ part, index }));
      if (turn !== this.turn) return;
      this.waits = false;
      this.say("");
      this.setOriginal(arrays);
      this.show(arrays);
      this.why.setSample(this.sample);
    } catch (problem) {
      if (turn !== this.turn) return;
      this.waits = false;
      this.say(problem.message);
    }
  }

  setOriginal(arrays) {
    const { hello } = this;
    const raw = arrays["walk:raw"];
    if (hello.input_shape.length === 3) {
      const [low, high] = arrays["walk:range"]?.data ?? [0, 255];
      this.pad.setOriginal(raw.data instanceof Uint8Array ? raw.data : raw.data.map((value) => (255 * (value - low)) / (high - low)), raw.shape);
      return;
    }
    const ends = hello.is_plane ? [hello.domain, hello.domain] : null;
    const low = ends ? ends.map(([least]) => least) : arrays["walk:low"]?.data;
    const high = ends ? ends.map(([, most]) => most) : arrays["walk:high"]?.data;
    this.numbers.setNames(rawNames(hello, raw.shape, this.page.t), low, high);
    this.numbers.setOriginal(raw.data);
    if (hello.is_plane) this.point.show(raw.data);
  }

  /** The learner has changed the sample; null is the original again. */
  change(edit) {
    this.edit = edit;
    this.back.disabled = !edit;
    this.say("");
    this.send();
    this.held.refresh();
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.why.setSample(this.sample), 400);
  }

  restore() {
    this.pad.reset();
    this.numbers.reset();
    if (this.hello.is_plane) this.point.show(this.numbers.values);
    this.change(null);
  }

  walkOf(sample) {
    return { sample, before: this.layers.mode === "sum" };
  }

  /** What is watched from now on; changes that follow each other closely are sent as one. */
  send() {
    if (!this.hello || this.sending) return;
    const wait = Math.max(0, (this.sentAt ?? 0) + PAUSE - performance.now());
    this.sending = setTimeout(() => {
      this.sending = null;
      this.sentAt = performance.now();
      const looks = [{ name: "walk", parameters: this.walkOf(this.sample) }];
      if (this.held.place) looks.push({ name: "neuron", parameters: this.neuron() });
      if (this.hello.is_plane) looks.push("output_map");
      this.page.watch(looks, { rate: 8 });
    }, wait);
  }

  /** The question about the number that is written out. */
  neuron() {
    const { layer, unit, row = 0, column = 0 } = this.held.place;
    return { sample: this.sample, layer: this.hello.layers[layer].name, unit, row, column };
  }

  update(arrays, header) {
    this.header = header;
    if (this.waits) return;
    if (arrays["walk:output"]) this.show(arrays);
    if (arrays["neuron:a"]) this.held.receive(arrays);
    if (this.hello.is_plane && arrays.output_map) this.point.update(arrays);
    this.why.follow(header);
    this.list.follow(header);
  }

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
    this.sum.update({
      hello, place, isPinned, sample: this.chooser.chosen, isSteady: this.page.follower?.state !== "running" || Boolean(this.header?.viewed),
      title: this.layers.titleOf(place.layer), unitName: held.unitName, nameOf: (index) => held.nameOf(index), briefNameOf: (index) => held.briefNameOf(index),
      picture: held.picture, gradients: held.gradients(this.walk),
    }, held.arrays);
  }

  /** The list of the samples that are taken for something else, over the panels below. */
  showList(open) {
    this.drawer.hidden = !open;
    if (!open) return;
    const { t } = this.page;
    const isNumber = this.hello.task === "regression";
    const { part } = this.chooser.chosen;
    this.list.ask({ part, only_wrong: !isNumber, order: "confidence" }, isNumber ? t("The largest errors first") : t("Misclassified, the surest first"));
  }

  say(text) {
    setText(this.note, text);
  }

  close() {
    clearTimeout(this.sending);
    clearTimeout(this.asking);
    this.held.close();
    this.layers.close();
    this.point.close();
    this.why.close();
  }
}
