// Tabs: of several parts one is open. Arrow keys go from tab to tab.

import { h } from "../../kit/dom.js";

/** @type {{ [key: string]: number | undefined }} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

let number = 0;

export class Tabs {
  /**
   * Each of `views` has a `title`, a `name` and an `element`; `changed()` is called when another one is opened;
   * `beside` stands at the end of their row; `open` is the name of the one that is open first.
   * @param {string} label @param {ResultsTab[]} views @param {() => void} changed @param {HTMLElement} beside
   * @param {string | null} open
   */
  constructor(label, views, changed, beside, open = null) {
    number += 1;
    this.views = views;
    this.changed = changed;
    /** @param {ResultsTab} view @param {string} what */
    const id = (view, what) => `pi-results-${what}-${number}-${view.name}`;
    this.buttons = views.map((view, index) =>
      h("button", {
        type: "button",
        role: "tab",
        id: id(view, "tab"),
        class: "pi-results-tab",
        text: view.title,
        "aria-controls": id(view, "panel"),
        onclick: () => this.show(index),
        onkeydown: (event) => this.key(event, index),
      }),
    );
    this.panels = views.map((view) =>
      h(
        "div",
        { role: "tabpanel", id: id(view, "panel"), class: "pi-results-panel", "aria-labelledby": id(view, "tab") },
        view.element,
      ),
    );
    this.element = h(
      "div",
      { class: "pi-results-tabs" },
      h(
        "div",
        { class: "pi-results-tabbar" },
        h("div", { class: "pi-results-tablist", role: "tablist", "aria-label": label }, ...this.buttons),
        beside,
      ),
      ...this.panels,
    );
    this.index = Math.max(
      0,
      views.findIndex((view) => view.name === open),
    );
    this.mark();
  }

  get view() {
    return this.views[this.index];
  }

  /** The name of the open one. */
  get open() {
    return this.view.name;
  }

  /** @param {number} index */
  show(index) {
    this.index = (index + this.views.length) % this.views.length;
    this.mark();
    this.changed();
  }

  mark() {
    this.buttons.forEach((button, index) => {
      button.setAttribute("aria-selected", String(index === this.index));
      button.tabIndex = index === this.index ? 0 : -1;
      this.panels[index].hidden = index !== this.index;
    });
  }

  /** @param {KeyboardEvent} event @param {number} index */
  key(event, index) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(index + step);
    this.buttons[this.index].focus();
  }
}
