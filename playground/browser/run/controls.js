// What steers a run and says how it is: the transport, the timeline and the banner, on every page that shows a run.

import { N_ } from "../kit/words.js";
import { Banner } from "./banner.js";
import { TimelineView } from "./timeline.js";
import { TransportView } from "./transport.js";

/** A run's states in words. @type {Record<State, string>} */
const WORDS_OF_STATES = {
  starting: N_("Starting"),
  queued: N_("Waiting"),
  building: N_("Building"),
  ready: N_("Ready"),
  running: N_("Training"),
  paused: N_("Paused"),
  finished: N_("Finished"),
  diverged: N_("Diverged"),
  crashed: N_("Ended"),
  failed: N_("Ended"),
  stopped: N_("Ended"),
  gone: N_("Ended"),
};

export class Controls {
  /**
   * `on.trigger` tells the Python page, `on.problem` shows why something was not done.
   * @param {Translate} t @param {string} language @param {RunFollower} follower @param {Steering} on
   */
  constructor(t, language, follower, on) {
    this.t = t;
    this.follower = follower;
    this.on = on;
    this.transport = new TransportView(t, (command) => follower.command(command));
    this.timeline = new TimelineView(t, language, {
      view: (step) => follower.command({ do: "view", step }),
      playFrom: (step) => this.playFrom(step),
      branch: (step) => on.trigger("branch", step),
      showCompanion: () => on.trigger("show_companion", follower.token),
    });
    this.banner = new Banner(t);
    if (follower.moments) this.timeline.setMoments(follower.moments);
  }

  /** A key of the page; true when it was one of the transport's. @param {KeyboardEvent} event @param {Element} stage */
  key(event, stage) {
    return this.transport.key(event, stage);
  }

  /** A picture is shown: what it says about rate, speed and moment. @param {Frame} header */
  update(header) {
    this.header = header;
    this.timeline.update(header, this.follower.isControlled);
    this.transport.rate.set(header.learning_rate);
    this.transport.setSpeed(header.speed);
  }

  /** The present state in the buttons and the banner. → its word in the learner's language. */
  showState() {
    const { t, follower } = this;
    const { state, place } = follower;
    this.transport.setPlaying(state === "running");
    this.transport.setEnabled(follower.isControlled);
    if (this.header) this.timeline.update(this.header, follower.isControlled);
    this.banner.show(follower, {
      resume: () => follower.command({ do: "resume" }),
      startOver: () => this.on.trigger("ended", { token: follower.token, state: "restart", step: null, epoch: null }),
      smallerRate: (rate) => this.on.trigger("smaller_learning_rate", rate),
    });
    return state === "queued" && place ? t("Number {place} in line", { place }) : t(WORDS_OF_STATES[state] ?? state);
  }

  /** @param {number} step */
  async playFrom(step) {
    try {
      await this.follower.ask({ do: "rewind", step });
      this.follower.command({ do: "play" });
    } catch (error) {
      this.on.problem(/** @type {Unanswered} */ (error).problem);
    }
  }

  /** Another run: nothing is known of its moments yet. */
  clear() {
    this.header = null;
    this.timeline.clear();
  }

  close() {
    this.timeline.close();
  }
}
