// One binary message of the live websocket: header length, JSON header, then arrays at multiples of 8 bytes.

const TYPES = {
  uint8: Uint8Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/**
 * The arrays are views, nothing is copied.
 * @param {ArrayBuffer} buffer
 * @returns {Message}
 */
export function decode(buffer) {
  const header = decodeHeader(buffer);
  /** @type {Arrays} */
  const arrays = {};
  for (const entry of header.arrays ?? []) {
    const Type = TYPES[entry.dtype];
    if (!Type) throw new TypeError(`unknown dtype ${entry.dtype}`);
    const length = entry.shape.reduce((product, size) => product * size, 1);
    arrays[entry.name] = {
      data: new Type(buffer, entry.offset, length),
      shape: entry.shape,
      low: entry.low,
      high: entry.high,
    };
  }
  return { header, arrays };
}

/** @param {ArrayBuffer} buffer @returns {AnyHeader} */
export function decodeHeader(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
}
