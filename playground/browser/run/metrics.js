// The words of the metrics.

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
