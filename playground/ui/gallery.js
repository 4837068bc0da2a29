// Pictures by class: a line for each class, its mean picture first. Arrow keys move, a click or Enter chooses.

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function painted(pixels, start, { width, height, channels }) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let place = 0; place < width * height; place += 1) {
    for (let color = 0; color < 3; color += 1) {
      image.data[4 * place + color] = pixels[start + place * channels + (channels === 3 ? color : 0)];
    }
    image.data[4 * place + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function line(group, first, data, choose) {
  const size = data.width * data.height * data.channels;
  const row = document.createElement("div");
  row.className = "row";
  const label = document.createElement("div");
  label.className = "label";
  label.textContent = group.label;
  label.title = group.label;
  const mean = document.createElement("div");
  mean.className = "mean";
  mean.title = data.words.mean;
  mean.setAttribute("role", "img");
  mean.setAttribute("aria-label", `${group.label}: ${data.words.mean}`);
  mean.append(painted(bytes(group.mean), 0, data));
  const pictures = document.createElement("div");
  pictures.className = "pictures";
  const pixels = bytes(group.pictures);
  for (let index = 0; index * size < pixels.length; index += 1) {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.setAttribute("aria-label", `${group.label} ${index + 1}`);
    button.setAttribute("aria-pressed", "false");
    button.dataset.place = first + index;
    button.append(painted(pixels, index * size, data));
    button.onclick = () => choose(first + index);
    pictures.append(button);
  }
  row.append(label, mean, pictures);
  return row;
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".gallery");
  const print = JSON.stringify([data.groups, data.words]);
  const mark = (place) => {
    for (const button of root.querySelectorAll("button")) {
      const on = Number(button.dataset.place) === place;
      button.setAttribute("aria-pressed", String(on));
      button.tabIndex = on ? 0 : -1;
    }
  };
  const choose = (place) => {
    mark(place);
    setStateValue("chosen", place);
  };
  if (root.print !== print) {
    root.print = print;
    const head = document.createElement("div");
    head.className = "row head";
    for (const [name, text] of [["label", ""], ["mean", data.words.mean], ["pictures", data.words.pictures]]) {
      const cell = document.createElement("div");
      cell.className = name;
      cell.textContent = text;
      head.append(cell);
    }
    let first = 0;
    const size = data.width * data.height * data.channels;
    const lines = data.groups.map((group) => {
      const made = line(group, first, data, choose);
      first += atob(group.pictures).length / size;
      return made;
    });
    root.style.setProperty("--across", data.across);
    root.replaceChildren(head, ...lines);
    mark(data.chosen);
  }
  root.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const place = Number(event.target.dataset?.place);
    if (!step || Number.isNaN(place)) return;
    const next = root.querySelector(`button[data-place="${place + step}"]`);
    if (!next) return;
    event.preventDefault();
    for (const button of root.querySelectorAll("button")) button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}
