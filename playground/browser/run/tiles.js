// The row of numbers. Every tile has its place from the start; a number never moves another one.

import { h, setText } from "../kit/dom.js";
import { whole } from "../kit/numbers.js";
import { N_ } from "../kit/words.js";
import { figure, metricWord } from "./metrics.js";

const PARTS = { train: N_("train"), validation: N_("validation") };

export class TilesView {
  /** @param {Translate} t @param {string} language */
  constructor(t, language) {
    this.t = t;
    this.language = language;
    this.values = {};
    this.labels = {};
    this.element = h("dl", { class: "pg-tiles", "aria-label": t("Figures of this run") });
    this.add("state", N_("State"));
    this.add("epoch", N_("Epoch"));
    this.pair("loss", N_("Loss"));
    this.pair("metric", N_("Accuracy"));
    this.add("rate", N_("Epochs/s"));
    this.add("parameters", N_("Parameters"));
  }

  /** @param {string} name @param {string} word */
  add(name, word) {
    this.values[name] = h("dd", { text: "–" });
    this.labels[name] = h("dt", { text: this.t(word) });
    this.element.append(h("div", { class: `pg-tile pg-tile-${name}` }, this.labels[name], this.values[name]));
  }

  /**
   * One tile for training and validation, side by side; the words stand above the numbers.
   * @param {string} name @param {string} word
   */
  pair(name, word) {
    /** @param {"train" | "validation"} part @param {HTMLElement} label */
    const half = (part, label) => {
      this.values[`${name}_${part}`] = h("dd", { text: "–" });
      return h(
        "div",
        { class: `pg-tile pg-${part}` },
        h("dt", {}, label, " ", h("small", { text: this.t(PARTS[part]) })),
        this.values[`${name}_${part}`],
      );
    };
    this.labels[name] = h("span", { text: this.t(word) });
    const again = h("span", { class: "pg-spoken", text: this.t(word) });
    this.again ??= {};
    this.again[name] = again;
    this.labels[name].className = "pg-name";
    this.element.append(half("train", this.labels[name]), half("validation", again));
  }

  /** @param {Hello} hello */
  setHello(hello) {
    this.metric = hello.metric_names.find((name) => name !== "loss") ?? null;
    setText(this.labels.metric, this.metric ? this.t(metricWord(this.metric)) : "");
    this.labels.metric.title = this.labels.metric.textContent ?? "";
    setText(this.again.metric, this.metric ? this.t(metricWord(this.metric)) : "");
    const parameters = whole(hello.num_parameters, this.language);
    setText(this.values.parameters, parameters);
    this.values.parameters.classList.toggle("pg-long-number", parameters.length > 7);
    const per = hello.num_train
      ? `${whole(hello.num_train, this.language)} + ${whole(hello.num_validation, this.language)}`
      : "";
    this.element.title = per;
    this.budget = hello.epochs;
  }

  /** @param {string} word @param {State} state */
  setState(word, state) {
    setText(this.values.state, word);
    this.element.dataset.state = state;
  }

  /** Another run: what stood here was the last one's. */
  clear() {
    for (const [name, value] of Object.entries(this.values)) if (name !== "state") setText(value, "–");
  }

  /** @param {Frame} header */
  update(header) {
    const values = header.values ?? {};
    const running = header.running ?? {};
    setText(this.values.epoch, whole(header.epoch, this.language));
    /** @param {string} name */
    const number = (name) => this.format(name, values[name] ?? running[name]);
    setText(this.values.loss_train, number("loss"));
    setText(this.values.loss_validation, number("val_loss"));
    if (this.metric) {
      setText(this.values.metric_train, number(this.metric));
      setText(this.values.metric_validation, number(`val_${this.metric}`));
    }
    setText(this.values.rate, speed(header.epochs_per_second, this.language));
  }

  /** @param {string} name @param {number | null} [value] */
  format(name, value) {
    if (value === null || value === undefined) return "–";
    return figure(name, value, 4);
  }
}

/** @param {number} value @param {string} language */
function speed(value, language) {
  if (!Number.isFinite(value)) return "–";
  if (value > 0 && value < 0.1) return value.toPrecision(2);
  return value >= 20 ? whole(value, language) : value.toFixed(value >= 2 ? 1 : 2);
}
