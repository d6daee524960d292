import assert from "node:assert/strict";
import { test } from "node:test";
import { listAreas } from "../../../../static/js/painter/core/areas.js";
import { isWhite } from "../../../../static/js/painter/core/raster.js";
import { forAll } from "../random.js";
import { drawn } from "./drawings.js";
import { noise, randomRaster, randomSize } from "./journals.js";
import { boxOf, connected, FOUR_SIDES, SIDES_AND_CORNERS } from "./oracles.js";

/** @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster */

/** The areas by walking through them pixel by pixel. @param {Raster} raster @param {boolean} white */
function walked(raster, white) {
  const { width, height } = raster;
  const belongs = (/** @type {number} */ x, /** @type {number} */ y) =>
    x >= 0 && y >= 0 && x < width && y < height && isWhite(raster, x, y) === white;
  const seen = new Set();
  const areas = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!belongs(x, y) || seen.has(`${x},${y}`)) continue;
      const area = connected(belongs, x, y, white ? SIDES_AND_CORNERS : FOUR_SIDES);
      for (const place of area) seen.add(place);
      const pixels = [...area].map((place) => /** @type {[number, number]} */ (place.split(",").map(Number)));
      areas.push({ size: area.size, box: boxOf(pixels) });
    }
  }
  return areas;
}

/** @param {{size: number, box: unknown}[]} areas @returns {string[]} whatever their order */
const told = (areas) => areas.map((area) => JSON.stringify(area)).sort();

test("areas of either colour are those of walking through them pixel by pixel", () => {
  forAll(60, (random) => {
    const raster = random.chance(0.6) ? noise(random) : randomRaster(random, randomSize(random));
    for (const white of [true, false]) {
      const areas = listAreas(raster, white, 10_000) ?? [];
      assert.deepEqual(told(areas), told(walked(raster, white)));
      assert.ok(areas.every(({ size }, i) => i === 0 || areas[i - 1].size >= size));
    }
  });
});

test("islands are counted as the eye does: pixels that touch at a corner are one", () => {
  const count = (/** @type {string[]} */ rows) => listAreas(drawn(rows), true, 10)?.length;
  assert.equal(count(["#..", ".#.", "..#"]), 1);
  assert.equal(count(["#.#", "...", "#.#"]), 4);
  assert.equal(count(["#.#", "#.#", "###"]), 1);
  assert.equal(count(["..", ".."]), 0);
});

test("a ring as thin as a pixel, drawn over corners, has an inside", () => {
  assert.equal(listAreas(drawn([".....", "..#..", ".#.#.", "..#..", "....."]), false, 10)?.length, 2);
});

test("more areas than the limit are not listed", () => {
  const specks = drawn(["#.#.#.#", ".......", "#.#.#.#"]);
  assert.equal(listAreas(specks, true, 8)?.length, 8);
  assert.equal(listAreas(specks, true, 7), null);
});
