// What comes out in the end: the prediction beside the truth, softmax with its exponentials, and the loss of this sample.

import { h, setText, short } from "../dom.js";

const MANY = 12; // classes that are seen without scrolling; of more, those that matter stand first
const ORDER = 4000; // milliseconds for which the classes of a training network keep their places

export class Answer {
  constructor(page) {
    this.page = page;
    this.verdict = h("p", { class: "pi-sample-verdict" });
    this.facts = h("dl", { class: "pi-sample-facts" });
    this.body = h("tbody");
    this.table = h("table", { class: "pi-sample-table" });
    this.scroll = h("div", { class: "pi-sample-scroll", tabindex: "0", role: "region", "aria-label": page.t("Class") }, this.table);
    this.element = h("section", { class: "pi-sample-answer", "aria-label": page.t("Prediction and truth") },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: page.t("Prediction and truth") }), this.verdict), this.facts, this.scroll);
  }

  setHello(hello) {
    this.hello = hello;
    this.print = "";
  }

  update(arrays) {
    const { hello } = this;
    const { t } = this.page;
    const isNumber = hello.task === "regression";
    const one = (name) => arrays[name]?.data[0];
    const edited = one("walk:is_edited") === 1;
    const predicted = isNumber ? short(one("walk:decoded"), 4) : this.className(one("walk:class"));
    const truth = isNumber ? short(one("walk:label"), 4) : this.className(one("walk:label"));
    const right = !isNumber && one("walk:class") === one("walk:label");
    setText(this.verdict, isNumber ? "" : right ? `✓ ${t("Right")}` : `✗ ${t("Wrong")}`);
    this.verdict.hidden = isNumber;
    this.verdict.dataset.right = String(right);
    const facts = [[t("Prediction"), predicted], [edited ? t("Truth of the original") : t("Truth"), truth]];
    if (isNumber) facts.push([t("Off by"), short(one("walk:decoded") - one("walk:label"), 4)]);
    facts.push([t("Loss"), short(one("walk:loss"))]);
    if (one("walk:penalty")) facts.push([t("Penalty on weights"), short(one("walk:penalty"), 4)]);
    this.writeFacts(facts);
    this.writeTable(arrays);
  }

  writeFacts(facts) {
    const print = facts.map(([word]) => word).join("|");
    if (print !== this.print) {
      this.print = print;
      this.values = facts.map(() => h("dd"));
      this.facts.replaceChildren(...facts.map(([word], index) => h("div", {}, h("dt", { text: word }), this.values[index])));
    }
    facts.forEach(([, value], index) => { setText(this.values[index], value); this.values[index].title = value; });
  }

  /** Of softmax z, its exponential and its share; of others the outputs alone. Two classes share one output. */
  writeTable(arrays) {
    const { hello } = this;
    const { t } = this.page;
    const given = arrays["walk:output"]?.data;
    this.scroll.hidden = !given || hello.task === "regression";
    if (this.scroll.hidden) return;
    const output = given.length === 1 ? [1 - given[0], given[0]] : given;
    const last = hello.layers.at(-1).name;
    const z = arrays[`z:${last}`]?.data;
    const exponentials = arrays[`exp:${last}`]?.data;
    const sum = arrays[`exp_sum:${last}`]?.data[0];
    const shift = arrays[`exp_shift:${last}`]?.data[0] ?? 0;
    const columns = exponentials ? 4 : 2;
    if (this.rows?.length !== output.length || this.rows.columns !== columns || this.rows.names !== hello.class_names) this.build(output.length, columns, exponentials, t);
    if (exponentials) setText(this.heads[2], shift ? "e^(z − m)" : "eᶻ");
    setText(this.caption, shift && exponentials ? `${t("★ is the truth.")} ${t("m = {value} is the largest z.", { value: short(shift, 2) })}` : t("★ is the truth."));
    const truth = arrays["walk:label"]?.data[0];
    const chosen = arrays["walk:class"]?.data[0];
    for (let unit = 0; unit < output.length; unit += 1) {
      const cells = this.rows[unit];
      const texts = exponentials ? [short(z?.[unit], 2), compact(exponentials[unit]), percent(output[unit])] : [given.length === 1 ? percent(output[unit]) : short(output[unit], 4)];
      texts.forEach((text, column) => setText(cells[column], text));
      const row = cells[0].parentElement;
      row.classList.toggle("pi-sample-chosen", unit === chosen);
      setText(row.firstChild.lastChild, `${unit === truth ? "★ " : ""}${this.className(unit)}`);
      row.style.setProperty("--share", `${Math.max(0, Math.min(1, output[unit] || 0)) * 100}%`);
    }
    if (exponentials) setText(this.total, compact(sum));
    if (output.length > MANY) this.arrange(output, chosen, truth);
  }

  /** The predicted and the true class first, then by share; while a network trains, places are kept for a while. */
  arrange(output, chosen, truth) {
    const now = performance.now();
    const first = `${chosen}|${truth}`;
    if (first === this.first && this.page.follower?.state === "running" && now - this.arrangedAt < ORDER) return;
    this.arrangedAt = now;
    this.first = first;
    const rank = (unit) => (unit === chosen ? 2 : unit === truth ? 1 : 0);
    const order = Array.from(output.keys()).sort((a, b) => rank(b) - rank(a) || (output[b] || 0) - (output[a] || 0) || a - b);
    const print = order.join();
    if (print === this.order) return;
    this.order = print;
    this.body.replaceChildren(...order.map((unit) => this.rows[unit][0].parentElement));
  }

  build(count, columns, hasExponentials, t) {
    const head = hasExponentials ? [t("Class"), "z", "eᶻ", t("Share")] : [t("Class"), this.hello.task === "binary" ? t("Share") : t("Output")];
    this.heads = head.map((text) => h("th", { scope: "col", text }));
    this.rows = Array.from({ length: count }, (_, unit) => {
      const cells = Array.from({ length: columns - 1 }, () => h("td"));
      const name = this.className(unit);
      h("tr", {}, h("th", { scope: "row", title: name }, h("span", { text: name })), ...cells);
      return cells;
    });
    Object.assign(this.rows, { columns, names: this.hello.class_names });
    this.total = h("td");
    const foot = hasExponentials ? h("tfoot", {}, h("tr", {}, h("th", { scope: "row", text: t("Sum") }), h("td"), this.total, h("td", { text: "100 %" }))) : null;
    this.body.replaceChildren(...this.rows.map((cells) => cells[0].parentElement));
    this.first = this.order = null;
    this.caption = h("caption", { text: t("★ is the truth.") });
    this.table.classList.toggle("pi-sample-many", count > MANY);
    this.table.replaceChildren(this.caption, h("thead", {}, h("tr", {}, ...this.heads)), this.body, ...(foot ? [foot] : []));
  }

  className(number) {
    return this.hello.class_names?.[number] ?? (Number.isFinite(number) && number >= 0 ? String(number) : "–");
  }
}

/** A number that may be very large or very small, in few digits. */
export function compact(value) {
  if (!Number.isFinite(value)) return short(value);
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e4 || size < 1e-2) ? value.toExponential(1).replace("-", "−") : short(value, 2);
}

function percent(value) {
  return Number.isFinite(value) ? `${(value * 100).toFixed(1)} %` : "–";
}
