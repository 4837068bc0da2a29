// Results: what the network gets right and wrong, and which samples these are; of values, how far they are off.

import { h, setText } from "../../kit/dom.js";
import { score, share, short, whole } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";
import { SampleList } from "../../views/sample_list.js";
import { CalibrationView } from "./calibration.js";
import { ClassesView } from "./classes.js";
import { MatrixView } from "./matrix.js";
import { RocView } from "./roc.js";
import { Tabs } from "./tabs.js";
import { LineView, ResidualsView, ScatterView } from "./values.js";

const FEW = 1000; // samples in a picture while it trains; a network that stands still is asked about all
const STILL = 250; // milliseconds without a change, after which the list of samples follows

export class View {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.t = page.t;
    this.part = "validation";
    this.tiles = h("dl", { class: "pi-results-tiles" });
    this.parts = this.choiceOfPart();
    this.note = h("p", { class: "pi-results-note", hidden: true });
    this.left = h("section", { class: "pg-panel pi-results-left", "aria-label": this.t("Results") });
    this.list = new SampleList(page);
    this.list.title.hidden = true; // the choice above it says the same
    this.choice = h("select", { "aria-label": this.t("Which samples are listed"), onchange: () => this.askChosen() });
    this.right = h(
      "section",
      { class: "pg-panel pi-results-right", "aria-label": this.t("List of samples") },
      h("div", { class: "pi-results-choice" }, this.choice),
      this.list.element,
    );
    this.element = h(
      "div",
      { class: "pi-results" },
      h("div", { class: "pi-results-head" }, this.parts, this.tiles),
      h("div", { class: "pi-results-main" }, this.left, this.right),
    );
    this.views = [];
  }

  choiceOfPart() {
    const { t } = this;
    /** @param {string} part @param {string} word */
    const choice = (part, word) => {
      const input = h("input", { type: "radio", name: "pi-results-part", onchange: () => this.setPart(part) });
      input.checked = part === this.part;
      return h("label", {}, input, h("span", { text: t(word) }));
    };
    return h(
      "fieldset",
      { class: "pg-segments", "aria-label": t("Which part of the data") },
      choice("validation", N_("Validation data")),
      choice("train", N_("Training data")),
    );
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    this.hello = hello;
    this.numbers = hello.task === "regression";
    this.arrays = null;
    this.asked = null;
    this.watched = "";
    clearTimeout(this.timer);
    const open = this.tabs?.open;
    for (const view of this.views) view.close?.();
    /** @type {ResultsAsked} */
    const on = { list: (parameters, title) => this.listCell(parameters, title), redraw: () => this.drawOpen() };
    this.views = this.numbers
      ? [new ScatterView(this.page), new ResidualsView(this.page), new LineView(this.page)]
      : [new MatrixView(this.page, on), new ClassesView(this.page, on)];
    if (hello.task === "binary" || hello.class_names.length === 2) this.views.push(new RocView(this.page, on));
    if (hello.gives_probabilities) this.views.push(new CalibrationView(this.page));
    for (const view of this.views) view.setHello?.(hello);
    this.tabs = new Tabs(this.t("Results"), this.views, () => this.drawOpen(), this.note, open);
    this.left.replaceChildren(this.tabs.element);
    this.writeChoices();
    this.list.setHello(hello);
    this.watch();
  }

  /** @param {Colors} colors */
  setColors(colors) {
    this.colors = colors;
    this.drawOpen();
  }

  /** @param {string} part */
  setPart(part) {
    this.part = part;
    this.watch();
    if (this.asked) this.ask(this.asked.parameters, this.asked.title);
  }

  /** Ask for pictures; while it trains, about a part of many samples. */
  watch() {
    if (!this.hello) return;
    const all = this.part === "train" ? this.hello.num_train : this.hello.num_validation;
    const few = this.running && all > FEW;
    const parameters = { part: this.part, ...(few ? { max_samples: FEW } : {}) };
    const wanted = JSON.stringify(parameters);
    if (wanted !== this.watched) this.page.watch([{ name: "results", parameters }], { rate: 4 });
    this.watched = wanted;
  }

  /** @param {Arrays} arrays @param {Frame} header */
  update(arrays, header) {
    if (!this.hello) return;
    const running = header.state === "running" && !header.viewed;
    if (running !== this.running) {
      this.running = running;
      this.watch();
    }
    if (!arrays["results:looked_at"]) return;
    const results = resultsOf(arrays);
    this.arrays = results;
    this.writeTiles(results);
    this.writeNote(results);
    this.drawOpen();
    this.followList(header);
  }

  close() {
    clearTimeout(this.timer);
    for (const view of this.views) view.close?.();
  }

  drawOpen() {
    if (this.arrays && this.colors && this.tabs) this.tabs.view.draw(this.arrays, this.colors);
  }

  // The list of samples.

  writeChoices() {
    const { t } = this;
    const probabilities = this.hello?.gives_probabilities;
    /** @type {[LookParameters, string][]} */
    const inOrder = [[{ order: "index" }, t("All in their order")]];
    /** @type {[LookParameters, string][]} */
    const choices = this.numbers
      ? [
          [{ order: "error" }, t("Largest error first")],
          [{ order: "index" }, t("In their order")],
        ]
      : [
          // What is no probability is no confidence either: then the list begins with what the network says.
          ...(probabilities ? [] : inOrder),
          [{ only_wrong: true, order: "confidence" }, t("Misclassified, the most confident first")],
          [{ only_wrong: true, order: "loss" }, t("Misclassified, the largest loss first")],
          [{ order: "confidence" }, t("All, the most confident first")],
          ...(probabilities ? inOrder : []),
        ];
    this.choices = choices;
    this.cell = h("option", { value: "cell", hidden: true, disabled: true });
    this.choice.replaceChildren(
      ...choices.map(([, text], value) => h("option", { value: String(value), text })),
      this.cell,
    );
    this.choice.value = "0";
  }

  askChosen() {
    const [parameters, title] = this.choices[Number(this.choice.value)] ?? this.choices[0];
    this.ask(parameters, title);
  }

  /** @param {LookParameters} parameters @param {string} title */
  listCell(parameters, title) {
    setText(this.cell, title);
    this.choice.value = "cell";
    this.ask({ order: "confidence", ...parameters }, title);
  }

  /** @param {LookParameters} parameters @param {string} title */
  ask(parameters, title) {
    this.asked = { parameters, title };
    this.list.ask({ ...parameters, part: this.part }, title);
  }

  /**
   * The first list comes by itself. While it trains it stays; where the network stands still, it follows.
   * @param {Frame} header
   */
  followList(header) {
    if (!this.asked) {
      this.askChosen();
      return;
    }
    this.list.follow(header);
    clearTimeout(this.timer);
    if (!this.running && !this.list.refresh.hidden)
      this.timer = setTimeout(() => this.list.turnTo(this.list.start), STILL);
  }

  // What stands above.

  /** @param {Results} arrays */
  writeTiles(arrays) {
    const { t } = this;
    const loss = [t("Loss"), short(arrays.loss.data[0]), t("The mean over these samples, without regularization.")];
    /** @type {string[][]} */
    let entries;
    if (this.numbers) {
      const [absolute, root, r2, mean] = /** @type {ResultsOfValues} */ (arrays).measures.data;
      entries = [
        [t("MAE"), short(absolute), t("Mean absolute error, in the units of the target.")],
        [t("RMSE"), short(root), t("Root of the mean squared error, in the units of the target.")],
        [t("R²"), score(r2), t("1 is perfect; 0 is no better than always saying the mean.")],
        [
          t("Mean residual"),
          short(mean),
          t("Mean of actual − predicted: far from 0 means that it says too little or too much."),
        ],
        loss,
      ];
    } else {
      const [accuracy, precision, recall, f1] = /** @type {ResultsOfClasses} */ (arrays).overall.data;
      entries = [
        [t("Accuracy"), share(accuracy), t("The share of samples that are right.")],
        [
          t("Mean precision"),
          share(precision),
          t("Of those taken for a class, the share that is of it; mean over the classes."),
        ],
        [t("Mean recall"), share(recall), t("Of those of a class, the share that is found; mean over the classes.")],
        [t("Mean F1"), share(f1), t("The harmonic mean of precision and recall; mean over the classes.")],
        loss,
      ];
    }
    if (this.tiles.children.length !== entries.length) {
      this.tiles.replaceChildren(...entries.map(() => h("div", { class: "pg-tile" }, h("dt"), h("dd"))));
    }
    entries.forEach(([word, value, help], index) => {
      const tile = /** @type {HTMLElement} */ (this.tiles.children[index]);
      const [term, number] = tile.children;
      setText(term, word);
      setText(number, value);
      tile.title = help;
    });
  }

  /** @param {Results} arrays */
  writeNote(arrays) {
    const { t } = this;
    const said = (/** @type {number} */ value) => whole(value, this.page.language);
    const [looked, all] = arrays.looked_at.data;
    const unclear = arrays.unclear.data[0];
    const parts = [];
    if (looked < all)
      parts.push(
        this.running
          ? t("While it trains: the first {looked} of {all} samples.", { looked: said(looked), all: said(all) })
          : t("Only the first {looked} of {all} samples were looked at.", { looked: said(looked), all: said(all) }),
      );
    if (unclear)
      parts.push(
        t.plural(
          "Of {count} sample the output is not a number: it is shown nowhere and counts as wrong.",
          "Of {count} samples the output is not a number: they are shown nowhere and count as wrong.",
          unclear,
          { count: said(unclear) },
        ),
      );
    setText(this.note, parts.join(" "));
    this.note.title = this.note.textContent;
    this.note.hidden = !parts.length;
  }
}

/** What the look has answered, by its names without "results:". @param {Arrays} arrays @returns {Results} */
function resultsOf(arrays) {
  const found = Object.entries(arrays).filter(([name]) => name.startsWith("results:"));
  const named = Object.fromEntries(found.map(([name, array]) => [name.slice(8), array]));
  return /** @type {Results} */ (/** @type {unknown} */ (named));
}
