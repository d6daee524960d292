import assert from "node:assert/strict";
import { test } from "node:test";
import { findComponents } from "../../../../static/js/painter/core/components.js";
import { isWhite } from "../../../../static/js/painter/core/raster.js";
import { forAll } from "../random.js";
import { noise, randomRaster, randomSize } from "./journals.js";
import { boxOf, connected, FOUR_SIDES, SIDES_AND_CORNERS } from "./oracles.js";

test("components are those of walking through the pixels, with their areas and boxes", () => {
  forAll(80, (random) => {
    const raster = random.chance(0.6) ? noise(random) : randomRaster(random, randomSize(random));
    const white = random.chance(0.5);
    const { width, height } = raster;
    const belongs = (/** @type {number} */ x, /** @type {number} */ y) =>
      x >= 0 && y >= 0 && x < width && y < height && isWhite(raster, x, y) === white;
    const { runs, areas, boxes } = findComponents(raster, white);
    /** @type {[number, number][][]} */
    const pixels = areas.map(() => []);
    for (let i = 0; i < runs.length; i += 4) {
      for (let x = runs[i + 1]; x < runs[i + 2]; x++) pixels[runs[i + 3]].push([x, runs[i]]);
    }
    for (const [i, list] of pixels.entries()) {
      const [[x, y]] = list;
      const walked = connected(belongs, x, y, white ? SIDES_AND_CORNERS : FOUR_SIDES);
      assert.deepEqual(new Set(list.map(String)), walked);
      assert.equal(areas[i], walked.size);
      assert.deepEqual(boxes[i], boxOf(list));
    }
    let total = 0;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (belongs(x, y)) total++;
    assert.equal(
      areas.reduce((sum, area) => sum + area, 0),
      total,
    );
  });
});
