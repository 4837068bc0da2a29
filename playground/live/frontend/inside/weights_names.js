// What the rows and columns of a weight are called. No page in here.

const GATES = { LSTM: ["i", "f", "c", "o"], GRU: ["z", "r", "h"] };
const ORDERLY = new Set(["Activation", "Dropout", "GaussianNoise", "BatchNormalization", "LayerNormalization"]);
const COLORS = ["R", "G", "B"];

/**
 * Names of one weight of a layer, laid out as the look "weight_matrix" does: all axes but the last are rows.
 * → {rowTitle, columnTitle, row(i), column(j), index(i, j), bias(i), group}; `bias(i)` is row i of the `biasRows` below the
 * weight, `group` columns belong together (a gate), or 0.
 */
export function namesOf(t, hello, at, weight, shape, biasRows) {
  const layer = hello.layers[at];
  const into = entering(t, hello, at);
  const out = leaving(t, hello, at);
  const ofInputs = { columnTitle: into.title, column: into.name };
  const ofOutputs = { columnTitle: out.title, column: out.name, group: out.group };
  const index = (row, column) => [...unravel(row, shape.slice(0, -1)), column];
  const ofBias = (rows) => (i) => t(rows < 2 ? "bias" : i ? "bias for the state" : "bias for the input");
  const bias = ofBias(biasRows);
  const single = { rowTitle: "", row: () => weight, index, bias };
  if (weight === "kernel") return { ...ofOutputs, ...rowsOfKernel(t, layer, into, shape), index, bias };
  if (weight === "recurrent_kernel") return { ...ofOutputs, rowTitle: t("state of {layer}", { layer: layer.name }), row: number, index, bias };
  if (weight === "bias" && shape.length === 2) return { ...ofOutputs, ...single, row: ofBias(2) };
  if (weight === "bias") return { ...ofOutputs, ...single };
  return { ...ofInputs, group: 0, ...single };
}

/** Whether the weights of a layer can be seen as pictures; as the look "first_layer_pictures" says. */
export function isPicture(hello, at) {
  const { kind } = hello.layers[at];
  if (kind === "Conv2D" || kind === "Conv1D") return true;
  if (kind !== "Dense") return false;
  for (let before = at - 1; before >= 0; before -= 1) {
    const layer = hello.layers[before];
    if (layer.kind === "Flatten" && layer.input_shape.length === 3) return true;
    if (!ORDERLY.has(layer.kind)) return false;
  }
  return false;
}

/** What leaves a layer: the names of its units, filters or gates. */
export function leaving(t, hello, at) {
  const layer = hello.layers[at];
  const gates = GATES[layer.kind];
  const { units } = layer;
  if (gates) return { title: t("gates and neurons of {layer}", { layer: layer.name }), name: (j) => `${gates[Math.floor(j / units)]} ${(j % units) + 1}`, group: units };
  if (at === hello.layers.length - 1) {
    return { title: t("Output"), name: (j) => outputName(t, hello, j), group: 0 };
  }
  const word = layer.kind.startsWith("Conv") ? "filters of {layer}" : "neurons of {layer}";
  return { title: t(word, { layer: layer.name }), name: number, group: 0 };
}

/** What output number j stands for: a class (of two the second), or the value that is predicted. */
export function outputName(t, hello, j) {
  const { class_names: names } = hello;
  const { units } = hello.layers[hello.layers.length - 1];
  if (units === 1) return names.length === 2 ? names[1] : t("Prediction");
  return names.length === units ? names[j] : number(j);
}

/** What enters a layer, along the last axis: columns of a table, channels, neurons, pixels; of a picture its channels too. */
export function entering(t, hello, at) {
  for (let before = at - 1; before >= 0; before -= 1) {
    const layer = hello.layers[before];
    if (layer.kind === "Flatten" && layer.input_shape.length > 1) return flattened(t, layer, before === 0 || !hello.layers.slice(0, before).some((each) => !ORDERLY.has(each.kind)));
    if (!ORDERLY.has(layer.kind) && layer.kind !== "Flatten") return { title: layer.name, name: number };
  }
  const { input_names: names, input_shape: shape } = hello;
  const size = shape[shape.length - 1];
  const title = t(shape.length > 1 ? "channels of the input" : "inputs");
  if (names.length === size) return { title, name: (i) => names[i] };
  return { title, name: (i) => (shape.length === 3 && size === 3 ? COLORS[i] : number(i)) };
}

/** Numbers of a picture or a sequence that was laid out in one row. */
function flattened(t, layer, isInput) {
  const shape = layer.input_shape;
  const channels = shape[shape.length - 1];
  const words = wordsOf(shape.length - 1, channels);
  const channel = (k) => (isInput && shape.length === 3 && channels === 3 ? COLORS[k] : number(k));
  const name = (i) => {
    const place = unravel(i, shape);
    const last = place.pop();
    const said = place.map(number);
    if (channels > 1) said.push(channel(last));
    return said.join(", ");
  };
  return { title: isInput ? t(words) : `${layer.name}: ${t(words)}`, name, channel };
}

function rowsOfKernel(t, layer, into, shape) {
  if (shape.length === 2) return { rowTitle: into.title, row: into.name };
  const channels = shape[shape.length - 2];
  const places = shape.slice(0, -1);
  const words = wordsOf(shape.length - 2, channels);
  const row = (i) => {
    const place = unravel(i, places);
    const channel = place.pop();
    const said = place.map((each) => String(each + 1));
    if (channels > 1) said.push(into.name(channel));
    return said.join(", ");
  };
  return { rowTitle: t(words), row };
}

/** How a place with so many axes, and a channel of several, is said. */
function wordsOf(axes, channels) {
  if (axes === 1) return channels > 1 ? "step, channel" : "step";
  return channels > 1 ? "row, column, channel" : "row, column";
}

/** The place of element `index` of an array of that shape, C order. */
function unravel(index, shape) {
  const place = [];
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    place.unshift(index % shape[axis]);
    index = Math.floor(index / shape[axis]);
  }
  return place;
}

function number(index) {
  return String(index + 1);
}
