// The words of the network, as elements over the picture: names and sizes of the layers, what is not drawn, classes.

import { h } from "../../kit/dom.js";
import { whole } from "../../kit/numbers.js";
import { goesDown } from "../../kit/words.js";
import { lineUp, shapeText, span } from "./layout.js";

// As in stage.css; the family is the page's.
const TITLE = "600 12.5px";
const DETAIL = "400 12px";

export class Labels {
  /**
   * `context` measures the words.
   * @param {Translate} t @param {string} language @param {CanvasRenderingContext2D} context
   */
  constructor(t, language, context) {
    this.t = t;
    this.language = language;
    this.context = context;
    this.element = h("div", { class: "pg-labels", "aria-hidden": "true" });
  }

  /** @param {Plan} plan @param {number} width */
  write(plan, width) {
    const { t } = this;
    /** @type {[element: HTMLElement, full: string][]} */
    const nodes = [];
    /** @type {WriteLabel} */
    const label = (text, style, kind, full = text) => {
      const element = h("div", { class: `pg-label ${kind}`, text });
      Object.assign(element.style, style);
      nodes.push([element, full]);
    };
    /** @param {number} value */
    const px = (value) => `${Math.round(value)}px`;
    const headed = plan.columns.filter((column) => column.kind !== "pill");
    /** @param {Lined[]} lined @param {number} top @param {string} kind */
    const middle = (lined, top, kind) => {
      for (const { text, x, room, full } of lined)
        label(text, { left: px(x), top: px(top), width: px(room) }, kind, full);
    };
    /** @param {(column: Column) => string[]} formsOfColumn @param {number} gap @param {string} font */
    const line = (formsOfColumn, gap, font) =>
      lineUp(
        headed.map((column) => ({ x: column.x, forms: formsOfColumn(column) })),
        width,
        gap,
        this.measure(font),
      );
    middle(
      line((column) => formsOf(t(column.title)), 9, TITLE),
      2,
      "pg-title",
    );
    middle(line(detailsOf, 5, DETAIL), 19, "pg-detail");
    for (const foot of lineUp(this.feet(plan, width), width, 8, this.measure(DETAIL)))
      middle([foot], foot.y ?? 0, "pg-detail");
    for (const column of plan.columns) {
      if (column.kind === "pill") this.writePill(column, label);
      column.nodes.forEach((node, unit) => {
        const name = column.names[unit];
        if (name === undefined) return;
        if (column.isInput)
          label(name, { left: "0px", top: px(node.middle - 8), width: px(column.left - 6) }, "pg-left");
        else if (column.isOutput)
          label(
            name,
            { left: px(column.right + 6), top: px(node.middle - 8), width: px(width - column.right - 8) },
            "pg-right",
          );
      });
    }
    this.element.replaceChildren(...nodes.map(([element]) => element));
    // What is not said in full, the pointer finds.
    const cut = nodes.map(
      ([element, full]) => full !== element.textContent || element.scrollWidth > element.clientWidth,
    );
    nodes.forEach(([element, full], index) => {
      if (cut[index]) element.title = full;
    });
  }

  /**
   * The name of a layer that changes each number by itself, in its pill.
   * @param {Column} column @param {WriteLabel} label
   */
  writePill(column, label) {
    const { layer, box } = /** @type {Required<Column> & { layer: Layer }} */ (column);
    const name = this.t(layer.label);
    const { y, h: height } = box;
    const room = height - 10;
    const measure = this.measure(DETAIL);
    const forms = formsOf(name);
    const text = forms.find((form) => measure(form) <= room) ?? forms.at(-1) ?? name;
    const kind = `pg-upright${goesDown(name) ? "" : " pg-turned"}`;
    label(
      text,
      { left: `${Math.round(column.x)}px`, top: `${Math.round(y + height / 2)}px`, maxHeight: `${Math.round(room)}px` },
      kind,
      `${name} ${detailsOf(column)[0]}`.trim(),
    );
  }

  /**
   * Below the columns: the shape of a block, how many neurons are not drawn; between what else is drawn there.
   * @param {Plan} plan @param {number} width @returns {Word[]}
   */
  feet(plan, width) {
    const { t } = this;
    return plan.columns.flatMap((column, index) => {
      const shape = column.kind === "block" ? shapeText(column.shape) : null;
      if (!shape && !column.more) return [];
      const more = whole(column.more, this.language);
      const forms = shape ? [shape, shape.replaceAll(" ", "")] : [t("⋯ {count} more", { count: more }), `+${more}`];
      const y = shape && column.box ? column.box.y + column.box.h + 8 : column.moreY - 8;
      /** @param {Column | undefined} other */
      const isBeside = (other) => other && span(other)[0] < y + 16 && span(other)[1] > y;
      const [before, after] = [plan.columns[index - 1], plan.columns[index + 1]];
      return [
        {
          x: column.x,
          y,
          forms,
          from: isBeside(before) ? before.right + 6 : 0,
          to: isBeside(after) ? after.left - 6 : width,
        },
      ];
    });
  }

  /** CSS pixels that a text of the labels takes. */
  measure(font = DETAIL) {
    const { context } = this;
    const { fontFamily } = getComputedStyle(this.element);
    return (/** @type {string} */ text) => {
      context.font = `${font} ${fontFamily}`;
      return context.measureText(text).width;
    };
  }
}

/** What is said below the name of a layer, and a shorter way. @param {Column} column */
function detailsOf(column) {
  if (column.isInput) return [column.kind === "neurons" ? String(column.units) : ""];
  const layer = /** @type {Layer} */ (column.layer);
  if (column.kind === "neurons" || column.kind === "filters")
    return [`${column.units} ${layer.activation ?? ""}`.trim(), String(column.units)];
  return [column.kind === "pill" ? (layer.activation ?? "") : ""];
}

/**
 * The name of a layer, and shorter ones: without what is in brackets, as Keras abbreviates it, without its axes.
 * @param {string} name
 */
function formsOf(name) {
  const bare = name.replace(/\s*[（(].*[）)]$/, "");
  const brief = bare.replace("Average", "Avg").replace("Pooling", "Pool");
  return [...new Set([name, bare, brief, brief.replace(/[12]D$/, "")])];
}
