// A canvas as sharp as the screen.

/** What draws on a canvas; every browser has it. @param {HTMLCanvasElement} canvas */
export function contextOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/**
 * Keep a canvas as sharp as the screen; true when its size changed.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function fitCanvas(canvas, width, height) {
  const scale = Math.min(window.devicePixelRatio || 1, 2);
  const w = Math.max(1, Math.round(width * scale));
  const hgt = Math.max(1, Math.round(height * scale));
  if (canvas.width === w && canvas.height === hgt) return false;
  canvas.width = w;
  canvas.height = hgt;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return true;
}

/** The scale that `fitCanvas` gave: device pixels for one CSS pixel. */
export function canvasScale() {
  return Math.min(window.devicePixelRatio || 1, 2);
}

/**
 * Make a canvas so large and empty. → its context, in CSS pixels.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function emptied(canvas, width, height) {
  fitCanvas(canvas, width, height);
  const context = contextOf(canvas);
  const scale = canvasScale();
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
