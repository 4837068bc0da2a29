// A list of samples: pictures or rows, each with its truth, what the network takes it for, and how sure it is of that.

import { contextOf } from "../kit/canvas.js";
import { h, setText } from "../kit/dom.js";
import { share, short, whole } from "../kit/numbers.js";
import { N_ } from "../kit/words.js";
import { momentOf } from "../wire/moment.js";

const LEAST = { pictures: 24, rows: 30 }; // in one list; more where there is room for them
const MOST = 60;
const CARD = { width: 96, height: 122 }; // CSS pixels
const ROW = { width: Infinity, height: 25 };

export class SampleList {
  /**
   * `onPick` is told what was picked; without it, the page of one sample opens.
   * @param {ListPage} page @param {{ onPick?: ((sample: Picked) => void) | null }} on
   */
  constructor(page, { onPick = null } = {}) {
    this.page = page;
    this.t = page.t;
    this.onPick = onPick ?? ((/** @type {Picked} */ sample) => page.say("open_sample", sample));
    const { t } = this;
    this.title = h("h3", { class: "pg-heading" });
    this.note = h("p", { class: "pi-list-note", role: "status" });
    /** @param {string} sign @param {string} word @param {() => void} change */
    const button = (sign, word, change) =>
      h("button", {
        type: "button",
        class: "pg-small",
        "aria-label": t(word),
        title: t(word),
        text: sign,
        onclick: change,
      });
    this.before = button("‹", N_("Samples before these"), () => this.turnTo(this.start - this.count));
    this.after = button("›", N_("Samples after these"), () => this.turnTo(this.start + this.count));
    this.refresh = h("button", {
      type: "button",
      class: "pg-small pi-list-refresh",
      hidden: true,
      text: t("Refresh"),
      title: t("The network has changed since this list was made."),
      onclick: () => this.turnTo(this.start),
    });
    this.pages = h("span", { class: "pi-list-pages" }, this.refresh, this.before, this.after);
    this.body = h("div", { class: "pi-list-body" });
    this.element = h(
      "section",
      { class: "pi-list" },
      h("link", { rel: "stylesheet", href: new URL("./sample_list.css", import.meta.url).href }),
      this.title,
      h("div", { class: "pi-list-head" }, this.note, this.pages),
      this.body,
    );
    this.asked = 0;
    this.clear();
  }

  /** A run, or another one: its classes, inputs and shapes. @param {SaidHello} hello */
  setHello(hello) {
    this.hello = hello;
    this.clear();
  }

  /** Nothing is listed; `note` says why. */
  clear(note = "") {
    this.asked += 1;
    this.parameters = null;
    this.start = 0;
    this.count = 1;
    this.moment = null;
    setText(this.title, "");
    setText(this.note, note);
    this.pages.hidden = true;
    this.body.replaceChildren();
    this.body.removeAttribute("aria-busy");
  }

  /**
   * List the samples that these parameters of the look "samples" say, with this title.
   * @param {LookParameters & { start?: number }} parameters @param {string} title
   */
  ask(parameters, title) {
    const asked = { part: "validation", count: this.room(), ...parameters };
    this.parameters = asked;
    this.count = asked.count;
    setText(this.title, title);
    this.title.title = title;
    return this.turnTo(parameters.start ?? 0);
  }

  /** How many samples are asked for. */
  room() {
    const pictures = (this.hello?.input_shape ?? []).length === 3;
    const { width, height } = pictures ? CARD : ROW;
    const fitting =
      Math.max(1, Math.floor(this.body.clientWidth / width)) * Math.floor(this.body.clientHeight / height);
    return Math.min(MOST, Math.max(pictures ? LEAST.pictures : LEAST.rows, fitting));
  }

  /** @param {number} start */
  async turnTo(start) {
    if (!this.parameters) return;
    this.asked += 1;
    const turn = this.asked; // an answer that comes after a newer question is not shown
    this.body.setAttribute("aria-busy", "true");
    try {
      const { header, arrays } = await this.page.ask("samples", { ...this.parameters, start: Math.max(0, start) });
      if (turn !== this.asked) return;
      this.start = Math.max(0, start);
      this.moment = momentOf(header);
      this.refresh.hidden = true;
      this.write(arrays, header);
    } catch (problem) {
      if (turn !== this.asked) return;
      setText(this.note, problem instanceof Error ? problem.message : String(problem));
      this.body.replaceChildren();
      this.pages.hidden = true;
    }
    this.body.removeAttribute("aria-busy");
  }

  /** A picture of the network has come: is the list still that of the moment that is shown? @param {Frame} header */
  follow(header) {
    if (this.parameters && this.moment !== null) this.refresh.hidden = momentOf(header) === this.moment;
  }

  /** @param {Arrays} arrays @param {Answer} header */
  write(arrays, header) {
    const { t } = this;
    /** @param {string} name @returns {ArrayLike<number>} */
    const of = (name) => arrays[`samples:${name}`]?.data ?? [];
    const total = of("total")[0] ?? 0;
    const shown = of("index").length;
    const { 0: looked, 1: all } = of("looked_at");
    /** @param {number} value */
    const said = (value) => whole(value, this.page.language);
    const epoch = header.viewed?.epoch ?? header.epoch;
    const parts = [
      shown
        ? t("{first} to {last} of {total}", {
            first: said(this.start + 1),
            last: said(this.start + shown),
            total: said(total),
          })
        : t("No sample matches."),
    ];
    if (epoch !== undefined && Number.isFinite(epoch)) parts.push(t("Epoch {epoch}", { epoch: said(epoch) }));
    if (looked < all)
      parts.push(
        t("Only the first {looked} of {all} samples were looked at.", { looked: said(looked), all: said(all) }),
      );
    setText(this.note, parts.join(" · "));
    this.pages.hidden = false;
    this.before.hidden = this.after.hidden = total <= this.count && this.start === 0;
    this.before.disabled = this.start === 0;
    this.after.disabled = this.start + shown >= total;
    if (!shown) {
      this.body.replaceChildren();
      return;
    }
    const samples = Array.from(of("index"), (index, at) => this.describe(arrays, index, at));
    const pictures = arrays["samples:pictures"];
    this.body.replaceChildren(pictures ? this.gallery(pictures, samples) : this.table(arrays, samples));
  }

  /** The words of one sample. @param {Arrays} arrays @param {number} index @param {number} at @returns {Listed} */
  describe(arrays, index, at) {
    /** @param {string} name */
    const of = (name) => arrays[`samples:${name}`]?.data[at] ?? NaN;
    const numbers = this.hello?.task === "regression";
    const truth = of("truth");
    const predicted = of("predicted");
    const probability = arrays["samples:is_probability"]?.data[0] === 1;
    return {
      index,
      right: truth === predicted,
      numbers,
      truth: numbers ? short(truth) : this.className(truth),
      predicted: numbers ? short(predicted) : predicted < 0 ? this.t("not a number") : this.className(predicted),
      sure: probability ? share(of("confidence")) : short(numbers ? truth - predicted : of("read")),
    };
  }

  /** @param {number} number */
  className(number) {
    return this.hello?.class_names?.[number] ?? String(number);
  }

  /** @param {Listed} sample */
  label({ index, numbers, truth, predicted, sure }) {
    const { t } = this;
    return numbers
      ? t("Sample {index}: truth {truth}, predicted {predicted}, residual {sure}", {
          index: String(index),
          truth,
          predicted,
          sure,
        })
      : t("Sample {index}: truth {truth}, taken for {predicted}, {sure}", {
          index: String(index),
          truth,
          predicted,
          sure,
        });
  }

  /** @param {number} index */
  pick(index) {
    this.onPick({ part: this.parameters?.part, index });
  }

  /** @param {NamedArray} pictures @param {Listed[]} samples */
  gallery(pictures, samples) {
    const {
      data,
      shape: [, height, width, channels],
    } = pictures;
    const cards = samples.map((sample, at) => {
      const canvas = h("canvas", { "aria-hidden": "true", width, height });
      paint(canvas, data.subarray(at * height * width * channels, (at + 1) * height * width * channels), channels);
      const verdict = h("span", {
        class: sample.numbers ? null : sample.right ? "pi-list-right" : "pi-list-wrong",
        text: sample.predicted,
      });
      const words = sample.right && !sample.numbers ? [verdict] : [h("span", { text: sample.truth }), verdict];
      const label = this.label(sample);
      return h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "pi-list-card",
            "aria-label": label,
            title: label,
            onclick: () => this.pick(sample.index),
          },
          canvas,
          ...words,
          h("small", { text: sample.sure }),
        ),
      );
    });
    return h("ul", { class: "pi-list-cards" }, ...cards);
  }

  /** @param {Arrays} arrays @param {Listed[]} samples */
  table(arrays, samples) {
    const { t } = this;
    const rows = arrays["samples:rows"];
    const data = rows?.data ?? new Float32Array();
    const columns = rows?.shape[1] ?? 0;
    const numbers = this.hello?.task === "regression";
    const sure = numbers
      ? t("Actual − predicted")
      : arrays["samples:is_probability"]?.data[0] === 1
        ? t("Confidence")
        : t("Output");
    const names = this.columnNames(columns, arrays["samples:shape"]?.data ?? []);
    const head = [t("No."), t("Truth"), t("Prediction"), sure, ...names];
    const lines = samples.map((sample, at) => {
      const open = h("button", {
        type: "button",
        class: "pi-list-open",
        text: String(sample.index),
        "aria-label": this.label(sample),
        title: this.label(sample),
      });
      const verdict = sample.numbers ? null : sample.right ? "pi-list-right" : "pi-list-wrong";
      const values = Array.from(data.subarray(at * columns, (at + 1) * columns), (value) =>
        h("td", { text: short(value) }),
      );
      // The button is there for the keyboard; a click anywhere in the row does the same.
      return h(
        "tr",
        { onclick: () => this.pick(sample.index) },
        h("th", { scope: "row" }, open),
        h("td", { title: sample.truth, text: sample.truth }),
        h("td", { class: verdict, title: sample.predicted, text: sample.predicted }),
        h("td", { text: sample.sure }),
        ...values,
      );
    });
    return h(
      "div",
      { class: "pi-list-scroll", tabindex: "0", role: "region", "aria-label": this.title.textContent },
      h(
        "table",
        { class: `pi-list-table ${numbers ? "" : "pi-list-classes"}` },
        h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col", title: text, text })))),
        h("tbody", {}, ...lines),
      ),
    );
  }

  /**
   * The names of a row's first numbers, raw as they are before features and scaling.
   * @param {number} count @param {ArrayLike<number>} shape
   */
  columnNames(count, shape) {
    const { hello, t } = this;
    if (hello?.is_plane) return ["x₁", "x₂"];
    const names = hello?.input_names ?? [];
    const channels = shape.length === 2 ? shape[1] : 0;
    return Array.from({ length: count }, (_, index) => {
      if (!channels) return names[index] ?? t("Column {number}", { number: index + 1 });
      const step = t("Step {number}", { number: Math.floor(index / channels) + 1 });
      return channels === 1 ? step : `${step}, ${names[index % channels] ?? (index % channels) + 1}`;
    });
  }
}

/**
 * Bytes of one picture, grey or coloured, on a canvas of its size.
 * @param {HTMLCanvasElement} canvas @param {Numbers} bytes @param {number} channels
 */
function paint(canvas, bytes, channels) {
  const context = contextOf(canvas);
  const image = context.createImageData(canvas.width, canvas.height);
  for (let place = 0; place < canvas.width * canvas.height; place += 1) {
    for (let color = 0; color < 3; color += 1)
      image.data[4 * place + color] = bytes[place * channels + (channels === 3 ? color : 0)];
    image.data[4 * place + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
