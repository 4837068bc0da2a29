// The Weights page: a layer's weights as a heat map that can be edited, as pictures, over time, and as an equation.

import { h, setText, short } from "../dom.js";
import { Editor } from "./weights_editor.js";
import { Equation } from "./weights_equation.js";
import { Heat } from "./weights_heat.js";
import { Output, WANTED } from "./weights_output.js";
import { OverTime } from "./weights_over_time.js";
import { Pictures } from "./weights_pictures.js";
import { entering, isPicture, leaving, namesOf, outputName } from "./weights_names.js";

const WEIGHTS = ["kernel", "bias", "recurrent_kernel", "gamma", "beta", "moving_mean", "moving_variance"]; // as in engine/layer_weights.py
const RATE = 6; // pictures a second
const PART = [16, 12]; // rows and columns of a part that is looked at closely
const PASSIVE = new Set(["Flatten", "Dropout", "GaussianNoise"]); // as in engine/looks/equation.py
const FORMULAS = new Set(["linear", "sigmoid", "softmax"]);

export class View {
  constructor(page) {
    const { t } = page;
    this.page = page;
    this.weight = null;
    this.part = null;
    this.chosen = null;
    this.arrays = {};
    this.layers = h("div", { class: "pi-weights-layers", role: "radiogroup", "aria-label": t("Layer") });
    this.weights = h("select", { class: "pi-weights-select", onchange: () => this.chooseWeight(this.weights.value) });
    this.scale = h("select", { class: "pi-weights-select", onchange: () => this.watch() },
      h("option", { value: "layer", text: t("of this layer") }), h("option", { value: "all", text: t("of all layers") }));
    this.legend = h("span", { class: "pg-legend", title: t("Orange is negative, blue is positive, pale is near zero.") },
      this.low = h("span"), h("i", { class: "pg-bar", "aria-hidden": "true" }), this.high = h("span"));
    const field = (word, control) => h("label", { class: "pg-field" }, h("span", { text: t(word) }), control);
    this.weightField = field("Weight", this.weights);
    this.bar = h("div", { class: "pi-weights-head" }, this.layers, this.weightField, field("Colours up to the largest weight", this.scale), this.legend);

    this.title = h("h3", { class: "pg-heading" });
    this.note = h("span", { class: "pi-weights-note" });
    this.hovered = h("p", { class: "pi-weights-note pi-weights-hover" });
    this.whole = h("button", { type: "button", class: "pg-small", text: t("Whole matrix"), onclick: () => this.look(null) });
    this.closer = h("button", { type: "button", class: "pg-small", text: t("Show numbers"), title: t("Show a part of the matrix with its numbers."), onclick: () => this.lookAt(this.chosen ?? { row: 0, column: 0 }) });
    const pan = (text, word, rows, columns) => h("button", { type: "button", class: "pg-small pi-weights-pan", text, title: t(word), "aria-label": t(word), onclick: () => this.pan(rows, columns) });
    this.pans = h("span", { class: "pi-weights-pans" }, pan("←", "To the left", 0, -1), pan("↑", "Up", -1, 0), pan("↓", "Down", 1, 0), pan("→", "To the right", 0, 1));
    this.whole.hidden = this.closer.hidden = this.pans.hidden = true; // until there is a matrix
    this.heat = new Heat(page, { hover: (cell) => this.sayHovered(cell), choose: (cell, move) => this.choose(cell, move) });
    this.output = new Output(page);
    this.editor = new Editor(page, {
      set: (value) => this.edit(this.indexOf(this.chosen), value),
      zeroRow: () => this.zero(0),
      zeroColumn: () => this.zero(1),
      putBack: () => page.command({ do: "put_back" }),
    });
    const matrix = h("section", { class: "pg-panel pi-weights-matrix", "aria-label": t("Weights") },
      h("div", { class: "pg-panel-head" }, this.title, this.note, h("span", { class: "pi-weights-space" }), this.pans, this.whole, this.closer),
      this.heat.element, this.output.element, this.hovered, this.editor.element);

    this.equation = new Equation(page);
    this.pictures = new Pictures(page, { page: (first) => { this.first = first; this.watch(); } });
    this.over = new OverTime(page);
    this.panels = { equation: this.equation, pictures: this.pictures, over: this.over };
    this.tabs = {};
    const tab = (name, word) => {
      this.tabs[name] = h("button", { type: "button", role: "tab", id: `pi-weights-tab-${name}`, "aria-controls": `pi-weights-${name}`, text: t(word), onclick: () => this.show(name) });
      const { element } = this.panels[name];
      element.id = `pi-weights-${name}`;
      element.setAttribute("role", "tabpanel");
      element.setAttribute("aria-labelledby", `pi-weights-tab-${name}`);
      return this.tabs[name];
    };
    const tabs = h("div", { class: "pi-weights-tabs", role: "tablist", "aria-label": t("Ways to see the weights"), onkeydown: (event) => this.keyOfTabs(event) }, tab("equation", "Equation"), tab("pictures", "Pictures"), tab("over", "Over time"));
    const side = h("section", { class: "pg-panel pi-weights-side", "aria-label": t("Ways to see the weights") }, tabs, this.equation.element, this.pictures.element, this.over.element);
    this.element = h("div", { class: "pi-weights" }, this.bar, h("div", { class: "pi-weights-main" }, matrix, side));
  }

  setColors() {
    this.over.setColors();
    this.output.setColors();
    this.draw();
  }

  setHello(hello, samples) {
    const network = JSON.stringify([hello.layers, hello.class_names, hello.input_names]);
    const isOther = network !== this.network;
    this.network = network;
    this.hello = hello;
    this.over.setHello(hello);
    this.output.setHello(hello, samples);
    if (isOther) this.begin();
    else this.watch();
  }

  /** Another network: its first layer, and the way to see it that says most. */
  begin() {
    const { hello } = this;
    const { t } = this.page;
    const weighted = hello.layers.flatMap((layer, at) => (layer.parameters > 0 ? [at] : []));
    const last = hello.layers.length - 1;
    this.layers.replaceChildren(...weighted.map((at) => {
      const layer = hello.layers[at];
      const input = h("input", { type: "radio", name: "pi-weights-layer", value: String(at), onchange: () => this.chooseLayer(at) });
      input.checked = at === weighted[0];
      return h("label", { title: `${layer.name}: ${layer.input_shape.join("×")} → ${layer.output_shape.join("×")}` }, input, h("span", { text: at === last ? t("Output") : layer.name }));
    }));
    this.equation.setNames(hello, (j) => outputName(t, hello, j), (i) => entering(t, hello, last).name(i));
    const isFormula = hello.layers.slice(0, last).every((layer) => PASSIVE.has(layer.kind)) && FORMULAS.has(hello.layers[last].activation);
    const hasPictures = hello.layers.some((_, at) => isPicture(hello, at));
    this.tabs.equation.hidden = !isFormula;
    this.tabs.pictures.hidden = !hasPictures;
    this.chooseLayer(weighted[0], false);
    this.show(hasPictures ? "pictures" : isFormula ? "equation" : "over");
  }

  chooseLayer(at, andWatch = true) {
    this.at = at;
    this.weight = null;
    this.first = 0;
    this.part = null;
    this.arrays = {};
    this.chosen = null;
    this.heat.chosen = this.heat.hovered = null;
    this.editor.choose(null, this.hint());
    setText(this.hovered, "");
    const { hello } = this;
    const { t } = this.page;
    const pictured = isPicture(hello, at) ? at : hello.layers.findIndex((_, each) => isPicture(hello, each));
    this.pictured = pictured >= 0 ? hello.layers[pictured].name : null;
    if (pictured >= 0) {
      const into = entering(t, hello, pictured);
      this.pictures.setNames(this.pictured, leaving(t, hello, pictured).name, into.channel ?? into.name);
    }
    this.over.setLayer(hello.layers[at].name);
    if (andWatch) this.watch();
  }

  chooseWeight(name) {
    this.weight = name;
    this.part = null;
    this.arrays = {};
    this.chosen = null;
    this.heat.chosen = this.heat.hovered = null;
    this.editor.choose(null, this.hint());
    this.watch();
  }

  show(name) {
    this.tab = name;
    for (const [each, panel] of Object.entries(this.panels)) {
      panel.element.hidden = each !== name;
      this.tabs[each].setAttribute("aria-selected", String(each === name));
      this.tabs[each].tabIndex = each === name ? 0 : -1;
    }
    this.watch();
  }

  keyOfTabs(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const names = Object.keys(this.tabs).filter((name) => !this.tabs[name].hidden);
    const next = names[(names.indexOf(this.tab) + by + names.length) % names.length];
    this.show(next);
    this.tabs[next].focus();
  }

  watch() {
    if (!this.hello) return;
    const [row, column] = this.part ?? [0, 0];
    const part = this.part ? { row, column, num_rows: PART[0], num_columns: PART[1] } : {};
    const weight = this.weight ? { weight: this.weight } : {};
    const looks = [{ name: "weight_matrix", parameters: { layer: this.hello.layers[this.at].name, all_layers: this.scale.value === "all", ...weight, ...part } }];
    if (this.tab === "pictures" && this.pictured) looks.push({ name: "first_layer_pictures", parameters: { layer: this.pictured, first: this.first ?? 0 } });
    if (this.output.look) looks.push({ name: this.output.look, parameters: {} });
    if (this.tab === "equation") looks.push({ name: "equation", parameters: {} });
    this.page.watch(looks, { rate: RATE });
  }

  update(arrays, header) {
    if (!arrays.matrix || !this.hello) return;
    this.arrays = arrays;
    this.header = header;
    this.draw();
    this.output.update(arrays);
    this.editor.setCount(header.edits ?? 0);
    if (this.tab === "equation") this.equation.update(arrays);
    if (this.tab === "pictures") this.pictures.update(arrays);
    if (this.tab === "over") this.over.update(header);
  }

  draw() {
    const { arrays, hello } = this;
    const { t, colors } = this.page;
    const { matrix } = arrays;
    if (!matrix || !hello || !colors) return;
    const shape = Array.from(arrays["matrix:shape"].data);
    const weight = WEIGHTS[arrays["matrix:weight"].data[0]];
    const layer = hello.layers[this.at];
    this.shownWeight = weight;
    const bias = arrays["matrix:bias"] ?? null;
    const biasRows = bias ? bias.shape[0] : 0;
    this.names = namesOf(t, hello, this.at, weight, shape, biasRows);
    const block = Array.from(arrays["matrix:block"].data);
    const window = Array.from(arrays["matrix:window"].data);
    const columns = shape[shape.length - 1];
    const size = [shape.reduce((product, each) => product * each, 1) / columns, columns];
    const [shown, largest, every] = arrays["matrix:largest"].data;
    const isAll = this.scale.value === "all";
    const isMean = block[0] > 1 || block[1] > 1;
    // Means of blocks are much smaller than the weights; their own largest value keeps the colours.
    const reach = isAll ? Math.max(every, 1e-12) : (isMean ? shown : largest) || 1;
    this.reach = reach;
    this.writeWeights(arrays["matrix:weights"].data, weight);
    setText(this.title, `${layer.name} · ${weight}`);
    setText(this.low, `−${short(reach)}`);
    setText(this.high, short(reach));
    const dimensions = shape.length > 1 ? shape.join(" × ") : `${columns}`;
    const notes = [dimensions];
    if (isMean) notes.push(t("each cell is the mean of {rows} × {columns} weights; click one to see them", { rows: block[0], columns: block[1] }));
    else if (this.part) notes.push(t("rows {first} to {last}, columns {left} to {right}", { first: window[0] + 1, last: window[0] + window[2], left: window[1] + 1, right: window[1] + window[3] }));
    setText(this.note, notes.join(" · "));
    this.note.title = notes.join(" · ");
    this.heat.setLabel(t("Heat map of {weight} of {layer}, {size}", { weight, layer: layer.name, size: dimensions }), t("Arrow keys go from weight to weight."));
    this.heat.draw({ matrix, bias, window, block, size, names: this.names, reach, biasRows });
    this.output.fit(this.heat.spare(this.output.element, WANTED));
    this.pans.hidden = this.whole.hidden = !this.part;
    this.closer.hidden = Boolean(this.part) || this.heat.hasNumbers;
    this.editor.setValue(isMean && !this.isExact(this.chosen) ? null : this.heat.value(this.chosen));
    if (this.heat.hovered) this.sayHovered(this.heat.hovered);
  }

  /** Which weights the layer has; written when they change. */
  writeWeights(has, weight) {
    const names = WEIGHTS.filter((_, index) => has[index]);
    const said = names.join();
    if (said !== this.saidWeights) {
      this.saidWeights = said;
      this.weights.replaceChildren(...names.map((name) => h("option", { value: name, text: name })));
    }
    this.weightField.hidden = names.length < 2;
    if (this.weights.value !== weight) this.weights.value = weight;
  }

  /** Whether a cell that is shown is a single weight: beside a kernel of blocks, its bias may be exact. */
  isExact(cell) {
    const { block } = this.heat.shown ?? {};
    return Boolean(cell && block) && (cell.isBias ? block[1] === 1 : block[0] === 1 && block[1] === 1);
  }

  sayHovered(cell) {
    setText(this.hovered, cell ? `${this.nameOf(cell)}: ${short(this.heat.value(cell), 4)}` : "");
  }

  /** "lstat → neuron 3", or the range that a block stands for. */
  nameOf(cell) {
    const { names } = this;
    const { block, size } = this.heat.shown;
    const range = (name, first, count, end) => (count > 1 ? `${name(first)} … ${name(Math.min(first + count, end) - 1)}` : name(first));
    const column = range(names.column, cell.column, block[1], size[1]);
    if (cell.isBias) return `${names.bias(cell.row)} → ${column}`;
    const row = range(names.row, cell.row, block[0], size[0]);
    return `${row} → ${column}`;
  }

  hint() {
    return this.page.t("Click a weight to change it.");
  }

  choose(cell, move) {
    const { shown } = this.heat;
    if (!this.isExact(cell) && !move) { this.lookAt(cell); return; }
    this.chosen = cell;
    this.heat.choose(cell);
    if (move?.outside) this.lookAt(cell, false);
    const value = this.heat.value(cell);
    const isSingle = this.isExact(cell) || move?.outside;
    this.editor.choose(isSingle ? { name: this.nameOf(cell), value, reach: shown.reach } : null, isSingle ? "" : `${this.nameOf(cell)}: ${short(value, 4)}`);
  }

  /** Look closely at the part around a cell. */
  lookAt(cell) {
    const { size } = this.heat.shown;
    const start = (at, count, end) => Math.max(0, Math.min(at - Math.floor(count / 3), end - count));
    const row = cell.isBias ? (this.part?.[0] ?? 0) : start(cell.row, PART[0], size[0]);
    this.look([row, start(cell.column, PART[1], size[1])]);
  }

  pan(rows, columns) {
    const { size } = this.heat.shown;
    const moved = [rows, columns].map((by, axis) => Math.max(0, Math.min(this.part[axis] + by * Math.floor(PART[axis] * 0.75), size[axis] - PART[axis])));
    this.look(moved);
  }

  look(part) {
    this.part = part;
    if (!part && !this.isExact(this.chosen)) this.unchoose();
    this.watch();
  }

  unchoose() {
    this.chosen = null;
    this.heat.chosen = null;
    this.editor.choose(null, this.hint());
  }

  /** Where a cell stands in its weight. */
  indexOf(cell) {
    if (!cell.isBias) return { weight: this.shownWeight, index: this.lengthOf() === 1 ? [cell.column] : this.names.index(cell.row, cell.column) };
    return { weight: "bias", index: this.heat.shown.biasRows > 1 ? [cell.row, cell.column] : [cell.column] };
  }

  lengthOf() {
    return this.arrays["matrix:shape"].data.length;
  }

  edit({ weight, index }, value) {
    return this.page.command({ do: "edit", layer: this.hello.layers[this.at].name, weight, index, value });
  }

  /** A row (axis 0) or a column (axis 1) through the chosen cell to zero. A column is what one neuron hears: no bias. */
  zero(axis) {
    const { chosen } = this;
    if (!chosen) return;
    const { weight, index } = this.indexOf(axis === 1 ? { ...chosen, row: chosen.isBias ? 0 : chosen.row, isBias: false } : chosen);
    const last = index.length - 1;
    this.edit({ weight, index: index.map((at, each) => ((axis === 0) === (each === last) ? null : at)) }, 0);
  }

  close() {
    for (const part of [this.heat, this.output, this.equation, this.pictures, this.over]) part.close();
  }
}
