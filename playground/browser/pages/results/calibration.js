// Calibration: how sure the network is against how often it is then right.

import { h, setText } from "../../kit/dom.js";
import { share, whole } from "../../kit/numbers.js";
import { Plot } from "../../kit/plot.js";

export class CalibrationView {
  /** @param {InsidePage} page */
  constructor(page) {
    this.page = page;
    this.t = page.t;
    const { t } = this;
    this.name = "calibration";
    this.title = t("Calibration");
    this.plot = new Plot(page, { label: t("Calibration: the share that is right against the confidence."), height: 0 });
    this.error = h("p", { class: "pi-results-area" });
    this.element = h(
      "div",
      { class: "pi-results-plot-area" },
      h(
        "div",
        { class: "pi-results-words" },
        this.error,
        h("p", {
          class: "pi-results-note",
          text: t(
            "Above the diagonal it is right more often than it is sure; " +
              "below it, less often: it is too sure of itself. The larger a point, the more samples.",
          ),
        }),
      ),
      this.plot.element,
    );
  }

  /** @param {ResultsOfConfidence} results @param {Colors} colors */
  draw({ calibration, calibration_error: error }, colors) {
    if (!calibration) return;
    const { t } = this;
    setText(this.error, t("Expected calibration error: {error}", { error: share(error.data[0]) }));
    const bins = Array.from({ length: calibration.shape[0] }, (_, index) =>
      calibration.data.subarray(index * 3, index * 3 + 3),
    );
    const most = Math.max(1, ...bins.map(([, , count]) => count));
    this.plot.draw(
      [
        {
          x: [0, 1],
          y: [0, 1],
          mode: "lines",
          line: { color: colors.muted, width: 1, dash: "dot" },
          hoverinfo: "skip",
        },
        {
          x: bins.map(([sure]) => sure),
          y: bins.map(([, right]) => right),
          mode: "lines+markers",
          text: bins.map(([, , count]) =>
            t.plural("{count} sample", "{count} samples", count, { count: whole(count, this.page.language) }),
          ),
          line: { color: colors.validation, width: 2 },
          marker: {
            color: colors.validation,
            size: bins.map(([, , count]) => 6 + 18 * Math.sqrt(count / most)),
            opacity: 0.85,
          },
          hovertemplate: "%{x:.3f}, %{y:.3f}<br>%{text}<extra></extra>",
        },
      ],
      {
        showlegend: false,
        xaxis: { title: { text: t("Confidence") }, range: [-0.03, 1.03] },
        yaxis: { title: { text: t("Share that is right") }, range: [-0.05, 1.05] },
      },
    );
  }

  close() {
    this.plot.close?.();
  }
}
