// What every page of ours shares, whatever it shows: it is mounted once at its place, has style sheets, words, a theme
// and keys, draws at most once for each picture of the screen, and ends.

import { Colors, isDark } from "./colors.js";
import { h } from "./dom.js";
import { translator, wordsOf } from "./words.js";

const SHARED = new URL("./base.css", import.meta.url);
const COLORS = /** @type {const} */ (["negative", "neutral", "positive", "training", "validation"]);

/**
 * The functions that Streamlit's components call: `show` at the first mount and whenever the data or the theme change,
 * `hide` when the component leaves. `make(root)` makes the page of one place.
 * @param {(root: HTMLElement) => Page} make
 */
export function mount(make) {
  /** @type {WeakMap<HTMLElement, Page>} */
  const pages = new WeakMap();
  return {
    /** @param {Mounted} component */
    async show(component) {
      const parent = component.parentElement;
      const page = pages.get(parent) ?? make(parent.querySelector(".stage-root") ?? parent);
      pages.set(parent, page);
      await page.update(component);
    },
    /** @param {HTMLElement} parent */
    hide(parent) {
      pages.get(parent)?.close();
      pages.delete(parent);
    },
  };
}

/** A page `build`s its elements once for each language, and looks at its data when they have `changed`. */
export class Page {
  /** `styles`: addresses of its own style sheets. @param {HTMLElement} root @param {URL[]} styles */
  constructor(root, ...styles) {
    this.root = root;
    for (const address of [SHARED, ...styles]) addStyles(address.href, root);
    this.onKey = (/** @type {KeyboardEvent} */ event) => {
      if (this.key(event)) event.preventDefault();
    };
    document.addEventListener("keydown", this.onKey);
  }

  /** @param {Mounted} component */
  async update({ data, setTriggerValue, setStateValue }) {
    this.trigger = setTriggerValue;
    this.keep = setStateValue;
    this.given = data ?? {};
    const { given } = this;
    const { language = "en" } = given;
    const words = await wordsOf(language);
    if (this.closed || given !== this.given) return; // meanwhile something newer came, or the element has left the page
    this.data = given;
    this.options = this.data.options ?? {};
    const isNew = language !== this.said;
    if (isNew) {
      this.said = language;
      this.language = language.replace("_", "-");
      this.t = translator(words);
      this.element = this.build();
      this.root.replaceChildren(this.element);
      this.colors = null;
    }
    this.setTheme();
    if (isNew) this.built();
    this.changed();
  }

  /** Take the colours of the theme around the page, where it is another one. */
  setTheme() {
    this.dark = isDark(this.root);
    const { dark, options } = this;
    const palette = options.palette?.[dark ? "dark" : "light"];
    if (!palette || this.colors?.dark === dark) return;
    this.colors = new Colors(palette, dark);
    this.element.dataset.theme = dark ? "dark" : "light";
    for (const name of COLORS) this.element.style.setProperty(`--pg-${name}`, palette[name]);
    this.setColors(this.colors);
    this.redraw();
  }

  /** Draw with the next picture of the screen. */
  redraw() {
    if (this.waiting || this.closed) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (!this.closed) this.draw();
    });
  }

  // What a page adds to this: `build` makes all of its elements anew, and the rest is as it needs it.

  built() {}

  changed() {}

  /** @param {Colors} _colors */
  setColors(_colors) {}

  draw() {}

  /** A key of the whole page; true where it was one of its own. @param {KeyboardEvent} _event */
  key(_event) {
    return false;
  }

  /** For tests in a browser. @param {string} name @param {unknown} handle */
  expose(name, handle) {
    window[`__${name}`] = handle;
  }

  close() {
    this.closed = true;
    document.removeEventListener("keydown", this.onKey);
    this.root.replaceChildren();
  }
}

/** Put a style sheet beside the page's own, once. @param {string} address @param {HTMLElement} root */
function addStyles(address, root) {
  const around = root.getRootNode();
  const holder = around instanceof ShadowRoot ? around : document.head;
  if (holder.querySelector(`link[href="${address}"]`)) return;
  holder.append(h("link", { rel: "stylesheet", href: address }));
}
