/**
 * Brush and eraser: the hand's path as it came, every sample kept.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("./index.js").ToolContext} ToolContext
 * @typedef {import("../ops.js").StrokeOp} StrokeOp
 *
 * @typedef {object} BrushGesture
 * @property {"brush"} tool
 * @property {StrokeOp} op
 */
import { toUnits } from "../geometry.js";

/** A pen that hardly touches still paints this share of the brush. */
const LEAST_SHARE = 0.15;

/** @param {ToolContext} context @param {Hand} hand @returns {BrushGesture} */
export function start(context, hand) {
  /** @type {StrokeOp} */
  const op = { type: "stroke", mode: context.mode, size: Math.max(1, toUnits(context.size)), points: [] };
  if (hand.pressure !== null) op.sizes = [];
  const gesture = /** @type {BrushGesture} */ ({ tool: "brush", op });
  if (hand.shift && context.lastPoint) add(op, context.lastPoint.x, context.lastPoint.y, hand.pressure);
  add(op, hand.x, hand.y, hand.pressure);
  return gesture;
}

/** @param {BrushGesture} gesture @param {Hand} hand */
export function move(gesture, hand) {
  add(gesture.op, hand.x, hand.y, hand.pressure);
}

/** @param {BrushGesture} gesture @returns {StrokeOp} */
export function end(gesture) {
  return gesture.op;
}

/** @param {StrokeOp} op @param {number} x px @param {number} y px @param {number | null} pressure 0 to 1 */
function add(op, x, y, pressure) {
  const { points, sizes } = op;
  const [px, py] = [toUnits(x), toUnits(y)];
  const size = sizes ? Math.max(1, Math.round(op.size * Math.max(LEAST_SHARE, pressure ?? 1))) : op.size;
  const last = points.length - 2;
  if (last >= 0 && points[last] === px && points[last + 1] === py) {
    if (sizes && size > sizes[last / 2]) sizes[last / 2] = size;
    return;
  }
  points.push(px, py);
  sizes?.push(size);
}
