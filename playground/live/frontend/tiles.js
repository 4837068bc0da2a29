// The row of numbers. Every tile has its place from the start; a number never moves another one.

import { h, setText, short, whole } from "./dom.js";

const METRIC_WORDS = {
  accuracy: "Accuracy", auc: "AUC", precision: "Precision", recall: "Recall",
  mean_absolute_error: "Mean absolute error", r2: "R²",
};

export const metricWord = (name) => METRIC_WORDS[name] ?? name;

export class TilesView {
  constructor(t, language) {
    this.t = t;
    this.language = language;
    this.values = {};
    this.labels = {};
    this.element = h("dl", { class: "pg-tiles", "aria-label": t("Figures of this run") });
    this.add("state", "State");
    this.add("epoch", "Epoch");
    this.pair("loss", "Loss");
    this.pair("metric", "Accuracy");
    this.add("rate", "Epochs/s");
    this.add("parameters", "Parameters");
  }

  add(name, word) {
    this.values[name] = h("dd", { text: "–" });
    this.labels[name] = h("dt", { text: this.t(word) });
    this.element.append(h("div", { class: `pg-tile pg-tile-${name}` }, this.labels[name], this.values[name]));
  }

  /** One tile for training and validation, side by side; the words stand above the numbers. */
  pair(name, word) {
    const half = (part, label) => {
      this.values[`${name}_${part}`] = h("dd", { text: "–" });
      return h("div", { class: `pg-tile pg-${part}` }, h("dt", {}, label, " ", h("small", { text: this.t(part) })), this.values[`${name}_${part}`]);
    };
    this.labels[name] = h("span", { text: this.t(word) });
    const again = h("span", { class: "pg-spoken", text: this.t(word) });
    this.again ??= {};
    this.again[name] = again;
    this.labels[name].className = "pg-name";
    this.element.append(half("train", this.labels[name]), half("validation", again));
  }

  setHello(hello) {
    this.metric = hello.metric_names.find((name) => name !== "loss") ?? null;
    setText(this.labels.metric, this.metric ? this.t(metricWord(this.metric)) : "");
    this.labels.metric.title = this.labels.metric.textContent;
    setText(this.again.metric, this.metric ? this.t(metricWord(this.metric)) : "");
    const parameters = whole(hello.num_parameters, this.language);
    setText(this.values.parameters, parameters);
    this.values.parameters.classList.toggle("pg-long-number", parameters.length > 7);
    const per = hello.num_train ? `${whole(hello.num_train, this.language)} + ${whole(hello.num_validation, this.language)}` : "";
    this.element.title = per;
    this.budget = hello.epochs;
  }

  setState(word, state) {
    setText(this.values.state, word);
    this.element.dataset.state = state;
  }

  update(header) {
    const values = header.values ?? {};
    const running = header.running ?? {};
    setText(this.values.epoch, whole(header.epoch, this.language));
    const number = (name) => this.format(name, values[name] ?? running[name]);
    setText(this.values.loss_train, number("loss"));
    setText(this.values.loss_validation, number("val_loss"));
    if (this.metric) {
      setText(this.values.metric_train, number(this.metric));
      setText(this.values.metric_validation, number(`val_${this.metric}`));
    }
    setText(this.values.rate, speed(header.epochs_per_second, this.language));
  }

  format(name, value) {
    if (value === null || value === undefined) return "–";
    if (/accuracy|precision|recall/.test(name)) return Number.isFinite(value) ? `${(value * 100).toFixed(1)} %` : "–";
    return short(value, 4);
  }
}

function speed(value, language) {
  if (!Number.isFinite(value)) return "–";
  if (value > 0 && value < 0.1) return value.toPrecision(2);
  return value >= 20 ? whole(value, language) : value.toFixed(value >= 2 ? 1 : 2);
}
