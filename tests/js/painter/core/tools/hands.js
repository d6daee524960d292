/**
 * Hands for the tools' tests.
 *
 * @typedef {import("../../../../../static/js/painter/core/tools/index.js").Hand} Hand
 * @typedef {import("../../../../../static/js/painter/core/tools/index.js").ToolContext} ToolContext
 * @typedef {import("../../../../../static/js/painter/core/tools/index.js").ToolName} ToolName
 * @typedef {import("../../../../../static/js/painter/core/tools/index.js").Gesture} Gesture
 * @typedef {import("../../../../../static/js/painter/core/ops.js").Op} Op
 */
import { endGesture, moveGesture, startGesture } from "../../../../../static/js/painter/core/tools/index.js";

export const WIDTH = 200;
export const HEIGHT = 100;

/** @type {readonly ToolName[]} */
export const TOOLS = ["brush", "rectangle", "ellipse", "lasso", "polygon", "fill"];

/** @param {number} x @param {number} y @param {Partial<Hand>} [held] @returns {Hand} */
export function hand(x, y, held = {}) {
  return { x, y, pressure: null, shift: false, alt: false, space: false, ...held };
}

/** @param {Partial<ToolContext>} [changes] @returns {ToolContext} */
export function context(changes = {}) {
  return {
    mode: "paint",
    size: 10,
    scale: 1,
    width: WIDTH,
    height: HEIGHT,
    lastPoint: null,
    mirror: null,
    ...changes,
  };
}

/**
 * A whole gesture: down at the first hand, over the others, up.
 *
 * @param {ToolName} tool @param {Hand[]} hands @param {Partial<ToolContext>} [changes]
 * @returns {Op | null}
 */
export function drag(tool, hands, changes) {
  const [first, ...others] = hands;
  const gesture = startGesture(tool, context(changes), first);
  for (const each of others) moveGesture(gesture, each);
  return endGesture(gesture);
}
