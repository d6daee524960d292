/**
 * Wand: a click takes what looks like the pixel under it; dragging to the right or up takes more, to the left
 * or down less. With Alt it takes what looks alike everywhere, else what hangs together.
 *
 * The pixels are found by the engine; the gesture holds what it asks for and what came.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("./index.js").ToolContext} ToolContext
 * @typedef {import("../ops.js").StampOp} StampOp
 *
 * @typedef {object} WandChoice
 * @property {"wand"} tool
 * @property {import("../ops.js").Mode} mode
 * @property {number} x whole px
 * @property {number} y
 * @property {number} tolerance see core/wand.js
 * @property {boolean} isContiguous
 * @property {import("../mirror.js").Mirror} [mirror] what it shows is taken too
 *
 * @typedef {object} WandGesture
 * @property {"wand"} tool
 * @property {StampOp} op what came last
 * @property {WandChoice} choice
 * @property {{x: number, y: number}} from px, where the hand went down
 * @property {number} scale screen px to a picture px
 * @property {number} wanted counts the choices made; 0 where the hand went down beside the picture
 * @property {number} shown the choice that `op` answers; 0 for none yet
 */
import { clamp } from "../geometry.js";

const FIRST_TOLERANCE = 16;
const TOLERANCE_PER_SCREEN_PX = 0.3;
const MOST_TOLERANCE = 255;

/** @param {ToolContext} context @param {Hand} hand @returns {WandGesture} */
export function start({ mode, scale, width, height }, hand) {
  const [x, y] = [Math.floor(hand.x), Math.floor(hand.y)];
  const isInside = x >= 0 && y >= 0 && x < width && y < height;
  return {
    tool: "wand",
    op: { type: "stamp", mode, code: new Uint32Array(0) },
    choice: { tool: "wand", mode, x, y, tolerance: FIRST_TOLERANCE, isContiguous: !hand.alt },
    from: { x: hand.x, y: hand.y },
    scale,
    wanted: isInside ? 1 : 0,
    shown: 0,
  };
}

/** @param {WandGesture} gesture @param {Hand} hand */
export function move(gesture, hand) {
  const { choice, from, scale } = gesture;
  if (gesture.wanted === 0) return;
  const dragged = (hand.x - from.x - (hand.y - from.y)) * scale;
  const wished = Math.round(FIRST_TOLERANCE + dragged * TOLERANCE_PER_SCREEN_PX);
  const tolerance = clamp(wished, 0, MOST_TOLERANCE);
  if (tolerance === choice.tolerance) return;
  gesture.choice = { ...choice, tolerance };
  gesture.wanted++;
}
