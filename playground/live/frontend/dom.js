// Small helpers for the page: elements, words, numbers.

/** An element with attributes (`class`, `text`, `on…` handlers, `hidden`, …) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "html") element.innerHTML = value; // our own icons only, never anyone's words
    else if (name.startsWith("on")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Write text only where it differs: an unchanged node costs no layout. */
export function setText(element, text) {
  if (element.firstChild && element.firstChild.nodeType === Node.TEXT_NODE && !element.firstChild.nextSibling) {
    if (element.firstChild.data !== text) element.firstChild.data = text;
  } else {
    element.textContent = text;
  }
}

const catalogues = new Map();

/** English → the learner's word, fetched once for each language of the page; English needs no words. */
export function wordsOf(language) {
  if (!language || language === "en") return Promise.resolve({});
  if (!catalogues.has(language)) {
    const found = fetch(new URL(`../words/${language}.json`, import.meta.url)).then((answer) => answer.json());
    // Without its words a page is better in English than not at all; the next page asks again.
    catalogues.set(language, found.catch(() => { catalogues.delete(language); return {}; }));
  }
  return catalogues.get(language);
}

/** A translator: English word → the learner's word, with `{named}` values put in. */
export function translator(words) {
  const t = (english, values = {}) => {
    const template = Object.hasOwn(words, english) && words[english] ? words[english] : english;
    return template.replace(/\{(\w+)(?::[^}]*)?\}/g, (whole, name) => {
      if (!Object.hasOwn(values, name)) return whole;
      return said(values[name], t);
    });
  };
  return t;
}

const formats = new Map();

/** Whether a text is of writing that goes downwards as it is, such as Chinese; other writing is turned. */
export function goesDown(text) {
  return /[\u2e80-\u9fff\uac00-\ud7af]/.test(text);
}

/** A whole number with the separators of the learner's language. */
export function whole(value, language) {
  if (!Number.isFinite(value)) return "–";
  if (!formats.has(language)) formats.set(language, new Intl.NumberFormat(language || "en", { maximumFractionDigits: 0 }));
  return formats.get(language).format(value);
}

/** A loss or a weight in a steady width: three digits that count. */
export function short(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 0.5 * 10 ** -digits)) return value.toExponential(1).replace("e", "e").replace("-", "−");
  const places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : digits;
  return value.toFixed(places).replace("-", "−");
}

/** A learning rate as people write it. */
export function rate(value) {
  return String(Number(value.toPrecision(4)));
}

/** Keep a canvas as sharp as the screen; true when its size changed. */
export function fitCanvas(canvas, width, height) {
  const scale = Math.min(window.devicePixelRatio || 1, 2);
  const w = Math.max(1, Math.round(width * scale));
  const hgt = Math.max(1, Math.round(height * scale));
  if (canvas.width === w && canvas.height === hgt) return false;
  canvas.width = w;
  canvas.height = hgt;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return true;
}

/** The scale that `fitCanvas` gave: device pixels for one CSS pixel. */
export function canvasScale() {
  return Math.min(window.devicePixelRatio || 1, 2);
}

/** A value of a sentence: a word of the catalogues, a sentence in the sentence, a list of them, or as it is. */
function said(value, t) {
  if (Array.isArray(value)) return value.map((item) => said(item, t)).join(t(", "));
  if (value?.template) return t(value.template, value.values ?? {});
  if (value?.term) return t(value.term);
  return typeof value === "string" ? t(value) : String(value);
}
