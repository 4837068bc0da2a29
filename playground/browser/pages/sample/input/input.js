// What goes into the network: which sample, and what the learner has changed of it. What comes out is not known here.

import { h, setText } from "../../../kit/dom.js";
import { rawNames } from "../stages.js";
import { Chooser } from "./chooser.js";
import { Numbers } from "./numbers.js";
import { Pad } from "./pad.js";
import { Point } from "./plane.js";

export class SampleInput {
  /**
   * `on.chosen(sample)`: another one of the data; `on.changed()`: the same in other numbers; `on.list(open)`: the list
   * of the misclassified is wanted or not.
   * @param {InsidePage} page
   * @param {{ chosen(sample: ChosenSample): void, changed(): void, list(open: boolean): void }} on
   */
  constructor(page, on) {
    const { t } = page;
    this.page = page;
    this.on = on;
    this.edit = null;
    this.chooser = new Chooser(page, on);
    this.pad = new Pad(page, { edited: (pixels) => this.change(pixels === null ? null : { pixels }) });
    this.numbers = new Numbers(page, {
      edited: (values) => {
        this.point.show(values);
        this.change({ values });
      },
      problem: (text) => this.say(text),
    });
    this.point = new Point(page, {
      edited: (values) => {
        this.numbers.show(values);
        this.change({ values });
      },
    });
    this.note = h("p", { class: "pi-sample-note", role: "status" });
    this.back = h("button", {
      type: "button",
      class: "pg-small",
      text: t("Original"),
      title: t("Back to the original"),
      disabled: true,
      onclick: () => this.restore(),
    });
    this.element = h(
      "section",
      { class: "pg-panel pi-sample-left", "aria-label": t("The sample") },
      h("div", { class: "pg-panel-head" }, h("h3", { class: "pg-heading", text: t("The sample") }), this.back),
      this.chooser.element,
      this.pad.element,
      this.point.element,
      this.numbers.element,
      this.note,
    );
  }

  /** @param {SaidHello} hello @param {Samples} samples @param {boolean} isOther whether what was shown is gone */
  setHello(hello, samples, isOther) {
    this.hello = hello;
    const isPicture = hello.input_shape.length === 3;
    this.chooser.setCounts(hello.num_train, hello.num_validation);
    this.chooser.setTask(hello.task);
    this.pad.element.hidden = !isPicture;
    this.numbers.element.hidden = isPicture;
    this.point.element.hidden = !hello.is_plane;
    if (hello.is_plane) this.point.setHello(hello, samples);
    if (isOther) this.numbers.print = "";
  }

  /** The sample as the looks know it. @returns {ChosenSample & SampleEdit} */
  get sample() {
    return { ...this.chooser.chosen, ...this.edit };
  }

  /** Another sample is there, as it is in the data. */
  forget() {
    this.edit = null;
    this.back.disabled = true;
  }

  /** @param {Arrays} arrays of the look "walk" */
  setOriginal(arrays) {
    const { hello } = this;
    const raw = arrays["walk:raw"];
    if (!raw) return;
    if (hello.input_shape.length === 3) {
      this.pad.setOriginal(bytesOf(raw.data, arrays["walk:range"]?.data), raw.shape);
      return;
    }
    const [least, most] = hello.domain;
    const low = hello.is_plane ? [least, least] : arrays["walk:low"]?.data;
    const high = hello.is_plane ? [most, most] : arrays["walk:high"]?.data;
    this.numbers.setNames(rawNames(hello, raw.shape, this.page.t), low, high);
    this.numbers.setOriginal(raw.data);
    if (hello.is_plane) this.point.show(raw.data);
  }

  /** The learner has changed the sample; null is the original again. @param {SampleEdit | null} edit */
  change(edit) {
    this.edit = edit;
    this.back.disabled = !edit;
    this.say("");
    this.on.changed();
  }

  restore() {
    this.pad.reset();
    this.numbers.reset();
    if (this.hello.is_plane) this.point.show(this.numbers.values);
    this.change(null);
  }

  /** @param {string} text */
  say(text) {
    setText(this.note, text);
  }

  close() {
    this.point.close();
  }
}

/**
 * Pixels as bytes, where they are not: from one end of their range to the other.
 * @param {ArrayLike<number>} pixels @param {ArrayLike<number>} [range]
 */
function bytesOf(pixels, range = [0, 255]) {
  if (pixels instanceof Uint8Array) return pixels;
  const { 0: low, 1: high } = range;
  return Float32Array.from(pixels, (value) => (255 * (value - low)) / (high - low));
}
