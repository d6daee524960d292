import assert from "node:assert/strict";
import { test } from "node:test";
import { countWhite, isWhite } from "../../../../static/js/painter/core/raster.js";
import { MOST_SIDE, selectSimilar } from "../../../../static/js/painter/core/wand.js";
import { greys } from "./sights.js";

const SIZE = { width: 60, height: 40 };
/** Light at both ends, dark between them, a slow ramp from top to bottom. */
const picture = greys(60, 40, (x, y) => (x < 20 || x >= 40 ? 200 : 50) + y);

test("it takes what looks alike and hangs together, to the pixel", () => {
  const taken = selectSimilar(picture, SIZE, { x: 5, y: 20, tolerance: 60, isContiguous: true });
  assert.equal(countWhite(taken), 20 * 40);
  assert.deepEqual(
    [isWhite(taken, 19, 0), isWhite(taken, 20, 0), isWhite(taken, 50, 0)],
    [true, false, false],
  );
});

test("everywhere, it takes what looks alike wherever it lies", () => {
  const taken = selectSimilar(picture, SIZE, { x: 5, y: 20, tolerance: 60, isContiguous: false });
  assert.equal(countWhite(taken), 40 * 40);
  assert.equal(isWhite(taken, 50, 30), true);
});

test("more tolerance takes more, none takes the very colour alone", () => {
  const counts = [0, 5, 10, 300].map((tolerance) =>
    countWhite(selectSimilar(picture, SIZE, { x: 5, y: 20, tolerance, isContiguous: true })),
  );
  assert.deepEqual(counts, [20, 20 * 11, 20 * 21, 60 * 40]);
});

test("a picture larger than is looked at gets a selection of its own size", () => {
  const [width, height] = [MOST_SIDE * 2, 6];
  const wide = greys(width, height, (x) => (x < MOST_SIDE / 4 ? 200 : 20));
  assert.deepEqual([wide.width, wide.height], [MOST_SIDE, 3]);
  const taken = selectSimilar(wide, { width, height }, { x: 10, y: 1, tolerance: 30, isContiguous: true });
  assert.deepEqual([taken.width, taken.height], [width, height]);
  assert.equal(countWhite(taken), (MOST_SIDE / 2) * height);
});

test("the last pixel of the picture can be chosen", () => {
  const taken = selectSimilar(picture, SIZE, { x: 59, y: 39, tolerance: 0, isContiguous: true });
  assert.equal(countWhite(taken), 20);
});
