// What the network answers, below a small matrix: it follows each weight that is changed. For planes and functions.

import { h } from "../../kit/dom.js";
import { modeOf, OutputView } from "../../views/output.js";

/** @type {{ [mode: string]: string }} */
const LOOKS = { plane: "output_map", line: "line" };
export const WANTED = 240; // CSS pixels of height
const LEAST = 170; // without them it stays away
const MOST = 520;

export class Output {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.view = new OutputView(page.t, page.language, { redraw: () => this.redraw(), drawn: () => {} });
    this.element = h("div", { class: "pi-weights-output", hidden: true }, this.view.element);
    this.watcher = new ResizeObserver(() => this.redraw());
    this.watcher.observe(this.view.area);
  }

  /** @param {SaidHello} hello @param {Arrays} samples */
  setHello(hello, samples) {
    this.hello = hello;
    this.samples = samples;
    this.arrays = null;
    this.look = LOOKS[modeOf(hello)] ?? null;
    if (this.look && this.page.colors) this.view.setHello(hello, samples, this.page.colors);
  }

  /** @param {Colors} colors */
  setColors(colors) {
    if (this.look) this.view.setHello(this.hello, this.samples, colors);
  }

  /** So many CSS pixels of height are free. @param {number} room */
  fit(room) {
    const isShown = Boolean(this.look) && room >= LEAST;
    this.element.hidden = !isShown;
    if (isShown) this.element.style.height = `${Math.min(MOST, Math.floor(room))}px`;
  }

  /** @param {Arrays} arrays */
  update(arrays) {
    this.arrays = arrays;
    this.redraw();
  }

  redraw() {
    const { arrays, look } = this;
    const { colors } = this.page;
    if (colors && look && arrays?.[look === "line" ? "line_y" : look] && !this.element.hidden)
      this.view.draw(arrays, colors);
  }

  close() {
    this.watcher.disconnect();
  }
}
