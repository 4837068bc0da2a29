// How a number of a recurrent layer comes about.

import { h } from "../../../kit/dom.js";
import { short } from "../../../kit/numbers.js";
import { factor, known, line, note, number } from "./parts.js";

/** One step of a recurrent layer: its gates, and the memory before and after. @type {Formula} */
export function recurrent({ t, one, arrays }, layer) {
  const isLong = layer.arithmetic === "lstm";
  const names = layer.gates.map((gate) => t(gate.label));
  const z = known(arrays, "gates_z").data;
  const gates = known(arrays, "gates").data;
  const [before, after] = known(arrays, "memory").data;
  const rows = names.map((name, gate) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", text: name }),
      h("td", { text: short(z[gate]) }),
      h("td", { text: short(gates[gate]) }),
    ),
  );
  const table = h(
    "table",
    { class: "pi-sample-table" },
    h("thead", {}, h("tr", {}, ...["", "z", t("Value")].map((text) => h("th", { scope: "col", text })))),
    h("tbody", {}, ...rows),
  );
  const [first, second, third, fourth] = Array.from(gates, (gate) => factor(gate));
  const formulas = isLong
    ? [
        line(`c = f · c₀ + i · g = ${second} · ${factor(before)} + ${first} · ${third} = ${number(after)}`),
        line(`a = o · tanh(c) = ${fourth} · tanh(${short(after)}) = ${number(one("a"))}`, "pi-sample-result"),
      ]
    : [
        line(
          `a = u · h₀ + (1 − u) · g = ${first} · ${factor(before)} + (1 − ${first}) · ${third} = ${number(one("a"))}`,
          "pi-sample-result",
        ),
      ];
  return [note(t("Step {number}", { number: (one("step") ?? 0) + 1 })), ...formulas, table];
}
