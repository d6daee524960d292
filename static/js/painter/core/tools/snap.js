/**
 * Snap brush: the hand's path takes whole pieces of the picture, whose edges follow what is to be seen.
 *
 * The pieces are found by the engine; the gesture holds the path and what came.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("./index.js").ToolContext} ToolContext
 * @typedef {import("../ops.js").StampOp} StampOp
 *
 * @typedef {object} SnapChoice
 * @property {"snap"} tool
 * @property {import("../ops.js").Mode} mode
 * @property {number} size diameter, units
 * @property {number[]} points x, y, ... units
 * @property {import("../mirror.js").Mirror} [mirror] what it shows is taken too
 *
 * @typedef {object} SnapGesture
 * @property {"snap"} tool
 * @property {StampOp} op what came last
 * @property {SnapChoice} choice
 * @property {number} wanted counts the choices made
 * @property {number} shown the choice that `op` answers; 0 for none yet
 */
import { toUnits } from "../geometry.js";

/** @param {ToolContext} context @param {Hand} hand @returns {SnapGesture} */
export function start({ mode, size }, hand) {
  return {
    tool: "snap",
    op: { type: "stamp", mode, code: new Uint32Array(0) },
    choice: { tool: "snap", mode, size: toUnits(size), points: [toUnits(hand.x), toUnits(hand.y)] },
    wanted: 1,
    shown: 0,
  };
}

/** @param {SnapGesture} gesture @param {Hand} hand */
export function move(gesture, hand) {
  const { points } = gesture.choice;
  const [x, y] = [toUnits(hand.x), toUnits(hand.y)];
  if (points[points.length - 2] === x && points[points.length - 1] === y) return;
  points.push(x, y);
  gesture.wanted++;
}
