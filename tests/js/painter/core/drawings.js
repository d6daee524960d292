import { createRaster, fillRun } from "../../../../static/js/painter/core/raster.js";

/**
 * A raster as one sees it in the test's text.
 *
 * @param {string[]} rows of "#" and "."
 * @returns {import("../../../../static/js/painter/core/raster.js").Raster}
 */
export function drawn(rows) {
  const raster = createRaster(rows[0].length, rows.length);
  rows.forEach((row, y) => [...row].forEach((sign, x) => fillRun(raster, y, x, x + 1, sign === "#")));
  return raster;
}
