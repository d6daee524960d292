/**
 * Rectangle and ellipse: from corner to corner on whole pixels. Shift makes it as wide as high, Alt draws
 * from the middle, Space moves it while it is drawn.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("./index.js").ToolContext} ToolContext
 * @typedef {import("../ops.js").BoxOp} BoxOp
 * @typedef {import("../geometry.js").Point} Point
 *
 * @typedef {object} BoxGesture
 * @property {"rectangle" | "ellipse"} tool
 * @property {BoxOp} op
 * @property {Point} anchor px, where the hand went down
 * @property {Point} last px, where it was last
 */
import { toPx, toUnits } from "../geometry.js";

/**
 * @param {"rectangle" | "ellipse"} tool
 * @param {ToolContext} context
 * @param {Hand} hand
 * @returns {BoxGesture}
 */
export function start(tool, context, hand) {
  const anchor = { x: Math.round(hand.x), y: Math.round(hand.y) };
  const op = { type: tool, mode: context.mode, x0: 0, y0: 0, x1: 0, y1: 0 };
  const gesture = { tool, op, anchor, last: { x: hand.x, y: hand.y } };
  move(gesture, hand);
  return gesture;
}

/** @param {BoxGesture} gesture @param {Hand} hand */
export function move(gesture, hand) {
  const { anchor, last, op } = gesture;
  if (hand.space) {
    anchor.x += Math.round(hand.x) - Math.round(last.x);
    anchor.y += Math.round(hand.y) - Math.round(last.y);
  }
  gesture.last = { x: hand.x, y: hand.y };
  let dx = Math.round(hand.x) - anchor.x;
  let dy = Math.round(hand.y) - anchor.y;
  if (hand.shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = dx < 0 ? -side : side;
    dy = dy < 0 ? -side : side;
  }
  op.x0 = toUnits(hand.alt ? anchor.x - dx : anchor.x);
  op.y0 = toUnits(hand.alt ? anchor.y - dy : anchor.y);
  op.x1 = toUnits(anchor.x + dx);
  op.y1 = toUnits(anchor.y + dy);
}

/**
 * @param {BoxGesture} gesture
 * @returns {BoxOp | null} null for a box without an inside, as a mere click makes
 */
export function end({ op }) {
  return toPx(op.x1 - op.x0) && toPx(op.y1 - op.y0) ? op : null;
}
