import assert from "node:assert/strict";
import { test } from "node:test";
import { countWhite, createRaster, isWhite } from "../../../static/js/painter/core/raster.js";
import { countIslands, floodFill } from "../../../static/js/painter/core/regions.js";
import { fillCapsule, fillRectangle } from "../../../static/js/painter/core/shapes.js";
import { chance, differing, rasterWhere, whole } from "./support.js";

/** @typedef {import("../../../static/js/painter/core/raster.js").Raster} Raster */

/** @param {number} seed @param {number} width @param {number} height */
function speckled(seed, width, height) {
  const random = chance(seed);
  return rasterWhere(width, height, () => random() < 0.4);
}

/** The pixels reached from one over neighbours of its colour. @param {Raster} raster @param {number} x @param {number} y @param {boolean} corners */
function reached(raster, x, y, corners) {
  const colour = isWhite(raster, x, y);
  const seen = new Set([`${x},${y}`]);
  const queue = [[x, y]];
  for (const [cx, cy] of queue) {
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const [nx, ny] = [cx + dx, cy + dy];
        if ((!corners && dx && dy) || nx < 0 || ny < 0 || nx >= raster.width || ny >= raster.height) continue;
        if (isWhite(raster, nx, ny) !== colour || seen.has(`${nx},${ny}`)) continue;
        seen.add(`${nx},${ny}`);
        queue.push([nx, ny]);
      }
    }
  }
  return seen;
}

test("a ring is filled to a disc", () => {
  const raster = createRaster(60, 60);
  for (let i = 0; i < 24; i++) {
    const at = (/** @type {number} */ k) => [30 + 20 * Math.cos((k * Math.PI) / 12), 30 + 20 * Math.sin((k * Math.PI) / 12)];
    const [[xa, ya], [xb, yb]] = [at(i), at(i + 1)];
    fillCapsule(raster, xa, ya, 2, xb, yb, 2, true);
  }
  floodFill(raster, 30, 30, true);
  const disc = rasterWhere(60, 60, (x, y) => Math.hypot(x - 30, y - 30) <= 19);
  for (let y = 0; y < 60; y++) for (let x = 0; x < 60; x++) if (isWhite(disc, x, y)) assert.ok(isWhite(raster, x, y));
  assert.equal(isWhite(raster, 2, 2), false);
});

test("a fill takes what can be reached without crossing a painted line, and no more", () => {
  for (let seed = 1; seed < 40; seed++) {
    const random = chance(seed);
    const [width, height] = [whole(random, 1, 70), whole(random, 1, 30)];
    const raster = speckled(seed, width, height);
    const [x, y] = [whole(random, 0, width - 1), whole(random, 0, height - 1)];
    const white = !isWhite(raster, x, y);
    const area = reached(raster, x, y, false);
    const expected = rasterWhere(width, height, (cx, cy) => {
      const [px, py] = [Math.floor(cx), Math.floor(cy)];
      return area.has(`${px},${py}`) ? white : isWhite(raster, px, py);
    });
    floodFill(raster, x, y, white);
    assert.equal(differing(raster, expected), 0, `seed ${seed}`);
  }
});

test("filling what has the colour already, or a point outside, does nothing", () => {
  const raster = createRaster(20, 20);
  floodFill(raster, 5, 5, false);
  floodFill(raster, -1, 5, true);
  floodFill(raster, 5, 20, true);
  assert.equal(countWhite(raster), 0);
});

test("islands are counted as a search over neighbours counts them", () => {
  for (let seed = 1; seed < 40; seed++) {
    const random = chance(seed);
    const [width, height] = [whole(random, 1, 60), whole(random, 1, 30)];
    const raster = speckled(seed + 100, width, height);
    const seen = new Set();
    let islands = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (!isWhite(raster, x, y) || seen.has(`${x},${y}`)) continue;
        islands++;
        for (const each of reached(raster, x, y, true)) seen.add(each);
      }
    }
    assert.equal(countIslands(raster, 10_000), islands, `seed ${seed}`);
  }
});

test("counting gives up on noise", () => {
  assert.equal(countIslands(speckled(5, 600, 600), 20), null);
});

test("two areas that a line joins later are one", () => {
  const raster = createRaster(40, 20);
  fillRectangle(raster, 2, 2, 8, 18, true);
  fillRectangle(raster, 20, 2, 30, 18, true);
  assert.equal(countIslands(raster, 10), 2);
  fillRectangle(raster, 2, 16, 30, 18, true);
  assert.equal(countIslands(raster, 10), 1);
});
