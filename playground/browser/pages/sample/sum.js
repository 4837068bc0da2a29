// The arithmetic of one number of one layer, written out with the numbers of this sample.

import { h, setText } from "../../kit/dom.js";
import { short } from "../../kit/numbers.js";
import { blockOf } from "./formulas/formulas.js";

const ORDER = 4000; // milliseconds for which the terms of a training network keep their order

export class Sum {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    const { t } = page;
    this.title = h("h3", { class: "pg-heading" });
    this.hint = h("span", { class: "pi-sample-hint" });
    this.free = h("button", {
      type: "button",
      class: "pg-small",
      text: t("Let go"),
      title: t("The numbers below follow the pointer again."),
      hidden: true,
    });
    this.body = h("div", { class: "pi-sample-blocks" });
    this.scroll = h(
      "div",
      { class: "pi-sample-scroll", tabindex: "0", role: "region", "aria-label": t("Arithmetic") },
      this.body,
    );
    this.spoken = h("p", { class: "pg-spoken", role: "status" });
    this.element = h(
      "section",
      { class: "pg-panel pi-sample-sum" },
      h("div", { class: "pg-panel-head" }, this.title, this.hint, this.free),
      this.scroll,
      this.spoken,
    );
  }

  /** What is shown is gone, with a word about what to do. */
  empty() {
    setText(this.title, this.page.t("Arithmetic"));
    setText(this.hint, "");
    this.free.hidden = true;
    this.body.replaceChildren(
      h("p", {
        class: "pi-sample-hint",
        text: this.page.t(
          "Point at a number of a layer, or go there with the keyboard: how it comes about is written out here.",
        ),
      }),
    );
  }

  /** Arrays are those of the look "neuron". @param {WrittenNumber} about @param {Arrays} arrays */
  update(about, arrays) {
    const { t } = this.page;
    const { hello, place, isPinned } = about;
    const layer = hello.layers[place.layer];
    setText(this.title, `${about.title} · ${about.unitName}`);
    setText(this.hint, isPinned ? "" : t("Click to hold it here."));
    this.free.hidden = !isPinned;
    const { colors } = this.page;
    if (!arrays["neuron:a"] || !colors) return;
    const said = JSON.stringify([place, about.title, about.sample]);
    if (said !== this.said) {
      this.said = said;
      this.order = null;
      this.spoken.textContent = t("{name}: output {value}", {
        name: this.title.textContent,
        value: short(arrays["neuron:a"].data[0]),
      });
    }
    /** @param {string} name */
    const one = (name) => arrays[`neuron:${name}`]?.data[0];
    const blocks = blockOf(layer, {
      t,
      one,
      arrays,
      about,
      colors,
      order: (products) => this.ordered(products, about.isSteady),
    });
    const last = this.ending(layer, one, arrays, about);
    this.body.replaceChildren(...blocks, ...last);
  }

  /**
   * Terms in order of size; while a network trains, the order stays for a while: rows that jump cannot be read.
   * @param {NumberList} products @param {boolean} isSteady
   */
  ordered(products, isSteady) {
    const now = performance.now();
    if (!this.order || this.order.length !== products.length || isSteady || now - this.orderedAt > ORDER) {
      this.orderedAt = now;
      this.order = Array.from(products.keys()).sort((a, b) => Math.abs(products[b]) - Math.abs(products[a]) || a - b);
    }
    return this.order;
  }

  /**
   * From the sum through the activation, and back again: the slopes of the loss.
   * @param {Layer} layer @param {FormulaParts["one"]} one @param {Arrays} arrays @param {WrittenNumber} about
   */
  ending(layer, one, arrays, { gradients, hello }) {
    const { t } = this.page;
    const lines = [];
    const z = one("z");
    const a = one("a");
    const name = layer.activation;
    const exponentials = arrays["neuron:exp"]?.data;
    if (exponentials) {
      const shift = one("exp_shift");
      const power = shift ? `e^(z − ${short(shift, 2)})` : "eᶻ";
      const own = exponentials[gradients.unit];
      lines.push(`a = ${power} / Σ ${power} = ${short(own, 4)} / ${short(one("exp_sum"), 4)} = ${short(a, 4)}`);
    } else if (name && z !== undefined) {
      lines.push(`a = ${name}(z) = ${hello.activations[name]?.plain || `${name}(z)`} = ${short(a, 4)}`);
    }
    const { g, gz } = gradients;
    const found = lines.map((text) => h("p", { class: "pi-sample-formula pi-sample-result", text }));
    if (g !== undefined && Number.isFinite(g)) {
      const back = [`∂loss/∂a = ${short(g, 4)}`];
      if (gz !== undefined && Number.isFinite(gz)) back.push(`∂loss/∂z = ${short(gz, 4)}`);
      found.push(
        h(
          "p",
          {
            class: "pi-sample-formula",
            title: t("How fast the loss grows with this number; training goes the other way."),
          },
          h("span", { class: "pi-sample-hint", text: `${t("Backward")}: ` }),
          back.join(", "),
        ),
      );
    }
    return found;
  }
}
