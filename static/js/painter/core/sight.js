/**
 * What the engine knows of how the picture looks, and what tools choose by it. Loaded when the first of these tools
 * is used.
 *
 * @typedef {import("./ops.js").StampOp} StampOp
 * @typedef {import("./tools/wand.js").WandChoice | import("./tools/snap.js").SnapChoice} Choice
 *
 * @typedef {object} Sight
 * @property {import("./wand.js").Colours} colours
 * @property {import("./superpixels.js").Superpixels | null} superpixels once they were asked for
 */
import { encode } from "./patches.js";
import { selectPieces } from "./snap.js";
import { createSuperpixels, refine } from "./superpixels.js";
import { createColours, selectSimilar, takeRows } from "./wand.js";

/** @param {{width: number, height: number}} picture px @returns {Sight} nothing seen yet */
export function createSight({ width, height }) {
  return { colours: createColours(width, height), superpixels: null };
}

/** Takes rows of the shrunken picture. @param {Sight} sight @param {number} top @param {Uint8ClampedArray} rgba */
export function see(sight, top, rgba) {
  takeRows(sight.colours, top, rgba);
}

/** One round more of cutting it into superpixels. @param {Sight} sight @returns {number} how much is done, to 1 */
export function cutFurther(sight) {
  sight.superpixels ??= createSuperpixels(sight.colours);
  return refine(sight.superpixels);
}

/**
 * @param {Sight} sight
 * @param {{width: number, height: number}} picture px
 * @param {Choice} choice
 * @returns {StampOp} empty where superpixels are wanted and not all found
 */
export function select({ colours, superpixels }, picture, choice) {
  let selected = null;
  if (choice.tool === "wand") selected = selectSimilar(colours, picture, choice);
  else if (superpixels?.areas.length) selected = selectPieces(superpixels, picture, choice);
  return { type: "stamp", mode: choice.mode, code: encode(selected?.words ?? new Uint32Array(0)) };
}
