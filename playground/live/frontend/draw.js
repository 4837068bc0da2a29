// Points drawn by hand on the plane: brushes, eraser, undo, clear. What is drawn shows at once and is passed on after
// each stroke; what Python says is believed unless something newer was drawn meanwhile.

import { ERASER, DrawingTools } from "./draw_tools.js";
import { h, setText } from "./dom.js";

const SPACING = 9; // pixels between two points of a drag
const SPRAY = 9; // how many pixels they stray
const RUBBER = 12; // radius of the eraser in pixels
const PAUSE = 300; // milliseconds between two messages
const MOST_UNDONE = 100;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Drawing {
  /** On the element that holds the plane's canvases. `on.changed()` asks for a picture, `on.drawn(value)` passes on. */
  constructor(t, plane, on) {
    this.t = t;
    this.plane = plane;
    this.on = on;
    this.given = null;
    this.points = [];
    this.past = [];
    this.number = 0;
    this.sentAt = 0;
    this.checks = new Set();
    this.domain = [-6, 6];
    this.brush = h("div", { class: "pg-brush", hidden: true });
    this.note = h("p", { class: "pg-note", role: "status", hidden: true });
    this.tools = new DrawingTools(t, { undo: () => this.undo(), clear: () => this.edit(() => { this.points = []; }) });
    plane.append(this.brush, this.note);
    plane.addEventListener("pointerdown", (event) => this.begin(event));
    plane.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) plane.addEventListener(name, (event) => this.end(event));
    plane.addEventListener("pointerleave", () => this.showBrush(null));
    plane.addEventListener("keydown", (event) => this.key(event));
    plane.addEventListener("blur", () => this.showBrush(null));
  }

  /** Whether the plane can be drawn on now. */
  get active() {
    return Boolean(this.given);
  }

  /** From Python: null, or `{ points, names, most, number, problem }`. */
  set(given) {
    if (JSON.stringify(given) === JSON.stringify(this.given)) return;
    this.given = given;
    if (!given) {
      this.points = this.past = [];
      this.stroke = null;
      clearTimeout(this.timer);
      this.timer = 0;
    } else if (!this.stroke && given.number >= this.number) {
      this.number = given.number;
      if (JSON.stringify(given.points) !== JSON.stringify(this.points)) {
        this.points = given.points;
        this.past = [];
      }
    }
    if (given) this.tools.setNames(given.names);
    this.plane.classList.toggle("pg-drawn", this.active);
    for (const [name, value] of [["tabindex", "0"], ["role", "application"], ["aria-label", this.t("Drawing area: arrow keys move the brush, Enter uses it, digits choose a colour.")]]) {
      if (this.active) this.plane.setAttribute(name, value);
      else this.plane.removeAttribute(name);
    }
    this.showBrush(null);
    this.say();
    this.on.changed();
  }

  /** Which of the points check, as the run says. */
  setParts(hello, { validation_points: points, validation_labels: labels }) {
    this.domain = hello.domain;
    this.checks = new Set();
    for (let index = 0; index < (labels?.data.length ?? 0); index += 1) {
      this.checks.add(key(points.data[2 * index], points.data[2 * index + 1], labels.data[index]));
    }
  }

  /** The points and labels that train, and those that check, as the arrays of a message. */
  parts() {
    const found = [[], []];
    for (const point of this.points) found[this.checks.has(key(...point)) ? 1 : 0].push(point);
    return found.map((points) => [
      { data: points.flatMap(([x, y]) => [x, y]), shape: [points.length, 2] }, { data: points.map((point) => point[2]) },
    ]);
  }

  fit(box, colors) {
    this.box = box;
    this.colors = colors;
    this.tools.setColors(colors);
  }

  // A stroke.

  begin(event) {
    if (!this.active || this.stroke || !event.isPrimary || event.button !== 0 || !this.box) return;
    const at = this.where(event);
    if (!at) return;
    event.preventDefault();
    this.plane.focus({ preventScroll: true });
    try {
      this.plane.setPointerCapture(event.pointerId);
    } catch {
      // the finger is gone already; the stroke is this one point
    }
    this.stroke = { pointer: event.pointerId, before: this.points, last: at };
    this.points = this.points.slice();
    this.use(at, false);
    this.showBrush(at);
  }

  move(event) {
    if (!this.active || !this.box) return;
    if (this.stroke?.pointer === event.pointerId) {
      const steps = event.getCoalescedEvents?.() ?? [];
      for (const step of steps.length ? steps : [event]) this.drag(this.where(step));
    }
    this.showBrush(this.where(event));
  }

  drag(at) {
    if (!at) return;
    const { last } = this.stroke;
    const far = Math.hypot(at.left - last.left, at.top - last.top);
    const count = Math.floor(far / SPACING);
    for (let index = 1; index <= count; index += 1) {
      const share = (index * SPACING) / far;
      this.use(this.at(last.left + (at.left - last.left) * share, last.top + (at.top - last.top) * share), true);
    }
    if (count) this.stroke.last = at;
  }

  end(event) {
    if (this.stroke?.pointer !== event.pointerId) return;
    const { before } = this.stroke;
    this.stroke = null;
    this.keep(before);
    if (event.pointerType !== "mouse") this.showBrush(null);
  }

  /** One touch of the brush or the eraser. */
  use(at, spray) {
    const { color } = this.tools;
    if (color === ERASER) {
      const reach = (RUBBER / this.box.size) * (this.domain[1] - this.domain[0]);
      this.points = this.points.filter(([x, y]) => Math.hypot(x - at.x, y - at.y) > reach);
    } else if (this.points.length < this.given.most) {
      const angle = Math.random() * 2 * Math.PI;
      const stray = spray ? SPRAY * Math.sqrt(Math.random()) : 0;
      const { x, y } = this.at(at.left + Math.cos(angle) * stray, at.top + Math.sin(angle) * stray);
      this.points.push([x, y, color]);
    }
    this.say();
    this.on.changed();
  }

  /** A change at one blow, as a stroke is. */
  edit(change) {
    const before = this.points;
    this.points = before.slice();
    change();
    this.keep(before);
    this.on.changed();
  }

  undo() {
    if (!this.past.length || this.stroke) return;
    this.points = this.past.pop();
    this.passOn();
    this.on.changed();
  }

  keep(before) {
    if (before.length === this.points.length && before.every((point, index) => point === this.points[index])) {
      this.points = before;
      return;
    }
    this.past.push(before);
    if (this.past.length > MOST_UNDONE) this.past.shift();
    this.passOn();
  }

  /** To Python: the whole drawing, a few times a second at most. */
  passOn() {
    this.number += 1;
    this.say();
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.sentAt = performance.now();
      this.on.drawn({ points: this.points, number: this.number });
    }, Math.max(0, this.sentAt + PAUSE - performance.now()));
  }

  // Places.

  where(event) {
    const frame = this.plane.getBoundingClientRect();
    const left = event.clientX - frame.left;
    const top = event.clientY - frame.top;
    const { box } = this;
    const inside = left >= box.left && left <= box.left + box.size && top >= box.top && top <= box.top + box.size;
    return inside ? this.at(left, top) : null;
  }

  /** A place in pixels of the element, and its coordinates, kept within the plane. */
  at(left, top) {
    const { box } = this;
    const [low, high] = this.domain;
    const rounded = (share) => Math.round((low + Math.min(1, Math.max(0, share)) * (high - low)) * 100) / 100;
    return { left, top, x: rounded((left - box.left) / box.size), y: rounded(1 - (top - box.top) / box.size) };
  }

  pixels(x, y) {
    const { box } = this;
    const [low, high] = this.domain;
    return [box.left + ((x - low) / (high - low)) * box.size, box.top + ((high - y) / (high - low)) * box.size];
  }

  showBrush(at) {
    this.brush.hidden = !at;
    if (!at) return;
    const { color } = this.tools;
    const erases = color === ERASER;
    this.brush.classList.toggle("pg-rubber", erases);
    this.brush.style.setProperty("--brush", erases || !this.colors ? "transparent" : this.colors.ofClass(color));
    this.brush.style.transform = `translate(${at.left}px, ${at.top}px)`;
  }

  // The keyboard, for who cannot or will not point.

  key(event) {
    if (!this.active || !this.box || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "z" || event.shiftKey) return;
      this.undo();
    } else if (ARROWS[event.key]) {
      const [x, y] = this.cursor ?? [0, 0];
      const [right, up] = ARROWS[event.key].map((way) => way * (event.shiftKey ? 1 : 0.25));
      const [low, high] = this.domain;
      const kept = (value) => Math.min(high, Math.max(low, value));
      this.cursor = [kept(x + right), kept(y + up)];
      this.showBrush(this.at(...this.pixels(...this.cursor)));
    } else if (event.key === "Enter") {
      const at = this.at(...this.pixels(...(this.cursor ?? [0, 0])));
      this.edit(() => this.use(at, false));
      this.showBrush(at);
    } else if (/^[1-9]$/.test(event.key) && Number(event.key) <= this.given.names.length) this.tools.choose(Number(event.key) - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // What is to be said.

  say() {
    const { given, t } = this;
    const full = given && this.points.length >= given.most;
    const text = full ? t("No more than {count} points.", { count: given.most }) : given?.problem ?? "";
    setText(this.note, text);
    this.note.hidden = !text;
    this.tools.enable({ undo: this.past.length > 0, clear: this.points.length > 0 });
  }
}

const key = (x, y, label) => `${Math.round(x * 100)} ${Math.round(y * 100)} ${Math.round(label)}`;
