import assert from "node:assert/strict";
import { test } from "node:test";
import { UNITS_PER_PX } from "../../../../static/js/painter/core/geometry.js";
import { images } from "../../../../static/js/painter/core/mirror.js";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { createRaster } from "../../../../static/js/painter/core/raster.js";
import { forAll } from "../random.js";
import { assertFilled, capsuleDepth, rectangleDepth } from "./oracles.js";

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
