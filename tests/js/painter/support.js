// What the painter's tests share: seeded chance, random ops, and slow but plain ways to say what is right.
import { createRaster, isWhite } from "../../../static/js/painter/core/raster.js";
import { UNITS_PER_PX } from "../../../static/js/painter/core/geometry.js";

/** @typedef {import("../../../static/js/painter/core/ops.js").Op} Op */
/** @typedef {import("../../../static/js/painter/core/ops.js").Mode} Mode */
/** @typedef {import("../../../static/js/painter/core/raster.js").Raster} Raster */

/** Chance that is the same in every run. @param {number} seed @returns {() => number} from 0 up to 1 */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {() => number} random @param {number} least @param {number} most @returns {number} whole */
export function whole(random, least, most) {
  return least + Math.floor(random() * (most - least + 1));
}

/** An op that may lie partly or wholly outside. @param {() => number} random @param {number} width @param {number} height @returns {Op} */
export function randomOp(random, width, height) {
  const mode = /** @type {Mode} */ (random() < 0.65 ? "paint" : "erase");
  const x = () => whole(random, -width * 4, width * 20);
  const y = () => whole(random, -height * 4, height * 20);
  const points = (/** @type {number} */ count) => Array.from({ length: count * 2 }, (_, i) => (i % 2 ? y() : x()));
  switch (whole(random, 0, 9)) {
    case 0:
      return { type: "rectangle", mode, x0: x(), y0: y(), x1: x(), y1: y() };
    case 1:
      return { type: "ellipse", mode, x0: x(), y0: y(), x1: x(), y1: y() };
    case 2:
      return { type: "polygon", mode, points: points(whole(random, 3, 9)) };
    case 3:
      return { type: "fill", mode, x: whole(random, 0, width - 1), y: whole(random, 0, height - 1) };
    case 4:
      return { type: /** @type {const} */ (["invert", "clear", "all"])[whole(random, 0, 2)] };
    case 5: {
      const path = points(whole(random, 1, 6));
      const sizes = Array.from({ length: path.length / 2 }, () => whole(random, 1, 300));
      return { type: "stroke", mode, size: 300, points: path, sizes };
    }
    default:
      return { type: "stroke", mode, size: whole(random, 1, 400), points: points(whole(random, 1, 8)) };
  }
}

/** @param {number} seed @param {number} count @param {number} width @param {number} height @returns {Op[]} */
export function randomOps(seed, count, width, height) {
  const random = chance(seed);
  return Array.from({ length: count }, () => randomOp(random, width, height));
}

/**
 * A raster by asking for every pixel's centre.
 *
 * @param {number} width @param {number} height @param {(x: number, y: number) => boolean} isInside
 */
export function rasterWhere(width, height, isInside) {
  const raster = createRaster(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isInside(x + 0.5, y + 0.5)) raster.bits[y * raster.stride + (x >> 3)] |= 0x80 >> (x & 7);
    }
  }
  return raster;
}

/** The raster as lines of # and ., to be read in a failed test. @param {Raster} raster @returns {string} */
export function picture(raster) {
  const rows = [];
  for (let y = 0; y < raster.height; y++) {
    let row = "";
    for (let x = 0; x < raster.width; x++) row += isWhite(raster, x, y) ? "#" : ".";
    rows.push(row);
  }
  return rows.join("\n");
}

/** How many pixels two rasters of one size differ in. @param {Raster} a @param {Raster} b */
export function differing(a, b) {
  let count = 0;
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) if (isWhite(a, x, y) !== isWhite(b, x, y)) count++;
  }
  return count;
}

/** @param {number} px */
export function units(px) {
  return Math.round(px * UNITS_PER_PX);
}
