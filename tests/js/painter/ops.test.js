import assert from "node:assert/strict";
import { test } from "node:test";
import { applyOp } from "../../../static/js/painter/core/ops.js";
import { encode } from "../../../static/js/painter/core/patches.js";
import { countWhite, createRaster, isWhite } from "../../../static/js/painter/core/raster.js";
import { countIslands } from "../../../static/js/painter/core/regions.js";
import { chance, differing, picture, randomOps, units } from "./support.js";

test("a click leaves a dot, wherever it falls and however small the brush is", () => {
  const random = chance(20);
  for (let i = 0; i < 200; i++) {
    const raster = createRaster(9, 9);
    const points = [units(1 + random() * 7), units(1 + random() * 7)];
    applyOp(raster, { type: "stroke", mode: "paint", size: 1, points });
    assert.ok(countWhite(raster) >= 1, `nothing at ${points}`);
    assert.ok(countWhite(raster) <= 4);
  }
});

test("a stroke has no gap, however far apart its samples are", () => {
  const random = chance(21);
  for (let i = 0; i < 60; i++) {
    const raster = createRaster(200, 200);
    const points = Array.from({ length: 24 }, () => units(random() * 200));
    applyOp(raster, { type: "stroke", mode: "paint", size: units(1.5 + random() * 8), points });
    assert.equal(countIslands(raster, 1000), 1);
    for (let k = 0; k + 3 < points.length; k += 2) {
      for (let t = 0; t <= 1; t += 1 / 64) {
        const x = Math.floor((points[k] + t * (points[k + 2] - points[k])) / 16);
        const y = Math.floor((points[k + 1] + t * (points[k + 3] - points[k + 1])) / 16);
        const near = [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => isWhite(raster, x + dx, y + dy)));
        assert.ok(near || x >= 200 || y >= 200, `gap at ${x}, ${y}`);
      }
    }
  }
});

test("erasing along the same path takes away exactly what painting put there", () => {
  const raster = createRaster(90, 90);
  const stroke = { type: /** @type {const} */ ("stroke"), size: units(13), points: [100, 200, 900, 1200, 1300, 300] };
  applyOp(raster, { ...stroke, mode: "paint" });
  assert.ok(countWhite(raster) > 500);
  applyOp(raster, { ...stroke, mode: "erase" });
  assert.equal(countWhite(raster), 0);
});

test("a pen's pressure widens the line where it was pressed", () => {
  const raster = createRaster(60, 30);
  const points = [units(5), units(15), units(55), units(15)];
  applyOp(raster, { type: "stroke", mode: "paint", size: units(20), points, sizes: [units(2), units(20)] });
  const height = (/** @type {number} */ x) =>
    Array.from({ length: 30 }, (_, y) => Number(isWhite(raster, x, y))).reduce((sum, each) => sum + each, 0);
  assert.ok(height(8) <= 6 && height(30) > height(8) && height(50) >= 17, picture(raster));
});

test("a stamp paints, erases or replaces", () => {
  const stamp = createRaster(64, 8);
  applyOp(stamp, { type: "rectangle", mode: "paint", x0: units(10), y0: units(2), x1: units(40), y1: units(6) });
  const code = encode(stamp.words);
  const raster = createRaster(64, 8);
  applyOp(raster, { type: "all" });
  applyOp(raster, { type: "stamp", mode: "erase", code });
  assert.equal(countWhite(raster), 64 * 8 - 30 * 4);
  applyOp(raster, { type: "stamp", mode: "paint", code });
  assert.equal(countWhite(raster), 64 * 8);
  applyOp(raster, { type: "stamp", mode: "replace", code });
  assert.equal(differing(raster, stamp), 0);
});

test("any mask survives being coded as a stamp", () => {
  for (let seed = 1; seed < 30; seed++) {
    const [raster, copy] = [createRaster(77, 33), createRaster(77, 33)];
    for (const op of randomOps(seed, 12, 77, 33)) applyOp(raster, op);
    applyOp(copy, { type: "stamp", mode: "replace", code: encode(raster.words) });
    assert.equal(differing(raster, copy), 0);
  }
});
