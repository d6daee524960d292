/**
 * The acts of painting, and how each changes the raster. An op is one gesture, one undo step, one journal
 * line.
 *
 * @typedef {"paint" | "erase"} Mode
 *
 * @typedef {object} StrokeOp a round brush led along a line; one point is a dot
 * @property {"stroke"} type
 * @property {Mode} mode
 * @property {number} size diameter, units
 * @property {number[]} points x, y, x, y, ... units
 * @property {number[]} [sizes] the diameter at each point, where a pen's pressure changed it
 * @property {Mirror} [mirror]
 *
 * @typedef {object} BoxOp
 * @property {"rectangle" | "ellipse"} type
 * @property {Mode} mode
 * @property {number} x0 units; corners in any order
 * @property {number} y0
 * @property {number} x1
 * @property {number} y1
 * @property {Mirror} [mirror]
 *
 * @typedef {object} PolygonOp a lasso's or a polygon's outline, closed by itself
 * @property {"polygon"} type
 * @property {Mode} mode
 * @property {number[]} points x, y, x, y, ... units
 * @property {Mirror} [mirror]
 *
 * @typedef {object} FillOp the area around a point up to painted (or unpainted) pixels
 * @property {"fill"} type
 * @property {Mode} mode
 * @property {number} x whole px
 * @property {number} y whole px
 * @property {Mirror} [mirror]
 *
 * @typedef {object} StampOp pixels made elsewhere (a wand's selection, an earlier mask), as coded words of a whole raster
 * @property {"stamp"} type
 * @property {Mode | "replace"} mode
 * @property {Uint32Array} code
 *
 * @typedef {object} WholeOp
 * @property {"invert" | "clear" | "all"} type
 *
 * @typedef {object} HolesOp what is not masked and does not reach the picture's edge is
 * @property {"fill-holes"} type
 * @property {number} [area] px; only smaller holes
 *
 * @typedef {object} SpecksOp islands smaller than `area` go
 * @property {"drop-specks"} type
 * @property {number} area px
 *
 * @typedef {object} RadiusOp
 * @property {"grow" | "smooth"} type
 * @property {number} radius whole px; `grow` shrinks where it is negative
 *
 * @typedef {StrokeOp | BoxOp | PolygonOp | FillOp | StampOp | WholeOp | HolesOp | SpecksOp | RadiusOp} Op
 *
 * @typedef {import("./raster.js").Raster} Raster
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./mirror.js").Mirror} Mirror
 */
import { boxAround, intersection, toPx, union } from "./geometry.js";
import { canMirror, images } from "./mirror.js";
import { floodFill } from "./regions.js";
import { dropSpecks, fillHoles, grow, smooth } from "./morphology.js";
import { eachChange } from "./patches.js";
import { clearBeyondWidth, fillAll, invert, wholeBox } from "./raster.js";
import { fillCapsule, fillEllipse, fillPolygon, fillRectangle } from "./shapes.js";

/** Half a pixel's diagonal: a smaller disc could fall between the centres and leave no mark. */
const LEAST_RADIUS_PX = Math.SQRT1_2 + 1e-6;

/** @param {number} size units @returns {number} px */
function radius(size) {
  return Math.max(LEAST_RADIUS_PX, toPx(size) / 2);
}

/** @param {StrokeOp} op @returns {number} units */
function largest(op) {
  return (op.sizes ?? []).reduce((most, size) => Math.max(most, size), op.size);
}

/** @param {Raster} raster @param {Op} op */
export function applyOp(raster, op) {
  if (canMirror(op)) for (const image of images(op)) apply(raster, image);
  else apply(raster, op);
}

/** Without its mirror. @param {Raster} raster @param {Op} op */
function apply(raster, op) {
  switch (op.type) {
    case "stroke":
      return applyStroke(raster, op);
    case "rectangle":
      return fillRectangle(raster, toPx(op.x0), toPx(op.y0), toPx(op.x1), toPx(op.y1), op.mode === "paint");
    case "ellipse":
      return fillEllipse(raster, toPx(op.x0), toPx(op.y0), toPx(op.x1), toPx(op.y1), op.mode === "paint");
    case "polygon":
      return fillPolygon(raster, op.points.map(toPx), "nonzero", op.mode === "paint");
    case "fill":
      return floodFill(raster, op.x, op.y, op.mode === "paint");
    case "stamp":
      return applyStamp(raster, op);
    case "invert":
      return invert(raster);
    case "clear":
    case "all":
      return fillAll(raster, op.type === "all");
    case "fill-holes":
      return fillHoles(raster, op.area);
    case "drop-specks":
      return dropSpecks(raster, op.area);
    case "grow":
      return grow(raster, op.radius);
    case "smooth":
      return smooth(raster, op.radius);
  }
}

/**
 * Where an op can change pixels, within the raster. Whole-picture ops and fills may change any.
 *
 * @param {Raster} raster
 * @param {Op} op
 * @returns {Box}
 */
export function opBox(raster, op) {
  const whole = wholeBox(raster);
  if (!canMirror(op) || op.type === "fill") return whole;
  return images(op)
    .map((image) => intersection(whole, imageBox(image)))
    .reduce(union);
}

/** @param {StrokeOp | PolygonOp | BoxOp} op @returns {Box} without its mirror */
function imageBox(op) {
  switch (op.type) {
    case "stroke":
      return boxAround(op.points, radius(largest(op)) + 1);
    case "polygon":
      return boxAround(op.points, 1);
    default:
      return boxAround([op.x0, op.y0, op.x1, op.y1], 1);
  }
}

/** @param {Raster} raster @param {StrokeOp} op */
function applyStroke(raster, { points, size, sizes, mode }) {
  const isPaint = mode === "paint";
  const last = points.length - 2;
  for (let i = 0; i < Math.max(last, 1); i += 2) {
    const next = Math.min(i + 2, last);
    fillCapsule(
      raster,
      toPx(points[i]),
      toPx(points[i + 1]),
      radius(sizes ? sizes[i >> 1] : size),
      toPx(points[next]),
      toPx(points[next + 1]),
      radius(sizes ? sizes[next >> 1] : size),
      isPaint,
    );
  }
}

/** @param {Raster} raster @param {StampOp} op */
function applyStamp(raster, op) {
  const { words } = raster;
  if (op.mode === "replace") words.fill(0);
  const isErase = op.mode === "erase";
  eachChange(op, (index, word) => {
    words[index] = isErase ? words[index] & ~word : words[index] | word;
  });
  clearBeyondWidth(raster);
}
