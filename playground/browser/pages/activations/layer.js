// One hidden layer: what enters and leaves its activation, a strip of its units, and what can be said of them.

import { emptied } from "../../kit/canvas.js";
import { h, setText } from "../../kit/dom.js";
import { whole } from "../../kit/numbers.js";
import { hatched } from "./hatch.js";
import { Histogram, percent } from "./histogram.js";

const STRIP = 30;
const WIDEST_UNIT = 34;
export const SAMPLES = 0; // of `counted`
const [ROWS, VALUES, UNITS, DEAD, SATURATED] = [1, 2, 3, 4, 5];
const [SLOPE_ZERO, IN_SATURATION, OUTPUT_ZERO, NOT_FINITE] = [0, 1, 2, 3]; // of `shares`
/** @typedef {(t: Translate, count: number, values: Values) => string} Said */
/** @type {{ [units: string]: { dead: Said, saturated: Said } }} */
const WORDS = {
  filters: {
    dead: (t, ...said) =>
      t.plural("Dead: {count} of {units} filter ({share})", "Dead: {count} of {units} filters ({share})", ...said),
    saturated: (t, ...said) =>
      t.plural(
        "Saturated: {count} of {units} filter ({share})",
        "Saturated: {count} of {units} filters ({share})",
        ...said,
      ),
  },
  neurons: {
    dead: (t, ...said) =>
      t.plural("Dead: {count} of {units} neuron ({share})", "Dead: {count} of {units} neurons ({share})", ...said),
    saturated: (t, ...said) =>
      t.plural(
        "Saturated: {count} of {units} neuron ({share})",
        "Saturated: {count} of {units} neurons ({share})",
        ...said,
      ),
  },
};

export class LayerPanel {
  /** @param {InsidePage} page @param {Layer} layer @param {ActivationZones} facts */
  constructor(page, layer, facts) {
    this.page = page;
    this.layer = layer;
    const t = page.t;
    this.zones = facts;
    this.isOfFilters = layer.role === "filters";
    this.entering = new Histogram(t("{layer}: what enters the activation", { layer: layer.name }), t("enters: z"));
    this.leaving = new Histogram(
      t("{layer}: what leaves the activation", { layer: layer.name }),
      t("leaves: a = f(z)"),
    );
    this.inside = h("p", {
      class: "pi-activations-inside",
      hidden: true,
      text: t("This layer applies its activation inside, at every step. Only what leaves it can be shown."),
    });
    const filters = this.isOfFilters;
    this.strip = h("canvas", { role: "img" });
    this.stripArea = h("div", { class: "pi-activations-strip" }, this.strip);
    this.strip.onmousemove = (event) => this.point(event);
    this.deadWords = h("p", {});
    this.saturatedWords = h("p", {});
    this.moreWords = h("p", { class: "pi-activations-more" });
    const said = { count: whole(layer.units, page.language) };
    const units = filters
      ? t.plural("{count} filter", "{count} filters", layer.units, said)
      : t.plural("{count} neuron", "{count} neurons", layer.units, said);
    this.element = h(
      "section",
      { class: "pg-panel pi-activations-layer", "aria-label": layer.name },
      h(
        "div",
        { class: "pi-activations-title" },
        h("h3", { class: "pg-heading", text: layer.name }),
        h("span", { text: `${layer.activation} · ${units}` }),
      ),
      h("div", { class: "pi-activations-pair" }, this.entering.element, this.inside, this.leaving.element),
      h(
        "div",
        { class: "pi-activations-units" },
        h("span", { text: filters ? t("filter by filter") : t("neuron by neuron") }),
        this.stripArea,
      ),
      h("div", { class: "pi-activations-words" }, this.deadWords, this.saturatedWords, this.moreWords),
    );
  }

  /** @param {Arrays} arrays @param {Colors} colors */
  draw(arrays, colors) {
    const find = (/** @type {string} */ what) => arrays[`${what}:${this.layer.name}`]?.data;
    const counted = find("counted");
    if (!counted) return;
    // what comes with these counts
    const of = (/** @type {string} */ what) => /** @type {Numbers} */ (find(what));
    const entering = find("entering");
    this.entering.element.hidden = !entering;
    this.inside.hidden = Boolean(entering);
    if (entering) this.entering.draw(entering, of("entering_edges"), colors, this.zones);
    this.leaving.draw(of("leaving"), of("leaving_edges"), colors, null);
    this.dead = of("unit_dead");
    this.saturated = of("unit_saturated");
    this.drawStrip(colors);
    this.say(counted, of("shares"), Boolean(entering));
  }

  /** @param {Numbers} counted @param {Numbers} shares @param {boolean} hasInputs */
  say(counted, shares, hasInputs) {
    const { layer, page, zones } = this;
    const t = page.t;
    const number = (/** @type {number} */ value) => whole(value, page.language);
    const units = counted[UNITS];
    const of = (/** @type {number} */ count) => ({
      count: number(count),
      units: number(units),
      share: percent(count / units),
    });
    const words = this.isOfFilters ? WORDS.filters : WORDS.neurons;
    setText(this.deadWords, words.dead(t, units, of(counted[DEAD])));
    this.deadWords.classList.toggle("pi-activations-alarm", counted[DEAD] > 0);
    const has = hasInputs && zones.saturated.length > 0;
    const none = hasInputs ? t("Saturated: none, {activation} has no such zone", { activation: layer.activation }) : "";
    setText(this.saturatedWords, has ? words.saturated(t, units, of(counted[SATURATED])) : none);
    this.saturatedWords.classList.toggle("pi-activations-alarm", has && counted[SATURATED] > 0);
    const more = [];
    if (shares[NOT_FINITE] > 0)
      more.push(t("{share} of the values are no numbers any more", { share: percent(shares[NOT_FINITE]) }));
    if (shares[OUTPUT_ZERO] > 0)
      more.push(t("{share} of the outputs are exactly 0", { share: percent(shares[OUTPUT_ZERO]) }));
    if (has && shares[IN_SATURATION] > 0)
      more.push(t("{share} of the inputs lie in a saturation zone", { share: percent(shares[IN_SATURATION]) }));
    if (shares[SLOPE_ZERO] > 0 && shares[OUTPUT_ZERO] === 0)
      more.push(t("at {share} of the inputs the slope is 0", { share: percent(shares[SLOPE_ZERO]) }));
    if (counted[ROWS] < counted[VALUES])
      more.push(
        t("{counted} of {all} places counted", { counted: number(counted[ROWS]), all: number(counted[VALUES]) }),
      );
    if (counted[UNITS] > this.dead.length)
      more.push(t("the strip shows the first {count}", { count: number(this.dead.length) }));
    setText(this.moreWords, more.join(" · "));
    this.strip.setAttribute(
      "aria-label",
      [this.deadWords.textContent, this.saturatedWords.textContent].filter(Boolean).join(". "),
    );
  }

  /**
   * A small bar for each unit: what share of its values lets the gradient through, is saturated, is dead.
   * @param {Colors} colors
   */
  drawStrip(colors) {
    const { dead, saturated, strip } = this;
    const wide = this.stripArea.clientWidth;
    if (wide < 40) return;
    const context = emptied(strip, wide, STRIP);
    this.each = Math.min(WIDEST_UNIT, wide / dead.length);
    const gap = this.each > 8 ? 2 : 1;
    const hatch = hatched(context, colors.muted);
    for (let unit = 0; unit < dead.length; unit += 1) {
      const left = unit * this.each;
      const width = this.each - gap;
      const flat = dead[unit] * STRIP;
      const low = Math.min(saturated[unit], 1 - dead[unit]) * STRIP;
      context.fillStyle = colors.positive;
      context.fillRect(left, flat + low, width, STRIP - flat - low);
      context.fillStyle = colors.negative;
      context.fillRect(left, flat, width, low);
      context.fillStyle = hatch;
      context.fillRect(left, 0, width, flat);
      if (dead[unit] === 1) {
        context.strokeStyle = colors.text;
        context.lineWidth = 1.5;
        context.strokeRect(left + 0.75, 0.75, width - 1.5, STRIP - 1.5);
      }
    }
  }

  /** @param {MouseEvent} event */
  point(event) {
    const unit = Math.floor(event.offsetX / (this.each || 1));
    if (!this.dead || unit < 0 || unit >= this.dead.length) {
      this.strip.title = "";
      return;
    }
    const values = { number: unit + 1, dead: percent(this.dead[unit]), saturated: percent(this.saturated[unit]) };
    const t = this.page.t;
    this.strip.title = this.isOfFilters
      ? t("filter {number}: slope or output 0 for {dead}, saturated for {saturated} of the values", values)
      : t("neuron {number}: slope or output 0 for {dead}, saturated for {saturated} of the values", values);
  }
}
