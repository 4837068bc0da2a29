// Pictures by class: a line for each class, its mean picture first. Arrow keys move, a click or Enter chooses.

import { h } from "../../kit/dom.js";
import { mount, Page } from "../../kit/page.js";
import { bytes, painted } from "./pixels.js";

/** @type {{ [key: string]: number | undefined }} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export const { show, hide } = mount((root) => new Gallery(root));

export class Gallery extends Page {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, new URL("./gallery.css", import.meta.url));
  }

  build() {
    this.print = "";
    return h("div", { class: "gallery", onkeydown: (event) => this.step(event) });
  }

  /** `data`: width, height and channels of the pictures, groups of {label, mean, pictures}, across, chosen. */
  changed() {
    const { data, t } = this;
    const print = JSON.stringify(data.groups);
    if (print === this.print) return;
    this.print = print;
    /** @param {string} name @param {string} text */
    const cell = (name, text) => h("div", { class: `gallery-${name}`, text });
    const head = h(
      "div",
      { class: "gallery-row gallery-head" },
      cell("label", ""),
      cell("mean", t("Mean")),
      cell("pictures", t("Pictures for training")),
    );
    const size = data.width * data.height * data.channels;
    let first = 0;
    const lines = data.groups.map((group) => {
      const pixels = bytes(group.pictures);
      const line = this.line(group, pixels, first, size);
      first += pixels.length / size;
      return line;
    });
    this.element.style.setProperty("--across", String(data.across));
    this.element.replaceChildren(head, ...lines);
    this.mark(data.chosen);
  }

  /**
   * One class: its name, its mean picture, and its pictures, the first of which is number `first` of all.
   * @param {GalleryGroup} group @param {Uint8Array} pixels @param {number} first @param {number} size
   */
  line({ label, mean }, pixels, first, size) {
    const word = this.t("Mean");
    const pictures = Array.from({ length: pixels.length / size }, (_, index) =>
      h(
        "button",
        {
          type: "button",
          tabindex: "-1",
          "aria-label": `${label} ${index + 1}`,
          "aria-pressed": "false",
          "data-place": String(first + index),
          onclick: () => this.choose(first + index),
        },
        this.picture(pixels, index * size),
      ),
    );
    return h(
      "div",
      { class: "gallery-row" },
      h("div", { class: "gallery-label", text: label, title: label }),
      h(
        "div",
        { class: "gallery-mean", title: word, role: "img", "aria-label": `${label}: ${word}` },
        this.picture(bytes(mean), 0),
      ),
      h("div", { class: "gallery-pictures" }, ...pictures),
    );
  }

  /** @param {Uint8Array} pixels @param {number} start */
  picture(pixels, start) {
    const { width, height, channels } = this.data;
    return painted(width, height, (place) =>
      [0, 1, 2].map((color) => pixels[start + place * channels + (channels === 3 ? color : 0)]),
    );
  }

  get buttons() {
    return this.element.querySelectorAll("button");
  }

  /** @param {number} place */
  mark(place) {
    for (const button of this.buttons) {
      const isChosen = Number(button.dataset.place) === place;
      button.setAttribute("aria-pressed", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
  }

  /** @param {number} place */
  choose(place) {
    this.mark(place);
    this.keep("chosen", place);
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const step = STEPS[event.key];
    const place = Number(/** @type {HTMLElement} */ (event.target).dataset?.place);
    if (!step || Number.isNaN(place)) return;
    const next = this.element.querySelector(`button[data-place="${place + step}"]`);
    if (!next) return;
    event.preventDefault();
    for (const button of this.buttons) button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
