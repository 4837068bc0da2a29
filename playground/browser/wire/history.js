// All rows of the curves, and at most a given number of points of them for the screen. No page in here.

const FIRST = 1024;

/** Columns of numbers that grow: `epoch` and the losses and metrics. */
export class History {
  constructor() {
    this.clear([]);
  }

  /** @param {string[]} names */
  clear(names) {
    this.names = names;
    this.length = 0;
    this.columns = new Map(names.map((name) => [name, new Float64Array(FIRST)]));
    this.smoothed = new Map();
    this.version = (this.version ?? 0) + 1;
  }

  /** A column that is there. @param {string} name */
  column(name) {
    return /** @type {Float64Array} */ (this.columns.get(name));
  }

  /**
   * Rows of a message; those at or after the first new epoch are replaced, so that nothing counts twice.
   * @param {string[]} names @param {NamedArray | null | undefined} array @param {boolean} [reset]
   */
  append(names, array, reset) {
    if (reset || names.join() !== this.names.join()) this.clear(names);
    const width = names.length;
    const count = array ? array.shape[0] : 0;
    if (!array || !count) {
      this.version += 1;
      return;
    }
    const epochs = this.column("epoch");
    const first = array.data[names.indexOf("epoch")];
    let keep = this.length;
    while (keep > 0 && epochs[keep - 1] >= first) keep -= 1;
    if (keep < this.length) this.smoothed.clear();
    this.grow(keep + count);
    names.forEach((name, column) => {
      const into = this.column(name);
      for (let row = 0; row < count; row += 1) into[keep + row] = array.data[row * width + column];
    });
    this.length = keep + count;
    this.version += 1;
  }

  /** @param {number} length */
  grow(length) {
    for (const [name, values] of this.columns) {
      if (values.length >= length) return;
      const larger = new Float64Array(Math.max(length, values.length * 2));
      larger.set(values);
      this.columns.set(name, larger);
    }
  }

  /** Every row, as plain arrays by column. */
  asColumns() {
    return Object.fromEntries(this.names.map((name) => [name, Array.from(this.column(name).subarray(0, this.length))]));
  }

  /** @param {string} name */
  has(name) {
    return this.columns.has(name);
  }

  /**
   * The exponential moving average of a column, corrected for its start; continued, not begun again, as rows come.
   * @param {string} name @param {number} smoothing
   */
  smooth(name, smoothing) {
    const raw = this.column(name);
    if (smoothing <= 0) return raw;
    let state = this.smoothed.get(name);
    if (!state || state.smoothing !== smoothing) {
      state = { smoothing, values: new Float64Array(raw.length), length: 0, average: 0, weight: 0 };
      this.smoothed.set(name, state);
    }
    if (state.values.length < raw.length) {
      const larger = new Float64Array(raw.length);
      larger.set(state.values);
      state.values = larger;
    }
    for (; state.length < this.length; state.length += 1) {
      const value = raw[state.length];
      if (Number.isFinite(value)) {
        state.average = smoothing * state.average + (1 - smoothing) * value;
        state.weight = smoothing * state.weight + (1 - smoothing);
        state.values[state.length] = state.average / state.weight;
      } else {
        state.values[state.length] = value;
      }
    }
    return state.values;
  }

  /**
   * Of rows whose epoch lies in [from, to], at most about `most` points, the extremes of each stretch kept.
   * @param {Float64Array} values @param {number} most
   */
  points(values, most, from = -Infinity, to = Infinity) {
    const epochs = this.column("epoch");
    let start = 0;
    let end = this.length;
    // One row beyond each edge, so that the line leaves the frame.
    if (from > -Infinity) start = Math.max(0, below(epochs, this.length, from) - 1);
    if (to < Infinity) end = Math.min(this.length, below(epochs, this.length, to) + 2);
    /** @type {number[]} */
    const x = [];
    /** @type {(number | null)[]} */
    const y = [];
    /** @param {number} row */
    const push = (row) => {
      x.push(epochs[row]);
      y.push(Number.isFinite(values[row]) ? values[row] : null);
    };
    const buckets = Math.max(1, Math.floor(most / 2));
    if (end - start <= most) {
      for (let row = start; row < end; row += 1) push(row);
      return { x, y };
    }
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const a = start + Math.floor(((end - start) * bucket) / buckets);
      const b = start + Math.floor(((end - start) * (bucket + 1)) / buckets);
      let low = a;
      let high = a;
      for (let row = a + 1; row < b; row += 1) {
        if (values[row] < values[low]) low = row;
        if (values[row] > values[high]) high = row;
      }
      push(Math.min(low, high));
      if (low !== high) push(Math.max(low, high));
    }
    if (x.at(-1) !== epochs[end - 1]) push(end - 1);
    return { x, y };
  }
}

/**
 * How many of the first `length` ascending values are less than `limit`.
 * @param {Float64Array} values @param {number} length @param {number} limit
 */
function below(values, length, limit) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
