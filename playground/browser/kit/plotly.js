// Plotly's own script, out of the Python package, loaded once when a plot is first drawn.

import { h } from "./dom.js";

const ADDRESS = new URL("../../plotly.min.js", import.meta.url).href;

/** @type {Promise<PlotlyScript> | null} */
let plotly = null;

/** Load Plotly once for the page. */
export function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    if (window.Plotly) {
      resolve(window.Plotly);
      return;
    }
    const script = h("script", { src: ADDRESS, async: true });
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("Plotly is missing")));
    script.onerror = () => {
      plotly = null;
      reject(new Error(`${ADDRESS} cannot be loaded`));
    };
    document.head.append(script);
  });
  return plotly;
}
