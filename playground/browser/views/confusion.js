// The confusion matrix as a real table: a screen reader can read it, and a cell's shade is its share of the row.

import { h, setText } from "../kit/dom.js";
import { share as shareOf } from "../kit/numbers.js";
import { goesDown } from "../kit/words.js";
import { ManyClasses } from "./confusion_many.js";

const MOST = 15; // classes that a table has room for
const PAUSE = 200; // milliseconds between two writings; a table costs layout

export class Confusion {
  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.table = h("table", { class: "pg-confusion" });
    this.element = h("div", { class: "pg-confusion-area", tabindex: "0", role: "region", hidden: true }, this.table);
    this.many = new ManyClasses(t);
    this.element.append(this.many.element);
    this.at = 0;
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    const { t } = this;
    const names = hello.class_names.length ? hello.class_names : ["0", "1"];
    this.names = names;
    this.element.setAttribute("aria-label", t("Confusion matrix"));
    this.table.hidden = this.isPicture = names.length > MOST;
    this.many.element.hidden = !this.isPicture;
    this.at = 0;
    if (this.isPicture) {
      this.many.setHello(names);
      return;
    }
    const long = Math.max(...names.map((name) => name.length)) > 3;
    this.table.classList.toggle("pg-long", long && names.length > 4);
    const head = h(
      "tr",
      {},
      h(
        "th",
        { class: "pg-corner" },
        h("span", { text: `${t("Truth")} ↓` }),
        h("span", { text: `${t("Prediction")} →` }),
      ),
      ...names.map((name) =>
        h("th", { scope: "col", title: name }, h("span", { class: goesDown(name) ? null : "pg-turned", text: name })),
      ),
    );
    this.cells = [];
    const rows = names.map((name, row) =>
      h(
        "tr",
        {},
        h("th", { scope: "row", title: name, text: name }),
        ...names.map((_, column) => {
          const cell = h("td", { class: row === column ? "pg-right-cell" : null });
          this.cells.push(cell);
          return cell;
        }),
      ),
    );
    this.table.replaceChildren(
      h("caption", { text: t("Each row: the share of one true class, in validation data.") }),
      h("thead", {}, head),
      h("tbody", {}, ...rows),
    );
  }

  /** @param {NamedArray | undefined} array @param {Colors} colors */
  update(array, colors) {
    if (!array || !this.names) return;
    const now = performance.now();
    this.pending = { array, colors };
    if (now - this.at < PAUSE) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.update(this.pending.array, this.pending.colors);
      }, PAUSE);
      return;
    }
    this.at = now;
    const count = this.names.length;
    if (array.data.length !== count * count) return; // of the run before
    if (this.isPicture) {
      this.many.update(array, colors);
      return;
    }
    for (let row = 0; row < count; row += 1) {
      let total = 0;
      for (let column = 0; column < count; column += 1) total += array.data[row * count + column];
      for (let column = 0; column < count; column += 1) {
        const value = array.data[row * count + column];
        const color = row === column ? colors.positive : colors.negative;
        const name = `${this.names[row]} → ${this.names[column]}`;
        fill(this.cells[row * count + column], value, total ? value / total : 0, color, name);
      }
    }
  }
}

/** @param {HTMLElement} cell @param {number} count @param {number} share @param {string} color @param {string} name */
function fill(cell, count, share, color, name) {
  setText(cell, count ? String(count) : "·");
  // At most 58 %: the page's text colour stays readable on it in both themes.
  const part = Math.round(8 + 50 * Math.sqrt(share));
  cell.style.background = share ? `color-mix(in srgb, ${color} ${part}%, transparent)` : "";
  cell.title = `${name}: ${shareOf(share)}`;
}
