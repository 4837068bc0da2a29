// The confusion matrix as a real table; each cell is a button that lists its samples.

import { h, setText } from "../../kit/dom.js";
import { share } from "../../kit/numbers.js";
import { goesDown } from "../../kit/words.js";

const MOST = 30; // classes in one table

export class MatrixView {
  /** @param {InsidePage} page @param {ResultsAsked} on */
  constructor(page, on) {
    this.page = page;
    this.t = page.t;
    this.on = on;
    this.name = "matrix";
    this.title = this.t("Confusion matrix");
    this.note = h("p", { class: "pi-results-note", hidden: true });
    this.table = h("table", { class: "pi-results-matrix" });
    this.element = h("div", { class: "pi-results-matrix-area" }, this.note, this.table);
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    this.names = hello.class_names.length ? hello.class_names : ["0", "1"];
    this.shown = "";
    this.chosen = null;
  }

  /** The table for these classes, by their numbers. @param {number[]} kept */
  build(kept) {
    const { names, t } = this;
    this.shown = kept.join();
    const long = kept.length > 4 && Math.max(...kept.map((number) => names[number].length)) > 4;
    this.table.classList.toggle("pi-results-long", long);
    this.table.classList.toggle("pi-results-few", kept.length < 4);
    this.table.classList.toggle("pi-results-many", kept.length > 12);
    const head = h(
      "tr",
      {},
      h(
        "th",
        { class: "pi-results-corner" },
        h("span", { text: `${t("Truth")} ↓` }),
        h("span", { text: `${t("Prediction")} →` }),
      ),
      ...kept.map((number) =>
        h(
          "th",
          { scope: "col", title: names[number] },
          h("span", { class: goesDown(names[number]) ? null : "pi-results-turned", text: names[number] }),
        ),
      ),
    );
    this.cells = [];
    const rows = kept.map((truth) =>
      h(
        "tr",
        {},
        h("th", { scope: "row", title: names[truth], text: names[truth] }),
        ...kept.map((predicted) => {
          const button = h("button", { type: "button", onclick: () => this.list(truth, predicted, button) });
          this.cells.push({ truth, predicted, button });
          return h("td", { class: truth === predicted ? "pi-results-right-cell" : null }, button);
        }),
      ),
    );
    this.table.replaceChildren(
      h("caption", { text: t("Each row: the share of one true class. Click a cell to list its samples.") }),
      h("thead", {}, head),
      h("tbody", {}, ...rows),
    );
  }

  /** @param {number} truth @param {number} predicted @param {HTMLElement} button */
  list(truth, predicted, button) {
    this.chosen?.removeAttribute("aria-pressed");
    this.chosen = button;
    button.setAttribute("aria-pressed", "true");
    const names = { truth: this.names[truth], predicted: this.names[predicted] };
    this.on.list(
      { truth, predicted },
      truth === predicted
        ? this.t("{truth}, recognised", { truth: names.truth })
        : this.t("{truth}, taken for {predicted}", names),
    );
  }

  /** @param {ResultsOfClasses} results @param {Colors} colors */
  draw({ confusion, support }, colors) {
    const count = support.data.length;
    const kept = this.kept(confusion.data, support.data);
    if (kept.join() !== this.shown) this.build(kept);
    this.note.hidden = kept.length === count;
    if (kept.length < count)
      setText(
        this.note,
        this.t("The {shown} classes with the most mistakes, of {count}.", { shown: kept.length, count }),
      );
    for (const { truth, predicted, button } of this.cells) {
      const value = confusion.data[truth * count + predicted];
      const part = support.data[truth] ? value / support.data[truth] : 0;
      setText(button, value ? String(value) : "·");
      button.disabled = value === 0;
      // At most 58 %: the page's text colour stays readable on it in both themes.
      const color = truth === predicted ? colors.positive : colors.negative;
      button.style.background = part
        ? `color-mix(in srgb, ${color} ${Math.round(8 + 50 * Math.sqrt(part))}%, transparent)`
        : "";
      const said = this.t.plural(
        "Truth {truth}, prediction {predicted}: {count} sample, {share}",
        "Truth {truth}, prediction {predicted}: {count} samples, {share}",
        value,
        { truth: this.names[truth], predicted: this.names[predicted], share: share(part) },
      );
      if (button.title !== said) {
        button.title = said;
        button.setAttribute("aria-label", said);
      }
    }
  }

  /**
   * The classes that are shown: all, or of very many those with the most mistakes, in their order.
   * @param {Int32Array} cells @param {Int32Array} support
   */
  kept(cells, support) {
    const all = Array.from(support, (_, number) => number);
    if (all.length <= MOST) return all;
    // While it trains they stay: a table whose rows change places cannot be read.
    if (this.shown && this.page.follower.state === "running") return this.shown.split(",").map(Number);
    const wrong = all.map(() => 0); // as the truth, or as what was predicted instead of it
    cells.forEach((value, at) => {
      const [truth, predicted] = [Math.floor(at / all.length), at % all.length];
      if (truth === predicted) return;
      wrong[truth] += value;
      wrong[predicted] += value;
    });
    return all
      .sort((a, b) => wrong[b] - wrong[a])
      .slice(0, MOST)
      .sort((a, b) => a - b);
  }
}
