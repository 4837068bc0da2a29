// What can be done to a picture: its numbers in, other numbers out. Pictures are bytes, by rows, channels last.

/**
 * Moved by whole pixels; what comes in from outside is `ground`.
 * @param {ArrayLike<number>} pixels @param {PictureSize} size @param {number} right @param {number} down
 */
export function shifted(pixels, { height, width, channels }, right, down, ground = 0) {
  const out = new Uint8ClampedArray(pixels.length).fill(ground);
  for (let row = 0; row < height; row += 1) {
    const from = row - down;
    if (from < 0 || from >= height) continue;
    for (let column = 0; column < width; column += 1) {
      const across = column - right;
      if (across < 0 || across >= width) continue;
      for (let channel = 0; channel < channels; channel += 1) {
        out[(row * width + column) * channels + channel] = pixels[(from * width + across) * channels + channel];
      }
    }
  }
  return out;
}

/**
 * Turned about its middle, `degrees` clockwise; between pixels the nearest four are mixed.
 * @param {ArrayLike<number>} pixels @param {PictureSize} size @param {number} degrees
 */
export function rotated(pixels, { height, width, channels }, degrees, ground = 0) {
  const out = new Uint8ClampedArray(pixels.length);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [midRow, midColumn] = [(height - 1) / 2, (width - 1) / 2];
  /** @param {number} row @param {number} column @param {number} channel */
  const at = (row, column, channel) =>
    row < 0 || column < 0 || row >= height || column >= width
      ? ground
      : pixels[(row * width + column) * channels + channel];
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = column - midColumn;
      const y = row - midRow;
      const u = cos * x + sin * y + midColumn;
      const v = -sin * x + cos * y + midRow;
      const left = Math.floor(u);
      const top = Math.floor(v);
      for (let channel = 0; channel < channels; channel += 1) {
        const above = at(top, left, channel) * (1 - u + left) + at(top, left + 1, channel) * (u - left);
        const below = at(top + 1, left, channel) * (1 - u + left) + at(top + 1, left + 1, channel) * (u - left);
        out[(row * width + column) * channels + channel] = Math.round(above * (1 - v + top) + below * (v - top));
      }
    }
  }
  return out;
}

/**
 * With noise of the normal distribution on every number; equal seeds give equal noise.
 * @param {ArrayLike<number>} pixels @param {number} strength @param {number} seed
 */
export function noisy(pixels, strength, seed) {
  const random = uniform(seed);
  return Uint8ClampedArray.from(pixels, (value) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(255, Math.max(0, Math.round(value + strength * normal)));
  });
}

/**
 * A stroke of a round pen from one place to another, in pixels; `paint` 0 to 255 is what is put there.
 * @param {ArrayLike<number>} pixels @param {PictureSize} size @param {Pixel} from @param {Pixel} to
 * @param {number} radius @param {number} paint
 */
export function stroke(pixels, { height, width, channels }, from, to, radius, paint) {
  const out = Uint8ClampedArray.from(pixels);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const steps = Math.max(1, Math.ceil(length * 2));
  for (let step = 0; step <= steps; step += 1) {
    const x = from[0] + ((to[0] - from[0]) * step) / steps;
    const y = from[1] + ((to[1] - from[1]) * step) / steps;
    for (
      let row = Math.max(0, Math.floor(y - radius - 1));
      row <= Math.min(height - 1, Math.ceil(y + radius));
      row += 1
    ) {
      for (
        let column = Math.max(0, Math.floor(x - radius - 1));
        column <= Math.min(width - 1, Math.ceil(x + radius));
        column += 1
      ) {
        // the edge of the pen is soft: a pixel that it covers in part is painted in part
        const share = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y)));
        for (let channel = 0; channel < channels; channel += 1) {
          const place = (row * width + column) * channels + channel;
          const wanted = pixels[place] + (paint - pixels[place]) * share;
          out[place] = paint >= pixels[place] ? Math.max(out[place], wanted) : Math.min(out[place], wanted);
        }
      }
    }
  }
  return out;
}

/** Bytes as base64 text. @param {Uint8ClampedArray} bytes */
export function asBase64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Numbers in 0 … 1 by the seed: mulberry32 (Tommy Ettinger 2017, public domain). @param {number} seed */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
