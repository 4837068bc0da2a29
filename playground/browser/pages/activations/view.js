// The learner's own network: what enters and what leaves the activation of every hidden layer, and which units are dead
// or saturated.

import { h, setText } from "../../kit/dom.js";
import { whole } from "../../kit/numbers.js";
import { LayerPanel, SAMPLES } from "./layer.js";
import { keys } from "./zones.js";

export class View {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.panels = [];
    this.said = h("p", { class: "pi-activations-said" });
    const { t } = page;
    const legend = h(
      "ul",
      { class: "pi-curves-legend pi-activations-legend" },
      ...keys("pi-activations-key", {
        live: t("the slope lets the gradient through"),
        saturated: t("saturated: slope below 5 % of its largest"),
        dead: t("dead: slope or output exactly 0"),
      }),
    );
    this.grid = h("div", { class: "pi-activations-grid" });
    this.none = h("p", { class: "pi-activations-none", hidden: true });
    this.head = h("div", { class: "pi-activations-head", hidden: true }, this.said, legend);
    this.element = h("div", { class: "pi-activations" }, this.head, this.none, this.grid);
    this.watcher = new ResizeObserver(() => this.drawAll());
    this.watcher.observe(this.grid);
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    const { page } = this;
    const t = page.t;
    const hidden = hello.layers.slice(0, -1);
    const active = hidden.filter((layer) => layer.activation);
    this.arrays = null;
    this.panels = active.map((layer) => new LayerPanel(page, layer, hello.activations[layer.activation ?? ""]));
    this.grid.replaceChildren(...this.panels.map((panel) => panel.element));
    this.none.hidden = active.length > 0;
    this.head.hidden = active.length === 0;
    setText(this.said, "");
    setText(
      this.none,
      hidden.some((layer) => layer.hidden_index !== null)
        ? t(
            "No hidden layer of this network has an activation, so there is nothing to see here. " +
              "Add a Dense layer on the Playground page.",
          )
        : t(
            "This network has no hidden layer: its inputs go straight to the output. " +
              "Add a Dense layer on the Playground page.",
          ),
    );
    if (active.length) page.watch(["distributions"]);
    else page.watch([]);
  }

  /** @param {Colors} colors */
  setColors(colors) {
    this.colors = colors;
    this.drawAll();
  }

  /** @param {Arrays} arrays */
  update(arrays) {
    const [first] = this.panels;
    const counted = first && arrays[`counted:${first.layer.name}`];
    if (!counted) return;
    this.arrays = arrays;
    const samples = counted.data[SAMPLES];
    setText(
      this.said,
      this.page.t.plural(
        "What enters and leaves each activation, over {count} validation sample.",
        "What enters and leaves each activation, over {count} validation samples.",
        samples,
        { count: whole(samples, this.page.language) },
      ),
    );
    this.drawAll();
  }

  drawAll() {
    if (!this.arrays || !this.colors) return;
    for (const panel of this.panels) panel.draw(this.arrays, this.colors);
  }

  close() {
    this.watcher.disconnect();
  }
}
