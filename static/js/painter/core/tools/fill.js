/**
 * Fill: a click paints the area around it up to painted strokes, so that a ring becomes a disc. Erasing, it
 * takes the painted area under the click away.
 *
 * @typedef {import("./index.js").Hand} Hand
 * @typedef {import("./index.js").ToolContext} ToolContext
 * @typedef {import("../ops.js").FillOp} FillOp
 *
 * @typedef {object} FillGesture
 * @property {"fill"} tool
 * @property {FillOp} op
 * @property {boolean} isInside the picture
 */

/** @param {ToolContext} context @param {Hand} hand @returns {FillGesture} */
export function start({ mode, width, height }, hand) {
  const [x, y] = [Math.floor(hand.x), Math.floor(hand.y)];
  const isInside = x >= 0 && y >= 0 && x < width && y < height;
  return { tool: "fill", op: { type: "fill", mode, x, y }, isInside };
}

/** The click counts where it began. */
export function move() {}

/** @param {FillGesture} gesture @returns {FillOp | null} */
export function end({ op, isInside }) {
  return isInside ? op : null;
}
