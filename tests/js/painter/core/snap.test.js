import assert from "node:assert/strict";
import { test } from "node:test";
import { toUnits } from "../../../../static/js/painter/core/geometry.js";
import { isWhite } from "../../../../static/js/painter/core/raster.js";
import { selectPieces, takenPieces } from "../../../../static/js/painter/core/snap.js";
import { forAll } from "../random.js";
import { discDepth } from "./oracles.js";
import { cut, greys } from "./sights.js";

const SIZE = { width: 160, height: 120 };
/** Light left of a slanting edge, dark right of it. */
const isLeft = (/** @type {number} */ x, /** @type {number} */ y) => x < 50 + y / 3;
const pieces = cut(greys(160, 120, (x, y) => (isLeft(x, y) ? 200 : 30)));

test("a dot takes the piece under its middle and those it covers by half, and no other", () => {
  forAll(40, (random) => {
    const [x, y] = [random.number(0, 160), random.number(0, 120)];
    const diameter = random.number(2, 60);
    const [brush, middle] = [discDepth(x, y, diameter / 2), discDepth(x, y, 1)];
    const covered = pieces.areas.map(() => 0);
    const isNear = pieces.areas.map(() => false);
    pieces.labels.forEach((label, at) => {
      const [centreX, centreY] = [(at % 160) + 0.5, Math.floor(at / 160) + 0.5];
      if (brush(centreX, centreY) > 0) covered[label]++;
      if (middle(centreX, centreY) > 0) isNear[label] = true;
    });
    const points = [toUnits(x), toUnits(y)];
    const taken = takenPieces(pieces, SIZE, { size: toUnits(diameter), points });
    assert.equal(taken[pieces.labels[Math.floor(y) * 160 + Math.floor(x)]], 1);
    for (const [label, area] of pieces.areas.entries()) {
      const share = covered[label] / area;
      if (share > 0.6) assert.equal(taken[label], 1);
      if (share < 0.4 && !isNear[label]) assert.equal(taken[label], 0);
    }
  });
});

test("a stroke along an edge of the picture ends at that edge", () => {
  const points = [44, 15, 75, 105].map(toUnits);
  const mask = selectPieces(pieces, SIZE, { size: toUnits(20), points });
  let [beyond, within] = [0, 0];
  for (let y = 20; y < 100; y++) {
    for (let x = 0; x < 160; x++) {
      if (isWhite(mask, x, y) && x > 51 + y / 3) beyond++;
      if (!isWhite(mask, x, y) && isLeft(x, y) && x > 49 + y / 3 - 8) within++;
    }
  }
  assert.ok(beyond < 10 && within < 20, `${beyond} px beyond the edge, ${within} px missing before it`);
});

test("on a picture larger than is looked at, the mask is of its own size", () => {
  const wide = cut(greys(4096, 256, (x) => (x < 2048 ? 200 : 30)));
  const points = [1900, 128, 2100, 128].map(toUnits);
  const mask = selectPieces(wide, { width: 4096, height: 256 }, { size: toUnits(10), points });
  assert.deepEqual([mask.width, mask.height], [4096, 256]);
  assert.ok(isWhite(mask, 2000, 128) && isWhite(mask, 2090, 128) && !isWhite(mask, 1700, 128));
});
