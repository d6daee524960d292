/**
 * The separate areas of one colour, listed by size: what a person sees as islands and holes.
 *
 * @typedef {object} Area
 * @property {number} size px
 * @property {Box} box
 *
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./raster.js").Raster} Raster
 */
import { findComponents } from "./components.js";
import { findInRow } from "./raster.js";

/** More runs of one colour than any hand paints: a mask like noise. */
const MOST_RUNS = 200_000;

/**
 * @param {Raster} raster
 * @param {boolean} white or black
 * @param {number} limit give up at this many, so that a mask like noise costs no time
 * @returns {Area[] | null} largest first; null where there are more than `limit`
 */
export function listAreas(raster, white, limit) {
  if (isLikeNoise(raster, white)) return null;
  const { areas, boxes } = findComponents(raster, white);
  if (areas.length > limit) return null;
  return boxes.map((box, i) => ({ size: areas[i], box })).sort((a, b) => b.size - a.size);
}

/** @param {Raster} raster @param {boolean} white */
function isLikeNoise(raster, white) {
  const { width, height } = raster;
  let runs = 0;
  for (let y = 0; y < height; y++) {
    let x = findInRow(raster, y, 0, width, white);
    while (x < width) {
      if (++runs > MOST_RUNS) return true;
      x = findInRow(raster, y, findInRow(raster, y, x + 1, width, !white), width, white);
    }
  }
  return false;
}
