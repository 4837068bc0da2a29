// A picture becomes a vector: row after row is cut off and laid behind the one before.

const SIDE = 236;
const STRIP = 26;
const BARS = 56;
const GAP = 34;
const SECONDS = 9;

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const ease = (share) => (share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2);
const TINTS = [[255, 90, 90], [80, 220, 110], [110, 160, 255]];

function canvasOf(width, height, color) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let place = 0; place < width * height; place += 1) image.data.set([...color(place), 255], 4 * place);
  context.putImageData(image, 0, 0);
  return canvas;
}

class Unrolling {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.context = this.canvas.getContext("2d");
    this.slider = root.querySelector("input");
    this.button = root.querySelector("button");
    this.said = root.querySelector(".said");
    this.formula = root.querySelector(".formula");
    this.pointed = null;
    this.playing = false;
    this.slider.oninput = () => {
      this.pause();
      this.draw();
    };
    this.button.onclick = () => (this.playing ? this.pause() : this.play());
    this.canvas.onmousemove = (event) => this.point(event);
    this.canvas.onmouseleave = () => {
      this.pointed = null;
      this.draw();
    };
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(root);
  }

  show(data) {
    const print = data.pixels + data.numbers + JSON.stringify(data.words) + data.dark;
    if (this.print === print) return;
    const another = this.data && this.data.pixels !== data.pixels;
    this.print = print;
    this.data = data;
    const { width, height, channels } = data;
    const pixels = bytes(data.pixels);
    const numbers = new Float32Array(bytes(data.numbers).buffer);
    this.numbers = numbers;
    this.low = numbers.reduce((least, value) => Math.min(least, value), 0);
    this.high = numbers.reduce((most, value) => Math.max(most, value), 0);
    const grey = (place) => [pixels[place], pixels[place], pixels[place]];
    this.picture = canvasOf(width, height, channels === 3
      ? (place) => [0, 1, 2].map((color) => pixels[3 * place + color]) : (place) => grey(place * channels));
    this.strip = canvasOf(width * channels, height, channels === 3
      ? (place) => TINTS[place % 3].map((tint) => Math.round((tint * pixels[place]) / 255)) : grey);
    this.slider.max = height;
    if (!this.seen) this.slider.value = Math.round(height * 0.4);
    if (another && this.playing) this.slider.value = 0;
    this.seen = true;
    this.slider.setAttribute("aria-label", data.words.rows);
    this.formula.textContent = filled(data.words.formula, { width, channels });
    this.label();
    this.draw();
  }

  label() {
    const words = this.data.words;
    this.button.textContent = this.playing ? words.pause : words.play;
  }

  play() {
    const { height } = this.data;
    if (Number(this.slider.value) >= height) this.slider.value = 0;
    this.playing = true;
    this.label();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let before = performance.now();
    let at = Number(this.slider.value);
    const tick = (now) => {
      if (!this.playing || !this.root.isConnected) return;
      at = Math.min(height, at + ((now - before) / 1000 / SECONDS) * height);
      before = now;
      this.slider.value = still ? Math.floor(at) : at;
      this.draw();
      if (at >= height) this.pause();
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  pause() {
    this.playing = false;
    this.label();
  }

  close() {
    this.playing = false;
    this.observer.disconnect();
  }

  places() {
    const wide = this.root.clientWidth;
    const { width, height, channels } = this.data;
    const side = Math.min(SIDE, wide);
    const cell = side / Math.max(width, height);
    const left = Math.max(0, (wide - cell * width) / 2);
    const top = 4;
    const strip = top + side + GAP;
    return { wide, cell, left, top, side, strip, each: wide / (width * height * channels), per: width * channels };
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const at = this.places();
    const { width, height, channels } = this.data;
    const column = Math.floor((x - at.left) / at.cell);
    const row = Math.floor((y - at.top) / at.cell);
    this.pointed = null;
    if (column >= 0 && column < width && row >= 0 && row < height) this.pointed = (row * width + column) * channels;
    else if (y >= at.strip - 4) {
      const place = Math.floor(x / at.each);
      if (place >= 0 && place < this.numbers.length) this.pointed = place;
    }
    this.draw();
  }

  say(done) {
    const { width, height, channels, words } = this.data;
    const total = width * height * channels;
    const per = width * channels;
    if (this.pointed !== null) {
      const pixel = Math.floor(this.pointed / channels);
      const value = this.numbers[this.pointed];
      this.said.textContent = filled(words.pixel, {
        row: Math.floor(pixel / width), column: pixel % width, place: this.pointed,
        value: Number.isInteger(value) ? value : value.toFixed(3),
      });
    } else if (done >= height) {
      this.said.textContent = filled(words.whole, { total: total.toLocaleString(), height, width });
    } else {
      const row = Math.floor(done);
      this.said.textContent = filled(words.row, { row, first: row * per, last: (row + 1) * per - 1 });
    }
  }

  draw() {
    if (!this.data) return;
    const at = this.places();
    if (!at.wide) return;
    const { width, height, channels } = this.data;
    const style = getComputedStyle(this.root);
    const color = style.getPropertyValue("--st-text-color") || "#222";
    const accent = "#f59322";
    const tall = at.strip + STRIP + 18 + BARS + 4;
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(at.wide * ratio) || this.canvas.height !== Math.round(tall * ratio)) {
      this.canvas.width = Math.round(at.wide * ratio);
      this.canvas.height = Math.round(tall * ratio);
      this.canvas.style.height = `${tall}px`;
    }
    const draw = this.context;
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.clearRect(0, 0, at.wide, tall);
    draw.imageSmoothingEnabled = false;
    const done = Number(this.slider.value);
    const whole = Math.floor(done);
    const share = ease(done - whole);

    // The picture: what has been cut off stays as a shadow.
    draw.globalAlpha = 0.16;
    draw.drawImage(this.picture, at.left, at.top, at.cell * width, at.cell * height);
    draw.globalAlpha = 1;
    if (whole < height) {
      draw.drawImage(this.picture, 0, whole, width, height - whole,
        at.left, at.top + whole * at.cell, at.cell * width, at.cell * (height - whole));
    }
    draw.strokeStyle = color;
    draw.globalAlpha = 0.35;
    draw.strokeRect(at.left - 0.5, at.top - 0.5, at.cell * width + 1, at.cell * height + 1);

    // The vector: its place, what is laid down, and the row on its way.
    draw.strokeRect(0.5, at.strip - 0.5, at.wide - 1, STRIP + 1);
    draw.globalAlpha = 1;
    const long = at.wide / height;
    for (let row = 0; row < Math.min(whole, height); row += 1) {
      draw.drawImage(this.strip, 0, row, at.per, 1, row * long, at.strip, long, STRIP);
    }
    if (whole < height) {
      const mix = (from, to) => from + (to - from) * share;
      const x = mix(at.left, whole * long);
      const y = mix(at.top + whole * at.cell, at.strip);
      const w = mix(at.cell * width, long);
      const h = mix(at.cell, STRIP);
      if (share > 0) {
        draw.fillStyle = style.getPropertyValue("--st-background-color") || "#fff";
        draw.globalAlpha = 0.84;
        draw.fillRect(at.left, at.top + whole * at.cell, at.cell * width, at.cell);
        draw.globalAlpha = 1;
      }
      draw.drawImage(this.strip, 0, whole, at.per, 1, x, y, w, h);
      draw.strokeStyle = accent;
      draw.lineWidth = 2;
      draw.strokeRect(x - 1, y - 1, w + 2, h + 2);
      draw.setLineDash([3, 4]);
      draw.lineWidth = 1;
      draw.globalAlpha = 0.8;
      draw.beginPath();
      draw.moveTo(at.left, at.top + (whole + 1) * at.cell);
      draw.lineTo(whole * long, at.strip);
      draw.moveTo(at.left + at.cell * width, at.top + (whole + 1) * at.cell);
      draw.lineTo((whole + 1) * long, at.strip);
      draw.stroke();
      draw.setLineDash([]);
      draw.globalAlpha = 1;
    }
    this.scale(draw, at, color, long);
    this.bars(draw, at, Math.min(whole, height), color);
    this.mark(draw, at, accent);
    this.say(done);
  }

  scale(draw, at, color, long) {
    const { height } = this.data;
    draw.fillStyle = color;
    draw.font = "11px system-ui, sans-serif";
    draw.textBaseline = "top";
    const every = Math.ceil(44 / long);
    for (let row = 0; row <= height; row += 1) {
      const x = Math.min(row * long, at.wide - 0.5);
      draw.globalAlpha = 0.4;
      draw.fillRect(x, at.strip + STRIP + 1, 1, row % every ? 3 : 6);
      const last = row === height;
      if (!last && (row % every || height - row < every)) continue;
      draw.globalAlpha = 0.85;
      draw.textAlign = row === 0 ? "left" : last ? "right" : "center";
      draw.fillText(String(last ? row * at.per - 1 : row * at.per), x, at.strip + STRIP + 6);
    }
    draw.globalAlpha = 1;
  }

  bars(draw, at, rows, color) {
    const top = at.strip + STRIP + 20;
    const span = this.high - this.low || 1;
    const zero = top + (this.high / span) * BARS;
    draw.fillStyle = color;
    draw.globalAlpha = 0.25;
    draw.fillRect(0, zero, at.wide, 1);
    draw.globalAlpha = 0.75;
    draw.fillStyle = this.data.bar;
    for (let place = 0; place < rows * at.per; place += 1) {
      const tall = (this.numbers[place] / span) * BARS;
      draw.fillRect(place * at.each, Math.min(zero, zero - tall), Math.max(at.each * 0.85, 0.6), Math.abs(tall));
    }
    draw.globalAlpha = 1;
  }

  mark(draw, at, accent) {
    if (this.pointed === null) return;
    const { width, channels } = this.data;
    const pixel = Math.floor(this.pointed / channels);
    const x = at.left + (pixel % width) * at.cell;
    const y = at.top + Math.floor(pixel / width) * at.cell;
    const to = (this.pointed + 0.5) * at.each;
    draw.strokeStyle = accent;
    draw.lineWidth = 2;
    draw.strokeRect(x, y, at.cell, at.cell);
    draw.beginPath();
    draw.moveTo(x + at.cell / 2, y + at.cell);
    draw.lineTo(to, at.strip);
    draw.lineTo(to, at.strip + STRIP);
    draw.stroke();
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".unrolling");
  root.unrolling ??= new Unrolling(root);
  root.unrolling.show(data);
  return () => {
    root.unrolling?.close();
    root.unrolling = null;
  };
}
