// One panel: the picture of one activation or of several, whose marked input is a slider, and a table of what is there.

import { h, setText } from "../../kit/dom.js";
import { minus } from "../../kit/numbers.js";
import { Drawing, LEFT, RIGHT } from "./drawing.js";

/** @type {{ [key: string]: number }} */
const KEYS = { ArrowLeft: -0.1, ArrowDown: -0.1, ArrowRight: 0.1, ArrowUp: 0.1, PageDown: -1, PageUp: 1 };

export class Panel {
  /** @param {import("./curves.js").Curves} curves @param {ActivationCurve[]} shown */
  constructor(curves, shown) {
    this.curves = curves;
    this.shown = shown;
    this.many = shown.length > 1 || curves.data.overlay;
    const { t } = curves;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    const names = shown.map((each) => each.name).join(", ");
    this.slider = h(
      "div",
      {
        class: "pi-curves-drawing",
        role: "slider",
        tabindex: "0",
        "aria-label": t("Input z of {names}", { names }),
        "aria-valuemin": curves.data.low,
        "aria-valuemax": curves.data.high,
      },
      this.canvas,
    );
    this.rows = shown.map((_, index) => {
      const swatch = this.many ? h("i", { class: "pg-swatch", "aria-hidden": "true" }) : null;
      if (swatch) swatch.style.background = curves.colors?.ofClass(index) ?? "";
      return { swatch, value: h("td"), slope: h("td"), zone: h("td", { class: "pi-curves-zone" }) };
    });
    /** @param {string} text @param {boolean} isSpoken */
    const head = (text, isSpoken) =>
      h("th", { scope: "col" }, h("span", { class: isSpoken ? "pg-spoken" : null, text }));
    const name = (/** @type {number} */ index) =>
      h("th", { scope: "row" }, this.rows[index].swatch, h("span", { text: shown[index].name }));
    const table = h(
      "table",
      { class: "pi-curves-table" },
      h("caption", { class: "pg-spoken", text: t("Value and slope at the chosen input") }),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          this.many ? head(t("Activation"), true) : null,
          head("f(z)", false),
          head("f′(z)", false),
          head(t("Zone"), true),
        ),
      ),
      h(
        "tbody",
        {},
        ...this.rows.map(({ value, slope, zone }, index) =>
          h("tr", {}, this.many ? name(index) : null, value, slope, zone),
        ),
      ),
    );
    this.at = h("span", { class: "pi-curves-at" });
    const title = h("h3", { class: "pg-heading", text: this.many ? t("Laid over each other") : shown[0].name });
    this.element = h(
      "section",
      { class: "pg-panel pi-curves-panel", "aria-label": names },
      h("div", { class: "pi-curves-head" }, title, this.at),
      this.slider,
      table,
    );
    this.listen();
  }

  listen() {
    const { slider } = this;
    const toPointer = (/** @type {PointerEvent} */ event) => {
      const place = slider.getBoundingClientRect();
      const { low, high } = this.curves.data;
      const width = Math.max(20, place.width - LEFT - RIGHT);
      this.curves.moveTo(low + ((event.clientX - place.left - LEFT) / width) * (high - low));
    };
    slider.onpointerdown = (event) => {
      if (event.button) return;
      slider.setPointerCapture(event.pointerId);
      slider.focus({ preventScroll: true });
      toPointer(event);
    };
    slider.onpointermove = (event) => {
      if (slider.hasPointerCapture(event.pointerId)) toPointer(event);
    };
    slider.onkeydown = (event) => {
      const { z, data } = this.curves;
      const to = event.key === "Home" ? data.low : event.key === "End" ? data.high : z + KEYS[event.key];
      if (Number.isNaN(to) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.curves.moveTo(to);
    };
  }

  index() {
    const { low, step } = this.curves.data;
    return Math.round((this.curves.z - low) / step);
  }

  /** What the table says, for tests. */
  read() {
    const index = this.index();
    return this.shown.map((each) => ({
      name: each.name,
      value: each.values[index],
      slope: each.slopes[index],
      zone: this.zoneAt(each),
    }));
  }

  /** @param {ActivationZones} zones */
  zoneAt({ dead, saturated }) {
    const { z } = this.curves;
    /** @param {Zone[]} zones @param {number} more */
    const within = (zones, more) =>
      zones.some(([low, high]) => z > (low ?? -Infinity) - more && z < (high ?? Infinity) + more);
    return within(dead, 1e-9) ? "dead" : within(saturated, 0) ? "saturated" : "";
  }

  /** @param {Colors} colors */
  draw(colors) {
    const { curves, shown, many, slider } = this;
    const { data } = curves;
    const drawing = new Drawing(this.canvas, slider.clientWidth, slider.clientHeight, { data, colors, shown, many });
    drawing.draw(curves.z, this.index());
    this.say();
  }

  say() {
    const { t } = this.curves;
    const z = fixed(this.curves.z, 2);
    setText(this.at, `z = ${z}`);
    const told = this.read().map((each, index) => {
      const row = this.rows[index];
      const [value, slope] = [fixed(each.value, 4), fixed(each.slope, 4)];
      setText(row.value, value);
      setText(row.slope, slope);
      const word = each.zone === "dead" ? t("dead") : each.zone ? t("saturated") : "";
      setText(row.zone, word);
      row.zone.dataset.zone = each.zone;
      return t("{name}: value {value}, slope {slope}", { name: each.name, value, slope }) + (word ? ` (${word})` : "");
    });
    this.slider.setAttribute("aria-valuenow", fixed(this.curves.z, 2).replace("−", "-"));
    this.slider.setAttribute("aria-valuetext", `z = ${z}. ${told.join("; ")}`);
  }
}

/** @param {number} value @param {number} places */
function fixed(value, places) {
  const text = value.toFixed(places);
  return minus(Number(text) === 0 ? (0).toFixed(places) : text);
}
