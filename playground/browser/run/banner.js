// The line over a view that says what a run's state means and offers what can be done about it.

import { h } from "../kit/dom.js";
import { rate } from "../kit/numbers.js";

export class Banner {
  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.element = h("div", { class: "pg-banner", role: "status", hidden: true });
  }

  /** What the follower's state calls for. @param {RunFollower} follower @param {Rescue} on */
  show(follower, on) {
    const { t } = this;
    const { state, place } = follower;
    const message = follower.message ? t.say(follower.message) : "";
    const startOver = button(t("Start over"), on.startOver);
    if (follower.lost) this.say(t("Connection lost. Trying again…"));
    else if (state === "queued" && place)
      this.say(t("All places are taken. You are number {place} in line; training starts by itself.", { place }));
    else if (state === "diverged") this.showDiverged(follower, message, on);
    else if (state === "crashed") this.showCrashed(follower, message, on, startOver);
    else if (state === "failed") this.say(message || t("Training could not start."), "warning", [startOver]);
    else if (state === "gone" || state === "stopped") this.say(t("This run has ended."), "", [startOver]);
    else if (!follower.hello && !message) this.say(t("Preparing the network…"));
    else this.say(message);
  }

  /** @param {RunFollower} follower @param {string} message @param {Rescue} on */
  showDiverged({ offer }, message, on) {
    const { t } = this;
    const offered = offer?.learning_rate_offer;
    const buttons = offered
      ? [button(t("Try a learning rate of {rate}", { rate: rate(offered) }), () => on.smallerRate(offered), true)]
      : [];
    this.say(message || t("The weights ran away. A smaller learning rate helps."), "warning", buttons);
  }

  /** @param {RunFollower} follower @param {string} message @param {Rescue} on @param {HTMLElement} startOver */
  showCrashed({ offer, step }, message, on, startOver) {
    const { t } = this;
    const text = message || t("The training process ended at step {step}. Nothing else is lost.", { step: step ?? 0 });
    const mayResume = !offer || offer.offer === "resume";
    this.say(text, "warning", mayResume ? [button(t("Resume"), on.resume, true), startOver] : [startOver]);
  }

  /** @param {string} text @param {string} kind @param {HTMLElement[]} buttons */
  say(text, kind = "", buttons = []) {
    const said = `${kind}|${text}|${buttons.map((offered) => offered.textContent).join("|")}`;
    if (said === this.said) return;
    this.said = said;
    this.element.hidden = !text;
    this.element.className = `pg-banner ${kind ? `pg-${kind}` : ""}`;
    this.element.replaceChildren(h("span", { text }), ...buttons);
  }
}

/** @param {string} text @param {() => void} onclick */
function button(text, onclick, main = false) {
  return h("button", { type: "button", class: `pg-button${main ? " pg-main-button" : ""}`, text, onclick });
}
