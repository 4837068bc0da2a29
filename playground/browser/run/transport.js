// Play, pause, step, reset, speed, learning rate: what the learner does becomes commands; what is true comes back.

import { h, setText } from "../kit/dom.js";
import { ICONS } from "../kit/icons.js";
import { N_ } from "../kit/words.js";
import { RateChoice } from "./rate.js";

/** @type {[Speed, string, string][]} */
const SPEEDS = [
  ["slow", N_("Slow"), N_("Slow motion: one batch at a time")],
  ["epoch", N_("Epoch"), N_("One epoch per picture")],
  ["turbo", N_("Turbo"), N_("As fast as the machine can")],
];
const PATIENCE = 500; // milliseconds in which a choice is believed before the worker's answer arrives

let number = 0;

export class TransportView {
  /** @param {Translate} t @param {Send} send */
  constructor(t, send) {
    this.t = t;
    this.send = send;
    this.playing = false;
    this.speedBelieved = 0;
    this.play = this.button(
      "play",
      N_("Play"),
      N_("Play or pause (Space)"),
      "Space",
      () => this.act("toggle"),
      "pg-play",
    );
    this.batch = this.button("batch", N_("Step batch"), N_("Train on one batch (B)"), "B", () => this.act("batch"));
    this.epoch = this.button("epoch", N_("Step epoch"), N_("Train for one epoch (S)"), "S", () => this.act("epoch"));
    this.reset = this.button("reset", N_("Reset"), N_("Back to the same initial weights (0)"), "0", () =>
      this.act("reset"),
    );
    this.weights = this.button("dice", N_("New weights"), N_("Draw other initial weights (N)"), "N", () =>
      this.act("weights"),
    );
    this.speeds = this.makeSpeeds();
    this.rate = new RateChoice(t, (value) => this.send({ do: "learning_rate", value }));
    void import("./keys.js").then((keys) => {
      this.keys = keys;
    });
    this.element = h(
      "div",
      { class: "pg-transport", role: "toolbar", "aria-label": t("Training controls") },
      this.play,
      h("div", { class: "pg-group" }, this.batch, this.epoch),
      h("div", { class: "pg-group" }, this.reset, this.weights),
      h("span", { class: "pg-space" }),
      this.speeds,
      this.rate.element,
    );
  }

  /**
   * @param {keyof typeof ICONS} icon @param {string} word @param {string} title @param {string} shortcut
   * @param {() => void} onclick
   */
  button(icon, word, title, shortcut, onclick, extra = "") {
    return h(
      "button",
      { type: "button", class: `pg-button ${extra}`, title: this.t(title), "aria-keyshortcuts": shortcut, onclick },
      h("span", { class: "pg-icon", html: ICONS[icon] }),
      h("span", { class: "pg-word", text: this.t(word) }),
    );
  }

  makeSpeeds() {
    const { t } = this;
    number += 1;
    const group = `pg-speed-${number}`;
    this.radios = new Map();
    const choices = SPEEDS.map(([value, word, title]) => {
      const input = h("input", { type: "radio", name: group, value, onchange: () => this.chooseSpeed(value) });
      this.radios.set(value, input);
      return h("label", { title: t(title) }, input, h("span", { text: t(word) }));
    });
    return h("fieldset", { class: "pg-segments" }, h("legend", { class: "pg-spoken", text: t("Speed") }), ...choices);
  }

  /** @param {Action} what */
  act(what) {
    /** @type {Record<Action, Order>} */
    const commands = {
      toggle: { do: this.playing ? "pause" : "play" },
      batch: { do: "step", unit: "batch" },
      epoch: { do: "step", unit: "epoch" },
      reset: { do: "reset" },
      weights: { do: "new_weights" },
    };
    this.send(commands[what]);
  }

  /** A key of the page; true when it was ours. @param {KeyboardEvent} event @param {Element} stage */
  key(event, stage) {
    const action = this.play.disabled ? null : this.keys?.actionOf(event, stage);
    if (!action || document.querySelector('[role="dialog"], [aria-modal="true"]')) return false;
    if (!event.repeat || action !== "toggle") this.act(action);
    return true;
  }

  /** @param {boolean} playing */
  setPlaying(playing) {
    if (playing === this.playing) return;
    this.playing = playing;
    const [icon, word] = this.play.children;
    icon.innerHTML = playing ? ICONS.pause : ICONS.play;
    setText(word, playing ? this.t("Pause") : this.t("Play"));
    this.play.classList.toggle("pg-playing", playing);
  }

  /** @param {boolean} enabled */
  setEnabled(enabled) {
    for (const control of [
      this.play,
      this.batch,
      this.epoch,
      this.reset,
      this.weights,
      this.rate.select,
      ...this.radios.values(),
    ]) {
      if (control.disabled === enabled) control.disabled = !enabled;
    }
  }

  /** @param {Speed} value */
  chooseSpeed(value) {
    this.speedBelieved = performance.now() + PATIENCE;
    this.send({ do: "speed", value });
  }

  /** What a picture says; those that were under way when the learner chose say the old speed. @param {Speed} value */
  setSpeed(value) {
    if (performance.now() < this.speedBelieved) return;
    const radio = this.radios.get(value);
    if (radio && !radio.checked) radio.checked = true;
  }
}
