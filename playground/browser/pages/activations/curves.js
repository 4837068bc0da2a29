// Activation functions and their slopes, side by side or laid over each other, with one input that is dragged through
// all of them. It needs no run.

import { h } from "../../kit/dom.js";
import { mount, Page } from "../../kit/page.js";
import { Panel } from "./panel.js";
import { keys } from "./zones.js";

/** The input is the same in every row of panels, and stays when panels come and go. */
const shared = { z: 1.5, shown: /** @type {Set<Curves>} */ (new Set()) };

export const { show, hide } = mount((root) => new Curves(root));

export class Curves extends Page {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, new URL("./page.css", import.meta.url));
    shared.shown.add(this);
    this.panels = [];
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(root);
  }

  build() {
    this.print = "";
    return h("div", { class: "pg-stage pi-curves-stage" });
  }

  /** `data`: low, high and step of the input, overlay, same (scale), legend, tall (a height of CSS), panels. */
  changed() {
    const { data } = this;
    const print = JSON.stringify([data, this.dark]);
    if (print === this.print) return;
    this.print = print;
    this.panels = data.overlay ? [new Panel(this, data.panels)] : data.panels.map((each) => new Panel(this, [each]));
    const grid = h(
      "div",
      { class: data.overlay ? "pi-curves pi-curves-over" : "pi-curves" },
      ...this.panels.map((panel) => panel.element),
    );
    grid.style.setProperty("--pi-tall", data.tall);
    this.element.replaceChildren(...(data.legend ? [this.legend()] : []), grid);
    this.draw();
  }

  legend() {
    const { t } = this;
    return h(
      "ul",
      { class: this.data.overlay ? "pi-curves-legend pi-curves-legend-many" : "pi-curves-legend" },
      ...keys("pi-curves-key", {
        value: t("value f(z)"),
        slope: t("slope f′(z)"),
        saturated: t("saturated: slope below 5 % of its largest"),
        dead: t("dead: slope exactly 0"),
      }),
      h("li", { class: "pi-curves-hint", text: t("Drag in a picture, or use the arrow keys.") }),
    );
  }

  /** The input that is marked in every panel. */
  get z() {
    return shared.z;
  }

  /** @param {number} z */
  moveTo(z) {
    const { low, high, step } = this.data;
    shared.z = Math.min(high, Math.max(low, Math.round(z / step) * step));
    for (const curves of shared.shown) curves.draw();
  }

  draw() {
    if (!this.colors || !this.root.clientWidth) return;
    for (const panel of this.panels) panel.draw(this.colors);
    const panels = [...shared.shown].flatMap((each) => each.panels.flatMap((panel) => panel.read()));
    this.expose("curves", { z: shared.z, panels });
  }

  close() {
    shared.shown.delete(this);
    this.watcher.disconnect();
    super.close();
  }
}
