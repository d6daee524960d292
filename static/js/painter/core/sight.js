/**
 * What the engine knows of how the picture looks, and what tools choose by it; earlier paintings, too. Loaded when
 * the first of these is used.
 *
 * @typedef {import("./ops.js").StampOp} StampOp
 * @typedef {import("./tools/wand.js").WandChoice | import("./tools/snap.js").SnapChoice | TransferChoice} Choice
 *
 * @typedef {object} TransferChoice an earlier painting, in place of this one
 * @property {"transfer"} tool
 * @property {"replace"} mode
 * @property {import("./history.js").Journal} journal
 * @property {{width: number, height: number}} from the picture it was painted on, px
 * @property {import("./transfer.js").Frame} frame
 *
 * @typedef {object} Sight
 * @property {import("./wand.js").Colours} colours
 * @property {import("./superpixels.js").Superpixels | null} superpixels once they were asked for
 */
import { encode } from "./patches.js";
import { addImages } from "./reflect.js";
import { selectPieces } from "./snap.js";
import { createSuperpixels, refine } from "./superpixels.js";
import { transferred } from "./transfer.js";
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
 * @param {Sight | null} sight null where the picture was not shown
 * @param {{width: number, height: number}} picture px
 * @param {Choice} choice
 * @returns {StampOp} empty where the picture had to be seen and was not
 */
export function select(sight, picture, choice) {
  const { mode } = choice;
  const chosen = selectPixels(sight, picture, choice);
  if (chosen && choice.tool !== "transfer" && choice.mirror) addImages(chosen, choice.mirror);
  return { type: "stamp", mode, code: chosen ? encode(chosen.words) : new Uint32Array(0) };
}

/**
 * @param {Sight | null} sight
 * @param {{width: number, height: number}} picture px
 * @param {Choice} choice
 * @returns {import("./raster.js").Raster | null}
 */
function selectPixels(sight, picture, choice) {
  switch (choice.tool) {
    case "wand":
      return sight && selectSimilar(sight.colours, picture, choice);
    case "snap":
      return sight?.superpixels?.areas.length ? selectPieces(sight.superpixels, picture, choice) : null;
    case "transfer":
      return transferred(choice.journal, choice.from, picture, choice.frame);
  }
}
