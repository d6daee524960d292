import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countWhite,
  createRaster,
  eachRun,
  fillAll,
  fillRun,
  findInRow,
  invert,
  isWhite,
  whiteBox,
} from "../../../../static/js/painter/core/raster.js";
import { forAll } from "../random.js";
import { randomRaster, randomSize } from "./journals.js";
import { AWKWARD_SIDES, boxOf, picture, strayBits, whitePixels } from "./oracles.js";

test("a new raster is black, its rows whole words", () => {
  for (const width of AWKWARD_SIDES) {
    const raster = createRaster(width, 3);
    assert.equal(countWhite(raster), 0);
    assert.deepEqual([raster.stride % 4, raster.bits.length], [0, raster.stride * 3]);
    assert.ok(raster.stride * 8 - width < 32);
  }
});

test("a run sets its pixels and no other, clipped to the picture", () => {
  forAll(300, (random) => {
    const raster = createRaster(random.pick(AWKWARD_SIDES), 3);
    const isPaint = random.chance(0.5);
    fillAll(raster, !isPaint);
    const [x0, x1] = [random.integer(-40, 140), random.integer(-40, 140)];
    const y = random.integer(-1, 3);
    fillRun(raster, y, x0, x1, isPaint);
    for (let row = 0; row < 3; row++) {
      for (let x = 0; x < raster.width; x++) {
        assert.equal(isWhite(raster, x, row), (row === y && x >= x0 && x < x1) === isPaint, `${x}, ${row}`);
      }
    }
    assert.equal(strayBits(raster), 0);
  });
});

test("outside the picture nothing is white", () => {
  const raster = createRaster(33, 2);
  fillAll(raster, true);
  const outside = [
    [-1, 0],
    [33, 0],
    [0, -1],
    [0, 2],
  ];
  assert.deepEqual(
    outside.map(([x, y]) => isWhite(raster, x, y)),
    [false, false, false, false],
  );
});

test("white everywhere is every pixel of the picture and no bit beside it", () => {
  for (const width of AWKWARD_SIDES) {
    const raster = createRaster(width, 5);
    fillAll(raster, true);
    assert.deepEqual([countWhite(raster), strayBits(raster)], [width * 5, 0]);
  }
});

test("inverting turns every pixel, and twice is as before", () => {
  forAll(100, (random) => {
    const size = randomSize(random);
    const raster = randomRaster(random, size);
    const before = raster.bits.slice();
    const white = countWhite(raster);
    invert(raster);
    assert.deepEqual([countWhite(raster), strayBits(raster)], [size.width * size.height - white, 0]);
    invert(raster);
    assert.deepEqual(raster.bits, before);
  });
});

test("count and box are those of the white pixels one by one", () => {
  forAll(100, (random) => {
    const raster = randomRaster(random, randomSize(random));
    const pixels = whitePixels(raster);
    assert.equal(countWhite(raster), pixels.length);
    assert.deepEqual(whiteBox(raster), boxOf(pixels));
  });
});

test("the box of one pixel is that pixel, wherever it is", () => {
  for (const width of AWKWARD_SIDES) {
    for (let x = 0; x < width; x++) {
      const raster = createRaster(width, 2);
      fillRun(raster, 1, x, x + 1, true);
      assert.deepEqual(whiteBox(raster), { x0: x, y0: 1, x1: x + 1, y1: 2 });
    }
  }
});

test("the runs of a row are its white pixels, between any two columns", () => {
  forAll(200, (random) => {
    const raster = randomRaster(random, randomSize(random));
    const y = random.integer(0, raster.height - 1);
    const from = random.integer(0, raster.width);
    const limit = random.integer(from, raster.width);
    const shown = Array(limit - from).fill(".");
    let last = -1;
    eachRun(raster, y, from, limit, (x0, x1) => {
      assert.ok(x0 > last && x1 > x0, "runs are apart and in order");
      shown.fill("#", x0 - from, x1 - from);
      last = x1;
    });
    assert.equal(shown.join(""), picture(raster)[y].slice(from, limit));
  });
});

test("the first pixel of a colour is found, or the limit answered", () => {
  forAll(300, (random) => {
    const raster = randomRaster(random, randomSize(random));
    const y = random.integer(0, raster.height - 1);
    const from = random.integer(0, raster.width);
    const limit = random.integer(0, raster.width);
    const white = random.chance(0.5);
    const place = picture(raster)[y].indexOf(white ? "#" : ".", from);
    const expected = place === -1 || place >= limit ? limit : place;
    assert.equal(findInRow(raster, y, from, limit, white), expected);
  });
});
