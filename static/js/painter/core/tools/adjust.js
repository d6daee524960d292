/**
 * A rectangle or ellipse after it was drawn: handles at its corners and sides, moved by the hand, the arrow keys or
 * typed numbers. Each change is a new box in place of the old one.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../ops.js").BoxOp} BoxOp
 *
 * @typedef {object} Handle
 * @property {"x0" | "x1" | null} x the side it moves, where it moves one
 * @property {"y0" | "y1" | null} y
 *
 * @typedef {object} AdjustGesture
 * @property {"adjust"} tool
 * @property {BoxOp} op as it is now
 * @property {BoxOp} before
 * @property {BoxOp} shown what the mask shows by now
 * @property {Handle} handle
 *
 * @typedef {{left: number, top: number, width: number, height: number}} Extent whole px
 */
import { distance, toPx, toUnits } from "../geometry.js";

const SIDES_X = /** @type {const} */ (["x0", null, "x1"]);
const SIDES_Y = /** @type {const} */ (["y0", null, "y1"]);

/** The eight handles, corners first. @type {readonly Handle[]} */
export const HANDLES = SIDES_X.flatMap((x) => SIDES_Y.map((y) => ({ x, y })))
  .filter(({ x, y }) => x || y)
  .sort((a, b) => Number(!a.x || !a.y) - Number(!b.x || !b.y));

/** @param {BoxOp} op @param {Handle} handle @returns {Point} px */
export function handlePoint(op, { x, y }) {
  return {
    x: toPx(x ? op[x] : (op.x0 + op.x1) / 2),
    y: toPx(y ? op[y] : (op.y0 + op.y1) / 2),
  };
}

/** @param {BoxOp} op @param {Point} point px @param {number} reach px @returns {Handle | null} the one within reach */
export function handleAt(op, point, reach) {
  return HANDLES.find((handle) => distance(handlePoint(op, handle), point) <= reach) ?? null;
}

/** @param {BoxOp} op @param {Handle} handle @returns {AdjustGesture} */
export function start(op, handle) {
  return { tool: "adjust", op: { ...op }, before: op, shown: op, handle };
}

/** Shift keeps the shape's proportions at a corner. @param {AdjustGesture} gesture @param {Hand} hand */
export function move(gesture, hand) {
  const { op, before, handle } = gesture;
  Object.assign(op, before);
  if (handle.x) op[handle.x] = toUnits(Math.round(hand.x));
  if (handle.y) op[handle.y] = toUnits(Math.round(hand.y));
  if (!hand.shift || !handle.x || !handle.y) return;
  const [fixedX, fixedY] = [before[handle.x === "x0" ? "x1" : "x0"], before[handle.y === "y0" ? "y1" : "y0"]];
  const ratio = (before[handle.y] - fixedY) / (before[handle.x] - fixedX);
  op[handle.y] = toUnits(Math.round(toPx(fixedY + (op[handle.x] - fixedX) * ratio)));
}

/** @param {AdjustGesture} gesture @returns {BoxOp} as it was where nothing would be left of it */
export function end({ op, before }) {
  return op.x0 === op.x1 || op.y0 === op.y1 ? before : op;
}

/** @param {BoxOp} a @param {BoxOp} b */
export function isSameBox(a, b) {
  return a.x0 === b.x0 && a.y0 === b.y0 && a.x1 === b.x1 && a.y1 === b.y1;
}

/** @param {BoxOp} op @param {number} dx px @param {number} dy px @returns {BoxOp} */
export function moved(op, dx, dy) {
  const [ux, uy] = [toUnits(dx), toUnits(dy)];
  return { ...op, x0: op.x0 + ux, x1: op.x1 + ux, y0: op.y0 + uy, y1: op.y1 + uy };
}

/** @param {BoxOp} op @returns {Extent} */
export function extentOf(op) {
  const [left, top] = [toPx(Math.min(op.x0, op.x1)), toPx(Math.min(op.y0, op.y1))];
  return { left, top, width: toPx(Math.abs(op.x1 - op.x0)), height: toPx(Math.abs(op.y1 - op.y0)) };
}

/** @param {BoxOp} op @param {Extent} extent @returns {BoxOp} */
export function withExtent(op, { left, top, width, height }) {
  return {
    ...op,
    x0: toUnits(left),
    y0: toUnits(top),
    x1: toUnits(left + Math.max(1, width)),
    y1: toUnits(top + Math.max(1, height)),
  };
}
