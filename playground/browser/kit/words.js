// The words of the page in the learner's language: English sentences are the keys, and what a stranger wrote is none.

import { minus } from "./numbers.js";

/** @type {Map<string, Promise<Catalogue>>} */
const catalogues = new Map();
/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

/**
 * English → the learner's words, fetched once for each language of the page; English needs no words.
 * @param {string} language
 */
export function wordsOf(language) {
  if (!language || language === "en") return Promise.resolve(/** @type {Catalogue} */ ({}));
  let found = catalogues.get(language);
  if (!found) {
    // Without its words a page is better in English than not at all; the next page asks again.
    found = fetched(language).catch(() => {
      catalogues.delete(language);
      return {};
    });
    catalogues.set(language, found);
  }
  return found;
}

/** @param {string} language @returns {Promise<Catalogue>} */
async function fetched(language) {
  const answer = await fetch(new URL(`../../words/${language}.json`, import.meta.url));
  return answer.json();
}

/**
 * Marks an English word for the catalogues where it is only written down; `t` says it later.
 * @param {string} english
 */
export const N_ = (english) => english;

/**
 * A translator: `t(english, values)` is a sentence in the learner's language, its `{named}` values put in;
 * `t.plural(one, many, count, values)` one that differs with a number, which is `{count}` in it unless a value says
 * otherwise; `t.say(value)` what came over the wire: a term, a packed sentence, a list of them, or a text as it is.
 * @param {Catalogue} words @returns {Translate}
 */
export function translator(words) {
  /** @param {string} english */
  const find = (english) => (Object.hasOwn(words, english) ? words[english] : undefined);
  /** @type {Translate} */
  const t = (english, values = {}) => {
    const found = find(english);
    return filled(typeof found === "string" && found ? found : english, values, t);
  };
  t.plural = (one, many, count, values = {}) => {
    const found = find(one);
    const forms = typeof found === "object" ? found : {};
    const form = forms[category(String(words[""] ?? "en"), count)] ?? forms.other ?? (count === 1 ? one : many);
    return filled(form, { count, ...values }, t);
  };
  t.say = (value) => said(value, t);
  return t;
}

/** The name of the form that a language has for a number. @param {string} language @param {number} count */
function category(language, count) {
  const rule = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, rule);
  return rule.select(count);
}

/** @param {string} template @param {Values} values @param {Translate} t */
function filled(template, values, t) {
  return template.replace(/\{(\w+)(?::[^}]*)?\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? said(values[name], t) : whole,
  );
}

/** @param {Value} value @param {Translate} t @returns {string} */
function said(value, t) {
  if (Array.isArray(value)) return value.map((item) => said(item, t)).join(t(", "));
  if (value && typeof value === "object") {
    const { plural, template, term, values = {} } = value;
    if (plural) {
      const counted = Number(String(values[plural.counted]).replaceAll(",", ""));
      return t.plural(plural.one, plural.many, counted, values);
    }
    if (template) return t(template, values);
    if (term) return t(term);
  }
  return typeof value === "number" ? minus(value) : String(value);
}

/**
 * A hello with its names in the learner's language: those that are terms; a stranger's stay as they are.
 * @param {Hello} hello @param {Translate} t
 */
export function saidHello(hello, t) {
  const { class_names: classes = [], input_names: inputs = [] } = hello;
  return /** @type {SaidHello} */ ({ ...hello, class_names: classes.map(t.say), input_names: inputs.map(t.say) });
}

/**
 * Whether a text is of writing that goes downwards as it is, such as Chinese; other writing is turned.
 * @param {string} text
 */
export function goesDown(text) {
  return /[\u2e80-\u9fff\uac00-\ud7af]/.test(text);
}
