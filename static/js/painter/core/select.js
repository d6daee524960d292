/**
 * Tools that choose pixels by how the picture looks: what they choose, as an op.
 *
 * @typedef {import("./ops.js").StampOp} StampOp
 * @typedef {import("./tools/wand.js").WandChoice | import("./tools/snap.js").SnapChoice} Choice
 *
 * @typedef {object} Sight what the engine knows of the picture
 * @property {import("./wand.js").Colours | null} colours once the page has given them
 * @property {import("./superpixels.js").Superpixels | null} superpixels once they were asked for
 */
import { encode } from "./patches.js";
import { selectPieces } from "./snap.js";
import { selectSimilar } from "./wand.js";

/**
 * @param {Sight} sight
 * @param {{width: number, height: number}} picture px
 * @param {Choice} choice
 * @returns {StampOp} empty where the picture was not seen
 */
export function select({ colours, superpixels }, picture, choice) {
  let selected = null;
  if (choice.tool === "wand" && colours) selected = selectSimilar(colours, picture, choice);
  if (choice.tool === "snap" && superpixels?.areas.length) {
    selected = selectPieces(superpixels, picture, choice);
  }
  return { type: "stamp", mode: choice.mode, code: encode(selected?.words ?? new Uint32Array(0)) };
}
