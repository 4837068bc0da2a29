// The samples on the plane, drawn once: training points as discs, validation points as hollow diamonds.

/**
 * Draw points on a plane of `size` pixels at (left, top). `colorOf(label)` gives the colour of a sample.
 * @param {CanvasRenderingContext2D} context @param {Drawn | undefined} points @param {Drawn | undefined} labels
 * @param {"disc" | "diamond"} shape @param {Square & { domain: Domain }} place
 * @param {(label: number) => string} colorOf @param {string} outline @param {string} halo
 */
export function drawPoints(context, points, labels, shape, { domain, left, top, size }, colorOf, outline, halo) {
  if (!points || !labels) return;
  const [low, high] = domain;
  const step = size / (high - low);
  const count = labels.data.length;
  const radius = Math.max(2.2, Math.min(4, size / 90) * (count > 700 ? 0.8 : count < 150 ? 1.35 : 1));
  context.save();
  context.beginPath();
  context.rect(left, top, size, size);
  context.clip();
  for (let index = 0; index < count; index += 1) {
    const x = left + (points.data[2 * index] - low) * step;
    const y = top + (high - points.data[2 * index + 1]) * step;
    context.beginPath();
    if (shape === "disc") {
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fillStyle = colorOf(labels.data[index]);
      context.fill();
      context.lineWidth = 1;
      context.strokeStyle = outline;
      context.stroke();
    } else {
      diamond(context, x, y, radius + 1);
      context.lineWidth = 3;
      context.strokeStyle = halo;
      context.stroke();
      context.lineWidth = 1.5;
      context.strokeStyle = colorOf(labels.data[index]);
      context.stroke();
    }
  }
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} radius */
export function diamond(context, x, y, radius) {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}

/** The largest absolute value of an array; at least 1e-6. @param {NamedArray} [array] */
export function reach(array) {
  let found = 1e-6;
  if (array) for (const value of array.data) found = Math.max(found, Math.abs(value));
  return found;
}
