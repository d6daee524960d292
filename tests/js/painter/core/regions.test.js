import assert from "node:assert/strict";
import { test } from "node:test";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { createRaster, fillRun, isWhite } from "../../../../static/js/painter/core/raster.js";
import { countIslands, floodFill } from "../../../../static/js/painter/core/regions.js";
import { forAll } from "../random.js";
import { noise, randomRaster, randomSize } from "./journals.js";
import { connected, FOUR_SIDES, picture, SIDES_AND_CORNERS, strayBits, whitePixels } from "./oracles.js";

/** @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster */

/** @param {string[]} rows of "#" and "." @returns {Raster} */
function drawn(rows) {
  const raster = createRaster(rows[0].length, rows.length);
  rows.forEach((row, y) => [...row].forEach((sign, x) => fillRun(raster, y, x, x + 1, sign === "#")));
  return raster;
}

test("a fill takes the area of one colour around its pixel, not past a corner, and nothing else", () => {
  forAll(80, (random) => {
    const raster = random.chance(0.5) ? noise(random) : randomRaster(random, randomSize(random));
    const { width, height } = raster;
    const [x, y, white] = [random.integer(-2, width + 1), random.integer(-2, height + 1), random.chance(0.6)];
    const before = picture(raster);
    const old = white ? "." : "#";
    const area = connected((column, row) => before[row]?.[column] === old, x, y, FOUR_SIDES);
    floodFill(raster, x, y, white);
    const expected = before.map((row, r) =>
      [...row].map((sign, c) => (area.has(`${c},${r}`) ? (white ? "#" : ".") : sign)).join(""),
    );
    assert.deepEqual(picture(raster), expected);
    assert.equal(strayBits(raster), 0);
  });
});

test("a ring becomes a disc by a fill within it, and goes away by erasing on it", () => {
  const ring = ["......", ".####.", ".#..#.", ".#..#.", ".####.", "......"];
  const filled = drawn(ring);
  floodFill(filled, 2, 2, true);
  assert.deepEqual(picture(filled), ["......", ".####.", ".####.", ".####.", ".####.", "......"]);
  floodFill(filled, 4, 4, false);
  assert.deepEqual(picture(filled), Array(6).fill("......"));
});

test("a fill beside the ring, not within it, leaves its inside free", () => {
  const raster = drawn(["......", ".####.", ".#..#.", ".####."]);
  floodFill(raster, 0, 0, true);
  assert.deepEqual(picture(raster), ["######", "######", "##..##", "######"]);
});

test("islands are counted as the eye does: pixels that touch at a corner are one", () => {
  assert.equal(countIslands(drawn(["#..", ".#.", "..#"]), 10), 1);
  assert.equal(countIslands(drawn(["#.#", "...", "#.#"]), 10), 4);
  assert.equal(countIslands(drawn(["#.#", "#.#", "###"]), 10), 1);
  assert.equal(countIslands(drawn(["..", ".."]), 10), 0);
});

test("the number of islands is that of walking through them pixel by pixel", () => {
  forAll(50, (random) => {
    const raster = random.chance(0.6) ? noise(random) : randomRaster(random, randomSize(random));
    const left = new Set(whitePixels(raster).map(([x, y]) => `${x},${y}`));
    let islands = 0;
    for (const place of left) {
      const [x, y] = place.split(",").map(Number);
      for (const each of connected((c, r) => isWhite(raster, c, r), x, y, SIDES_AND_CORNERS))
        left.delete(each);
      islands++;
    }
    assert.equal(countIslands(raster, 10_000), islands);
  });
});

test("more islands than the limit are not counted", () => {
  const specks = drawn(["#.#.#.#", ".......", "#.#.#.#"]);
  assert.equal(countIslands(specks, 8), 8);
  assert.equal(countIslands(specks, 7), null);
});

test("a fill finds its way through a maze at 4096 x 4096", () => {
  const raster = createRaster(4096, 4096);
  for (let y = 20; y < 4096; y += 40) {
    const points = y % 80 === 20 ? [0, y * 16, 4000 * 16, y * 16] : [96 * 16, y * 16, 4096 * 16, y * 16];
    applyOp(raster, { type: "stroke", mode: "paint", size: 64, points });
  }
  floodFill(raster, 0, 0, true);
  assert.equal(countIslands(raster, 10), 1);
  assert.ok(raster.words.every((word) => word === 0xffffffff));
});
