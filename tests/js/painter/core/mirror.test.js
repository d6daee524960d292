import assert from "node:assert/strict";
import { test } from "node:test";
import { UNITS_PER_PX } from "../../../../static/js/painter/core/geometry.js";
import { images } from "../../../../static/js/painter/core/mirror.js";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { countWhite, createRaster, isWhite } from "../../../../static/js/painter/core/raster.js";
import { createSight, cutFurther, select } from "../../../../static/js/painter/core/sight.js";
import { forAll } from "../random.js";
import { assertFilled, capsuleDepth, rectangleDepth } from "./oracles.js";
import { greys } from "./sights.js";

/**
 * @typedef {import("../../../../static/js/painter/core/mirror.js").Mirror} Mirror
 * @typedef {import("../../../../static/js/painter/core/ops.js").Op} Op
 * @typedef {import("../../../../static/js/painter/core/sight.js").Sight} Sight
 * @typedef {import("../random.js").Random} Random
 */

test("what is painted is on every side of the axes as far away", () => {
  forAll(60, (random) => {
    const raster = createRaster(random.integer(20, 70), random.integer(20, 70));
    const px = (/** @type {number} */ most) => random.integer(0, most * 4) / 4;
    const [x0, y0, x1, y1] = [px(70), px(70), px(70), px(70)];
    /** @type {{x?: number, y?: number}} */
    const axes = random.pick([{ x: px(60) }, { y: px(60) }, { x: px(60), y: px(60) }]);
    const units = (/** @type {number} */ value) => value * UNITS_PER_PX;
    const mirror = Object.fromEntries(Object.entries(axes).map(([axis, at]) => [axis, units(at)]));
    const isStroke = random.chance(0.5);
    applyOp(
      raster,
      isStroke
        ? { type: "stroke", mode: "paint", size: units(8), points: [x0, y0, x1, y1].map(units), mirror }
        : {
            type: "rectangle",
            mode: "paint",
            x0: units(x0),
            y0: units(y0),
            x1: units(x1),
            y1: units(y1),
            mirror,
          },
    );
    const depth = isStroke ? capsuleDepth(x0, y0, 4, x1, y1, 4) : rectangleDepth(x0, y0, x1, y1);
    const xs = (/** @type {number} */ x) => (axes.x !== undefined ? [x, 2 * axes.x - x] : [x]);
    const ys = (/** @type {number} */ y) => (axes.y !== undefined ? [y, 2 * axes.y - y] : [y]);
    assertFilled(raster, (x, y) => Math.max(...xs(x).flatMap((a) => ys(y).map((b) => depth(a, b)))));
  });
});

test("without a mirror an op is all there is; with two axes there are four", () => {
  const op = /** @type {const} */ ({ type: "rectangle", mode: "paint", x0: 0, y0: 10, x1: 20, y1: 30 });
  assert.deepEqual(images(op), [op]);
  const places = images({ ...op, mirror: { x: 100, y: 50 } }).map(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1]);
  assert.deepEqual(places, [
    [0, 10, 20, 30],
    [200, 10, 180, 30],
    [0, 90, 20, 70],
    [200, 90, 180, 70],
  ]);
});

/** Uneven grey patches, so that the wand and the snap brush have something to follow. @param {number} x @param {number} y */
const patchy = (x, y) => 40 * ((Math.floor(x / 9) + 2 * Math.floor(y / 7)) % 5);

/** @param {Random} random @param {{width: number, height: number}} size @param {Mirror} mirror @param {Sight} sight @returns {Op} */
function mirroredOp(random, size, mirror, sight) {
  const mode = random.pick(/** @type {const} */ (["paint", "paint", "erase"]));
  const [x, y] = [random.integer(0, size.width - 1), random.integer(0, size.height - 1)];
  switch (random.pick(["stroke", "polygon", "fill", "wand", "snap"])) {
    case "wand":
      return select(sight, size, {
        tool: "wand",
        mode,
        x,
        y,
        tolerance: random.integer(0, 90),
        isContiguous: random.chance(0.5),
        mirror,
      });
    case "snap":
      return select(sight, size, {
        tool: "snap",
        mode,
        size: 96,
        points: [x * 16, y * 16, 300, 200],
        mirror,
      });
    case "fill":
      return { type: "fill", mode, x, y, mirror };
    case "polygon": {
      // Not on the middle of a pixel, which belongs to one side alone.
      const points = random.list(8, () => random.integer(0, 60) * 16 + 3);
      return { type: "polygon", mode, points, mirror };
    }
    default:
      return { type: "stroke", mode, size: random.integer(2, 12) * 16 + 1, points: [x * 16, y * 16], mirror };
  }
}

test("a painting made with the mirror on is its own image, whatever the tools and modes", () => {
  const [width, height] = [61, 48];
  /** @type {readonly Mirror[]} */
  const mirrors = [{ x: width * 8 }, { y: height * 8 }, { x: width * 8, y: height * 8 }];
  const sight = createSight({ width, height });
  sight.colours = greys(width, height, patchy);
  while (cutFurther(sight) < 1);
  forAll(60, (random) => {
    const mirror = random.pick(mirrors);
    const raster = createRaster(width, height);
    for (const op of random.list(8, () => mirroredOp(random, { width, height }, mirror, sight)))
      applyOp(raster, op);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const image = [mirror.x ? width - 1 - x : x, mirror.y ? height - 1 - y : y];
        assert.equal(isWhite(raster, image[0], image[1]), isWhite(raster, x, y), `${x}, ${y}`);
      }
    }
  });
});

test("a fill goes on beyond an axis that lies off the middle, and not beyond the picture", () => {
  const raster = createRaster(40, 20);
  for (const left of [2, 22]) {
    const box = { x0: left * 16, y0: 32, x1: (left + 10) * 16, y1: 192 };
    applyOp(raster, { type: "rectangle", mode: "paint", ...box });
    const hole = { x0: (left + 2) * 16, y0: 64, x1: (left + 8) * 16, y1: 160 };
    applyOp(raster, { type: "rectangle", mode: "erase", ...hole });
  }
  applyOp(raster, { type: "fill", mode: "paint", x: 6, y: 6, mirror: { x: 17 * 16 } });
  assert.deepEqual(
    [isWhite(raster, 6, 6), isWhite(raster, 27, 6), isWhite(raster, 17, 6)],
    [true, true, false],
  );
  const before = countWhite(raster);
  applyOp(raster, { type: "fill", mode: "erase", x: 27, y: 6, mirror: { x: 39 * 16 } });
  assert.equal(before - countWhite(raster), 100);
});
