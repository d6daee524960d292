import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countWhite,
  createRaster,
  fillAll,
  fillRun,
  whiteBox,
} from "../../../../static/js/painter/core/raster.js";
import { listAreas } from "../../../../static/js/painter/core/areas.js";
import { reportMask } from "../../../../static/js/painter/core/report.js";
import { concernOf, describeMask } from "../../../../static/js/painter/core/words.js";
import { forAll } from "../random.js";
import { randomRaster, randomSize } from "./journals.js";

/** A report of so many white px of a picture of 1000 x 1000. @param {number} white @param {number | null} [islands] */
const of = (white, islands = 1) => ({
  width: 1000,
  height: 1000,
  white,
  share: white / 1e6,
  box: null,
  islands,
  largest: [],
  specks: { count: 0, boxes: [] },
  pinholes: { count: 0, boxes: [] },
  speckSize: 100,
  holeSize: 100,
  touchesEdge: false,
});

test("a report says of a mask what its pixels say", () => {
  forAll(60, (random) => {
    const size = randomSize(random);
    const raster = randomRaster(random, size);
    const report = reportMask(raster);
    const white = countWhite(raster);
    const { touchesEdge, width, height, share, box, islands } = report;
    assert.deepEqual(
      { width, height, white: report.white, share, box, islands },
      {
        ...size,
        white,
        share: white / (size.width * size.height),
        box: whiteBox(raster),
        islands: listAreas(raster, true, 10_000)?.length,
      },
    );
    const touches = [box?.x0 === 0, box?.y0 === 0, box?.x1 === size.width, box?.y1 === size.height];
    assert.equal(touchesEdge, touches.includes(true));
  });
});

test("an empty mask has no box, no island and touches no edge", () => {
  const { white, share, box, islands, touchesEdge } = reportMask(createRaster(40, 30));
  assert.deepEqual([white, share, box, islands, touchesEdge], [0, 0, null, 0, false]);
});

test("each edge is noticed, and a pixel's distance from it too", () => {
  /** @param {number} x @param {number} y */
  const touches = (x, y) => {
    const raster = createRaster(40, 30);
    fillRun(raster, y, x, x + 1, true);
    return reportMask(raster).touchesEdge;
  };
  assert.deepEqual([touches(0, 9), touches(39, 9), touches(9, 0), touches(9, 29)], [true, true, true, true]);
  assert.deepEqual([touches(1, 1), touches(38, 28)], [false, false]);
});

test("an empty, a small and a nearly whole mask are of concern, just past their limits", () => {
  assert.deepEqual(
    [0, 1, 9_999, 10_000, 950_000, 950_001, 1_000_000].map((white) => concernOf(of(white))),
    ["empty", "small", "small", null, null, "nearly-all", "nearly-all"],
  );
});

test("of a tiny picture the whole is nearly all rather than small", () => {
  const raster = createRaster(64, 64);
  fillAll(raster, true);
  assert.equal(concernOf(reportMask(raster)), "nearly-all");
});

test("a mask is described by its share and its areas", () => {
  assert.equal(describeMask(of(0, 0)), "Nothing painted yet");
  assert.equal(describeMask(of(124_000, 2)), "12.4 % of the picture, 2 areas");
  assert.equal(describeMask(of(999)), "under 0.1 % of the picture, 1 area");
  assert.equal(describeMask(of(999_999, 1234)), "over 99.9 % of the picture, 1,234 areas");
  assert.equal(describeMask(of(1_000_000)), "100 % of the picture, 1 area");
  assert.equal(describeMask(of(500_000, null)), "50.0 % of the picture, very many areas");
});
