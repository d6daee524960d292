/**
 * The mask as it is seen: one canvas of the screen's resolution over the visible part of the picture. At rest
 * it holds what the engine rendered; while a stroke is drawn, its new segments go on top.
 *
 * The canvas is opaque where the mask is and the element itself is translucent, so that strokes may overlap.
 *
 * @typedef {import("../core/host.js").PixelsReply} PixelsReply
 * @typedef {import("../core/ops.js").StrokeOp} StrokeOp
 * @typedef {import("../core/render.js").Frame} Frame
 * @typedef {import("../core/viewport.js").Viewport} Viewport
 *
 * @typedef {object} MaskLayer
 * @property {HTMLCanvasElement} canvas
 * @property {CanvasRenderingContext2D} context
 * @property {Frame | null} frame what the canvas shows now
 * @property {number} frameId
 * @property {string} colour
 * @property {number} drawn points of the live stroke that are on the canvas
 * @property {CanvasPattern | null} stripes that it is painted with, where the mask is hatched
 */
import { toPx } from "../core/geometry.js";

/** @param {HTMLCanvasElement} canvas @param {string} colour @returns {MaskLayer} */
export function createMaskLayer(canvas, colour) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw: its canvas is switched off.");
  return { canvas, context, frame: null, frameId: 0, colour, drawn: 0, stripes: null };
}

/**
 * The visible part of the picture in device px.
 *
 * @param {Viewport} view
 * @returns {Frame | null} null where nothing of it is in view
 */
export function visibleFrame(view) {
  const { dpr } = view;
  const scale = view.scale * dpr;
  const x = Math.round(view.x * dpr);
  const y = Math.round(view.y * dpr);
  const left = Math.max(0, -x);
  const top = Math.max(0, -y);
  const width = Math.min(Math.ceil(view.pictureWidth * scale), Math.ceil(view.width * dpr) - x) - left;
  const height = Math.min(Math.ceil(view.pictureHeight * scale), Math.ceil(view.height * dpr) - y) - top;
  return width > 0 && height > 0 ? { scale, left, top, width, height } : null;
}

/**
 * Puts the canvas where its frame is in the present view, scaled while a sharper one is on its way.
 *
 * @param {MaskLayer} layer
 * @param {Viewport} view
 */
export function placeMask({ canvas, frame }, view) {
  if (!frame) return;
  const zoom = view.scale / frame.scale;
  const x = view.x + frame.left * zoom;
  const y = view.y + frame.top * zoom;
  canvas.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
}

/**
 * @param {MaskLayer} layer
 * @param {PixelsReply} reply
 * @param {Viewport} view
 * @returns {boolean} false for what is out of date
 */
export function putPixels(layer, reply, view) {
  const { canvas, context } = layer;
  const { frame, box, pixels } = reply;
  if (reply.isWhole) {
    if (canvas.width !== frame.width || canvas.height !== frame.height) {
      canvas.width = frame.width;
      canvas.height = frame.height;
    }
    layer.frame = frame;
    layer.frameId = reply.frameId;
    placeMask(layer, view);
  } else if (reply.frameId !== layer.frameId) return false;
  const image = new ImageData(
    /** @type {Uint8ClampedArray<ArrayBuffer>} */ (pixels),
    box.x1 - box.x0,
    box.y1 - box.y0,
  );
  context.putImageData(image, box.x0, box.y0);
  return true;
}

/**
 * Makes ready for a stroke: from now on `drawStroke` adds what is new of it.
 *
 * @param {MaskLayer} layer
 * @param {StrokeOp} op
 * @param {number} hatch width of the mask's stripes, device px; 0 for an even colour
 */
export function beginStroke(layer, op, hatch) {
  const { context, frame } = layer;
  layer.drawn = 0;
  layer.stripes = null;
  if (!frame) return;
  context.setTransform(frame.scale, 0, 0, frame.scale, -frame.left, -frame.top);
  context.globalCompositeOperation = op.mode === "erase" ? "destination-out" : "source-over";
  // A line that is thinner than the stripes would be seen in pieces.
  const isWide = toPx(op.size) * frame.scale >= 4 * hatch;
  if (hatch && isWide && op.mode === "paint") layer.stripes = stripes(context, layer.colour, hatch);
  layer.stripes?.setTransform(new DOMMatrix().scale(1 / frame.scale));
  context.strokeStyle = context.fillStyle = layer.stripes ?? layer.colour;
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = toPx(op.size);
}

/**
 * The stripes of the mask at rest, where it will have them. What is between them is left out: it would grow darker
 * wherever a stroke's segments overlap.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 * @param {number} width device px
 */
function stripes(context, colour, width) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 2 * width;
  const pen = tile.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = colour;
  for (let y = 0; y < 2 * width; y++) {
    pen.fillRect(-y, y, width, 1);
    pen.fillRect(2 * width - y, y, width, 1);
  }
  return context.createPattern(tile, "repeat");
}

/** @param {MaskLayer} layer @param {StrokeOp} op */
export function drawStroke(layer, op) {
  const { context, drawn, frame } = layer;
  const count = op.points.length / 2;
  if (!frame || drawn === count) return;
  if (op.mirror) drawImages(layer, frame, op, drawn);
  else drawSegments(context, op, drawn);
  layer.drawn = count;
}

/**
 * What is new of a stroke and of what its mirror shows of it.
 *
 * @param {MaskLayer} layer
 * @param {Frame} frame
 * @param {StrokeOp} op
 * @param {number} drawn points that are on the canvas
 */
function drawImages({ context, stripes: pattern }, { scale, left, top }, op, drawn) {
  const { x, y } = op.mirror ?? {};
  for (const byX of x === undefined ? [1] : [1, -1]) {
    for (const byY of y === undefined ? [1] : [1, -1]) {
      const [dx, dy] = [byX < 0 ? 2 * toPx(x ?? 0) : 0, byY < 0 ? 2 * toPx(y ?? 0) : 0];
      context.setTransform(byX * scale, 0, 0, byY * scale, dx * scale - left, dy * scale - top);
      // The stripes are no image: they lie as everywhere.
      pattern?.setTransform(context.getTransform().inverse().translate(-left, -top));
      drawSegments(context, op, drawn);
    }
  }
}

/** @param {CanvasRenderingContext2D} context @param {StrokeOp} op @param {number} drawn points that are on the canvas */
function drawSegments(context, op, drawn) {
  const { points, sizes } = op;
  const count = points.length / 2;
  if (sizes) {
    for (let i = Math.max(drawn, 1); i < count; i++) drawTapered(context, points, sizes, i);
  } else if (count > 1) {
    let i = Math.max(drawn - 1, 0);
    context.beginPath();
    context.moveTo(toPx(points[2 * i]), toPx(points[2 * i + 1]));
    for (i++; i < count; i++) context.lineTo(toPx(points[2 * i]), toPx(points[2 * i + 1]));
    context.stroke();
  }
  if (drawn === 0) drawDot(context, points, sizes ? sizes[0] : op.size);
}

/**
 * A line from a point to itself paints nothing, so a dot is a disc.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} points
 * @param {number} size
 */
function drawDot(context, points, size) {
  context.beginPath();
  context.arc(toPx(points[0]), toPx(points[1]), toPx(size) / 2, 0, 2 * Math.PI);
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} points
 * @param {number[]} sizes
 * @param {number} i
 */
function drawTapered(context, points, sizes, i) {
  const [xa, ya, xb, yb] = points.slice(2 * i - 2, 2 * i + 2).map(toPx);
  const [ra, rb] = [toPx(sizes[i - 1]) / 2, toPx(sizes[i]) / 2];
  const length = Math.hypot(xb - xa, yb - ya);
  context.beginPath();
  if (length > Math.abs(ra - rb)) {
    const middle = Math.atan2(yb - ya, xb - xa);
    const half = Math.acos((ra - rb) / length);
    context.arc(xa, ya, ra, middle + half, middle - half);
    context.arc(xb, yb, rb, middle - half, middle + half);
  } else {
    const [x, y, r] = ra > rb ? [xa, ya, ra] : [xb, yb, rb];
    context.arc(x, y, r, 0, 2 * Math.PI);
  }
  context.fill();
}
