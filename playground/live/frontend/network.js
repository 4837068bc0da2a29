// The network: a picture on one canvas, words above it as elements, and what the pointer and the arrow keys find.

import { Atlas } from "./maps.js";
import { canvasScale, fitCanvas, goesDown, h, setText, short, whole } from "./dom.js";
import { lineUp, place, shapeText } from "./network_layout.js";

const LEVELS = 8; // widths of links; one stroke for each level and sign
const NEAR = 6; // pixels from a link that still mean it
const BIAS = 7;
// As in stage.css; the family is the page's.
const TITLE = "600 12.5px";
const DETAIL = "400 12px";

export class NetworkView {
  /** `onFocus({layer, unit, title} | null)` when a neuron is under the pointer or the keyboard. */
  constructor(t, onFocus, language) {
    this.t = t;
    this.language = language;
    this.onFocus = onFocus;
    this.canvas = h("canvas", { role: "img" });
    this.labels = h("div", { class: "pg-labels", "aria-hidden": "true" });
    this.card = h("div", { class: "pg-card", hidden: true, role: "status", "aria-live": "off" });
    this.spoken = h("div", { class: "pg-spoken", role: "status" });
    this.element = h("div", { class: "pg-net", tabindex: "0", role: "group" }, this.canvas, this.labels, this.card, this.spoken);
    this.context = this.canvas.getContext("2d");
    this.atlases = new Map();
    this.scales = new Map();
    this.target = null;
    this.element.onpointermove = (event) => this.point(event);
    this.element.onpointerleave = () => this.setTarget(null);
    this.element.onkeydown = (event) => this.key(event);
    this.element.onblur = () => this.setTarget(null);
  }

  setHello(hello) {
    this.hello = hello;
    this.plan = null;
    this.scales.clear();
    this.atlases.clear();
    this.setTarget(null);
  }

  describe() {
    const { t, hello } = this;
    const names = hello.layers.map((layer) => {
      const units = layer.output_shape.join(" × ");
      return `${t(layer.label)} ${units}${layer.activation ? ` ${layer.activation}` : ""}`;
    });
    const text = t("Network of {count} layers: {layers}.", { count: hello.layers.length, layers: names.join(t(", ")) });
    this.canvas.setAttribute("aria-label", text);
    this.element.setAttribute("aria-label", `${t("Network")}. ${t("Arrow keys go from neuron to neuron.")}`);
  }

  /** Make room for the newest size; true when everything must be drawn again. */
  fit() {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    if (!this.hello || width < 40 || height < 40) return false;
    const resized = fitCanvas(this.canvas, width, height);
    if (this.plan && !resized) return false;
    this.plan = place(this.hello, width, height, this.measure(DETAIL));
    this.describe();
    this.writeLabels(width);
    for (const link of this.plan.links) link.curves = curvesOf(link);
    return true;
  }

  writeLabels(width) {
    const { t, plan } = this;
    const nodes = [];
    const label = (text, style, kind, full = text) => {
      const element = h("div", { class: `pg-label ${kind}`, text });
      Object.assign(element.style, style);
      nodes.push([element, full]);
    };
    const px = (value) => `${Math.round(value)}px`;
    const headed = plan.columns.filter((column) => column.kind !== "chip");
    const middle = (lined, top, kind) => lined.forEach(({ text, x, room, full }) => label(text, { left: px(x), top: px(top), width: px(room) }, kind, full));
    middle(lineUp(headed.map((column) => ({ x: column.x, forms: formsOf(t(column.title)) })), width, 9, this.measure(TITLE)), 2, "pg-title");
    middle(lineUp(headed.map((column) => ({ x: column.x, forms: detailsOf(column) })), width, 5, this.measure(DETAIL)), 19, "pg-detail");
    for (const foot of lineUp(this.feet(width), width, 8, this.measure(DETAIL))) middle([foot], foot.y, "pg-detail");
    for (const column of plan.columns) {
      if (column.kind === "chip") this.writePill(column, label);
      column.nodes.forEach((node, unit) => {
        const name = column.names[unit];
        if (name === undefined) return;
        if (column.isInput) label(name, { left: "0px", top: px(node.middle - 8), width: px(column.left - 6) }, "pg-left");
        else if (column.isOutput) label(name, { left: px(column.right + 6), top: px(node.middle - 8), width: px(width - column.right - 8) }, "pg-right");
      });
    }
    this.labels.replaceChildren(...nodes.map(([element]) => element));
    // What is not said in full, the pointer finds.
    const cut = nodes.map(([element, full]) => full !== element.textContent || element.scrollWidth > element.clientWidth);
    nodes.forEach(([element, full], index) => { if (cut[index]) element.title = full; });
  }

  /** The name of a layer that changes each number by itself, in its pill. */
  writePill(column, label) {
    const name = this.t(column.layer.label);
    const { y, h: height } = column.box;
    const room = height - 10;
    const measure = this.measure(DETAIL);
    const forms = formsOf(name);
    const text = forms.find((form) => measure(form) <= room) ?? forms[forms.length - 1];
    const kind = `pg-upright${goesDown(name) ? "" : " pg-turned"}`;
    label(text, { left: `${Math.round(column.x)}px`, top: `${Math.round(y + height / 2)}px`, maxHeight: `${Math.round(room)}px` }, kind, `${name} ${detailsOf(column)[0]}`.trim());
  }

  /** What stands below the columns: the shape of a block, how many neurons are not drawn; between what else is drawn there. */
  feet(width) {
    const { t, plan } = this;
    return plan.columns.flatMap((column, index) => {
      const shape = column.kind === "block" ? shapeText(column.shape) : null;
      if (!shape && !column.more) return [];
      const more = whole(column.more, this.language);
      const forms = shape ? [shape, shape.replaceAll(" ", "")] : [t("⋯ {count} more", { count: more }), `+${more}`];
      const y = shape ? column.box.y + column.box.h + 8 : column.moreY - 8;
      const isBeside = (other) => other && span(other)[0] < y + 16 && span(other)[1] > y;
      const [before, after] = [plan.columns[index - 1], plan.columns[index + 1]];
      return [{ x: column.x, y, forms, from: isBeside(before) ? before.right + 6 : 0, to: isBeside(after) ? after.left - 6 : width }];
    });
  }

  /** CSS pixels that a text of the labels takes. */
  measure(font) {
    const { context } = this;
    const { fontFamily } = getComputedStyle(this.element);
    return (text) => {
      context.font = `${font} ${fontFamily}`;
      return context.measureText(text).width;
    };
  }

  /** Draw the newest arrays. */
  draw(arrays, colors) {
    this.fit();
    if (!this.plan) return;
    this.arrays = arrays;
    const { context, plan } = this;
    const scale = canvasScale();
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.canvas.width / scale, this.canvas.height / scale);
    for (const fan of plan.fans) drawFan(context, fan, colors);
    for (const link of plan.links) this.drawLinks(link, arrays[link.kernel], colors);
    if (this.target?.link) this.drawTargetLink(colors);
    for (const column of plan.columns) this.drawColumn(column, arrays, colors);
    if (this.target) this.writeCard();
  }

  scaleOf(name, array) {
    const [inputs, units] = array.shape;
    let largest = 0;
    for (let index = 0; index < array.data.length; index += 1) {
      const size = Math.abs(array.data[index]);
      if (size > largest && size < Infinity) largest = size;
    }
    // Fresh weights are drawn at about half the greatest width, so that growth is seen.
    const fresh = 2 * Math.sqrt(6 / (inputs + units));
    return Math.max(fresh, largest) || 1;
  }

  drawLinks(link, array, colors) {
    const { context } = this;
    const { curves } = link;
    if (!array) {
      context.strokeStyle = colors.grid;
      context.lineWidth = 1;
      context.beginPath();
      for (const curve of curves) trace(context, curve);
      context.stroke();
      return;
    }
    const scale = this.scaleOf(link.kernel, array);
    link.scale = scale;
    const width = array.shape[1];
    const [inputs, units] = array.shape;
    const paths = link.paths ?? (link.paths = Array.from({ length: 2 * LEVELS }, () => []));
    for (const path of paths) path.length = 0;
    for (const curve of curves) {
      if (curve.input >= inputs || curve.unit >= units) continue;
      const weight = array.data[curve.input * width + curve.unit];
      if (Number.isNaN(weight)) continue; // a weight that is no number has no line
      const level = Math.min(LEVELS - 1, Math.floor((Math.abs(weight) / scale) * LEVELS));
      paths[(weight < 0 ? 0 : LEVELS) + level].push(curve);
    }
    // Thin ones first: the strong links lie on top.
    const thickest = Math.min(7, 3 + 60 / Math.max(8, curves.length));
    for (let level = 0; level < LEVELS; level += 1) {
      const share = (level + 0.5) / LEVELS;
      for (const positive of [0, 1]) {
        const path = paths[positive * LEVELS + level];
        if (!path.length) continue;
        context.strokeStyle = colors.link(positive, (0.16 + 0.8 * share).toFixed(2));
        context.lineWidth = 0.6 + (thickest - 0.6) * share;
        context.beginPath();
        for (const curve of path) trace(context, curve);
        context.stroke();
      }
    }
  }

  drawTargetLink(colors) {
    const { context, target } = this;
    context.strokeStyle = colors.text;
    context.lineWidth = 2;
    context.beginPath();
    trace(context, target.curve);
    context.stroke();
  }

  drawColumn(column, arrays, colors) {
    if (column.box) {
      drawBlock(this.context, column, colors);
      return;
    }
    if (column.kind === "filters") this.drawFilters(column, arrays, colors);
    else if (this.plan.square) this.drawMaps(column, arrays, colors);
    else this.drawBars(column, arrays, colors);
    if (column.layer) this.drawBiases(column, arrays[`bias:${column.layer.name}`], colors);
  }

  atlas(name) {
    if (!this.atlases.has(name)) this.atlases.set(name, new Atlas());
    return this.atlases.get(name);
  }

  drawMaps(column, arrays, colors) {
    const { context } = this;
    const isOutput = column.isOutput;
    const array = arrays[isOutput ? "output_map" : column.map];
    if (array && !isOutput) {
      this.atlas(column.map).fill(array.data, array.shape[0], array.shape[1], colors.diverging);
    }
    for (const node of column.nodes) {
      if (array && isOutput) this.outputThumbnail(array, node.unit, column.units, colors).draw(context, 0, node.x, node.y, node.w, node.h);
      else if (array && node.unit < array.shape[0]) this.atlas(column.map).draw(context, node.unit, node.x, node.y, node.w, node.h);
      else fillBox(context, node, colors.neutral);
      const focus = this.target?.node === node;
      frame(context, node, focus ? colors.text : colors.muted, focus ? 2.5 : 1.25);
    }
  }

  outputThumbnail(array, unit, units, colors) {
    const atlas = this.atlas(`output:${unit}`);
    const channels = array.shape[2];
    const table = units > 1 ? colors.classRamps[unit % colors.classRamps.length] : colors.diverging;
    atlas.paint(array.shape[0], (index) => table[array.data[index * channels + unit]]);
    return atlas;
  }

  drawBars(column, arrays, colors) {
    const { context } = this;
    const array = column.layer ? arrays[`activation:${column.layer.name}`] : null;
    let largest = 1e-9;
    if (array) for (const value of array.data) if (value > largest) largest = value;
    for (const node of column.nodes) {
      fillBox(context, node, colors.neutral);
      const value = array && node.unit < array.data.length ? array.data[node.unit] : 0;
      const share = Math.min(1, Math.max(0, value / (column.isOutput ? Math.max(largest, 0.2) : largest)));
      if (share > 0) fillBox(context, { ...node, w: node.w * share }, colors.positive);
      const focus = this.target?.node === node;
      frame(context, node, focus ? colors.text : colors.muted, focus ? 2.5 : 1);
    }
  }

  drawFilters(column, arrays, colors) {
    const { context } = this;
    const kernel = arrays[`kernel:${column.layer.name}`];
    const activation = arrays[`activation:${column.layer.name}`];
    let largest = 1e-9;
    if (activation) for (const value of activation.data) if (value > largest) largest = value;
    let strongest = 1e-9;
    if (kernel) for (const value of kernel.data) strongest = Math.max(strongest, Math.abs(value));
    for (const node of column.nodes) {
      fillBox(context, node, colors.neutral);
      if (kernel && kernel.shape.length === 4 && node.unit < kernel.shape[3]) drawKernel(context, node, kernel, strongest, colors);
      const focus = this.target?.node === node;
      frame(context, node, focus ? colors.text : colors.muted, focus ? 2.5 : 1);
      if (activation && node.unit < activation.data.length) {
        const share = activation.data[node.unit] / largest;
        context.fillStyle = colors.grid;
        context.fillRect(node.x + node.w + 3, node.y, 4, node.h);
        context.fillStyle = colors.positive;
        context.fillRect(node.x + node.w + 3, node.y + node.h * (1 - share), 4, node.h * share);
      }
    }
  }

  drawBiases(column, array, colors) {
    if (!array || column.nodes.length === 0 || (column.kind === "filters" && column.nodes[0].h < 24)) return;
    const { context } = this;
    for (const node of column.nodes) {
      if (node.unit >= array.data.length) continue;
      const x = node.bias.x - BIAS / 2;
      const y = node.bias.y - BIAS / 2;
      context.fillStyle = colors.ofValue(array.data[node.unit] * 2);
      context.fillRect(x, y, BIAS, BIAS);
      context.lineWidth = 1;
      context.strokeStyle = this.target?.bias && this.target.node === node ? colors.text : colors.muted;
      context.strokeRect(x, y, BIAS, BIAS);
    }
  }

  // What is under the pointer: a bias, a neuron, a link.
  point(event) {
    if (!this.plan) return;
    const box = this.canvas.getBoundingClientRect();
    this.setTarget(this.find(event.clientX - box.left, event.clientY - box.top));
  }

  find(x, y) {
    for (const column of this.plan.columns) {
      for (const node of column.nodes) {
        const bias = column.layer && Math.abs(x - node.bias.x) < BIAS && Math.abs(y - node.bias.y) < BIAS;
        if (bias || (x >= node.x && x <= node.x + node.w && y >= node.y && y <= node.y + node.h)) {
          return { column, node, bias, x: node.x + node.w, y: node.middle };
        }
      }
    }
    let best = null;
    let distance = NEAR;
    for (const link of this.plan.links) {
      if (x < link.from.right || x > link.to.left) continue;
      for (const curve of link.curves) {
        const away = Math.abs(heightAt(curve, x) - y);
        if (away < distance) {
          distance = away;
          best = { link, curve, x, y };
        }
      }
    }
    return best;
  }

  setTarget(target) {
    const same = target && this.target && target.node === this.target.node && target.curve === this.target.curve && target.bias === this.target.bias;
    if (same || (!target && !this.target)) {
      if (target?.curve) this.moveCard(target);
      return;
    }
    const focused = target?.node && target.column.kind === "nodes" ? target : null;
    this.target = target;
    this.card.hidden = !target;
    if (target) {
      this.writeCard();
      this.moveCard(target);
    }
    this.onFocus(focused ? { map: focused.column.map, isOutput: Boolean(focused.column.isOutput), unit: focused.node.unit, units: focused.column.units, title: this.nameOf(focused) } : null);
  }

  nameOf({ column, node }) {
    const { t } = this;
    const name = column.names[node.unit];
    if (name !== undefined) return `${t(column.title)}: ${name}`;
    const layer = column.isOutput ? t("Output") : `${t(column.layer?.label ?? column.title)} ${column.layer?.hidden_index === null || !column.layer ? "" : column.layer.hidden_index + 1}`.trim();
    const template = column.kind === "filters" ? "{layer}, filter {number}" : "{layer}, neuron {number}";
    return t(template, { layer, number: node.unit + 1 });
  }

  describeTarget(target) {
    const { t, arrays } = this;
    if (target.curve) {
      const { link, curve } = target;
      const array = arrays?.[link.kernel];
      const weight = array && curve.input < array.shape[0] && curve.unit < array.shape[1] ? array.data[curve.input * array.shape[1] + curve.unit] : NaN;
      const from = this.nameOf({ column: link.from, node: link.from.nodes[curve.input] });
      const to = this.nameOf({ column: link.to, node: link.to.nodes[curve.unit] });
      return { title: `${t("Weight")} ${short(weight)}`, text: t("{from} → {to}", { from, to }) };
    }
    const { column, node } = target;
    const bias = column.layer ? arrays?.[`bias:${column.layer.name}`]?.data[node.unit] : undefined;
    const mean = column.layer ? arrays?.[`activation:${column.layer.name}`]?.data[node.unit] : undefined;
    const parts = [];
    if (bias !== undefined) parts.push(t("bias {value}", { value: short(bias) }));
    if (mean !== undefined) parts.push(t("average activation {value}", { value: short(mean) }));
    if (column.layer?.activation) parts.push(column.layer.activation);
    const name = this.nameOf(target);
    return target.bias && bias !== undefined ? { title: `${t("Bias")} ${short(bias)}`, text: name } : { title: name, text: parts.join(" · ") };
  }

  writeCard() {
    const { title, text } = this.describeTarget(this.target);
    if (!this.card.firstChild) this.card.append(h("strong"), h("span"));
    setText(this.card.firstChild, title);
    setText(this.card.lastChild, text);
  }

  moveCard(target) {
    const width = this.element.clientWidth;
    const flip = target.x > width * 0.6;
    this.card.style.left = flip ? "auto" : `${Math.round(target.x + 14)}px`;
    this.card.style.right = flip ? `${Math.round(width - (target.node ? target.node.x : target.x) + 14)}px` : "auto";
    this.card.style.top = `${Math.round(Math.min(Math.max(target.y - 20, 4), this.element.clientHeight - 52))}px`;
  }

  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = moves[event.key];
    if (event.key === "Escape") this.setTarget(null);
    if (!move || !this.plan) return;
    event.preventDefault();
    event.stopPropagation();
    const columns = this.plan.columns.filter((column) => column.nodes.length);
    const current = this.target?.node ? columns.indexOf(this.target.column) : -1;
    const column = columns[Math.min(columns.length - 1, Math.max(0, current < 0 ? 0 : current + move[0]))];
    const at = current < 0 ? 0 : this.target.node.unit + move[1];
    const node = column.nodes[Math.min(column.nodes.length - 1, Math.max(0, at))];
    this.setTarget({ column, node, bias: false, x: node.x + node.w, y: node.middle });
    const { title, text } = this.describeTarget(this.target);
    setText(this.spoken, `${title}. ${text}`);
    this.onRedraw?.();
  }
}

/** What is said below the name of a layer, and a shorter way. */
function detailsOf(column) {
  if (column.isInput) return [column.kind === "nodes" ? String(column.units) : ""];
  const { layer } = column;
  if (column.kind === "nodes" || column.kind === "filters") return [`${column.units} ${layer.activation ?? ""}`.trim(), String(column.units)];
  if (layer.kind === "Activation") return [layer.activation ?? ""];
  return [""];
}

/** The name of a layer, and shorter ones: without what stands in brackets, as Keras abbreviates it, without its axes. */
function formsOf(name) {
  const bare = name.replace(/\s*[（(].*[）)]$/, "");
  const brief = bare.replace("Average", "Avg").replace("Pooling", "Pool");
  return [...new Set([name, bare, brief, brief.replace(/[12]D$/, "")])];
}

function curvesOf(link) {
  const curves = [];
  for (const from of link.from.nodes) {
    for (const to of link.to.nodes) {
      const x0 = link.from.right;
      const x1 = link.to.left;
      const bend = (x1 - x0) * 0.5;
      curves.push({ input: from.unit, unit: to.unit, x0, y0: from.middle, x1, y1: to.middle, bend });
    }
  }
  return curves;
}

function trace(context, { x0, y0, x1, y1, bend }) {
  context.moveTo(x0, y0);
  context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
}

/** The height of a link at `x`: with both control points in the middle x is monotonic, so bisect. */
function heightAt({ x0, y0, x1, y1, bend }, x) {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 12; round += 1) {
    const s = (low + high) / 2;
    const r = 1 - s;
    const at = r * r * r * x0 + 3 * r * r * s * (x0 + bend) + 3 * r * s * s * (x1 - bend) + s * s * s * x1;
    if (at < x) low = s;
    else high = s;
  }
  const s = (low + high) / 2;
  return y0 + (y1 - y0) * (3 * s * s - 2 * s * s * s);
}

function span(column) {
  if (column.box) return [column.box.y, column.box.y + column.box.h];
  const last = column.nodes[column.nodes.length - 1];
  return [column.nodes[0].y, last.y + last.h];
}

function drawFan(context, { from, to }, colors) {
  const [a, b] = span(from);
  const [c, d] = span(to);
  const middle = (from.right + to.left) / 2;
  context.beginPath();
  context.moveTo(from.right, a);
  context.bezierCurveTo(middle, a, middle, c, to.left, c);
  context.lineTo(to.left, d);
  context.bezierCurveTo(middle, d, middle, b, from.right, b);
  context.closePath();
  context.fillStyle = colors.dark ? "rgba(255, 255, 255, 0.05)" : "rgba(36, 41, 47, 0.05)";
  context.fill();
}

function fillBox(context, { x, y, w, h: height }, color) {
  context.fillStyle = color;
  context.fillRect(x, y, w, height);
}

function frame(context, { x, y, w, h: height }, color, width) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  context.roundRect(x, y, w, height, 2);
  context.stroke();
}

function drawKernel(context, node, kernel, strongest, colors) {
  const [rows, columns, inputs, filters] = kernel.shape;
  const w = node.w / columns;
  const height = node.h / rows;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let input = 0; input < inputs; input += 1) sum += kernel.data[((row * columns + column) * inputs + input) * filters + node.unit];
      context.fillStyle = colors.ofValue((sum / inputs / strongest) * (inputs > 1 ? 2 : 1));
      context.fillRect(node.x + column * w, node.y + row * height, w + 0.5, height + 0.5);
    }
  }
}

function drawBlock(context, column, colors) {
  const { x, y, w, h: height } = column.box;
  const sheets = column.kind === "block" && column.shape.length === 3 ? Math.min(4, column.shape[2]) : 1;
  for (let sheet = sheets - 1; sheet >= 0; sheet -= 1) {
    const shift = sheet * 4;
    context.beginPath();
    context.roundRect(x + shift, y - shift, w, height, column.kind === "chip" ? 8 : 4);
    context.fillStyle = colors.neutral;
    context.fill();
    context.strokeStyle = colors.muted;
    context.lineWidth = 1;
    context.stroke();
  }
  if (column.kind === "block" && column.shape.length < 3) {
    context.beginPath();
    for (let at = y + w; at < y + height - 2; at += w) {
      context.moveTo(x, at);
      context.lineTo(x + w, at);
    }
    context.strokeStyle = colors.grid;
    context.stroke();
  }
  if (column.kind === "block" && column.shape.length === 3) {
    const cells = Math.min(column.shape[0], 8);
    context.beginPath();
    for (let index = 1; index < cells; index += 1) {
      const step = (w * index) / cells;
      context.moveTo(x + step, y);
      context.lineTo(x + step, y + height);
      context.moveTo(x, y + step);
      context.lineTo(x + w, y + step);
    }
    context.strokeStyle = colors.grid;
    context.stroke();
  }
}
