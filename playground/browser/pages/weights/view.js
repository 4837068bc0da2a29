// The Weights page: a layer's weights as a heat map that can be edited, as pictures, over time, and as an equation.

import { h } from "../../kit/dom.js";
import { N_ } from "../../kit/words.js";
import { Choice } from "./choice.js";
import { Equation } from "./equation.js";
import { Matrix } from "./matrix.js";
import { entering, isPicture, leaving, outputName, regressionOf } from "./names.js";
import { OverTime } from "./over_time.js";
import { Pictures } from "./pictures.js";

const RATE = 6; // pictures a second
/** @type {WeightTab[]} */
const NAMES = ["equation", "pictures", "over"];
/** @type {{ [key: string]: number | undefined }} */
const TURNS = { ArrowRight: 1, ArrowLeft: -1 };

export class View {
  /** @param {InsidePage} page */
  constructor(page) {
    const { t } = page;
    this.page = page;
    this.weight = null;
    this.arrays = {};
    this.choice = new Choice(page, {
      layer: (at) => this.chooseLayer(at),
      weight: (name) => this.chooseWeight(name),
      scale: () => this.watch(),
    });
    this.matrix = new Matrix(page, () => this.watch());
    this.equation = new Equation(page);
    this.pictures = new Pictures(page, {
      page: (first) => {
        this.first = first;
        this.watch();
      },
    });
    this.over = new OverTime(page);
    this.panels = { equation: this.equation, pictures: this.pictures, over: this.over };
    /** @param {WeightTab} name @param {string} word */
    const tab = (name, word) => {
      const { element } = this.panels[name];
      element.id = `pi-weights-${name}`;
      element.setAttribute("role", "tabpanel");
      element.setAttribute("aria-labelledby", `pi-weights-tab-${name}`);
      return h("button", {
        type: "button",
        role: "tab",
        id: `pi-weights-tab-${name}`,
        "aria-controls": `pi-weights-${name}`,
        text: t(word),
        onclick: () => this.show(name),
      });
    };
    this.tabs = {
      equation: tab("equation", N_("Equation")),
      pictures: tab("pictures", N_("Pictures")),
      over: tab("over", N_("Over time")),
    };
    const tabs = h(
      "div",
      {
        class: "pi-weights-tabs",
        role: "tablist",
        "aria-label": t("Ways to see the weights"),
        onkeydown: (event) => this.keyOfTabs(event),
      },
      ...Object.values(this.tabs),
    );
    const side = h(
      "section",
      { class: "pg-panel pi-weights-side", "aria-label": t("Ways to see the weights") },
      tabs,
      this.equation.element,
      this.pictures.element,
      this.over.element,
    );
    const main = h("div", { class: "pi-weights-main" }, this.matrix.element, side);
    this.element = h("div", { class: "pi-weights" }, this.choice.element, main);
  }

  /** @param {Colors} colors */
  setColors(colors) {
    this.over.setColors();
    this.matrix.output.setColors(colors);
    this.draw();
  }

  /** @param {SaidHello} hello @param {Arrays} samples */
  setHello(hello, samples) {
    const network = JSON.stringify([hello.layers, hello.class_names, hello.input_names]);
    const isOther = network !== this.network;
    this.network = network;
    this.hello = hello;
    this.over.setHello(hello);
    this.matrix.output.setHello(hello, samples);
    if (isOther) this.begin(hello);
    else this.watch();
  }

  /** Another network: its first layer, and the way to see it that says most. @param {SaidHello} hello */
  begin(hello) {
    const { t } = this.page;
    const weighted = hello.layers.flatMap((layer, at) => (layer.parameters > 0 ? [at] : []));
    const last = hello.layers.length - 1;
    this.choice.setLayers(hello, weighted);
    this.equation.setNames(
      hello,
      (j) => outputName(t, hello, j),
      (i) => entering(t, hello, last).name(i),
    );
    const isFormula = hello.layers.slice(0, last).every((layer) => layer.is_passive) && regressionOf(hello) !== "";
    const hasPictures = hello.layers.some((_, at) => isPicture(hello, at));
    this.tabs.equation.hidden = !isFormula;
    this.tabs.pictures.hidden = !hasPictures;
    this.setLayer(hello, weighted[0]);
    this.show(hasPictures ? "pictures" : isFormula ? "equation" : "over");
  }

  /** @param {number} at */
  chooseLayer(at) {
    if (!this.hello) return;
    this.setLayer(this.hello, at);
    this.watch();
  }

  /** @param {SaidHello} hello @param {number} at */
  setLayer(hello, at) {
    this.at = at;
    this.weight = null;
    this.first = 0;
    this.arrays = {};
    this.matrix.begin();
    const { t } = this.page;
    const pictured = isPicture(hello, at) ? at : hello.layers.findIndex((_, each) => isPicture(hello, each));
    this.pictured = pictured >= 0 ? hello.layers[pictured].name : null;
    if (this.pictured !== null) {
      const into = entering(t, hello, pictured);
      this.pictures.setNames(this.pictured, leaving(t, hello, pictured).name, into.channel ?? into.name);
    }
    this.over.setLayer(hello.layers[at].name);
  }

  /** @param {string} name */
  chooseWeight(name) {
    this.weight = name;
    this.arrays = {};
    this.matrix.begin();
    this.watch();
  }

  /** @param {WeightTab} name */
  show(name) {
    this.tab = name;
    for (const each of NAMES) {
      this.panels[each].element.hidden = each !== name;
      this.tabs[each].setAttribute("aria-selected", String(each === name));
      this.tabs[each].tabIndex = each === name ? 0 : -1;
    }
    this.watch();
  }

  /** @param {KeyboardEvent} event */
  keyOfTabs(event) {
    const by = TURNS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const names = NAMES.filter((name) => !this.tabs[name].hidden);
    const next = names[(names.indexOf(this.tab) + by + names.length) % names.length];
    this.show(next);
    this.tabs[next].focus();
  }

  watch() {
    if (!this.hello) return;
    const layer = this.hello.layers[this.at].name;
    const weight = this.weight ? { weight: this.weight } : {};
    const parameters = { layer, all_layers: this.choice.isAll, ...weight, ...this.matrix.wanted };
    /** @type {Look[]} */
    const looks = [{ name: "weight_matrix", parameters }];
    if (this.tab === "pictures" && this.pictured)
      looks.push({ name: "first_layer_pictures", parameters: { layer: this.pictured, first: this.first ?? 0 } });
    if (this.matrix.output.look) looks.push({ name: this.matrix.output.look, parameters: {} });
    if (this.tab === "equation") looks.push({ name: "equation", parameters: {} });
    this.page.watch(looks, { rate: RATE });
  }

  /** @param {Arrays} arrays @param {Frame} header */
  update(arrays, header) {
    if (!arrays.matrix || !this.hello) return;
    this.arrays = arrays;
    this.draw();
    this.matrix.update(arrays, header);
    if (this.tab === "equation") this.equation.update(arrays);
    if (this.tab === "pictures") this.pictures.update(arrays);
    if (this.tab === "over") this.over.update(header);
  }

  draw() {
    const { arrays, choice, hello, matrix } = this;
    if (!hello || !matrix.draw(arrays, hello, this.at, choice.isAll)) return;
    choice.setReach(matrix.shown.reach);
    choice.writeWeights(hello.weight_names, matrix.weights, matrix.weight);
  }

  close() {
    for (const part of [this.matrix, this.equation, this.pictures, this.over]) part.close();
  }
}
