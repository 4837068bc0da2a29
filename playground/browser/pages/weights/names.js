// What the rows and columns of a weight are called. No page in here.

import { N_ } from "../../kit/words.js";

const COLORS = ["R", "G", "B"];

/**
 * Names of one weight of a layer, laid out as the look "weight_matrix" does: all axes but the last are rows.
 * @param {Translate} t @param {SaidHello} hello @param {number} at @param {string} weight @param {number[]} shape
 * @param {number} biasRows @returns {WeightNames}
 */
export function namesOf(t, hello, at, weight, shape, biasRows) {
  const layer = hello.layers[at];
  const into = entering(t, hello, at);
  const out = leaving(t, hello, at);
  const ofInputs = { columnTitle: into.title, column: into.name, group: 0 };
  const ofOutputs = { columnTitle: out.title, column: out.name, group: out.group };
  /** @param {number} row @param {number} column */
  const index = (row, column) => [...unravel(row, shape.slice(0, -1)), column];
  /** @param {number} rows @returns {NameOf} */
  const ofBias = (rows) => (i) => (rows < 2 ? t("bias") : i ? t("bias for the state") : t("bias for the input"));
  const bias = ofBias(biasRows);
  const single = { rowTitle: "", row: () => weight, index, bias };
  if (weight === "kernel") return { ...ofOutputs, ...rowsOfKernel(t, into, shape), index, bias };
  if (weight === "recurrent_kernel")
    return { ...ofOutputs, rowTitle: t("state of {layer}", { layer: layer.name }), row: number, index, bias };
  if (weight === "bias" && shape.length === 2) return { ...ofOutputs, ...single, row: ofBias(2) };
  if (weight === "bias") return { ...ofOutputs, ...single };
  return { ...ofInputs, ...single };
}

/**
 * Whether the weights of a layer can be seen as pictures; as the look "first_layer_pictures" says.
 * @param {SaidHello} hello @param {number} at
 */
export function isPicture(hello, at) {
  const { role, joins, gates } = hello.layers[at];
  if (role === "filters") return true;
  if (!joins || gates.length) return false;
  for (let before = at - 1; before >= 0; before -= 1) {
    const layer = hello.layers[before];
    if (layer.flattens && layer.input_shape.length === 3) return true;
    if (!layer.keeps_order) return false;
  }
  return false;
}

/**
 * What leaves a layer: the names of its units, filters or gates.
 * @param {Translate} t @param {SaidHello} hello @param {number} at @returns {Leaving}
 */
export function leaving(t, hello, at) {
  const layer = hello.layers[at];
  const { gates, units } = layer;
  if (gates.length)
    return {
      title: t("gates and neurons of {layer}", { layer: layer.name }),
      name: (j) => `${gates[Math.floor(j / units)].symbol} ${(j % units) + 1}`,
      group: units,
    };
  if (at === hello.layers.length - 1) {
    return { title: t("Output"), name: (j) => outputName(t, hello, j), group: 0 };
  }
  const word = layer.role === "filters" ? N_("filters of {layer}") : N_("neurons of {layer}");
  return { title: t(word, { layer: layer.name }), name: number, group: 0 };
}

/**
 * What output number j stands for: a class (of two the second), or the value that is predicted.
 * @param {Translate} t @param {SaidHello} hello @param {number} j
 */
export function outputName(t, hello, j) {
  const { class_names: names } = hello;
  const { units } = outputLayer(hello);
  if (units === 1) return names.length === 2 ? names[1] : t("Prediction");
  return names.length === units ? names[j] : number(j);
}

/** The last layer; there is always one. @param {SaidHello} hello */
export function outputLayer(hello) {
  return /** @type {Layer} */ (hello.layers.at(-1));
}

/** How the output is written around `{sum}`, where it is one of weights alone; or empty. @param {SaidHello} hello */
export function regressionOf(hello) {
  const { activation } = outputLayer(hello);
  return activation ? hello.activations[activation].regression : "";
}

/**
 * What enters a layer, along the last axis: columns of a table, channels, neurons, pixels; a picture's channels.
 * @param {Translate} t @param {SaidHello} hello @param {number} at @returns {Entering}
 */
export function entering(t, hello, at) {
  for (let before = at - 1; before >= 0; before -= 1) {
    const layer = hello.layers[before];
    if (layer.flattens)
      return flattened(
        t,
        layer,
        hello.layers.slice(0, before).every((each) => each.keeps_order),
      );
    if (!layer.keeps_order && !layer.is_passive) return { title: layer.name, name: number };
  }
  const { input_names: names, input_shape: shape } = hello;
  const size = lastOf(shape);
  const title = shape.length > 1 ? t("channels of the input") : t("inputs");
  if (names.length === size) return { title, name: (i) => names[i] };
  return { title, name: (i) => (shape.length === 3 && size === 3 ? COLORS[i] : number(i)) };
}

/**
 * Numbers of a picture or a sequence that was laid out in one row.
 * @param {Translate} t @param {Layer} layer @param {boolean} isInput @returns {Entering}
 */
function flattened(t, layer, isInput) {
  const shape = layer.input_shape;
  const channels = lastOf(shape);
  const words = wordsOf(shape.length - 1, channels);
  /** @param {number} k */
  const channel = (k) => (isInput && shape.length === 3 && channels === 3 ? COLORS[k] : number(k));
  /** @param {number} i */
  const name = (i) => {
    const place = unravel(i, shape);
    const said = place.slice(0, -1).map(number);
    if (channels > 1) said.push(channel(lastOf(place)));
    return said.join(", ");
  };
  return { title: isInput ? t(words) : `${layer.name}: ${t(words)}`, name, channel };
}

/** @param {Translate} t @param {Entering} into @param {number[]} shape */
function rowsOfKernel(t, into, shape) {
  if (shape.length === 2) return { rowTitle: into.title, row: into.name };
  const places = shape.slice(0, -1);
  const channels = lastOf(places);
  const words = wordsOf(shape.length - 2, channels);
  /** @param {number} i */
  const row = (i) => {
    const place = unravel(i, places);
    const said = place.slice(0, -1).map(number);
    if (channels > 1) said.push(into.name(lastOf(place)));
    return said.join(", ");
  };
  return { rowTitle: t(words), row };
}

/** How a place with so many axes, and a channel of several, is said. @param {number} axes @param {number} channels */
function wordsOf(axes, channels) {
  if (axes === 1) return channels > 1 ? N_("step, channel") : N_("step");
  return channels > 1 ? N_("row, column, channel") : N_("row, column");
}

/** The place of element `index` of an array of that shape, C order. @param {number} index @param {number[]} shape */
function unravel(index, shape) {
  const place = [];
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    place.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}

/** Of an axis that there is. @param {number[]} shape */
function lastOf(shape) {
  return /** @type {number} */ (shape.at(-1));
}

/** @param {number} index */
function number(index) {
  return String(index + 1);
}
