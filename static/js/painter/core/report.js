/**
 * What can be said about a mask before it is sent.
 *
 * @typedef {object} MaskReport
 * @property {number} width px
 * @property {number} height px
 * @property {number} white px to be redrawn
 * @property {number} share white, from 0 to 1
 * @property {Box | null} box around all white
 * @property {number | null} islands separate areas; null where there are too many to count
 * @property {boolean} touchesEdge
 *
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./raster.js").Raster} Raster
 */
import { countWhite, whiteBox } from "./raster.js";
import { countIslands } from "./regions.js";

const MOST_ISLANDS = 10_000;

/** @param {Raster} raster @returns {MaskReport} */
export function reportMask(raster) {
  const { width, height } = raster;
  const white = countWhite(raster);
  const box = white ? whiteBox(raster) : null;
  return {
    width,
    height,
    white,
    share: white / (width * height),
    box,
    islands: countIslands(raster, MOST_ISLANDS),
    touchesEdge: box !== null && (box.x0 === 0 || box.y0 === 0 || box.x1 === width || box.y1 === height),
  };
}
