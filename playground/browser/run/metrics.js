// The words of the metrics.

import { score, share, short } from "../kit/numbers.js";
import { N_ } from "../kit/words.js";

/** @type {{ [name: string]: string }} */
const METRIC_WORDS = {
  accuracy: N_("Accuracy"),
  auc: N_("AUC"),
  precision: N_("Precision"),
  recall: N_("Recall"),
  mean_absolute_error: N_("Mean absolute error"),
  r2: N_("R²"),
};

/** @param {string} name */
export const metricWord = (name) => METRIC_WORDS[name] ?? name;

/**
 * The value of a loss or a metric, as everywhere: shares in per cent, and what is not perfect never rounded to it.
 * @param {string} name @param {number | null | undefined} value @param {number} [digits]
 */
export function figure(name, value, digits = 3) {
  if (/accuracy|precision|recall/.test(name)) return share(value ?? NaN);
  return /auc|r2/.test(name) ? score(value ?? NaN, digits) : short(value, digits);
}
