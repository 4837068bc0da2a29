// What the network answers, below a small matrix: it follows each weight that is changed. For planes and functions.

import { OutputView, modeOf } from "../output.js";
import { h } from "../dom.js";

const LOOKS = { plane: "output_map", line: "line" };
export const WANTED = 240; // CSS pixels of height
const LEAST = 170; // without them it stays away
const MOST = 520;

export class Output {
  constructor(page) {
    this.page = page;
    this.view = new OutputView(page.t, page.language, { redraw: () => this.redraw(), drawn: () => {} });
    this.element = h("div", { class: "pi-weights-output", hidden: true }, this.view.element);
    this.watcher = new ResizeObserver(() => this.redraw());
    this.watcher.observe(this.view.area);
  }

  setHello(hello, samples) {
    this.hello = hello;
    this.samples = samples;
    this.arrays = null;
    /** The look that it needs, or null where there is nothing that it could draw. */
    this.look = LOOKS[modeOf(hello)] ?? null;
    if (this.look && this.page.colors) this.view.setHello(hello, samples, this.page.colors);
  }

  setColors() {
    if (this.look) this.view.setHello(this.hello, this.samples, this.page.colors);
  }

  /** So many CSS pixels of height are free. */
  fit(room) {
    const isShown = Boolean(this.look) && room >= LEAST;
    this.element.hidden = !isShown;
    if (isShown) this.element.style.height = `${Math.min(MOST, Math.floor(room))}px`;
  }

  update(arrays) {
    this.arrays = arrays;
    this.redraw();
  }

  redraw() {
    const { colors } = this.page;
    if (colors && this.arrays?.[this.look === "line" ? "line_y" : this.look] && !this.element.hidden) this.view.draw(this.arrays, colors);
  }

  close() {
    this.watcher.disconnect();
  }
}
