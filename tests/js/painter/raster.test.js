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
} from "../../../static/js/painter/core/raster.js";
import { chance, picture, whole } from "./support.js";

const WIDTHS = [1, 7, 8, 9, 31, 32, 33, 64, 100];

test("a run sets exactly its pixels, whatever bytes it begins and ends in", () => {
  const random = chance(1);
  for (const width of WIDTHS) {
    for (let i = 0; i < 60; i++) {
      const raster = createRaster(width, 3);
      const [x0, x1] = [whole(random, -3, width + 2), whole(random, -3, width + 2)];
      fillRun(raster, 1, x0, x1, true);
      const expected = Array.from({ length: width }, (_, x) => (x >= x0 && x < x1 ? "#" : ".")).join("");
      assert.equal(picture(raster).split("\n")[1], expected);
      assert.equal(countWhite(raster), [...expected].filter((sign) => sign === "#").length);
    }
  }
});

test("erasing a run leaves its neighbours", () => {
  const raster = createRaster(70, 1);
  fillAll(raster, true);
  fillRun(raster, 0, 5, 66, false);
  assert.equal(picture(raster), "#####" + ".".repeat(61) + "####");
});

test("rows outside the picture are ignored", () => {
  const raster = createRaster(10, 2);
  fillRun(raster, -1, 0, 10, true);
  fillRun(raster, 2, 0, 10, true);
  assert.equal(countWhite(raster), 0);
});

test("everything white counts no pixel beyond the width", () => {
  for (const width of WIDTHS) {
    const raster = createRaster(width, 5);
    fillAll(raster, true);
    assert.equal(countWhite(raster), width * 5);
  }
});

test("inverting twice changes nothing, inverting once changes every pixel", () => {
  for (const width of WIDTHS) {
    const raster = createRaster(width, 4);
    fillRun(raster, 2, 1, width - 1, true);
    const before = picture(raster);
    const white = countWhite(raster);
    invert(raster);
    assert.equal(countWhite(raster), width * 4 - white);
    invert(raster);
    assert.equal(picture(raster), before);
  }
});

test("runs found in a row are the runs that were drawn", () => {
  const random = chance(2);
  for (let i = 0; i < 200; i++) {
    const width = whole(random, 1, 90);
    const raster = createRaster(width, 1);
    for (let k = 0; k < 4; k++) fillRun(raster, 0, whole(random, 0, width), whole(random, 0, width), true);
    const found = Array(width).fill(".");
    eachRun(raster, 0, 0, width, (x0, x1) => found.fill("#", x0, x1));
    assert.equal(found.join(""), picture(raster));
  }
});

test("looking for a colour that the rest of the row has not ends at the limit", () => {
  const raster = createRaster(50, 1);
  assert.equal(findInRow(raster, 0, 3, 41, true), 41);
  fillAll(raster, true);
  assert.equal(findInRow(raster, 0, 3, 50, false), 50);
});

test("the box around white pixels touches them on all four sides", () => {
  const raster = createRaster(120, 40);
  assert.equal(whiteBox(raster), null);
  fillRun(raster, 7, 33, 34, true);
  fillRun(raster, 21, 90, 97, true);
  assert.deepEqual(whiteBox(raster), { x0: 33, y0: 7, x1: 97, y1: 22 });
});

test("nothing is white outside the picture", () => {
  const raster = createRaster(8, 8);
  fillAll(raster, true);
  assert.deepEqual([isWhite(raster, -1, 0), isWhite(raster, 8, 0), isWhite(raster, 0, 8)], [false, false, false]);
});
