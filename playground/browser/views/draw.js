// Points drawn by hand on the plane: brushes, eraser, undo, clear. What is drawn shows at once and is passed on after
// each stroke; what Python says is believed unless something newer was drawn meanwhile.

import { h, setText } from "../kit/dom.js";
import { DrawingTools, ERASER } from "./draw_tools.js";

const SPACING = 9; // pixels between two points of a drag
const SPRAY = 9; // how many pixels they stray
const RUBBER = 12; // radius of the eraser in pixels
const PAUSE = 300; // milliseconds between two messages
const MOST_UNDONE = 100;
/** @type {{ [key: string]: [number, number] | undefined }} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Drawing {
  /**
   * On the element that holds the plane's canvases. `on.changed()` asks for a picture, `on.drawn(value)` passes on.
   * @param {Translate} t @param {HTMLElement} plane @param {{ changed(): void, drawn: Redrawing["drawn"] }} on
   */
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
    this.tools = new DrawingTools(t, {
      undo: () => this.undo(),
      clear: () =>
        this.edit(() => {
          this.points = [];
        }),
    });
    plane.append(this.brush, this.note);
    plane.addEventListener("pointerdown", (event) => this.begin(event));
    plane.addEventListener("pointermove", (event) => this.move(event));
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"]))
      plane.addEventListener(name, (event) => this.end(event));
    plane.addEventListener("pointerleave", () => this.showBrush(null));
    plane.addEventListener("keydown", (event) => this.key(event));
    plane.addEventListener("blur", () => this.showBrush(null));
  }

  /** Whether the plane can be drawn on now. */
  get active() {
    return Boolean(this.given);
  }

  /** From Python. @param {Given | null} given */
  set(given) {
    if (JSON.stringify(given) === JSON.stringify(this.given)) return;
    this.given = given;
    if (!given) {
      this.points = this.past = [];
      this.stroke = null;
      clearTimeout(this.timer);
      this.timer = undefined;
    } else if (!this.stroke && given.number >= this.number) {
      this.number = given.number;
      if (JSON.stringify(given.points) !== JSON.stringify(this.points)) {
        this.points = given.points;
        this.past = [];
      }
    }
    if (given) this.tools.setNames(given.names);
    this.plane.classList.toggle("pg-drawn", this.active);
    for (const [name, value] of [
      ["tabindex", "0"],
      ["role", "application"],
      ["aria-label", this.t("Drawing area: arrow keys move the brush, Enter uses it, digits choose a colour.")],
    ]) {
      if (this.active) this.plane.setAttribute(name, value);
      else this.plane.removeAttribute(name);
    }
    this.showBrush(null);
    this.say();
    this.on.changed();
  }

  /** Which of the points check, as the run says. @param {SaidHello} hello @param {Samples} samples */
  setParts(hello, { validation_points: points, validation_labels: labels }) {
    this.domain = hello.domain;
    this.checks = new Set();
    for (let index = 0; index < (labels?.data.length ?? 0); index += 1) {
      this.checks.add(key([points.data[2 * index], points.data[2 * index + 1], labels.data[index]]));
    }
  }

  /** The points and labels that train, and those that check. @returns {[Drawn, Drawn][]} */
  parts() {
    /** @type {Point[][]} */
    const found = [[], []];
    for (const point of this.points) found[this.checks.has(key(point)) ? 1 : 0].push(point);
    return found.map((points) => [
      { data: points.flatMap((point) => point.slice(0, 2)), shape: [points.length, 2] },
      { data: points.map((point) => point[2]) },
    ]);
  }

  /** @param {Square} box @param {Colors} colors */
  fit(box, colors) {
    this.box = box;
    this.colors = colors;
    this.tools.setColors(colors);
  }

  // A stroke.

  /** @param {PointerEvent} event */
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

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.active || !this.box) return;
    if (this.stroke?.pointer === event.pointerId) {
      const steps = event.getCoalescedEvents?.() ?? [];
      for (const step of steps.length ? steps : [event]) this.drag(this.where(step));
    }
    this.showBrush(this.where(event));
  }

  /** @param {Spot | null} at */
  drag(at) {
    if (!at || !this.stroke) return;
    const { last } = this.stroke;
    const far = Math.hypot(at.left - last.left, at.top - last.top);
    const count = Math.floor(far / SPACING);
    for (let index = 1; index <= count; index += 1) {
      const share = (index * SPACING) / far;
      this.use(
        spotAt(
          this.box,
          this.domain,
          last.left + (at.left - last.left) * share,
          last.top + (at.top - last.top) * share,
        ),
        true,
      );
    }
    if (count) this.stroke.last = at;
  }

  /** @param {PointerEvent} event */
  end(event) {
    if (!this.stroke || this.stroke.pointer !== event.pointerId) return;
    const { before } = this.stroke;
    this.stroke = null;
    this.keep(before);
    if (event.pointerType !== "mouse") this.showBrush(null);
  }

  /** One touch of the brush or the eraser. @param {Spot} at @param {boolean} spray */
  use(at, spray) {
    const { color } = this.tools;
    if (color === ERASER) {
      const reach = (RUBBER / this.box.size) * (this.domain[1] - this.domain[0]);
      this.points = this.points.filter(([x, y]) => Math.hypot(x - at.x, y - at.y) > reach);
    } else if (this.given && this.points.length < this.given.most) {
      const angle = Math.random() * 2 * Math.PI;
      const stray = spray ? SPRAY * Math.sqrt(Math.random()) : 0;
      const { x, y } = spotAt(
        this.box,
        this.domain,
        at.left + Math.cos(angle) * stray,
        at.top + Math.sin(angle) * stray,
      );
      this.points.push([x, y, color]);
    }
    this.say();
    this.on.changed();
  }

  /** A change at one blow, as a stroke is. @param {() => void} change */
  edit(change) {
    const before = this.points;
    this.points = before.slice();
    change();
    this.keep(before);
    this.on.changed();
  }

  undo() {
    const before = this.stroke ? undefined : this.past.pop();
    if (!before) return;
    this.points = before;
    this.passOn();
    this.on.changed();
  }

  /** @param {Point[]} before */
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
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.sentAt = performance.now();
        this.on.drawn({ points: this.points, number: this.number });
      },
      Math.max(0, this.sentAt + PAUSE - performance.now()),
    );
  }

  // Places.

  /** @param {PointerEvent} event */
  where(event) {
    const frame = this.plane.getBoundingClientRect();
    const left = event.clientX - frame.left;
    const top = event.clientY - frame.top;
    const { box } = this;
    const inside = left >= box.left && left <= box.left + box.size && top >= box.top && top <= box.top + box.size;
    return inside ? spotAt(this.box, this.domain, left, top) : null;
  }

  /** @param {number} x @param {number} y */
  pixels(x, y) {
    return pixelsOf(this.box, this.domain, x, y);
  }

  /** @param {Spot | null} at */
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

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.given || !this.box || event.altKey) return;
    const way = ARROWS[event.key];
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "z" || event.shiftKey) return;
      this.undo();
    } else if (way) {
      const [x, y] = this.cursor ?? [0, 0];
      const far = event.shiftKey ? 1 : 0.25;
      const [low, high] = this.domain;
      /** @param {number} value */
      const kept = (value) => Math.min(high, Math.max(low, value));
      const cursor = /** @type {[number, number]} */ ([kept(x + way[0] * far), kept(y + way[1] * far)]);
      this.cursor = cursor;
      this.showBrush(spotAt(this.box, this.domain, ...this.pixels(...cursor)));
    } else if (event.key === "Enter") {
      const at = spotAt(this.box, this.domain, ...this.pixels(...(this.cursor ?? [0, 0])));
      this.edit(() => this.use(at, false));
      this.showBrush(at);
    } else if (/^[1-9]$/.test(event.key) && Number(event.key) <= this.given.names.length)
      this.tools.choose(Number(event.key) - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // What is to be said.

  say() {
    const { given, t } = this;
    const full = given !== null && this.points.length >= given.most;
    const text = full ? t("No more than {count} points.", { count: given.most }) : (given?.problem ?? "");
    setText(this.note, text);
    this.note.hidden = !text;
    this.tools.enable({ undo: this.past.length > 0, clear: this.points.length > 0 });
  }
}

/** @param {Point} point */
const key = ([x, y, label]) => `${Math.round(x * 100)} ${Math.round(y * 100)} ${Math.round(label)}`;

/**
 * A place in pixels of the element, and its coordinates, kept within the plane, to a hundredth.
 * @param {Square} box @param {Domain} domain @param {number} left @param {number} top @returns {Spot}
 */
export function spotAt(box, [low, high], left, top) {
  /** @param {number} share */
  const rounded = (share) => Math.round((low + Math.min(1, Math.max(0, share)) * (high - low)) * 100) / 100;
  return { left, top, x: rounded((left - box.left) / box.size), y: rounded(1 - (top - box.top) / box.size) };
}

/**
 * Where a point of the plane lies, in pixels of the element.
 * @param {Square} box @param {Domain} domain @param {number} x @param {number} y @returns {[number, number]}
 */
export function pixelsOf(box, [low, high], x, y) {
  return [box.left + ((x - low) / (high - low)) * box.size, box.top + ((high - y) / (high - low)) * box.size];
}
