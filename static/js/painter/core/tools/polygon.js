/**
 * Polygon: a corner a click. A click on the first corner or a double-click closes it, Backspace takes the
 * last corner back.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("./index.js").ToolContext} ToolContext
 * @typedef {import("../ops.js").PolygonOp} PolygonOp
 *
 * @typedef {object} PolygonGesture
 * @property {"polygon"} tool
 * @property {PolygonOp} op the corners set, then the one that follows the hand
 * @property {number} reach px within which a click meets a corner
 */
import { distance, isOnOneLine, toPx, toUnits } from "../geometry.js";

/** Clicks this near to a corner mean it, screen px. */
const REACH_SCREEN_PX = 10;

/** @param {ToolContext} context @param {Hand} hand @returns {PolygonGesture} */
export function start(context, hand) {
  const [x, y] = [toUnits(hand.x), toUnits(hand.y)];
  const op = /** @type {PolygonOp} */ ({ type: "polygon", mode: context.mode, points: [x, y, x, y] });
  return { tool: "polygon", op, reach: REACH_SCREEN_PX / context.scale };
}

/** @param {PolygonGesture} gesture @param {Hand} hand */
export function move({ op: { points } }, hand) {
  points[points.length - 2] = toUnits(hand.x);
  points[points.length - 1] = toUnits(hand.y);
}

/**
 * The hand was lifted: a corner is set, or the polygon closed.
 *
 * @param {PolygonGesture} gesture @param {Hand} hand
 * @returns {boolean} true where it is closed
 */
export function release(gesture, hand) {
  const { points } = gesture.op;
  move(gesture, hand);
  const corners = points.length / 2 - 1;
  const meets = (/** @type {number} */ i) =>
    distance({ x: toPx(points[2 * i]), y: toPx(points[2 * i + 1]) }, hand) <= gesture.reach;
  if (corners > 2 && (meets(0) || meets(corners - 1))) return true;
  if (!meets(corners - 1)) points.push(toUnits(hand.x), toUnits(hand.y));
  return false;
}

/** @param {PolygonGesture} gesture @returns {boolean} false where no corner is left */
export function back({ op: { points } }) {
  if (points.length <= 4) return false;
  points.splice(points.length - 4, 2);
  return true;
}

/** @param {PolygonGesture} gesture @returns {PolygonOp | null} null without an inside */
export function end({ op }) {
  const points = op.points.slice(0, -2);
  return isOnOneLine(points) ? null : { ...op, points };
}
