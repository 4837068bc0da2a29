// Networks as a hello describes them, for tests of the picture of a network.

/**
 * A layer with what is true of its kind.
 * @param {string} kind @param {number[]} from @param {number[]} to
 */
export function layer(kind, from, to, name = kind.toLowerCase()) {
  const traits = {
    Dense: { role: "neurons", joins: true, arithmetic: "sum" },
    LSTM: { role: "neurons", joins: true, is_recurrent: true, gates: gatesOf("ifco"), arithmetic: "lstm" },
    Conv2D: { role: "filters", arithmetic: "convolution" },
    Flatten: { role: from.length === 1 ? "pill" : "block", is_passive: true, flattens: from.length > 1 },
    Dropout: { role: "pill", is_passive: true, keeps_order: true },
    Activation: { role: "pill", keeps_order: true },
    MaxPooling2D: { role: "block" },
    GlobalAveragePooling2D: { role: "neurons" },
    Unheard: { role: to.length === 1 ? "neurons" : "block" },
  };
  return {
    name,
    kind,
    label: kind,
    input_shape: from,
    output_shape: to,
    units: to.at(-1),
    activation: null,
    hidden_index: null,
    parameters: 0,
    is_passive: false,
    keeps_order: false,
    flattens: false,
    joins: false,
    is_recurrent: false,
    gates: [],
    arithmetic: "",
    weights: [],
    ...traits[kind],
  };
}

/** @param {string} symbols */
const gatesOf = (symbols) => Array.from(symbols, (symbol) => ({ symbol, label: symbol }));

/** A hello of these layers. @param {number[]} shape @param {object[]} layers @param {object} more */
export function hello(shape, layers, more = {}) {
  return { input_shape: shape, layers, input_names: [], class_names: [], is_plane: false, task: "binary", ...more };
}
