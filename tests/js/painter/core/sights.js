/**
 * Pictures as the engine sees them.
 *
 * @typedef {import("../../../../static/js/painter/core/wand.js").Colours} Colours
 * @typedef {import("../../../../static/js/painter/core/superpixels.js").Superpixels} Superpixels
 */
import { createSuperpixels, refine } from "../../../../static/js/painter/core/superpixels.js";
import { createColours, takeRows } from "../../../../static/js/painter/core/wand.js";

/**
 * The colours of a picture that is `at(x, y)` grey at each pixel.
 *
 * @param {number} width @param {number} height @param {(x: number, y: number) => number} at
 * @returns {Colours}
 */
export function greys(width, height, at) {
  const colours = createColours(width, height);
  for (let y = 0; y < colours.height; y++) {
    const rgba = new Uint8ClampedArray(colours.width * 4);
    for (let x = 0; x < colours.width; x++) rgba.fill(at(x, y), x * 4, x * 4 + 3);
    takeRows(colours, y, rgba);
  }
  return colours;
}

/** @param {Colours} colours @returns {Superpixels} all rounds done */
export function cut(colours) {
  const superpixels = createSuperpixels(colours);
  while (refine(superpixels) < 1);
  return superpixels;
}
