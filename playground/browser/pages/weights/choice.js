// Above the matrix: which layer, which of its weights, and how far the colours reach.

import { h, setText } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";

export class Choice {
  /**
   * `on` is told what is chosen.
   * @param {InsidePage} page @param {{ layer(at: number): void, weight(name: string): void, scale(): void }} on
   */
  constructor(page, on) {
    const { t } = page;
    this.t = t;
    this.on = on;
    this.layers = h("div", { class: "pi-weights-layers", role: "radiogroup", "aria-label": t("Layer") });
    this.weights = h("select", { class: "pi-weights-select", onchange: () => on.weight(this.weights.value) });
    this.scale = h(
      "select",
      { class: "pi-weights-select", onchange: () => on.scale() },
      h("option", { value: "layer", text: t("of this layer") }),
      h("option", { value: "all", text: t("of all layers") }),
    );
    this.low = h("span");
    this.high = h("span");
    const legend = h(
      "span",
      { class: "pg-legend", title: t("Orange is negative, blue is positive, pale is near zero.") },
      this.low,
      h("i", { class: "pg-bar", "aria-hidden": "true" }),
      this.high,
    );
    /** @param {string} text @param {Child} control */
    const field = (text, control) => h("label", { class: "pg-field" }, h("span", { text }), control);
    this.weightField = field(t("Weight"), this.weights);
    this.element = h(
      "div",
      { class: "pi-weights-head" },
      this.layers,
      this.weightField,
      field(t("Colours up to the largest weight"), this.scale),
      legend,
    );
  }

  /** Whether the colours reach as far as the largest weight of all layers. */
  get isAll() {
    return this.scale.value === "all";
  }

  /** The layers at these places may be chosen; the first one is. @param {SaidHello} hello @param {number[]} places */
  setLayers(hello, places) {
    const last = hello.layers.length - 1;
    const choices = places.map((at) => {
      const layer = hello.layers[at];
      const onchange = () => this.on.layer(at);
      const input = h("input", { type: "radio", name: "pi-weights-layer", value: String(at), onchange });
      input.checked = at === places[0];
      return h(
        "label",
        { title: `${layer.name}: ${layer.input_shape.join("×")} → ${layer.output_shape.join("×")}` },
        input,
        h("span", { text: at === last ? this.t("Output") : layer.name }),
      );
    });
    this.layers.replaceChildren(...choices);
  }

  /** @param {number} reach */
  setReach(reach) {
    setText(this.low, `−${short(reach)}`);
    setText(this.high, short(reach));
  }

  /**
   * Of the names of `all` weights those that the layer has; written when they change.
   * @param {string[]} all @param {Numbers} has @param {string} weight
   */
  writeWeights(all, has, weight) {
    const names = all.filter((_, index) => has[index]);
    const said = names.join();
    if (said !== this.saidWeights) {
      this.saidWeights = said;
      this.weights.replaceChildren(...names.map((name) => h("option", { value: name, text: name })));
    }
    this.weightField.hidden = names.length < 2;
    if (this.weights.value !== weight) this.weights.value = weight;
  }
}
