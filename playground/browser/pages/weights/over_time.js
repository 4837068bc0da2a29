// How the weights have changed in the course of the run: a ridge of histograms, norms, sizes of gradients.

import { h, setText } from "../../kit/dom.js";
import { minus } from "../../kit/numbers.js";
import { literal, Plot } from "../../kit/plot.js";
import { N_ } from "../../kit/words.js";
import { momentOf } from "../../wire/moment.js";

const PAUSE = 4000; // milliseconds between two questions while the network trains
const DASHES = ["solid", "dash", "dot", "dashdot"];
const OVERLAP = 2.4; // how many ridges high the highest one is

/** @type {{ [dash: string]: string }} */
const BORDERS = { solid: "solid", dash: "dashed", dot: "dotted", dashdot: "dashed" }; // of CSS, for those of Plotly

export class OverTime {
  /** @param {InsidePage} page */
  constructor(page) {
    const { t } = page;
    this.page = page;
    this.ridge = new Plot(page, {
      label: t("Histograms of the weights of the layer, the oldest above and the newest below."),
      height: 0,
    });
    this.norms = new Plot(page, { label: t("The norm of the weights of each layer over the epochs."), height: 0 });
    this.gradients = new Plot(page, { label: t("The norm of the gradient of each layer over the epochs."), height: 0 });
    this.title = h("h4", { class: "pi-weights-title" });
    this.note = h("p", { class: "pi-weights-note" });
    this.keys = h("ul", { class: "pi-weights-keys" });
    /** @param {HTMLElement} title @param {Plot} plot */
    const part = (title, plot) => h("div", { class: "pi-weights-plot" }, title, plot.element);
    /** @param {string} text @param {string} hint */
    const head = (text, hint) => h("h4", { class: "pi-weights-title", text: t(text), title: t(hint) });
    this.body = h(
      "div",
      { class: "pi-weights-plots" },
      part(this.title, this.ridge),
      h(
        "div",
        { class: "pi-weights-pair" },
        part(
          head(
            N_("Norm of the weights"),
            N_("The root of the sum of the squares of all weights and biases of a layer."),
          ),
          this.norms,
        ),
        part(
          head(
            N_("Size of the gradient"),
            N_("The norm of the gradient of the loss with respect to all weights and biases of a layer."),
          ),
          this.gradients,
        ),
      ),
      this.keys,
      this.note,
    );
    this.element = h("div", { class: "pi-weights-over" }, this.body);
    this.askedAt = -Infinity;
  }

  /** @param {SaidHello} hello */
  setHello(hello) {
    this.hello = hello;
    this.found = null;
    this.asked = null;
    this.askedAt = -Infinity;
  }

  /** The layer of the ridge. @param {string} name */
  setLayer(name) {
    this.layer = name;
    this.draw();
  }

  setColors() {
    this.draw();
  }

  /** Called with every picture while it is in sight. @param {Frame} header */
  update(header) {
    const now = performance.now();
    const isNew = momentOf(header) !== this.asked;
    const pause = header.state === "running" ? PAUSE : 600;
    if (this.pending || !isNew || now - this.askedAt < pause) {
      // The last picture of a run that pauses comes once: what it brought must not stay unasked.
      if (isNew && !this.timer)
        this.timer = setTimeout(() => {
          this.timer = undefined;
          if (!this.closed && this.element.isConnected && !this.element.hidden) this.update(header);
        }, pause);
      return;
    }
    this.asked = momentOf(header);
    this.askedAt = now;
    void this.ask();
  }

  async ask() {
    this.pending = true;
    const { hello } = this;
    try {
      const { arrays } = await this.page.ask("weight_history", {});
      if (hello === this.hello && !this.closed) {
        this.found = /** @type {WeightHistory} */ (arrays);
        this.draw();
      }
    } catch (error) {
      if (!this.closed) setText(this.note, /** @type {Error} */ (error).message);
    } finally {
      this.pending = false;
    }
  }

  draw() {
    const { found, layer, hello } = this;
    const { t, colors } = this.page;
    if (!hello || !colors) return;
    setText(this.title, t("Weights of {layer}, epoch by epoch", { layer: layer ?? "" }));
    const steps = found?.["history:step"]?.data;
    if (!steps) {
      setText(this.note, t("The moments of the run appear here."));
      return;
    }
    setText(
      this.note,
      t.plural(
        "Gradients: of the mean loss over {count} training sample, with dropout off.",
        "Gradients: of the mean loss over {count} training samples, with dropout off.",
        found["history:samples"].data[0],
      ),
    );
    const epochs = Array.from(steps, (step) => (hello.steps_per_epoch ? step / hello.steps_per_epoch : step));
    this.drawRidge(found[`histogram:${layer}`], found[`edges:${layer}`], epochs);
    this.drawLines(this.norms, linesOf(found, "norm:"), epochs, false);
    this.drawLines(this.gradients, linesOf(found, "gradient:"), epochs, true);
    this.writeKeys(layersIn(found));
  }

  /** @param {NamedArray | undefined} counts @param {NamedArray} edges @param {number[]} epochs */
  drawRidge(counts, edges, epochs) {
    if (!counts) {
      this.ridge.draw([], {});
      return;
    }
    const { colors } = this;
    const { t } = this.page;
    const [moments, bins] = counts.shape;
    /** @param {number} i */
    const row = (i) => counts.data.subarray(i * bins, (i + 1) * bins);
    const x = Array.from({ length: bins }, (_, bin) => (edges.data[bin] + edges.data[bin + 1]) / 2);
    const traces = Array.from({ length: moments }, (_, i) => {
      // Each to its own height: how the weights are spread is seen, not how many there are.
      const highest = Math.max(1, ...row(i));
      const y = Array.from(row(i), (count) => -i + (count / highest) * (moments > 1 ? OVERLAP : 1));
      return {
        x: [x[0], ...x, x[bins - 1]],
        y: [-i, ...y, -i],
        type: "scatter",
        mode: "lines",
        fill: "toself",
        showlegend: false,
        fillcolor: colors.ofValue(0.25 + 0.6 * (moments > 1 ? i / (moments - 1) : 1)),
        line: { color: colors.background, width: 1 },
        hoverinfo: "text",
        text: `${t("Epoch")} ${epochName(epochs[i])}`,
        hoveron: "fills",
      };
    });
    const every = Math.max(1, Math.ceil(moments / 6));
    const marked = Array.from({ length: moments }, (_, i) => i).filter((i) => i % every === 0 || i === moments - 1);
    this.ridge.draw(traces, {
      margin: { l: 58, r: 8, t: 6, b: 34 },
      hovermode: "closest",
      xaxis: { title: { text: t("Weight") }, zeroline: true },
      yaxis: {
        title: { text: t("Epoch") },
        tickvals: marked.map((i) => -i),
        ticktext: marked.map((i) => epochName(epochs[i])),
        showgrid: false,
        zeroline: false,
        range: [-moments + 0.6, moments > 1 ? OVERLAP + 0.2 : 1.1],
      },
    });
  }

  /**
   * The numbers of each layer over the epochs.
   * @param {Plot} plot @param {[string, Numbers][]} lines @param {number[]} epochs @param {boolean} isLogarithmic
   */
  drawLines(plot, lines, epochs, isLogarithmic) {
    const { t } = this.page;
    const traces = lines.map(([name, values], index) => ({
      x: epochs,
      y: Array.from(values, (value) => (Number.isFinite(value) && (!isLogarithmic || value > 0) ? value : null)),
      type: "scatter",
      mode: epochs.length > 1 ? "lines" : "markers",
      name: literal(name),
      showlegend: false,
      hovertemplate: `${literal(name)}: %{y:.3g}<extra></extra>`,
      line: { color: this.colorOf(index), dash: dashOf(index), width: 2 },
      marker: { color: this.colorOf(index), size: 6 },
    }));
    plot.draw(traces, {
      margin: { l: 48, r: 6, t: 6, b: 34 },
      xaxis: { title: { text: t("Epoch") } },
      yaxis: isLogarithmic ? logarithmic(traces) : { rangemode: "tozero", nticks: 5 },
    });
  }

  /** Of the layers with these names. @param {string[]} names */
  writeKeys(names) {
    const said = `${names.join()} ${this.page.dark}`;
    if (said === this.said) return;
    this.said = said;
    this.keys.replaceChildren(
      ...names.map((name, index) => {
        const mark = h("i", { "aria-hidden": "true" });
        mark.style.borderTop = `2px ${BORDERS[dashOf(index)]} ${this.colorOf(index)}`;
        return h("li", {}, mark, h("span", { text: name }));
      }),
    );
  }

  /** Of the theme: there is one before anything is drawn. */
  get colors() {
    return /** @type {Colors} */ (this.page.colors);
  }

  /** @param {number} index */
  colorOf(index) {
    const { colors } = this;
    return [colors.training, colors.validation, colors.positive, colors.negative, colors.muted][index % 5];
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    for (const plot of [this.ridge, this.norms, this.gradients]) plot.close();
  }
}

/** The names of the layers that have a history. @param {WeightHistory} found */
function layersIn(found) {
  return Object.keys(found)
    .filter((name) => name.startsWith("norm:"))
    .map((name) => name.slice(5));
}

/**
 * Of each layer its name and numbers.
 * @param {WeightHistory} found @param {string} prefix @returns {[string, Numbers][]}
 */
function linesOf(found, prefix) {
  return layersIn(found).map((name) => [name, found[prefix + name].data]);
}

/**
 * A logarithmic axis with a few marks: powers of ten, else other round numbers, else the ends.
 * @param {{ y: (number | null)[] }[]} traces
 */
function logarithmic(traces) {
  const values = traces.flatMap(({ y }) => y.filter((value) => value !== null)).filter((value) => value > 0);
  if (!values.length) return { type: "log" };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [low, high].map((value) => Math.floor(Math.log10(value)));
  const powers = Array.from({ length: last - first + 2 }, (_, i) => first + i);
  const every = Math.max(1, Math.ceil(powers.length / 5));
  /** @param {number[]} digits */
  const marks = (digits) =>
    powers
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((mark) => mark >= low * 0.95 && mark <= high * 1.05);
  const tens = powers
    .filter((power) => power % every === 0)
    .map((power) => Number(`1e${power}`))
    .filter((mark) => mark >= low * 0.95 && mark <= high * 1.05);
  const tickvals = [tens, marks([1, 2, 5]), marks([1, 2, 3, 4, 5, 6, 7, 8, 9])].find((each) => each.length > 1) ?? [
    ...new Set([low, high]),
  ];
  return { type: "log", tickvals, ticktext: tickvals.map((mark) => minus(Number(mark.toPrecision(2)))) };
}

/** @param {number} index */
function dashOf(index) {
  return DASHES[Math.floor(index / 5) % DASHES.length];
}

/** @param {number} epoch */
function epochName(epoch) {
  return epoch >= 10 || Number.isInteger(epoch) ? String(Math.round(epoch)) : epoch.toFixed(1);
}
