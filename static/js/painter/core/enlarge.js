/**
 * A raster scaled up.
 *
 * @typedef {import("./raster.js").Raster} Raster
 */
import { createRaster, eachRun, fillRun } from "./raster.js";

/**
 * @param {Raster} raster
 * @param {{width: number, height: number}} size px
 * @returns {Raster} of that size; each pixel as the one of `raster` at its place
 */
export function enlarged(raster, { width, height }) {
  if (raster.width === width && raster.height === height) return raster;
  const large = createRaster(width, height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(raster.height - 1, Math.floor(((y + 0.5) * raster.height) / height));
    eachRun(raster, row, 0, raster.width, (x0, x1) => {
      fillRun(large, y, edge(x0, raster.width, width), edge(x1, raster.width, width), true);
    });
  }
  return large;
}

/** Where a small pixel's left edge is among large ones. @param {number} x @param {number} small @param {number} large */
function edge(x, small, large) {
  return Math.ceil((x * large) / small - 0.5);
}
