// The arrays of the look "walk" as a list of stages, from the input to the output, ready to be drawn.

const FORMS = {
  output: { vector: "a", map: "map:a" },
  sum: { vector: "z", map: "map:z" },
  gradient: { vector: "g", map: "map:g" },
};

/** What a stage shows: its outputs, the sums before its activation (where it has one), or the gradients. */
export const MODES = /** @type {WalkMode[]} */ (Object.keys(FORMS));

/**
 * The stages, in the order of the walk.
 * @param {SaidHello} hello @param {Arrays} arrays @param {WalkMode} mode @returns {WalkStage[]}
 */
export function stagesOf(hello, arrays, mode) {
  /** @type {StageOf} */
  const input = { name: "input", index: -1, layer: null, full: hello.input_shape, names: inputNames(hello) };
  const layers = hello.layers.map((layer, index) => ({
    name: layer.name,
    index,
    layer,
    full: layer.output_shape,
    names:
      index === hello.layers.length - 1 && layer.output_shape.length === 1 && layer.units === hello.class_names.length
        ? hello.class_names
        : null,
  }));
  return [input, ...layers].map((stage) => ({
    ...stage,
    ...numbersOf(stage, arrays, mode),
    norm: arrays[`gnorm:${stage.name}`]?.data[0] ?? null,
  }));
}

/** @param {StageOf} stage @param {Arrays} arrays @param {WalkMode} mode @returns {StageNumbers} */
function numbersOf(stage, arrays, mode) {
  const isInput = stage.index < 0;
  if (isInput && mode !== "gradient") {
    const x = arrays["walk:x"];
    return { data: x?.data ?? null, shape: x?.shape ?? stage.full, channelsFirst: false, zeros: 0 };
  }
  const form = FORMS[mode];
  const vector = arrays[`${form.vector}:${stage.name}`] ?? (mode === "sum" ? arrays[`a:${stage.name}`] : null);
  // The activations of a recurrent layer work inside, at every step.
  const lacksSum = mode === "sum" && (!stage.layer?.activation || stage.layer.is_recurrent);
  if (vector)
    return {
      data: vector.data,
      shape: vector.shape,
      channelsFirst: false,
      zeros: mode === "output" ? count(vector.data) : 0,
      lacksSum,
    };
  const map = arrays[`${form.map}:${stage.name}`] ?? (mode === "sum" ? arrays[`map:a:${stage.name}`] : null);
  if (!map) return { data: null, shape: stage.full, channelsFirst: true, zeros: 0 };
  const [channels, rows, columns] = map.shape;
  return {
    data: numbers(map),
    shape: stage.full.length === 2 ? [columns, channels] : [rows, columns, channels],
    channelsFirst: true,
    zeros: 0,
    lacksSum,
  };
}

/** The numbers of an array, which may have come as bytes between `low` and `high`. @param {NamedArray} array */
export function numbers({ data, low, high }) {
  if (!(data instanceof Uint8Array) || low === undefined || high === undefined) return data;
  const step = (high - low) / 255;
  return Float32Array.from(data, (byte) => {
    const value = low + byte * step;
    return Math.abs(value) < step ? 0 : value; // zero lies between two bytes
  });
}

/** The names of the inputs of a row, or null; a picture has none. @param {SaidHello} hello */
export function inputNames(hello) {
  if (hello.input_shape.length !== 1) return null;
  return hello.input_names.length === hello.input_shape[0] ? hello.input_names : null;
}

/**
 * What the numbers of the raw sample are called, before features and scaling.
 * @param {SaidHello} hello @param {number[]} shape @param {Translate} t
 */
export function rawNames(hello, shape, t) {
  if (hello.is_plane) return ["x₁", "x₂"];
  const length = shape.reduce((product, size) => product * size, 1);
  if (shape.length === 1 && hello.input_names.length === length) return hello.input_names;
  return Array.from({ length }, (_, index) =>
    shape.length === 2
      ? stepName(Math.floor(index / shape[1]), index % shape[1], shape[1], t)
      : t("Input {number}", { number: index + 1 }),
  );
}

/** @param {number} step @param {number} channel @param {number} channels @param {Translate} t */
function stepName(step, channel, channels, t) {
  const name = t("Step {number}", { number: step + 1 });
  return channels === 1 ? name : `${name} · ${channel + 1}`;
}

/** How many of the numbers are exactly 0. @param {Numbers} data */
function count(data) {
  let found = 0;
  for (const value of data) found += Number(value === 0);
  return found;
}
