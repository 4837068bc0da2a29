// Which sample: of which part, by number, the next, a random one, or one of those that the network gets wrong.

import { h, setText } from "../../../kit/dom.js";
import { read, whole } from "../../../kit/numbers.js";
import { N_ } from "../../../kit/words.js";

export class Chooser {
  /**
   * `on.chosen({part, index})`; `on.list(open)` when the list of the misclassified is wanted or not.
   * @param {InsidePage} page @param {{ chosen(sample: ChosenSample): void, list(open: boolean): void }} on
   */
  constructor(page, on) {
    const { t } = page;
    this.t = t;
    this.page = page;
    this.on = on;
    this.counts = { train: 0, validation: 0 };
    this.part = h(
      "select",
      { "aria-label": t("Part of the data"), onchange: () => this.go(0) },
      h("option", { value: "validation", text: t("Validation data") }),
      h("option", { value: "train", text: t("Training data") }),
    );
    this.number = h("input", {
      type: "text",
      inputmode: "numeric",
      autocomplete: "off",
      value: "0",
      "aria-label": t("Number of the sample"),
      onchange: () => this.go(read(this.number.value) ?? Number.NaN),
      onkeydown: (event) => this.key(event),
    });
    /** @param {string} sign @param {string} word @param {number} by */
    const step = (sign, word, by) =>
      h("button", {
        type: "button",
        class: "pi-sample-sign",
        text: sign,
        title: t(word),
        "aria-label": t(word),
        onclick: () => this.go(this.index + by),
      });
    this.of = h("span", { class: "pi-sample-of" });
    this.list = h("button", {
      type: "button",
      class: "pg-small",
      text: t("Misclassified …"),
      "aria-expanded": "false",
      onclick: () => this.toggle(),
    });
    this.element = h(
      "div",
      { class: "pi-sample-chooser", role: "group", "aria-label": t("Choose a sample") },
      h("div", { class: "pi-sample-line" }, this.part, this.of),
      h(
        "div",
        { class: "pi-sample-line" },
        step("◀", N_("The sample before"), -1),
        this.number,
        step("▶", N_("The next sample"), 1),
        h("button", {
          type: "button",
          class: "pg-small",
          text: t("Random"),
          onclick: () => this.go(Math.floor(Math.random() * this.count)),
        }),
      ),
      h("div", { class: "pi-sample-line" }, this.list),
    );
    this.index = 0;
  }

  get count() {
    return this.part.value === "train" ? this.counts.train : this.counts.validation;
  }

  get chosen() {
    return { part: this.part.value, index: this.index };
  }

  /** How many samples each part has. @param {number} train @param {number} validation */
  setCounts(train, validation) {
    this.counts = { train, validation };
    setText(this.of, this.t("of {count}", { count: whole(this.count, this.page.language) }));
  }

  /** Numbers are not right or wrong, but more or less far off. @param {Hello["task"]} task */
  setTask(task) {
    setText(this.list, task === "regression" ? this.t("Largest errors …") : this.t("Misclassified …"));
  }

  /** @param {ChosenSample} sample */
  show({ part, index }) {
    this.part.value = part;
    this.index = index;
    this.number.value = String(index);
    this.setCounts(this.counts.train, this.counts.validation);
  }

  /** Before the first comes the last; what is no number leaves the sample as it is. @param {number} index */
  go(index) {
    if (!Number.isFinite(index) || !this.count) return this.show(this.chosen);
    this.show({
      part: this.part.value,
      index: Math.min(this.count - 1, index < 0 ? this.count - 1 : Math.round(index)),
    });
    this.on.chosen(this.chosen);
    return undefined;
  }

  /** The arrows count, as in a field for numbers; Escape brings back what stood there. @param {KeyboardEvent} event */
  key(event) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by) this.go(this.index + by);
    if (by) event.preventDefault();
    if (event.key === "Escape") this.show(this.chosen);
  }

  toggle(open = this.list.getAttribute("aria-expanded") !== "true") {
    this.list.setAttribute("aria-expanded", String(open));
    this.on.list(open);
  }
}
