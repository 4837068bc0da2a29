// The timeline: drag to any earlier moment of the run, go back to now, play from there, or branch off there.

import { h, setText } from "../kit/dom.js";
import { whole } from "../kit/numbers.js";
import { N_ } from "../kit/words.js";

const PAUSE = 40; // milliseconds between two questions while it is dragged
const PATIENCE = 2000; // milliseconds in which a choice is believed before a picture of it arrives

export class TimelineView {
  /** @param {Translate} t @param {string} language @param {Rewinding} on */
  constructor(t, language, on) {
    this.t = t;
    this.language = language;
    this.on = on;
    this.steps = [];
    this.slider = h("input", {
      type: "range",
      min: "0",
      max: "0",
      value: "0",
      "aria-label": t("Rewind: earlier moments of this run"),
    });
    this.slider.oninput = () => this.dragged();
    this.label = h("output", { class: "pg-timeline-label" });
    /** @param {string} word @param {string} title @param {() => void} onclick */
    const button = (word, title, onclick) =>
      h("button", { type: "button", class: "pg-small", text: t(word), title: t(title), onclick });
    this.now = button(N_("Now"), N_("Show the network as it is now"), () => this.choose(null));
    this.playFrom = button(N_("Play from here"), N_("Forget what came after this moment and train on from it"), () =>
      this.from(on.playFrom),
    );
    this.branch = button(N_("Branch"), N_("A new run from this moment; this one is kept beside it"), () =>
      this.from(on.branch),
    );
    this.companion = button(N_("Other branch"), N_("Show the run that is kept beside this one"), () =>
      on.showCompanion(),
    );
    this.companion.hidden = true;
    this.element = h(
      "div",
      { class: "pg-timeline", role: "group", "aria-label": t("Timeline") },
      h("span", { class: "pg-timeline-name", text: t("Rewind") }),
      this.slider,
      this.label,
      this.now,
      this.playFrom,
      this.branch,
      this.companion,
    );
    this.step = null;
    this.header = null;
    this.show();
  }

  /** Which moments there are: int32 `(moments, 3)`, step, epoch and batch of each. @param {NamedArray} array */
  setMoments(array) {
    this.moments = array.data;
    this.steps = Array.from({ length: array.shape[0] }, (_, index) => array.data[index * 3]);
    this.show();
  }

  /** Another run: nothing is known of it yet. */
  clear() {
    this.steps = [];
    this.step = null;
    this.header = null;
    this.show();
  }

  /** @param {boolean} has */
  setCompanion(has) {
    this.companion.hidden = !has;
  }

  /** @param {Frame} header @param {boolean} isControlled */
  update(header, isControlled) {
    this.header = header;
    this.isControlled = isControlled;
    // What is chosen counts, not what a picture that was on its way says, until it is seen.
    const seen = header.viewed?.step ?? null;
    if (seen === this.step || performance.now() - (this.chosenAt ?? -PATIENCE) > PATIENCE) {
      this.step = seen;
      this.chosenAt = -PATIENCE;
    }
    this.show();
  }

  dragged() {
    const index = Number(this.slider.value);
    this.choose(index >= this.steps.length - 1 ? null : this.steps[index]);
  }

  /** Of the earlier moment that is shown. @param {(step: number) => void} act */
  from(act) {
    if (this.step !== null) act(this.step);
  }

  /** @param {number | null} step */
  choose(step) {
    this.step = step;
    this.chosenAt = performance.now();
    this.show();
    const wait = Math.max(0, (this.askedAt ?? -PAUSE) + PAUSE - this.chosenAt);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.askedAt = performance.now();
      this.on.view(this.step);
    }, wait);
  }

  show() {
    const { t, steps, step, header } = this;
    const last = Math.max(0, steps.length - 1);
    const found = step === null ? last : nearest(steps, step);
    if (this.slider.max !== String(last)) this.slider.max = String(last);
    if (Number(this.slider.value) !== found) this.slider.value = String(found);
    const back = step !== null;
    const epoch = back ? this.moments[found * 3 + 1] : (header?.epoch ?? 0);
    const batch = back ? this.moments[found * 3 + 2] : header?.state === "running" ? 0 : (header?.batch ?? 0);
    const values = { epoch: whole(epoch, this.language), batch: whole(batch, this.language) };
    const [entire, part] = back
      ? [N_("Epoch {epoch}"), N_("Epoch {epoch}, batch {batch}")]
      : [N_("Now: epoch {epoch}"), N_("Now: epoch {epoch}, batch {batch}")];
    const text = header || back ? t(batch ? part : entire, values) : ""; // of a run that has said nothing yet
    setText(this.label, text);
    this.slider.setAttribute("aria-valuetext", text);
    this.element.classList.toggle("pg-back", back);
    const alive = this.isControlled ?? false;
    this.slider.disabled = !alive || steps.length < 2;
    this.now.disabled = !back || !alive;
    this.playFrom.disabled = this.branch.disabled = !back || !alive;
  }

  close() {
    clearTimeout(this.timer);
  }
}

/** The index of the step, or of the nearest one that is kept. @param {number[]} steps @param {number} step */
function nearest(steps, step) {
  let best = 0;
  for (let index = 1; index < steps.length; index += 1) {
    if (Math.abs(steps[index] - step) < Math.abs(steps[best] - step)) best = index;
  }
  return best;
}
