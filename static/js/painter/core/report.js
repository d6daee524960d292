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
 * @property {Area[]} largest of the islands, a few
 * @property {Flaws} specks tiny islands beside a larger one
 * @property {Flaws} pinholes tiny unpainted spots within what is painted
 * @property {number} speckSize islands of at most so many px are specks
 * @property {number} holeSize holes of at most so many px are pinholes
 * @property {boolean} touchesEdge
 *
 * @typedef {{count: number, boxes: Box[]}} Flaws the boxes of the first of them
 *
 * @typedef {import("./areas.js").Area} Area
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./raster.js").Raster} Raster
 */
import { listAreas } from "./areas.js";
import { countWhite, whiteBox } from "./raster.js";
import { speckArea } from "./steps.js";

const MOST_ISLANDS = 10_000;
const MOST_LARGEST = 12;
const MOST_BOXES = 200;

/** @param {Raster} raster @returns {MaskReport} */
export function reportMask(raster) {
  const { width, height } = raster;
  const white = countWhite(raster);
  const box = white ? whiteBox(raster) : null;
  const islands = listAreas(raster, true, MOST_ISLANDS);
  const tiny = speckArea(width, height) - 1;
  const speckSize = islands?.length ? Math.min(tiny, islands[0].size - 1) : tiny;
  const holes = (listAreas(raster, false, MOST_ISLANDS) ?? []).filter(
    (area) => area.size <= tiny && !touches(area.box, raster),
  );
  return {
    width,
    height,
    white,
    share: white / (width * height),
    box,
    islands: islands && islands.length,
    largest: (islands ?? []).slice(0, MOST_LARGEST),
    specks: flaws((islands ?? []).filter(({ size }) => size <= speckSize)),
    pinholes: flaws(holes),
    speckSize,
    holeSize: tiny,
    touchesEdge: box !== null && touches(box, raster),
  };
}

/** @param {Area[]} areas @returns {Flaws} */
function flaws(areas) {
  return { count: areas.length, boxes: areas.slice(0, MOST_BOXES).map(({ box }) => box) };
}

/** @param {Box} box @param {Raster} raster @returns {boolean} the picture's edge */
function touches(box, { width, height }) {
  return box.x0 === 0 || box.y0 === 0 || box.x1 === width || box.y1 === height;
}
