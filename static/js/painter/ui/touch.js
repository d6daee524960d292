/**
 * Fingers together: the picture follows two of them, and a short tap of several is told from that.
 *
 * @typedef {import("../core/geometry.js").Point} Point
 * @typedef {import("../core/viewport.js").Viewport} Viewport
 *
 * @typedef {object} Touches
 * @property {Map<number, Point>} points CSS px from the surface's corner, by pointer
 * @property {number} most fingers down at once since the first came down
 * @property {number} since ms
 * @property {number} travelled CSS px by all fingers
 * @property {{point: Point, ratio: number} | null} grip what two fingers hold: the point of the picture in
 *   their middle, and the
 *   scale to a px between them
 */
import { distance } from "../core/geometry.js";
import { toPicture, zoomOn } from "../core/viewport.js";

const TAP_MS = 300;
const TAP_TRAVEL = 16;

/** @returns {Touches} */
export function createTouches() {
  return { points: new Map(), most: 0, since: 0, travelled: 0, grip: null };
}

/** @param {Touches} touches @param {number} id @param {Point} at @param {number} now ms */
export function takeTouch(touches, id, at, now) {
  if (touches.points.size === 0) Object.assign(touches, { most: 0, since: now, travelled: 0 });
  touches.points.set(id, at);
  touches.grip = null;
  touches.most = Math.max(touches.most, touches.points.size);
}

/**
 * @param {Touches} touches
 * @param {number} id
 * @param {Point} at
 * @param {Viewport | null} view
 * @returns {Viewport | null} the view that keeps the picture under both fingers; null where there are not two
 */
export function moveTouch(touches, id, at, view) {
  const before = touches.points.get(id);
  if (!before) return null;
  touches.travelled += distance(before, at);
  touches.points.set(id, at);
  if (touches.points.size !== 2 || !view) return null;
  const [other] = [...touches.points].filter(([key]) => key !== id).map(([, point]) => point);
  touches.grip ??= grip(before, other, view);
  const { x, y } = middle(at, other);
  return zoomOn(view, touches.grip.ratio * distance(at, other), touches.grip.point, x, y);
}

/**
 * @param {Touches} touches
 * @param {number} id
 * @param {number} now ms
 * @returns {number} how many fingers tapped, when the last of a short tap is lifted; else 0
 */
export function dropTouch(touches, id, now) {
  touches.grip = null;
  if (!touches.points.delete(id) || touches.points.size > 0) return 0;
  const isTap = now - touches.since < TAP_MS && touches.travelled < TAP_TRAVEL;
  return isTap ? touches.most : 0;
}

/** @param {Point} a @param {Point} b @param {Viewport} view */
function grip(a, b, view) {
  const { x, y } = middle(a, b);
  return { point: toPicture(view, x, y), ratio: view.scale / Math.max(1, distance(a, b)) };
}

/** @param {Point} a @param {Point} b @returns {Point} */
function middle(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
