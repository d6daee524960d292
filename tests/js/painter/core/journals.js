/**
 * Random ops of every kind the core has, as hands and earlier masks might make them: some beyond the picture, some that change
 * nothing.
 *
 * @typedef {import("../../../../static/js/painter/core/ops.js").Op} Op
 * @typedef {import("../../../../static/js/painter/core/ops.js").Mode} Mode
 * @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster
 * @typedef {import("../random.js").Random} Random
 * @typedef {{width: number, height: number}} Size
 */
import { UNITS_PER_PX } from "../../../../static/js/painter/core/geometry.js";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { encode } from "../../../../static/js/painter/core/patches.js";
import { createRaster, fillRun } from "../../../../static/js/painter/core/raster.js";
import { AWKWARD_SIDES } from "./oracles.js";

export const OP_TYPES = /** @type {const} */ ([
  "stroke",
  "rectangle",
  "ellipse",
  "polygon",
  "fill",
  "stamp",
  "invert",
  "clear",
  "all",
  "fill-holes",
  "drop-specks",
  "grow",
  "smooth",
]);
/** Drawing is more frequent than starting over. */
const FREQUENT = /** @type {const} */ ([
  ...OP_TYPES,
  "stroke",
  "stroke",
  "stroke",
  "polygon",
  "fill",
  "ellipse",
]);

/** @param {Random} random @returns {Size} */
export function randomSize(random) {
  return { width: random.pick(AWKWARD_SIDES), height: random.pick(AWKWARD_SIDES) };
}

/** @param {Random} random @param {Size} size @param {Op["type"]} [type] @returns {Op} */
export function randomOp(random, size, type = random.pick(FREQUENT)) {
  const mode = /** @type {Mode} */ (random.chance(0.65) ? "paint" : "erase");
  switch (type) {
    case "stroke": {
      const points = randomPoints(random, size, random.integer(1, 12));
      const brush = random.integer(1, 20 * UNITS_PER_PX);
      const op = { type, mode, size: brush, points, ...randomMirror(random, size) };
      if (random.chance(0.7)) return op;
      return { ...op, sizes: random.list(points.length / 2, () => random.integer(1, 20 * UNITS_PER_PX)) };
    }
    case "rectangle":
    case "ellipse": {
      const [x0, y0, x1, y1] = randomPoints(random, size, 2);
      return { type, mode, x0, y0, x1, y1, ...randomMirror(random, size) };
    }
    case "polygon":
      return {
        type,
        mode,
        points: randomPoints(random, size, random.integer(3, 9)),
        ...randomMirror(random, size),
      };
    case "fill":
      return {
        type,
        mode,
        x: random.integer(-1, size.width),
        y: random.integer(-1, size.height),
        ...randomMirror(random, size),
      };
    case "stamp":
      return {
        type,
        mode: random.chance(0.3) ? "replace" : mode,
        code: encode(randomRaster(random, size).words),
      };
    case "fill-holes":
      return random.chance(0.5) ? { type } : { type, area: random.integer(1, 400) };
    case "drop-specks":
      return { type, area: random.integer(1, 400) };
    case "grow":
      return { type, radius: random.integer(-12, 12) };
    case "smooth":
      return { type, radius: random.integer(1, 12) };
    default:
      return { type };
  }
}

/** @param {Random} random @param {Size} size @returns {{mirror?: import("../../../../static/js/painter/core/mirror.js").Mirror}} */
function randomMirror(random, { width, height }) {
  const [x, y] = [random.integer(0, width * UNITS_PER_PX), random.integer(0, height * UNITS_PER_PX)];
  return random.pick([{}, {}, {}, { mirror: { x } }, { mirror: { y } }, { mirror: { x, y } }]);
}

/** @param {Random} random @param {Size} size @param {number} count @returns {Op[]} */
export function randomOps(random, size, count) {
  return random.list(count, () => randomOp(random, size));
}

/** @param {Random} random @param {Size} size @returns {Raster} blots */
export function randomRaster(random, size) {
  const raster = createRaster(size.width, size.height);
  for (let i = random.integer(0, 4); i > 0; i--) {
    applyOp(
      raster,
      randomOp(random, size, random.pick(["stroke", "rectangle", "ellipse", "polygon", "invert"])),
    );
  }
  return raster;
}

/** Noise: the hardest to walk through. @param {Random} random @returns {Raster} */
export function noise(random) {
  const raster = createRaster(random.integer(1, 70), random.integer(1, 30));
  const share = random.number(0.2, 0.8);
  for (let y = 0; y < raster.height; y++) {
    for (let x = 0; x < raster.width; x++) if (random.chance(share)) fillRun(raster, y, x, x + 1, true);
  }
  return raster;
}

/** @param {Size} size @param {Op[]} ops @returns {Raster} the ops one after the other on an empty picture */
export function replay({ width, height }, ops) {
  const raster = createRaster(width, height);
  for (const op of ops) applyOp(raster, op);
  return raster;
}

/** @param {Random} random @param {Size} size @param {number} count @returns {number[]} units, some outside the picture */
function randomPoints(random, { width, height }, count) {
  const along = (/** @type {number} */ side) =>
    random.chance(0.1)
      ? random.integer(-40, side + 40) * UNITS_PER_PX
      : random.integer(-UNITS_PER_PX, (side + 1) * UNITS_PER_PX);
  return random.list(count, () => [along(width), along(height)]).flat();
}
