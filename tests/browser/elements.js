// Elements without a browser, for tests of what is written: tags, attributes, texts and children, nothing that is drawn.

class Element {
  /** @param {string} tag */
  constructor(tag) {
    this.tag = tag;
    /** @type {{ [name: string]: string }} */
    this.attributes = {};
    /** @type {(Element | string)[]} */
    this.children = [];
    this.style = { setProperty: () => undefined };
    this.classList = { toggle: () => undefined };
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  /** @param {(Element | string)[]} children */
  append(...children) {
    this.children.push(...children);
  }

  get textContent() {
    return this.children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  set textContent(text) {
    this.children = [text];
  }

  getContext() {
    const createImageData = (/** @type {number} */ width, /** @type {number} */ height) => ({
      data: new Uint8ClampedArray(4 * width * height),
    });
    return { createImageData, putImageData: () => undefined };
  }
}

globalThis.Text = /** @type {typeof Text} */ (/** @type {unknown} */ (class {}));
globalThis.document = /** @type {Document} */ (
  /** @type {unknown} */ ({ createElement: (/** @type {string} */ tag) => new Element(tag) })
);

/** The texts of the elements with this tag, one below the other. @param {Element[]} elements @param {string} tag */
export function textsOf(elements, tag) {
  /** @type {string[]} */
  const found = [];
  for (const element of elements) {
    if (typeof element === "string") continue;
    if (element.tag === tag) found.push(element.textContent);
    found.push(...textsOf(element.children, tag));
  }
  return found;
}
