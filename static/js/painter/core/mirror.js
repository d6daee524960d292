/**
 * What is painted on both sides of an axis at once: one op, one step.
 *
 * @typedef {object} Mirror at least one axis
 * @property {number} [x] where the upright axis is, units
 * @property {number} [y] where the level axis is, units
 *
 * @typedef {import("./ops.js").StrokeOp | import("./ops.js").BoxOp | import("./ops.js").PolygonOp
 *   | import("./ops.js").FillOp} MirrorOp
 */
import { UNITS_PER_PX } from "./geometry.js";

/** @param {import("./ops.js").Op} op @returns {op is MirrorOp} whether ops of this kind can have a mirror */
export function canMirror(op) {
  return ["stroke", "rectangle", "ellipse", "polygon", "fill"].includes(op.type);
}

/**
 * The op itself and what its mirror shows of it: one image for one axis, three for two.
 *
 * @template {MirrorOp} Each
 * @param {Each} op
 * @returns {Each[]}
 */
export function images(op) {
  const { x, y } = op.mirror ?? {};
  let all = [op];
  if (x !== undefined) all = [...all, ...all.map((each) => reflected(each, 0, x))];
  if (y !== undefined) all = [...all, ...all.map((each) => reflected(each, 1, y))];
  return all;
}

/**
 * @template {MirrorOp} Each
 * @param {Each} op
 * @param {0 | 1} direction 0 left and right, 1 up and down
 * @param {number} at units
 * @returns {Each}
 */
function reflected(op, direction, at) {
  if ("points" in op) {
    return { ...op, points: op.points.map((value, i) => (i % 2 === direction ? 2 * at - value : value)) };
  }
  if (op.type === "fill") {
    return direction === 0 ? { ...op, x: reflectedPx(op.x, at) } : { ...op, y: reflectedPx(op.y, at) };
  }
  return direction === 0
    ? { ...op, x0: 2 * at - op.x0, x1: 2 * at - op.x1 }
    : { ...op, y0: 2 * at - op.y0, y1: 2 * at - op.y1 };
}

/**
 * The pixel that lies where the middle of another is seen.
 *
 * @param {number} px whole
 * @param {number} at of the axis, units
 */
export function reflectedPx(px, at) {
  return Math.round((2 * at) / UNITS_PER_PX) - 1 - px;
}
