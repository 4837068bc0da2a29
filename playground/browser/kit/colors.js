// Colours of data as tables of 256 entries, made once per theme; a pixel is then one look-up.

/** @param {string} color */
const parse = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
/** @param {Rgb} a @param {Rgb} b @param {number} share */
const mix = (a, b, share) => a.map((value, index) => value + (b[index] - value) * share);
// Bytes of a canvas are red, green, blue, alpha; on a little-endian machine that is 0xAABBGGRR.
/** @param {Rgb} color */
const pack = ([r, g, b]) => ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;

/** A table from `stops`, spread evenly. @param {string[]} stops */
export function ramp(stops, size = 256) {
  const colors = stops.map(parse);
  return Uint32Array.from({ length: size }, (_, index) => {
    const at = (index / (size - 1)) * (colors.length - 1);
    const left = Math.min(Math.floor(at), colors.length - 2);
    return pack(mix(colors[left], colors[left + 1], at - left));
  });
}

/** @param {Rgb} color */
const hex = (color) => `#${color.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

/** Everything drawn on canvases, for one theme. */
export class Colors {
  /** @param {Palette} palette @param {boolean} dark */
  constructor(palette, dark) {
    Object.assign(this, palette);
    this.dark = dark;
    this.diverging = ramp([palette.negative, palette.neutral, palette.positive]);
    this.classRamps = palette.classes.map((color) => ramp([palette.neutral, color]));
    this.classNumbers = palette.classes.map(parse);
    this.neutralNumbers = parse(palette.neutral);
    // A background may be strong, but the points on it must be seen: blend towards neutral a little.
    this.soft = ramp([
      hex(mix(parse(palette.neutral), parse(palette.negative), 0.8)),
      palette.neutral,
      hex(mix(parse(palette.neutral), parse(palette.positive), 0.8)),
    ]);
    this.linkColors = [parse(palette.negative), parse(palette.positive)];
  }

  /** @param {number} number */
  ofClass(number) {
    return this.classes[number % this.classes.length];
  }

  /** CSS with an opacity; `positive` is 0 or 1. @param {number} positive @param {number | string} opacity */
  link(positive, opacity) {
    const [r, g, b] = this.linkColors[positive];
    return `rgba(${r}, ${g}, ${b}, ${opacity})`;
  }

  /** CSS for a value in −1 … 1. @param {number} value */
  ofValue(value) {
    const share = Math.min(1, Math.max(-1, value));
    const end = this.linkColors[share < 0 ? 0 : 1];
    return hex(mix(this.neutralNumbers, end, Math.abs(share)));
  }
}

/**
 * Whether the theme around an element is dark: from Streamlit's variable, else from the nearest background.
 * @param {HTMLElement} element
 */
export function isDark(element) {
  const named = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  if (/^#[0-9a-f]{6}/i.test(named)) return brightness(parse(named)) < 128;
  for (let at = /** @type {HTMLElement | null} */ (element); at; at = at.parentElement) {
    const found = getComputedStyle(at)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number);
    if (found && found.length >= 3 && (found.length < 4 || found[3] > 0.5)) return brightness(found) < 128;
  }
  return false;
}

/** @param {Rgb} color */
const brightness = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
