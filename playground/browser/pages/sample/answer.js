// What comes out in the end: the prediction beside the truth, softmax with its exponentials, and this sample's loss.

import { h, setText } from "../../kit/dom.js";
import { minus, share, short } from "../../kit/numbers.js";

const MANY = 12; // classes that are seen without scrolling; of more, those that matter stand first
const LIMIT = 0.5; // above it, one output is taken for the second class
const ORDER = 4000; // milliseconds for which the classes of a training network keep their places

export class Answer {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.verdict = h("p", { class: "pi-sample-verdict" });
    this.facts = h("dl", { class: "pi-sample-facts" });
    this.reading = h("p", { class: "pi-sample-reading", hidden: true });
    this.body = h("tbody");
    this.table = h("table", { class: "pi-sample-table" });
    this.scroll = h(
      "div",
      { class: "pi-sample-scroll", tabindex: "0", role: "region", "aria-label": page.t("Class") },
      this.table,
    );
    this.element = h(
      "section",
      { class: "pi-sample-answer", "aria-label": page.t("Prediction and truth") },
      h(
        "div",
        { class: "pg-panel-head" },
        h("h3", { class: "pg-heading", text: page.t("Prediction and truth") }),
        this.verdict,
      ),
      this.facts,
      this.reading,
      this.scroll,
    );
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    this.hello = hello;
    this.print = "";
  }

  /** @param {Arrays} arrays */
  update(arrays) {
    const { hello } = this;
    const { t } = this.page;
    const isNumber = hello.task === "regression";
    /** @param {string} name */
    const one = (name) => arrays[`walk:${name}`]?.data[0];
    const edited = one("is_edited") === 1;
    const predicted = isNumber ? short(one("decoded"), 4) : this.className(one("class"));
    const truth = isNumber ? short(one("label"), 4) : this.className(one("label"));
    const right = !isNumber && one("class") === one("label");
    setText(this.verdict, isNumber ? "" : right ? `✓ ${t("Right")}` : `✗ ${t("Wrong")}`);
    this.verdict.hidden = isNumber;
    this.verdict.dataset.right = String(right);
    const facts = [
      [t("Prediction"), predicted],
      [edited ? t("Truth of the original") : t("Truth"), truth],
    ];
    if (isNumber) {
      const residual = (one("label") ?? NaN) - (one("decoded") ?? NaN);
      facts.push([t("Residual"), short(residual, 4), t("Actual − predicted")]);
    }
    const given = arrays["walk:output"]?.data;
    if (isRaw(hello, given)) facts.push([t("Output"), short(given?.[0], 4)], [t("Threshold"), String(LIMIT)]);
    facts.push([t("Loss"), short(one("loss"))]);
    if (one("penalty")) facts.push([t("Penalty on weights"), short(one("penalty"), 4)]);
    this.writeFacts(facts);
    this.writeTable(arrays);
  }

  /** @param {string[][]} facts a word, its value, and what may be said of it */
  writeFacts(facts) {
    const print = facts.map(([word]) => word).join("|");
    if (print !== this.print) {
      this.print = print;
      this.values = facts.map(() => h("dd"));
      this.facts.replaceChildren(
        ...facts.map(([word, , title = ""], index) => h("div", { title }, h("dt", { text: word }), this.values[index])),
      );
    }
    for (const [index, [, value]] of facts.entries()) {
      setText(this.values[index], value);
      this.values[index].title = value;
    }
  }

  /**
   * Of softmax z, its exponential and its share; of others the outputs alone. Two classes share one output.
   * @param {Arrays} arrays
   */
  writeTable(arrays) {
    const { hello } = this;
    const given = arrays["walk:output"]?.data;
    this.writeReading(isRaw(hello, given));
    this.scroll.hidden = !given || hello.task === "regression" || isRaw(hello, given);
    if (!given || this.scroll.hidden) return;
    const output = given.length === 1 ? [1 - given[0], given[0]] : given;
    const said = hello.gives_probabilities ? share : (/** @type {number} */ value) => short(value, 4);
    const powers = powersOf(arrays, hello.layers.at(-1)?.name ?? "");
    const columns = powers ? 4 : 2;
    const { made } = this;
    if (made?.rows.length !== output.length || made.columns !== columns || made.names !== hello.class_names)
      this.build(output.length, columns);
    const truth = arrays["walk:label"]?.data[0];
    const chosen = arrays["walk:class"]?.data[0];
    for (const [unit, row] of this.made.rows.entries()) {
      const texts = powers
        ? [short(powers.z?.[unit], 2), compact(powers.exponentials[unit]), said(output[unit])]
        : [said(output[unit])];
      for (const [column, text] of texts.entries()) setText(row.cells[column], text);
      row.element.classList.toggle("pi-sample-chosen", unit === chosen);
      setText(row.name, `${unit === truth ? "★ " : ""}${this.className(unit)}`);
      row.element.style.setProperty("--share", `${hello.gives_probabilities ? 100 * (output[unit] || 0) : 0}%`);
    }
    this.writePowers(powers);
    if (output.length > MANY) this.arrange(output, chosen, truth);
  }

  /** How a class is read from one output that is no probability. @param {boolean} raw */
  writeReading(raw) {
    this.reading.hidden = !raw;
    if (!raw) return;
    const text = this.page.t("Above {limit} the answer is {name}, otherwise {other}. This output is no probability.", {
      limit: LIMIT,
      name: this.className(1),
      other: this.className(0),
    });
    setText(this.reading, text);
  }

  /** The words around the columns. @param {ReturnType<typeof powersOf>} powers */
  writePowers(powers) {
    const { t } = this.page;
    const { heads, caption, total } = this.made;
    const shift = powers?.shift ?? 0;
    const parts = [t("★ is the truth.")];
    if (shift) parts.push(t("m = {value} is the largest z.", { value: short(shift, 2) }));
    setText(caption, parts.join(" "));
    if (!powers) return;
    setText(heads[2], shift ? "e^(z − m)" : "eᶻ");
    setText(total, compact(powers.sum));
  }

  /**
   * The predicted and the true class first, then by share; while a network trains, places are kept for a while.
   * @param {ArrayLike<number>} output @param {number | undefined} chosen @param {number | undefined} truth
   */
  arrange(output, chosen, truth) {
    const now = performance.now();
    const first = `${chosen}|${truth}`;
    if (first === this.first && this.page.follower?.state === "running" && now - this.arrangedAt < ORDER) return;
    this.arrangedAt = now;
    this.first = first;
    /** @param {number} unit */
    const rank = (unit) => (unit === chosen ? 2 : unit === truth ? 1 : 0);
    const order = Array.from(output, (_, unit) => unit).sort(
      (a, b) => rank(b) - rank(a) || (output[b] || 0) - (output[a] || 0) || a - b,
    );
    const print = order.join();
    if (print === this.order) return;
    this.order = print;
    this.body.replaceChildren(...order.map((unit) => this.made.rows[unit].element));
  }

  /** The table anew, with four columns where it shows exponentials. @param {number} count @param {number} columns */
  build(count, columns) {
    const { t } = this.page;
    const isPowers = columns === 4;
    const last = this.hello.gives_probabilities ? t("Probability") : t("Output");
    const head = isPowers ? [t("Class"), "z", "eᶻ", last] : [t("Class"), last];
    const heads = head.map((text) => h("th", { scope: "col", text }));
    const rows = Array.from({ length: count }, (_, unit) => {
      const cells = Array.from({ length: columns - 1 }, () => h("td"));
      const text = this.className(unit);
      const name = h("span", { text });
      return { element: h("tr", {}, h("th", { scope: "row", title: text }, name), ...cells), name, cells };
    });
    const total = h("td");
    const caption = h("caption", { text: t("★ is the truth.") });
    this.made = { columns, names: this.hello.class_names, heads, rows, total, caption };
    this.body.replaceChildren(...rows.map(({ element }) => element));
    this.first = this.order = "";
    this.table.classList.toggle("pi-sample-many", count > MANY);
    this.table.replaceChildren(caption, h("thead", {}, h("tr", {}, ...heads)), this.body);
    if (isPowers) this.table.append(footOf(total, t));
  }

  /** @param {number} [number] */
  className(number = NaN) {
    return this.hello.class_names?.[number] ?? (Number.isFinite(number) && number >= 0 ? String(number) : "–");
  }
}

/**
 * Of an output with exponentials: z, these, their sum, and what was taken off z before.
 * @param {Arrays} arrays @param {string} layer
 */
function powersOf(arrays, layer) {
  const exponentials = arrays[`exp:${layer}`]?.data;
  if (!exponentials) return null;
  const [z, sum, shift] = ["z", "exp_sum", "exp_shift"].map((name) => arrays[`${name}:${layer}`]?.data);
  return { exponentials, z, sum: sum?.[0], shift: shift?.[0] ?? 0 };
}

/** @param {HTMLElement} total @param {Translate} t */
function footOf(total, t) {
  const name = h("th", { scope: "row", text: t("Sum") });
  return h("tfoot", {}, h("tr", {}, name, h("td"), total, h("td", { text: "100 %" })));
}

/** A number that may be very large or very small, in few digits. @param {number} [value] */
export function compact(value = NaN) {
  if (!Number.isFinite(value)) return short(value);
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e4 || size < 1e-2) ? minus(value.toExponential(1)) : short(value, 2);
}

/**
 * Whether two classes are read from one output that is the probability of neither.
 * @param {SaidHello} hello @param {ArrayLike<number>} [given]
 */
export function isRaw(hello, given) {
  return hello.task === "binary" && given?.length === 1 && !hello.gives_probabilities;
}
