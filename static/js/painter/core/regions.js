/**
 * Filling a connected area of the raster, by runs of a row: the work grows with the length of the outlines
 * and not with the area.
 *
 * @typedef {import("./raster.js").Raster} Raster
 */
import { fillRun, findInRow, isWhite } from "./raster.js";

/**
 * Paints the unpainted area around a pixel up to what is painted (or erases the painted area around it).
 * Does nothing where the pixel has that colour already or lies outside.
 *
 * @param {Raster} raster
 * @param {number} x whole px
 * @param {number} y whole px
 * @param {boolean} white
 */
export function floodFill(raster, x, y, white) {
  const { width, height } = raster;
  if (x < 0 || y < 0 || x >= width || y >= height || isWhite(raster, x, y) === white) return;
  const seeds = [x, y];
  while (seeds.length) {
    const row = /** @type {number} */ (seeds.pop());
    const column = /** @type {number} */ (seeds.pop());
    if (isWhite(raster, column, row) === white) continue;
    const left = runStart(raster, row, column, !white);
    const right = findInRow(raster, row, column, width, white);
    fillRun(raster, row, left, right, white);
    for (const next of [row - 1, row + 1]) {
      if (next < 0 || next >= height) continue;
      let at = findInRow(raster, next, left, right, !white);
      while (at < right) {
        seeds.push(at, next);
        at = findInRow(raster, next, findInRow(raster, next, at, right, white), right, !white);
      }
    }
  }
}

/**
 * The first x of the run of one colour that a pixel lies in.
 *
 * @param {Raster} raster @param {number} y @param {number} x @param {boolean} white
 */
function runStart(raster, y, x, white) {
  const { bits } = raster;
  const row = y * raster.stride;
  const flip = white ? 0xff : 0;
  let at = row + (x >> 3);
  // Bits that end the run are 1 here; those right of x do not count.
  let byte = (bits[at] ^ flip) & (0xff00 >> ((x & 7) + 1)) & 0xff;
  while (byte === 0) {
    if (at === row) return 0;
    byte = bits[--at] ^ flip;
  }
  return (at - row) * 8 + 8 - (31 - Math.clz32(byte & -byte));
}
