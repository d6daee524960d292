/**
 * Pixels of the picture that look like a chosen one.
 *
 * The picture is looked at no larger than `MOST_SIDE`: finer than a hand aims, and small enough to keep its
 * colours in memory.
 *
 * @typedef {object} Colours
 * @property {number} width px of the shrunken picture
 * @property {number} height
 * @property {Uint8Array} rgb rows from the top, three bytes a pixel
 *
 * @typedef {import("./raster.js").Raster} Raster
 */
import { enlarged } from "./enlarge.js";
import { createRaster } from "./raster.js";
import { floodFill } from "./regions.js";

export const MOST_SIDE = 2048;

/** @param {number} width px of the picture @param {number} height @returns {Colours} still black */
export function createColours(width, height) {
  const shrink = Math.min(1, MOST_SIDE / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * shrink)), Math.max(1, Math.round(height * shrink))];
  return { width: w, height: h, rgb: new Uint8Array(w * h * 3) };
}

/**
 * Takes rows of the shrunken picture.
 *
 * @param {Colours} colours
 * @param {number} top
 * @param {Uint8ClampedArray} rgba
 */
export function takeRows({ width, rgb }, top, rgba) {
  let to = top * width * 3;
  for (let from = 0; from + 3 < rgba.length && to + 2 < rgb.length; from += 4) {
    rgb[to++] = rgba[from];
    rgb[to++] = rgba[from + 1];
    rgb[to++] = rgba[from + 2];
  }
}

/**
 * @param {Colours} colours
 * @param {{width: number, height: number}} picture px
 * @param {{x: number, y: number, tolerance: number, isContiguous: boolean}} choice the pixel, in whole px of the
 *   picture; how far a colour may be from its, 0 to 255 on average of the three channels; whether only what hangs
 *   together with it counts
 * @returns {Raster} of the picture's size
 */
export function selectSimilar(colours, picture, { x, y, tolerance, isContiguous }) {
  const column = Math.min(colours.width - 1, Math.floor(((x + 0.5) * colours.width) / picture.width));
  const row = Math.min(colours.height - 1, Math.floor(((y + 0.5) * colours.height) / picture.height));
  const similar = likeness(colours, (row * colours.width + column) * 3, tolerance);
  return enlarged(isContiguous ? part(similar, column, row) : similar, picture);
}

/** @param {Colours} colours @param {number} seed index of the pixel's first byte @param {number} tolerance */
function likeness({ width, height, rgb }, seed, tolerance) {
  const [r, g, b] = [rgb[seed], rgb[seed + 1], rgb[seed + 2]];
  const most = 3 * tolerance * tolerance;
  const raster = createRaster(width, height);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = y * raster.stride;
    for (let x = 0; x < width; x++) {
      const [dr, dg, db] = [rgb[at] - r, rgb[at + 1] - g, rgb[at + 2] - b];
      if (dr * dr + dg * dg + db * db <= most) raster.bits[row + (x >> 3)] |= 0x80 >> (x & 7);
      at += 3;
    }
  }
  return raster;
}

/**
 * What hangs together with a pixel.
 *
 * @param {Raster} raster used up
 * @param {number} x
 * @param {number} y
 * @returns {Raster}
 */
function part(raster, x, y) {
  const taken = createRaster(raster.width, raster.height);
  taken.words.set(raster.words);
  floodFill(raster, x, y, false);
  for (let i = 0; i < taken.words.length; i++) taken.words[i] ^= raster.words[i];
  return taken;
}
