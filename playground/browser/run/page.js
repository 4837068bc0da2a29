// A page that follows a run: one connection, the controls, and one picture for each animation frame in which something
// is new. What is drawn of it is the page's own.

import { Page } from "../kit/page.js";
import { RunFollower } from "../wire/follower.js";
import { Controls } from "./controls.js";

export class RunPage extends Page {
  /** @param {HTMLElement} root @param {URL[]} styles */
  constructor(root, ...styles) {
    super(root, ...styles);
    this.arrays = {};
    this.pictures = 0;
    this.follower = new RunFollower({
      hello: (header, arrays, sameRun, fresh) => this.receiveHello(header, arrays, sameRun, fresh),
      history: (header, arrays) => this.receiveHistory(header, arrays),
      // an older one that was not drawn is skipped: newest wins
      frame: (header, arrays) => {
        this.newest = { header, arrays };
        this.redraw();
      },
      moments: (array) => this.controls.timeline.setMoments(array),
      state: () => this.showState(),
      trigger: (name, value) => this.tell(name, value),
    });
  }

  /** The controls, in the page's words. */
  makeControls() {
    this.controls?.close();
    this.controls = new Controls(this.t, this.language, this.follower, {
      trigger: (name, value) => this.tell(name, value),
      problem: (problem) => this.complain(problem),
    });
  }

  changed() {
    const { token = "", rates, has_companion: hasCompanion = false } = this.data;
    this.controls.transport.rate.bounds = rates;
    this.element.tabIndex = -1; // a click gives it the focus, so its keys act
    this.controls.timeline.setCompanion(hasCompanion);
    if (token && this.follower.follow(token)) this.begin();
  }

  /** Another run is followed: what is seen of the old one is pale until there is a picture of the new one. */
  begin() {
    this.newest = this.header = null;
    this.setOld(Boolean(this.hello));
    this.publish();
    this.controls.clear();
  }

  /** Whether what is seen is of the run before. @param {boolean} old */
  setOld(old) {
    this.old = old;
    this.element.classList.toggle("pg-old", old);
  }

  /** The elements were made anew, in other words: they say of the run what those before said. */
  built() {
    this.setOld(this.old ?? false);
    this.showState();
    if (!this.header || this.old) return;
    this.controls.update(this.header);
    this.receiveFrame(this.header, this.arrays);
  }

  /** A hello of another network, or of one that begins anew. @param {Hello} header @param {Arrays} samples */
  takeHello(header, samples) {
    this.hello = header;
    this.samples = samples;
    this.newest = this.header = null;
  }

  draw() {
    if (!this.hello || !this.colors) return;
    if (this.newest) {
      const { header, arrays } = this.newest;
      this.newest = null;
      this.header = header;
      this.pictures += 1;
      this.setOld(false);
      this.controls.update(header);
      this.receiveFrame(header, arrays);
    }
    this.drawLooks(this.arrays, this.header);
    this.publish();
  }

  /** Word, buttons and message of the present state. */
  showState() {
    if (!this.controls) return;
    this.sayState(this.controls.showState(), this.follower.state);
    this.publish();
  }

  /** What tests in a browser may read. */
  handle() {
    return {
      arrays: () => this.arrays,
      drawOnce: (/** @type {Arrays} */ arrays, /** @type {Frame} */ header) => this.drawLooks(arrays, header),
      pictures: this.pictures,
      frames: this.header ?? null,
      state: this.follower.state,
      hello: this.hello,
      array: (/** @type {string} */ name) => Array.from(this.arrays[name]?.data ?? []),
    };
  }

  publish() {
    this.expose("playground", this.handle());
  }

  /** @param {string} name @param {unknown} value */
  tell(name, value) {
    this.trigger(name, value);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    return Boolean(this.controls?.key(event, this.element));
  }

  close() {
    this.follower.close();
    this.controls?.close();
    super.close();
  }

  /** @param {HistoryHeader} _header @param {Arrays} _arrays */
  receiveHistory(_header, _arrays) {}
}
