// Elements of the page and their text.

/**
 * An element with attributes (`class`, `text`, `on…` handlers, `hidden`, …) and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Attributes} attributes @param {Child[]} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = String(value);
    else if (name === "html")
      element.innerHTML = String(value); // our own icons only, never anyone's words
    else if (name.startsWith("on")) Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/**
 * Write text only where it differs: an unchanged node costs no layout.
 * @param {Element} element @param {string} text
 */
export function setText(element, text) {
  const { firstChild: first } = element;
  if (first instanceof Text && !first.nextSibling) {
    if (first.data !== text) first.data = text;
  } else {
    element.textContent = text;
  }
}
