/**
 * The one transform between the picture and the screen.
 *
 * Screen coordinates are CSS px from the painting surface's top left corner; `scale` is CSS px to a picture
 * px. The picture's top left corner always lies on a whole device pixel, so that at 100 % its pixels are the
 * screen's.
 *
 * @typedef {object} Viewport
 * @property {number} scale
 * @property {number} x where the picture's left edge is, CSS px
 * @property {number} y
 * @property {number} width of the surface, CSS px
 * @property {number} height
 * @property {number} pictureWidth px
 * @property {number} pictureHeight px
 * @property {number} dpr device px to a CSS px
 *
 * @typedef {object} Excerpt what is looked at, said so that it holds in a window of any size
 * @property {number} x of the point in the surface's middle, as a share of the picture's width
 * @property {number} y
 * @property {number} zoom times the fitted size
 *
 * @typedef {import("./geometry.js").Point} Point
 */
import { clamp } from "./geometry.js";

export const MOST_SCALE = 32;
/** This much of the picture stays in view however far it is dragged, CSS px. */
const KEEP_IN_VIEW = 64;

/** @param {Viewport} view @param {number} x @param {number} y @returns {Point} picture px, not rounded */
export function toPicture(view, x, y) {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
}

/** @param {Viewport} view @param {number} x @param {number} y picture px @returns {Point} CSS px */
export function toScreen(view, x, y) {
  return { x: view.x + x * view.scale, y: view.y + y * view.scale };
}

/** @param {Viewport} view @returns {number} picture px to screen px where one is exactly one device pixel */
export function actualScale(view) {
  return 1 / view.dpr;
}

/** @param {Viewport} view @param {number} margin CSS px kept free around the picture @returns {number} */
export function fitScale(view, margin) {
  const width = Math.max(1, view.width - 2 * margin);
  const height = Math.max(1, view.height - 2 * margin);
  return Math.min(width / view.pictureWidth, height / view.pictureHeight, MOST_SCALE);
}

/**
 * The whole picture in the middle, as large as it goes.
 *
 * @param {Viewport} view
 * @param {number} margin
 * @returns {Viewport}
 */
export function fit(view, margin) {
  return centred(view, fitScale(view, margin));
}

/**
 * @param {Viewport} view
 * @param {number} scale
 * @returns {Viewport} the picture's middle in the surface's middle
 */
export function centred(view, scale) {
  return settle({
    ...view,
    scale,
    x: (view.width - view.pictureWidth * scale) / 2,
    y: (view.height - view.pictureHeight * scale) / 2,
  });
}

/**
 * Zooms so that what lies under a screen point stays there.
 *
 * @param {Viewport} view @param {number} scale @param {number} x @param {number} y
 * @returns {Viewport}
 */
export function zoomAt(view, scale, x, y) {
  return zoomOn(view, scale, toPicture(view, x, y), x, y);
}

/**
 * Zooms so that a point of the picture comes to lie at a screen point. Many small zooms on one point do not
 * drift off it, as they would where each took anew what the last, rounded, had left there.
 *
 * @param {Viewport} view
 * @param {number} scale
 * @param {Point} point picture px
 * @param {number} x
 * @param {number} y
 * @returns {Viewport}
 */
export function zoomOn(view, scale, point, x, y) {
  const next = clamp(scale, leastScale(view), MOST_SCALE);
  return settle({ ...view, scale: next, x: x - point.x * next, y: y - point.y * next });
}

/** @param {Viewport} view @param {number} dx @param {number} dy CSS px @returns {Viewport} */
export function panBy(view, dx, dy) {
  return settle({ ...view, x: view.x + dx, y: view.y + dy });
}

/**
 * The view in a surface of a new size: what was in the middle stays there.
 *
 * @param {Viewport} view @param {number} width @param {number} height @param {number} dpr
 * @returns {Viewport}
 */
export function resized(view, width, height, dpr) {
  const dx = (width - view.width) / 2;
  const dy = (height - view.height) / 2;
  return settle({ ...view, width, height, dpr, x: view.x + dx, y: view.y + dy });
}

/** @param {Viewport} view @param {number} margin @returns {Excerpt} */
export function excerptOf(view, margin) {
  const { x, y } = toPicture(view, view.width / 2, view.height / 2);
  return {
    x: x / view.pictureWidth,
    y: y / view.pictureHeight,
    zoom: view.scale / fitScale(view, margin),
  };
}

/**
 * @param {Viewport} view
 * @param {Partial<Excerpt> | null | undefined} excerpt as it was kept, which may be damaged
 * @param {number} margin
 * @returns {Viewport} with its middle on the same point; as it is where no excerpt was kept
 */
export function withExcerpt(view, excerpt, margin) {
  const { x = NaN, y = NaN, zoom = NaN } = excerpt ?? {};
  const scale = zoom * fitScale(view, margin);
  if (![x, y, scale].every(Number.isFinite)) return view;
  const point = { x: x * view.pictureWidth, y: y * view.pictureHeight };
  return zoomOn(view, scale, point, view.width / 2, view.height / 2);
}

/** @param {Viewport} view @returns {number} a tenth of the fitted size, or of 100 % for a small picture */
function leastScale(view) {
  return Math.min(fitScale(view, 0), actualScale(view)) / 10;
}

/** @param {Viewport} view @returns {Viewport} kept in sight, its corner on a whole device pixel */
function settle(view) {
  const x = kept(view.x, view.pictureWidth * view.scale, view.width);
  const y = kept(view.y, view.pictureHeight * view.scale, view.height);
  return { ...view, x: Math.round(x * view.dpr) / view.dpr, y: Math.round(y * view.dpr) / view.dpr };
}

/**
 * @param {number} start of the picture
 * @param {number} span
 * @param {number} side of the surface
 * @returns {number} CSS px
 */
function kept(start, span, side) {
  const least = Math.min(KEEP_IN_VIEW, side / 2);
  return clamp(start, least - span, side - least);
}
