/**
 * Points, boxes and the fixed-point unit that every op is stored in.
 *
 * Ops hold whole sixteenths of a picture pixel: integers read the same in JSON, in a worker and in any
 * engine, and a sixteenth is finer than any pointer.
 *
 * @typedef {{x: number, y: number}} Point picture px
 * @typedef {{x0: number, y0: number, x1: number, y1: number}} Box whole px; x1 and y1 are not included
 */

export const UNITS_PER_PX = 16;

/** @param {number} px @returns {number} whole sixteenths */
export function toUnits(px) {
  return Math.round(px * UNITS_PER_PX);
}

/** @param {number} units @returns {number} px */
export function toPx(units) {
  return units / UNITS_PER_PX;
}

/** @param {number} value @param {number} least @param {number} most */
export function clamp(value, least, most) {
  return value < least ? least : value > most ? most : value;
}

/** @param {Point} a @param {Point} b */
export function distance(a, b) {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  return Math.sqrt(dx * dx + dy * dy);
}

/**
 * @param {ArrayLike<number>} points flat whole units (x, y, x, y, ...)
 * @returns {boolean} true where they enclose nothing
 */
export function isOnOneLine(points) {
  let [dx, dy] = [0, 0];
  for (let i = 2; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] - points[0], points[i + 1] - points[1]];
    if (dx === 0 && dy === 0) [dx, dy] = [x, y];
    else if (dx * y !== dy * x) return false;
  }
  return true;
}

/** @param {Box} box */
export function isEmptyBox(box) {
  return box.x1 <= box.x0 || box.y1 <= box.y0;
}

/** @param {Box} a @param {Box} b @returns {Box} what both share; empty where they do not meet */
export function intersection(a, b) {
  return {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  };
}

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {Box} the smallest box around both; an empty one counts for nothing
 */
export function union(a, b) {
  if (isEmptyBox(a)) return b;
  if (isEmptyBox(b)) return a;
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}

/**
 * The whole pixels whose centres can lie within `reach` px of flat units (x, y, x, y, ...).
 *
 * @param {ArrayLike<number>} points units
 * @param {number} reach px
 * @returns {Box}
 */
export function boxAround(points, reach) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    x0 = Math.min(x0, points[i]);
    x1 = Math.max(x1, points[i]);
    y0 = Math.min(y0, points[i + 1]);
    y1 = Math.max(y1, points[i + 1]);
  }
  if (x1 < x0) return { x0: 0, y0: 0, x1: 0, y1: 0 };
  return {
    x0: Math.floor(toPx(x0) - reach),
    y0: Math.floor(toPx(y0) - reach),
    x1: Math.ceil(toPx(x1) + reach),
    y1: Math.ceil(toPx(y1) + reach),
  };
}
