/**
 * The superpixels a brush takes: those its middle goes over, and those it covers by half. So the mask's edge is the
 * picture's, and what the brush merely touches stays.
 *
 * @typedef {import("./raster.js").Raster} Raster
 * @typedef {import("./superpixels.js").Superpixels} Superpixels
 *
 * @typedef {object} SnapStroke
 * @property {number} size diameter, units
 * @property {number[]} points x, y, ... units
 */
import { enlarged } from "./enlarge.js";
import { smooth } from "./morphology.js";
import { applyOp } from "./ops.js";
import { createRaster, eachRun, fillRun } from "./raster.js";

const LEAST_COVERED = 0.5;
/** At the size the picture is looked at. */
const SMOOTHING_PX = 2;

/**
 * @param {Superpixels} superpixels all rounds done
 * @param {{width: number, height: number}} picture px
 * @param {SnapStroke} stroke
 * @returns {Raster} of the picture's size, its edge smoothed
 */
export function selectPieces(superpixels, picture, stroke) {
  const { width, height, labels } = superpixels;
  const taken = takenPieces(superpixels, picture, stroke);
  const small = createRaster(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    let start = -1;
    for (let x = 0; x < width; x++, at++) {
      const isTaken = taken[labels[at]] === 1;
      if (isTaken === start >= 0) continue;
      if (start >= 0) fillRun(small, y, start, x, true);
      start = isTaken ? x : -1;
    }
    if (start >= 0) fillRun(small, y, start, width, true);
  }
  const large = enlarged(small, picture);
  smooth(large, Math.round((picture.width / width) * SMOOTHING_PX));
  return large;
}

/**
 * @param {Superpixels} superpixels
 * @param {{width: number, height: number}} picture px
 * @param {SnapStroke} stroke
 * @returns {Uint8Array} by label: 1 for those taken
 */
export function takenPieces({ width, height, labels, areas }, picture, { size, points }) {
  const [across, down] = [width / picture.width, height / picture.height];
  const scaled = points.map((value, i) => value * (i % 2 ? down : across));
  const taken = new Uint8Array(areas.length);
  const covered = new Int32Array(areas.length);
  eachPixel(width, height, size * across, scaled, (at) => covered[labels[at]]++);
  covered.forEach((count, label) => {
    if (count >= areas[label] * LEAST_COVERED) taken[label] = 1;
  });
  eachPixel(width, height, 1, scaled, (at) => (taken[labels[at]] = 1));
  return taken;
}

/**
 * @param {number} width px
 * @param {number} height
 * @param {number} size units
 * @param {number[]} points units
 * @param {(at: number) => void} visit a pixel under the stroke
 */
function eachPixel(width, height, size, points, visit) {
  const raster = createRaster(width, height);
  applyOp(raster, { type: "stroke", mode: "paint", size, points });
  for (let y = 0; y < height; y++) {
    eachRun(raster, y, 0, width, (x0, x1) => {
      for (let x = x0; x < x1; x++) visit(y * width + x);
    });
  }
}
