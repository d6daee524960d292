/**
 * Shapes while they are drawn, in screen px over everything else: a translucent inside and a line that is
 * dark and light in turn, so that it shows on any picture.
 *
 * @typedef {import("../core/geometry.js").Point} Point
 * @typedef {import("../core/ops.js").BoxOp} BoxOp
 * @typedef {import("../core/ops.js").PolygonOp} PolygonOp
 * @typedef {import("../core/viewport.js").Viewport} Viewport
 */
import { toPx } from "../core/geometry.js";
import { images } from "../core/mirror.js";
import { HANDLES, handlePoint } from "../core/tools/adjust.js";
import { toScreen } from "../core/viewport.js";

const DASH = [5, 5];

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Viewport} view
 * @param {BoxOp | PolygonOp} op
 * @param {{colour: string, opacity: number, dots: boolean}} style `dots` marks a polygon's corners, a box's handles
 */
export function drawShape(canvas, view, op, { colour, opacity, dots }) {
  const context = canvas.getContext("2d");
  if (!context) return;
  const width = Math.ceil(view.width * view.dpr);
  const height = Math.ceil(view.height * view.dpr);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  canvas.style.width = `${width / view.dpr}px`;
  canvas.style.height = `${height / view.dpr}px`;
  canvas.hidden = false;
  context.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  const path = new Path2D();
  for (const image of images(op))
    path.addPath(image.type === "polygon" ? polygonPath(view, image) : boxPath(view, image));
  if (opacity > 0)
    fillInside(
      context,
      view,
      path,
      op.mode === "erase" ? "#fff" : colour,
      op.mode === "erase" ? 0.25 : opacity,
    );
  drawDashed(context, path);
  if (!dots) return;
  const points = op.type === "polygon" ? cornersOf(op) : HANDLES.map((handle) => handlePoint(op, handle));
  for (const [i, point] of points.entries()) drawDot(context, toScreen(view, point.x, point.y), i === 0);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {Path2D} path
 * @param {string} colour
 * @param {number} opacity
 */
function fillInside(context, view, path, colour, opacity) {
  context.save();
  context.beginPath();
  context.rect(view.x, view.y, view.pictureWidth * view.scale, view.pictureHeight * view.scale);
  context.clip();
  context.globalAlpha = opacity;
  context.fillStyle = colour;
  context.fill(path);
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Path2D} path */
function drawDashed(context, path) {
  context.lineWidth = 1.5;
  context.setLineDash([]);
  context.strokeStyle = "#111";
  context.stroke(path);
  context.setLineDash(DASH);
  context.strokeStyle = "#fff";
  context.stroke(path);
  context.setLineDash([]);
}

/** @param {Viewport} view @param {BoxOp} op */
function boxPath(view, op) {
  const path = new Path2D();
  const a = toScreen(view, toPx(Math.min(op.x0, op.x1)), toPx(Math.min(op.y0, op.y1)));
  const b = toScreen(view, toPx(Math.max(op.x0, op.x1)), toPx(Math.max(op.y0, op.y1)));
  const [width, height] = [b.x - a.x, b.y - a.y];
  if (op.type === "rectangle") path.rect(a.x, a.y, width, height);
  else path.ellipse(a.x + width / 2, a.y + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  return path;
}

/** @param {Viewport} view @param {PolygonOp} op */
function polygonPath(view, { points }) {
  const path = new Path2D();
  for (let i = 0; i < points.length; i += 2) {
    const { x, y } = toScreen(view, toPx(points[i]), toPx(points[i + 1]));
    path.lineTo(x, y);
  }
  path.closePath();
  return path;
}

/** @param {PolygonOp} op @returns {Point[]} px; without the one that follows the hand */
function cornersOf({ points }) {
  const corners = [];
  for (let i = 0; i + 2 < points.length; i += 2) corners.push({ x: toPx(points[i]), y: toPx(points[i + 1]) });
  return corners;
}

/** @param {CanvasRenderingContext2D} context @param {Point} at CSS px @param {boolean} isFirst */
function drawDot(context, at, isFirst) {
  context.beginPath();
  context.arc(at.x, at.y, isFirst ? 5 : 4, 0, 2 * Math.PI);
  context.fillStyle = "#fff";
  context.strokeStyle = "#111";
  context.fill();
  context.stroke();
}
