// The line over a view that says what a run's state means and offers what can be done about it.

import { h, rate } from "./dom.js";

export class Banner {
  constructor(t) {
    this.t = t;
    this.element = h("div", { class: "pg-banner", role: "status", hidden: true });
  }

  /** What the follower's state calls for; `on.resume()`, `on.startOver()`, `on.smallerRate(rate)`. */
  show(follower, on) {
    const { t } = this;
    const { state, place, offer } = follower;
    const button = (text, onclick, main = false) => h("button", { type: "button", class: `pg-button${main ? " pg-main-button" : ""}`, text, onclick });
    const message = follower.message ? t(follower.message.template, follower.message.values ?? {}) : "";
    const startOver = button(t("Start over"), on.startOver);
    if (follower.lost) this.say(t("Connection lost. Trying again…"));
    else if (state === "queued" && place) this.say(t("All places are taken. You are number {place} in line; training starts by itself.", { place }));
    else if (state === "diverged") {
      const offered = offer?.learning_rate_offer;
      const buttons = offered ? [button(t("Try a learning rate of {rate}", { rate: rate(offered) }), () => on.smallerRate(offered), true)] : [];
      this.say(message || t("The weights ran away. A smaller learning rate helps."), "warning", buttons);
    } else if (state === "crashed") {
      const resume = button(t("Resume"), on.resume, true);
      const text = message || t("The training process ended at step {step}. Nothing else is lost.", { step: follower.step ?? 0 });
      this.say(text, "warning", offer?.offer === "resume" || !offer ? [resume, startOver] : [startOver]);
    } else if (state === "failed") this.say(message || t("Training could not start."), "warning", [startOver]);
    else if (state === "gone" || state === "stopped") this.say(t("This run has ended."), "", [startOver]);
    else if (!follower.hello && !message) this.say(t("Preparing the network…"));
    else this.say(message);
  }

  say(text, kind = "", buttons = []) {
    const said = `${kind}|${text}|${buttons.map((button) => button.textContent).join("|")}`;
    if (said === this.said) return;
    this.said = said;
    this.element.hidden = !text;
    this.element.className = `pg-banner ${kind ? `pg-${kind}` : ""}`;
    this.element.replaceChildren(h("span", { text }), ...buttons);
  }
}
