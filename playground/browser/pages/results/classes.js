// The measures of each class against all others, as a table.

import { h, setText } from "../../kit/dom.js";
import { share } from "../../kit/numbers.js";

export class ClassesView {
  /** @param {InsidePage} page @param {ResultsAsked} on */
  constructor(page, on) {
    this.page = page;
    this.t = page.t;
    this.on = on;
    this.name = "classes";
    this.title = this.t("By class");
    this.table = h("table", { class: "pi-results-table" });
    this.element = h(
      "div",
      { class: "pi-results-scroll", tabindex: "0", role: "region", "aria-label": this.title },
      this.table,
    );
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    const { t } = this;
    this.names = hello.class_names.length ? hello.class_names : ["0", "1"];
    const columns = [
      [t("Samples"), t("How many samples are of this class.")],
      [t("Accuracy"), t("This class or not: the share of all samples where that is right.")],
      [t("Precision"), t("Of those taken for this class, the share that is of it.")],
      [t("Recall"), t("Of those of this class, the share that is found.")],
      [t("F1"), t("The harmonic mean of precision and recall.")],
    ];
    const head = h(
      "tr",
      {},
      h("th", { scope: "col", text: t("Class") }),
      ...columns.map(([text, title]) => h("th", { scope: "col", text, title })),
    );
    const row = (/** @type {HTMLElement} */ first) => h("tr", {}, first, ...columns.map(() => h("td")));
    this.rows = this.names.map((name, number) =>
      row(
        h(
          "th",
          { scope: "row" },
          h("button", {
            type: "button",
            class: "pi-results-name",
            text: name,
            title: t("List the misclassified samples of this class"),
            onclick: () =>
              this.on.list({ truth: number, only_wrong: true }, t("{truth}, misclassified", { truth: name })),
          }),
        ),
      ),
    );
    this.mean = row(h("th", { scope: "row", text: t("Mean") }));
    this.mean.className = "pi-results-mean";
    this.table.replaceChildren(
      h("caption", { text: t("Click a class to list what was misclassified. “–”: nothing to divide by.") }),
      h("thead", {}, head),
      h("tbody", {}, ...this.rows, this.mean),
    );
  }

  /** @param {ResultsOfClasses} results @param {Colors} colors */
  draw({ support, of_class: measures, overall }, colors) {
    this.rows.forEach((row, number) => {
      setText(row.cells[1], String(support.data[number]));
      for (let index = 0; index < 4; index += 1) write(row.cells[index + 2], measures.data[number * 4 + index], colors);
    });
    setText(this.mean.cells[1], String(support.data.reduce((sum, value) => sum + value, 0)));
    const accuracies = this.rows.map((_, number) => measures.data[number * 4]);
    write(this.mean.cells[2], accuracies.reduce((sum, value) => sum + value, 0) / accuracies.length, colors);
    for (let index = 1; index < 4; index += 1) write(this.mean.cells[index + 2], overall.data[index], colors);
  }
}

/**
 * A share, with a bar of that length behind it.
 * @param {HTMLElement} cell @param {number} value @param {Colors} colors
 */
function write(cell, value, colors) {
  setText(cell, share(value));
  const percent = Number.isFinite(value) ? Math.round(value * 100) : 0;
  const color = `color-mix(in srgb, ${colors.positive} 26%, transparent)`;
  cell.style.backgroundImage = `linear-gradient(90deg, ${color} ${percent}%, transparent ${percent}%)`;
}
