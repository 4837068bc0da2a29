// What each input had to do with the answer: bars for rows, a layer of colour over pictures, and whether they add up.

import { contextOf } from "../../kit/canvas.js";
import { h, setText } from "../../kit/dom.js";
import { short, whole } from "../../kit/numbers.js";
import { N_ } from "../../kit/words.js";
import { largest } from "../../views/cells/cells.js";
import { momentOf } from "../../wire/moment.js";
import { inputNames } from "./stages.js";

/** @type {{ [method in Attributing]: string }} */
const METHODS = {
  weights: N_("Weight × input"),
  gradient_input: N_("Gradient × input"),
  integrated_gradients: N_("Integrated gradients"),
  shapley: N_("Shapley values"),
};
/** @type {{ [method in Attributing]: string }} */
const MEANINGS = {
  weights: N_("Without a hidden layer each input adds w · x to the output."),
  gradient_input: N_(
    "The slope of the output at this sample, times the input: quick, but only right for small changes.",
  ),
  integrated_gradients: N_("Slopes added up on the straight way from the baseline to this sample."),
  shapley: N_("What an input adds on average, over all orders in which the inputs can be switched on."),
};
const MOST_BARS = 60;
const EVERY = 2000; // milliseconds between two questions while a network trains, at least
const SHARE = 6; // and this many times as long as an answer takes
const CLOSE = 0.02; // of the larger one: sums that differ by less are almost equal

export class Attributions {
  /** @param {InsidePage} page */
  constructor(page) {
    const { t } = page;
    this.t = t;
    this.page = page;
    /** @param {string} label @param {string[][]} values @param {() => void} change */
    const choice = (label, values, change) =>
      h(
        "select",
        { "aria-label": t(label), title: t(label), onchange: change },
        ...values.map(([value, word]) => h("option", { value, text: word })),
      );
    const again = () => this.ask();
    this.method = choice(N_("Method"), [], again);
    this.baseline = choice(
      N_("Compared with"),
      [
        ["zeros", t("from 0")],
        ["mean", t("from the mean")],
      ],
      again,
    );
    this.target = choice(N_("Explained output"), [], again);
    this.meaning = h("p", { class: "pi-sample-hint" });
    this.check = h("p", { class: "pi-sample-check", role: "status" });
    this.body = h("div", { class: "pi-sample-scroll", tabindex: "0", role: "region", "aria-label": t("What counted") });
    this.element = h(
      "section",
      { class: "pg-panel pi-sample-why" },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: t("What counted") }), this.method),
      h("div", { class: "pi-sample-line pi-sample-choices" }, this.baseline, this.target),
      this.meaning,
      this.body,
      this.check,
    );
    this.at = 0;
    this.cost = 0;
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    const { t } = this;
    this.hello = hello;
    const isLinear = hello.layers.slice(0, -1).every((layer) => layer.is_passive);
    const before = this.method.value;
    const names = /** @type {Attributing[]} */ (Object.keys(METHODS)).filter((name) => isLinear || name !== "weights");
    this.method.replaceChildren(...names.map((value) => h("option", { value, text: t(METHODS[value]) })));
    this.method.value = names.find((name) => name === before) ?? names[0];
    const isMany = hello.task === "multiclass";
    this.target.hidden = !isMany;
    this.target.replaceChildren(
      ...[["", t("the predicted class")], ...hello.class_names.map((name, index) => [String(index), name])].map(
        ([value, text]) => h("option", { value, text }),
      ),
    );
    this.sample = null;
    this.body.replaceChildren();
    setText(this.check, "");
  }

  /** Another sample, or the same in other numbers. @param {ChosenSample & SampleEdit} sample */
  setSample(sample) {
    this.sample = sample;
    void this.ask();
  }

  /** The network has changed: ask again, but seldom. @param {Frame} header */
  follow(header) {
    const moment = momentOf(header);
    if (moment === this.moment) return;
    this.moment = moment;
    clearTimeout(this.later);
    const least = header.state === "running" ? EVERY : 0;
    const wait = Math.max(0, this.at + Math.max(least, this.cost * SHARE) - performance.now());
    if (wait === 0) void this.ask();
    else this.later = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    if (!this.sample || this.closed) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.again = false;
    const about = JSON.stringify([this.sample, this.method.value, this.baseline.value, this.target.value]);
    this.element.setAttribute("aria-busy", String(about !== this.about));
    this.about = about;
    const method = /** @type {Attributing} */ (this.method.value);
    const {
      baseline: { value: baseline },
      target: { value: target },
    } = this;
    setText(this.meaning, this.t(MEANINGS[method]));
    this.meaning.title = this.t(MEANINGS[method]);
    const began = performance.now();
    try {
      const { arrays } = await this.page.ask("attribution", {
        sample: this.sample,
        method,
        baseline,
        target: target === "" || this.target.hidden ? null : Number(target),
      });
      if (!this.again && !this.closed) this.show(arrays, method);
    } catch (problem) {
      if (!this.again && !this.closed) {
        this.body.replaceChildren();
        setText(this.check, problem instanceof Error ? problem.message : String(problem));
      }
    }
    this.at = performance.now();
    this.cost = this.at - began;
    this.busy = false;
    if (!this.again) this.element.removeAttribute("aria-busy");
    if (this.again) void this.ask();
  }

  /** @param {Arrays} arrays @param {Attributing} method */
  show(arrays, method) {
    const { hello } = this;
    const values = arrays["attribution:values"];
    const x = arrays["attribution:x"]?.data ?? [];
    if (!values) return;
    this.body.replaceChildren(hello.input_shape.length === 3 ? this.overlay(values, x) : this.bars(values, x));
    setText(this.check, this.checked(arrays, method));
  }

  /** @param {NamedArray} values @param {ArrayLike<number>} x */
  bars({ data, shape }, x) {
    const { t, hello } = this;
    const { colors } = this.page;
    const names = inputNames(hello);
    /** @param {number} index */
    const stepOf = (index) => t("Step {number}", { number: Math.floor(index / shape[1]) + 1 });
    /** @param {number} index */
    const nameOf = (index) =>
      names?.[index] ??
      (shape.length === 2
        ? `${stepOf(index)}${shape[1] > 1 ? ` · ${(index % shape[1]) + 1}` : ""}`
        : t("Input {number}", { number: index + 1 }));
    const order = Array.from(data.keys()).sort((a, b) => Math.abs(data[b]) - Math.abs(data[a]) || a - b);
    const reach = largest(data);
    const rows = order.slice(0, MOST_BARS).map((index) => {
      const bar = h("i", { class: "pi-sample-force", "aria-hidden": "true" });
      const share = (50 * Math.abs(data[index])) / reach;
      bar.style.width = `${share}%`;
      bar.style.left = data[index] < 0 ? `${50 - share}%` : "50%";
      bar.style.background = (data[index] < 0 ? colors?.negative : colors?.positive) ?? "";
      return h(
        "tr",
        {},
        h("th", { scope: "row", title: nameOf(index), text: nameOf(index) }),
        h("td", { text: short(x[index], 2) }),
        h("td", { class: "pi-sample-forces" }, bar),
        h("td", { text: short(data[index]) }),
      );
    });
    if (order.length > MOST_BARS) {
      const rest = order.slice(MOST_BARS).reduce((sum, index) => sum + data[index], 0);
      rows.push(
        h(
          "tr",
          {},
          h("th", { scope: "row", text: t("… {count} more", { count: order.length - MOST_BARS }) }),
          h("td"),
          h("td"),
          h("td", { text: short(rest) }),
        ),
      );
    }
    const head = [t("Input"), "x", "", t("Effect")];
    return h(
      "table",
      { class: "pi-sample-table pi-sample-bars" },
      h("thead", {}, h("tr", {}, ...head.map((text) => h(text ? "th" : "td", text ? { scope: "col", text } : {})))),
      h("tbody", {}, ...rows),
    );
  }

  /**
   * The picture in grey, and over it what spoke for the answer and what against.
   * @param {NamedArray} values @param {ArrayLike<number>} x
   */
  overlay({ data, shape: [height, width, channels] }, x) {
    const { t } = this;
    const canvas = h("canvas", {
      role: "img",
      width,
      height,
      "aria-label": t("The picture; blue speaks for this output, orange against it."),
    });
    const sums = new Float32Array(width * height);
    const grey = new Float32Array(width * height);
    for (let place = 0; place < sums.length; place += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        sums[place] += data[place * channels + channel];
        grey[place] += (x[place * channels + channel] ?? 0) / channels;
      }
    }
    if (this.page.colors) paint(canvas, grey, sums, this.page.colors);
    /** @param {string} kind @param {string} word */
    const key = (kind, word) =>
      h(
        "li",
        {},
        h("i", { class: `pg-swatch pi-sample-${kind}`, "aria-hidden": "true" }),
        h("span", { text: t(word) }),
      );
    return h(
      "div",
      { class: "pi-sample-overlay" },
      canvas,
      h("ul", { class: "pg-keys" }, key("for", N_("speaks for it")), key("against", N_("speaks against it"))),
    );
  }

  /**
   * Do the shares add up to what they should? In words and numbers.
   * @param {Arrays} arrays @param {Attributing} method
   */
  checked(arrays, method) {
    const { t } = this;
    /** @param {string} name */
    const one = (name) => arrays[`attribution:${name}`]?.data[0];
    /** @param {number | undefined} value */
    const number = (value) => short(value, 3);
    const [sum, difference] = [one("sum"), one("difference")];
    const what = one("is_logit") ? t("the number before the last activation") : t("the output");
    const parts = [];
    if (method === "weights" && one("bias") !== undefined && this.baseline.value === "zeros") {
      parts.push(
        t("Check: w · x adds up to {sum}; with the bias {bias} that is {output}, {what}.", {
          sum: number(sum),
          bias: number(one("bias")),
          output: number(one("output")),
          what,
        }),
      );
    } else {
      const values = {
        sum: number(sum),
        output: number(one("output")),
        base: number(one("base_output")),
        difference: number(difference),
        what,
      };
      const text = N_(
        "The shares add up to {sum}. For this sample {what} is {output}, for the baseline {base}: " +
          "a difference of {difference}.",
      );
      parts.push(t(text, values));
      if (sum !== undefined && difference !== undefined && Number.isFinite(sum - difference))
        parts.push(this.compared(sum, difference, method));
    }
    if (method === "integrated_gradients")
      parts.push(t("{count} points on the way.", { count: whole(one("steps") ?? NaN, this.page.language) }));
    if (method === "shapley") {
      const asked = whole(one("evaluations") ?? NaN, this.page.language);
      parts.push(
        one("permutations")
          ? t("Sampled from {orders} orders; the network was asked {count} times.", {
              orders: one("permutations"),
              count: asked,
            })
          : t("Exact; the network was asked {count} times.", { count: asked }),
      );
    }
    return parts.join(" ");
  }

  /**
   * Equal is what prints alike: numbers that look different are at best almost equal, and say by how much.
   * @param {number} sum @param {number} difference @param {Attributing} method
   */
  compared(sum, difference, method) {
    const { t } = this;
    if (short(sum) === short(difference)) return t("✓ Both are equal.");
    const apart = Math.abs(sum - difference) / Math.max(Math.abs(sum), Math.abs(difference), 1e-3);
    if (apart <= CLOSE)
      return t("Almost equal: they differ by {share} %.", {
        share: apart < 0.001 ? "< 0.1" : (100 * apart).toFixed(1),
      });
    return method === "gradient_input"
      ? t("They differ: this method need not add up.")
      : t("They differ a little: the method is an approximation.");
  }

  close() {
    this.closed = true;
    clearTimeout(this.later);
  }
}

/**
 * Numbers in grey, and over them the colours of what counted, a pixel for each.
 * @param {HTMLCanvasElement} canvas @param {Float32Array} grey @param {Float32Array} sums @param {Colors} colors
 */
function paint(canvas, grey, sums, colors) {
  const context = contextOf(canvas);
  const image = context.createImageData(canvas.width, canvas.height);
  const low = Math.min(...grey);
  const span = Math.max(...grey) - low || 1;
  const reach = largest(sums);
  for (let place = 0; place < sums.length; place += 1) {
    const share = Math.min(1, Math.abs(sums[place]) / reach) ** 0.6; // small shares are still seen
    const end = colors.linkColors[sums[place] < 0 ? 0 : 1];
    const base = colors.dark ? 25 + (150 * (grey[place] - low)) / span : 250 - (150 * (grey[place] - low)) / span;
    for (let color = 0; color < 3; color += 1) image.data[4 * place + color] = base + (end[color] - base) * share;
    image.data[4 * place + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
