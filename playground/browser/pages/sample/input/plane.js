// The sample as a point of the plane that can be dragged, over what the network answers there.

import { h } from "../../../kit/dom.js";
import { PlaneView } from "../../../views/plane.js";

/** @type {{ [key: string]: [number, number] | undefined }} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STEP = 0.1;

export class Point {
  /**
   * `on.edited([x1, x2])` while it is dragged.
   * @param {InsidePage} page @param {{ edited(values: number[]): void }} on
   */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.plane = new PlaneView(page.t, { redraw: () => this.redraw(), drawn: () => {} });
    this.dot = h("button", {
      type: "button",
      class: "pi-sample-point",
      "aria-label": page.t("The sample: drag it, or move it with the arrow keys."),
    });
    this.area = h("div", { class: "pi-sample-plane" }, this.plane.element);
    this.plane.element.append(this.dot);
    this.element = this.area;
    this.at = [0, 0];
    this.watcher = new ResizeObserver(() => this.redraw());
    this.watcher.observe(this.area);
    this.dot.addEventListener("pointerdown", (event) => {
      this.dot.setPointerCapture(event.pointerId);
      this.held = true;
    });
    this.dot.addEventListener("pointermove", (event) => {
      if (this.held) this.drag(event);
    });
    for (const name of ["pointerup", "pointercancel"])
      this.dot.addEventListener(name, () => {
        this.held = false;
      });
    this.dot.addEventListener("keydown", (event) => this.key(event));
    this.plane.element.addEventListener("click", (event) => {
      if (event.target !== this.dot) this.drag(event);
    });
  }

  /** @param {SaidHello} hello @param {Samples} samples */
  setHello(hello, samples) {
    this.hello = hello;
    this.plane.setHello(hello, samples);
  }

  /** @param {ArrayLike<number | null>} values */
  show(values) {
    if (this.held) return;
    this.at = [values[0] ?? 0, values[1] ?? 0];
    this.place();
  }

  /** @param {Arrays} arrays */
  update(arrays) {
    this.arrays = arrays;
    this.redraw();
  }

  redraw() {
    const { colors } = this.page;
    if (!colors || !this.hello || !this.arrays?.output_map) return;
    this.plane.draw(this.area, this.arrays, colors, null);
    this.place();
  }

  stale() {
    this.plane.stale = true;
    this.redraw();
  }

  place() {
    const { box } = this.plane;
    if (!box || !this.hello) return;
    const [low, high] = this.hello.domain;
    /** @param {number} value */
    const share = (value) => Math.min(1, Math.max(0, (value - low) / (high - low)));
    this.dot.style.left = `${box.left + share(this.at[0]) * box.size}px`;
    this.dot.style.top = `${box.top + (1 - share(this.at[1])) * box.size}px`;
  }

  /** @param {MouseEvent} event */
  drag(event) {
    if (!this.hello) return;
    const { box } = this.plane;
    const frame = this.plane.element.getBoundingClientRect();
    const [low, high] = this.hello.domain;
    /** @param {number} share */
    const value = (share) => Number((low + Math.min(1, Math.max(0, share)) * (high - low)).toFixed(3));
    this.move([
      value((event.clientX - frame.left - box.left) / box.size),
      value(1 - (event.clientY - frame.top - box.top) / box.size),
    ]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = ARROWS[event.key];
    if (!step || !this.hello) return;
    event.preventDefault();
    event.stopPropagation();
    const [low, high] = this.hello.domain;
    this.move(
      this.at.map((value, axis) => Number(Math.min(high, Math.max(low, value + step[axis] * STEP)).toFixed(3))),
    );
  }

  /** @param {number[]} at */
  move(at) {
    this.at = at;
    this.place();
    this.on.edited([...at]);
  }

  close() {
    this.watcher.disconnect();
  }
}
