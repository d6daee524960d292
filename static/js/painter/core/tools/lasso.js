/**
 * Lasso: the hand goes around a region; the line closes itself and everything within is taken.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("./index.js").ToolContext} ToolContext
 * @typedef {import("../ops.js").PolygonOp} PolygonOp
 *
 * @typedef {object} LassoGesture
 * @property {"lasso"} tool
 * @property {PolygonOp} op
 */
import { isOnOneLine, toUnits } from "../geometry.js";

/** @param {ToolContext} context @param {Hand} hand @returns {LassoGesture} */
export function start(context, hand) {
  return {
    tool: "lasso",
    op: { type: "polygon", mode: context.mode, points: [toUnits(hand.x), toUnits(hand.y)] },
  };
}

/** @param {LassoGesture} gesture @param {Hand} hand */
export function move({ op: { points } }, hand) {
  const [x, y] = [toUnits(hand.x), toUnits(hand.y)];
  const last = points.length - 2;
  if (points[last] !== x || points[last + 1] !== y) points.push(x, y);
}

/** @param {LassoGesture} gesture @returns {PolygonOp | null} null for a line without an inside */
export function end({ op }) {
  return isOnOneLine(op.points) ? null : op;
}
