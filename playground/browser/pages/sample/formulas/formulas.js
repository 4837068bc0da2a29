// For each arithmetic of a layer: how one of its numbers comes about, as elements with the numbers filled in.

import { minus } from "../../../kit/numbers.js";
import { dense } from "./dense.js";
import { factor, known, line, note, number } from "./parts.js";
import { average, convolution, pooling } from "./patches.js";
import { recurrent } from "./recurrent.js";

/** By the `arithmetic` of a kind. @type {{ [arithmetic: string]: Formula | undefined }} */
const ARITHMETICS = {
  sum: dense,
  convolution,
  pooling,
  mean: average,
  batch_normalization: normalization,
  layer_normalization: normalization,
  flatten,
  unchanged: same,
  activation,
  lstm: recurrent,
  gru: recurrent,
};

/**
 * The elements for a number of `layer`; one without a known arithmetic says its output alone.
 * @param {Layer} layer @param {FormulaParts} parts
 */
export function blockOf(layer, parts) {
  return (ARITHMETICS[layer.arithmetic] ?? plainly)(parts, layer);
}

/** @type {Formula} */
function plainly({ one }) {
  return [line(`a = ${number(one("a"))}`)];
}

/** @type {Formula} */
function normalization({ t, one, about, arrays }, layer) {
  const own = layer.arithmetic === "layer_normalization";
  const x = own ? known(arrays, "x").data[about.place.unit] : one("x");
  const spread = `√(${number(one("variance"))} + ${minus(Number((one("epsilon") ?? NaN).toPrecision(3)))})`;
  const normal = `(${number(x)} − ${factor(one("mean"))}) / ${spread} = ${number(one("normal"))}`;
  const scaled = `${factor(one("gamma"))} · ${factor(one("normal"))} + ${factor(one("beta"))} = ${number(one("a"))}`;
  return [
    line(`x̂ = (x − μ) / √(σ² + ε) = ${normal}`),
    line(`a = γ · x̂ + β = ${scaled}`, "pi-sample-result"),
    note(
      own
        ? t("μ and σ² are the mean and the variance of the numbers of this sample.")
        : t("μ and σ² are moving averages over the batches of the training: a single sample does not change them."),
    ),
  ];
}

/** @type {Formula} */
function flatten({ t, one, arrays }) {
  const from = Array.from(known(arrays, "from").data, (value) => value + 1);
  const names =
    from.length === 3
      ? t("row {row}, column {column}, map {map}", { row: from[0], column: from[1], map: from[2] })
      : from.length === 2
        ? t("step {step}, number {number}", { step: from[0], number: from[1] })
        : String(from[0]);
  return [
    line(`a = x = ${number(one("a"))}`),
    note(t("Flatten only puts the numbers into one row. This one comes from: {place}.", { place: names })),
  ];
}

/** @type {Formula} */
function same({ t, one }) {
  return [
    line(`a = x = ${number(one("a"))}`),
    note(t("This layer changes something during training only. Here it lets everything through.")),
  ];
}

/** @type {Formula} */
function activation({ one }) {
  return [line(`z = x = ${number(one("x"))}`)];
}
