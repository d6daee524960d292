import assert from "node:assert/strict";
import { test } from "node:test";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { createRaster } from "../../../../static/js/painter/core/raster.js";
import { floodFill } from "../../../../static/js/painter/core/regions.js";
import { forAll } from "../random.js";
import { drawn } from "./drawings.js";
import { noise, randomRaster, randomSize } from "./journals.js";
import { connected, FOUR_SIDES, picture, strayBits } from "./oracles.js";

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

test("a fill finds its way through a maze at 4096 x 4096", () => {
  const raster = createRaster(4096, 4096);
  for (let y = 20; y < 4096; y += 40) {
    const points = y % 80 === 20 ? [0, y * 16, 4000 * 16, y * 16] : [96 * 16, y * 16, 4096 * 16, y * 16];
    applyOp(raster, { type: "stroke", mode: "paint", size: 64, points });
  }
  floodFill(raster, 0, 0, true);
  assert.ok(raster.words.every((word) => word === 0xffffffff));
});
