// Where an enlarged picture lies on its stage. Pure. Lengths are CSS px on the stage unless named otherwise.

/** @typedef {{width: number, height: number}} Size */
/** @typedef {{scale: number, x: number, y: number}} View scale is CSS px per picture px; x, y the picture's top left */

const MOST_SCALE = 16;

/**
 * The picture as large as it fits, in the middle.
 * @param {Size} picture
 * @param {Size} stage
 * @returns {View}
 */
export function fitView(picture, stage) {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return settle({ scale, x: 0, y: 0 }, picture, stage);
}

/**
 * Zoomed by `factor` with the point under (x, y) kept in its place; never smaller than it fits.
 * @param {View} view
 * @param {number} factor
 * @param {{x: number, y: number}} at
 * @param {Size} picture
 * @param {Size} stage
 * @returns {View}
 */
export function zoomAt(view, factor, at, picture, stage) {
  const least = fitView(picture, stage).scale;
  const scale = Math.min(Math.max(MOST_SCALE, least), Math.max(least, view.scale * factor));
  const ratio = scale / view.scale;
  return settle(
    { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio },
    picture,
    stage,
  );
}

/**
 * Moved by (dx, dy), but never off the stage.
 * @param {View} view
 * @param {number} dx
 * @param {number} dy
 * @param {Size} picture
 * @param {Size} stage
 * @returns {View}
 */
export function panBy(view, dx, dy, picture, stage) {
  return settle({ ...view, x: view.x + dx, y: view.y + dy }, picture, stage);
}

/**
 * The same place of the picture on a stage of another size.
 * @param {View} view
 * @param {Size} picture
 * @param {Size} before
 * @param {Size} after
 * @returns {View}
 */
export function resizeStage(view, picture, before, after) {
  const wasFitted = view.scale <= fitView(picture, before).scale * 1.001;
  if (wasFitted) return fitView(picture, after);
  const moved = panBy(
    view,
    (after.width - before.width) / 2,
    (after.height - before.height) / 2,
    picture,
    after,
  );
  return zoomAt(moved, 1, { x: after.width / 2, y: after.height / 2 }, picture, after);
}

/**
 * The share of the picture's width, 0-100, that lies left of `x`.
 * @param {View} view
 * @param {number} x
 * @param {Size} picture
 */
export function splitAt(view, x, picture) {
  const share = ((x - view.x) / (picture.width * view.scale)) * 100;
  return Math.min(100, Math.max(0, Math.round(share)));
}

/**
 * @param {View} view
 * @param {Size} picture
 * @param {Size} stage
 * @returns {View}
 */
function settle(view, picture, stage) {
  return {
    scale: view.scale,
    x: within(view.x, picture.width * view.scale, stage.width),
    y: within(view.y, picture.height * view.scale, stage.height),
  };
}

/**
 * In the middle where there is room, else without a gap at either end.
 * @param {number} start
 * @param {number} length
 * @param {number} room
 */
function within(start, length, room) {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, start));
}
