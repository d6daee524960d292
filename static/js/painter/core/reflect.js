/**
 * Chosen pixels and what a mirror shows of them.
 *
 * @typedef {import("./mirror.js").Mirror} Mirror
 * @typedef {import("./raster.js").Raster} Raster
 */
import { reflectedPx } from "./mirror.js";
import { eachRun, fillRun } from "./raster.js";

/** Paints the images of all that is white, within the raster. @param {Raster} raster @param {Mirror} mirror */
export function addImages(raster, { x, y }) {
  const { width, height, stride } = raster;
  if (x !== undefined) {
    for (let row = 0; row < height; row++) {
      const before = { ...raster, height: 1, bits: raster.bits.slice(row * stride, (row + 1) * stride) };
      eachRun(before, 0, 0, width, (x0, x1) => {
        fillRun(raster, row, reflectedPx(x1 - 1, x), reflectedPx(x0, x) + 1, true);
      });
    }
  }
  if (y !== undefined) {
    const before = { ...raster, bits: raster.bits.slice() };
    for (let row = 0; row < height; row++) {
      const image = reflectedPx(row, y);
      eachRun(before, row, 0, width, (x0, x1) => fillRun(raster, image, x0, x1, true));
    }
  }
}
