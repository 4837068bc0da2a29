// Numbers as they are written for a learner.

/** @type {Map<string | undefined, Intl.NumberFormat>} */
const formats = new Map();

/**
 * A number's text with the minus sign, also in its exponent, in place of the hyphen that computers write.
 * @param {number | string} text
 */
export function minus(text) {
  return String(text).replaceAll("-", "−");
}

/** A whole number with the separators of the learner's language. @param {number} value @param {string} [language] */
export function whole(value, language) {
  if (!Number.isFinite(value)) return "–";
  const format = formats.get(language) ?? new Intl.NumberFormat(language || "en", { maximumFractionDigits: 0 });
  formats.set(language, format);
  return minus(format.format(value));
}

/** A loss or a weight in a steady width: three digits that count. @param {number | null | undefined} value */
export function short(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 0.5 * 10 ** -digits)) return minus(value.toExponential(1));
  const places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : digits;
  return minus(value.toFixed(places));
}

/** A learning rate as people write it. @param {number} value */
export function rate(value) {
  return minus(Number(value.toPrecision(4)));
}

/**
 * What was typed, everywhere: a number, null where nothing is, undefined where it is no number. A comma is a point.
 * @param {string} text
 */
export function read(text) {
  const bare = text.trim().replace("−", "-").replace(",", ".");
  if (!bare) return null;
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(bare) ? Number(bare) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** A share in per cent; what is nearly none or nearly all does not look as if it were. @param {number} value */
export function share(value) {
  if (!Number.isFinite(value)) return "–";
  const text = (value * 100).toFixed(1);
  if (text === "100.0" && value < 1) return "> 99.9 %";
  if (text === "0.0" && value > 0) return "< 0.1 %";
  return `${text} %`;
}

/** A score whose best value is 1, which it only shows where it is reached. @param {number} value */
export function score(value, digits = 3) {
  const text = short(value, digits);
  return value < 1 && Number(text) === 1 ? `> ${(1 - 10 ** -digits).toFixed(digits)}` : text;
}
