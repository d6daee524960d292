import assert from "node:assert/strict";
import { test } from "node:test";
import { dropSpecks, fillHoles, grow, smooth } from "../../../../static/js/painter/core/morphology.js";
import { createRaster, isWhite } from "../../../../static/js/painter/core/raster.js";
import { forAll } from "../random.js";
import { drawn } from "./drawings.js";
import { noise, randomRaster, randomSize, replay } from "./journals.js";
import { connected, FOUR_SIDES, picture, SIDES_AND_CORNERS, strayBits, whitePixels } from "./oracles.js";

/** @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster */
/** @typedef {import("../random.js").Random} Random */

/** @param {Random} random @returns {Raster} */
function anyRaster(random) {
  return random.chance(0.5) ? noise(random) : randomRaster(random, randomSize(random));
}

/** @param {Raster} raster @param {(x: number, y: number) => boolean} isWanted @returns {string[]} */
function expected({ width, height }, isWanted) {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (isWanted(x, y) ? "#" : ".")).join(""),
  );
}

/** @param {Raster} raster @param {(x: number, y: number) => boolean} isWanted */
function assertIs(raster, isWanted) {
  assert.deepEqual(picture(raster), expected(raster, isWanted));
  assert.equal(strayBits(raster), 0);
}

test("growing takes every pixel within the radius of the mask, and no other", () => {
  forAll(60, (random) => {
    const raster = anyRaster(random);
    const radius = random.integer(1, 14);
    const white = whitePixels(raster);
    grow(raster, radius);
    assertIs(raster, (x, y) => white.some(([a, b]) => (x - a) ** 2 + (y - b) ** 2 <= radius ** 2));
  });
});

test("shrinking takes away every pixel within the radius of what is not masked; the picture's edge takes nothing", () => {
  forAll(60, (random) => {
    const raster = anyRaster(random);
    const radius = random.integer(1, 14);
    const before = picture(raster);
    const black = before.flatMap((row, y) => [...row].flatMap((sign, x) => (sign === "." ? [[x, y]] : [])));
    grow(raster, -radius);
    assertIs(
      raster,
      (x, y) => before[y][x] === "#" && !black.some(([a, b]) => (x - a) ** 2 + (y - b) ** 2 <= radius ** 2),
    );
  });
});

test("smoothing gives each pixel the colour of most of the square around it, as far as the picture goes", () => {
  forAll(60, (random) => {
    const raster = anyRaster(random);
    const { width, height } = raster;
    const radius = random.integer(1, 9);
    const before = replay(raster, []);
    before.words.set(raster.words);
    smooth(raster, radius);
    assertIs(raster, (x, y) => {
      let balance = isWhite(before, x, y) ? 0.5 : -0.5;
      for (let b = Math.max(0, y - radius); b <= Math.min(height - 1, y + radius); b++) {
        for (let a = Math.max(0, x - radius); a <= Math.min(width - 1, x + radius); a++) {
          balance += isWhite(before, a, b) ? 1 : -1;
        }
      }
      return balance > 0;
    });
  });
});

test("holes are filled, whatever does not reach the picture's edge", () => {
  forAll(60, (random) => {
    const raster = anyRaster(random);
    const { width, height } = raster;
    const before = picture(raster);
    const outside = new Set();
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
        if (outside.has(`${x},${y}`)) continue;
        for (const each of connected((c, r) => before[r]?.[c] === ".", x, y, FOUR_SIDES)) outside.add(each);
      }
    }
    fillHoles(raster);
    assertIs(raster, (x, y) => !outside.has(`${x},${y}`));
  });
});

test("only holes smaller than the area are filled, where one is given", () => {
  const rows = ["#######", "#.#..##", "###..##", "#######"];
  const raster = drawn(rows);
  fillHoles(raster, 4);
  assert.deepEqual(picture(raster), ["#######", "###..##", "###..##", "#######"]);
  fillHoles(raster, 5);
  assert.deepEqual(picture(raster), Array(4).fill("#######"));
});

test("islands smaller than the area go, and no other", () => {
  forAll(60, (random) => {
    const raster = anyRaster(random);
    const area = random.integer(1, 60);
    const before = picture(raster);
    const kept = new Set();
    const seen = new Set();
    for (const [x, y] of whitePixels(raster)) {
      if (seen.has(`${x},${y}`)) continue;
      const island = connected((c, r) => before[r]?.[c] === "#", x, y, SIDES_AND_CORNERS);
      for (const each of island) seen.add(each);
      if (island.size >= area) for (const each of island) kept.add(each);
    }
    dropSpecks(raster, area);
    assertIs(raster, (x, y) => kept.has(`${x},${y}`));
  });
});

test("shrinking what was grown never loses a pixel of the mask", () => {
  forAll(40, (random) => {
    const raster = anyRaster(random);
    const radius = random.integer(1, 9);
    const before = whitePixels(raster);
    grow(raster, radius);
    grow(raster, -radius);
    assert.deepEqual(
      before.filter(([x, y]) => !isWhite(raster, x, y)),
      [],
    );
  });
});

test("an empty mask stays empty and a full one full", () => {
  const size = { width: 37, height: 21 };
  for (const [full, expectedWhite] of /** @type {const} */ ([
    [false, 0],
    [true, 37 * 21],
  ])) {
    for (const change of [
      (/** @type {Raster} */ r) => grow(r, 5),
      (/** @type {Raster} */ r) => grow(r, -5),
      (/** @type {Raster} */ r) => smooth(r, 5),
      fillHoles,
    ]) {
      const raster = full ? replay(size, [{ type: "all" }]) : createRaster(37, 21);
      change(raster);
      assert.equal(whitePixels(raster).length, expectedWhite);
    }
  }
});
