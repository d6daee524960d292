/**
 * Shapes as text: numbers in picture pixels, or in percent of the picture's side.
 *
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./ops.js").Mode} Mode
 * @typedef {{width: number, height: number}} Size px
 */
import { isOnOneLine, toUnits } from "./geometry.js";

const MOST_PX = 100_000;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** What was typed cannot be a shape; the message is a sentence for the person. */
export class ShapeError extends Error {}

/**
 * @param {"rectangle" | "ellipse"} type
 * @param {Mode} mode
 * @param {{left: string, top: string, width: string, height: string}} typed
 * @param {Size} size of the picture
 * @returns {Op}
 * @throws {ShapeError}
 */
export function boxFrom(type, mode, typed, size) {
  const left = readLength(typed.left, size.width, "left");
  const top = readLength(typed.top, size.height, "top");
  const width = readLength(typed.width, size.width, "width");
  const height = readLength(typed.height, size.height, "height");
  if (width <= 0 || height <= 0) throw new ShapeError("Width and height must be more than 0.");
  const [x0, y0, x1, y1] = [left, top, left + width, top + height].map(toUnits);
  return { type, mode, x0, y0, x1, y1 };
}

/**
 * @param {Mode} mode
 * @param {string} text corners, such as "10,20 300,20 150,400" or "10% 10%, 90% 10%, 50% 90%"
 * @param {Size} size of the picture
 * @returns {Op}
 * @throws {ShapeError}
 */
export function polygonFrom(mode, text, size) {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  if (words.length % 2) throw new ShapeError("Each corner needs two numbers: one value is left over.");
  if (words.length < 6) throw new ShapeError("A polygon needs at least three corners.");
  const points = words.map((word, i) =>
    toUnits(readLength(word, i % 2 ? size.height : size.width, `corner ${(i >> 1) + 1}`)),
  );
  if (isOnOneLine(points)) throw new ShapeError("These corners lie on one line and enclose nothing.");
  return { type: "polygon", mode, points };
}

/**
 * @param {string} text
 * @param {number} whole px that 100 % are
 * @param {string} name of the value
 * @returns {number} px
 */
function readLength(text, whole, name) {
  const trimmed = text.trim();
  const isPercent = trimmed.endsWith("%");
  const digits = trimmed.replace(/\s*(%|px)$/, "");
  const value = NUMBER.test(digits) ? Number(digits) * (isPercent ? whole / 100 : 1) : NaN;
  if (!(Math.abs(value) <= MOST_PX)) {
    throw new ShapeError(`“${trimmed}” is no number of px or percent (${name}).`);
  }
  return value;
}
