import assert from "node:assert/strict";
import { test } from "node:test";
import { createSuperpixels, MOST_SIDE, refine } from "../../../../static/js/painter/core/superpixels.js";
import { forAll } from "../random.js";
import { connected, FOUR_SIDES } from "./oracles.js";
import { cut, greys } from "./sights.js";

test("every pixel is in one piece that hangs together, and the pieces' areas are right", () => {
  forAll(12, (random) => {
    const [width, height] = [random.integer(1, 90), random.integer(1, 90)];
    const noise = random.list(width * height, () => random.integer(0, 255));
    const { labels, areas } = cut(greys(width, height, (x, y) => noise[y * width + x]));
    const counted = areas.map(() => 0);
    for (const label of labels) counted[label]++;
    assert.deepEqual(counted, areas);
    for (const [label, area] of areas.entries()) {
      const first = labels.indexOf(label);
      const belongs = (/** @type {number} */ x, /** @type {number} */ y) =>
        x >= 0 && x < width && labels[y * width + x] === label;
      const piece = connected(belongs, first % width, Math.floor(first / width), FOUR_SIDES);
      assert.equal(piece.size, area);
    }
  });
});

test("no piece lies on both sides of an edge in the picture", () => {
  const isLeft = (/** @type {number} */ x, /** @type {number} */ y) => x < 60 + 25 * Math.sin(y / 15);
  const { width, height, labels, areas } = cut(greys(130, 120, (x, y) => (isLeft(x, y) ? 40 : 210)));
  const left = areas.map(() => 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (isLeft(x, y)) left[labels[y * width + x]]++;
  }
  const strays = areas.reduce((sum, area, i) => sum + Math.min(left[i], area - left[i]), 0);
  assert.ok(strays <= 5, `${strays} px lie in a piece of the other side`);
});

test("pieces are of about one size where nothing is to be seen", () => {
  const { areas, side } = cut(greys(300, 200, () => 120));
  assert.ok(areas.length > 100);
  assert.ok(Math.max(...areas) <= 2 * side * side && Math.min(...areas) >= (side * side) / 4);
});

test("a large picture is looked at no larger than it must be, and progress goes to the end in steps", () => {
  const superpixels = createSuperpixels(greys(2048, 64, (x) => x / 8));
  assert.deepEqual([superpixels.width, superpixels.height], [MOST_SIDE, 32]);
  const steps = [];
  do steps.push(refine(superpixels));
  while (steps[steps.length - 1] < 1);
  assert.ok(steps.length > 3);
  assert.deepEqual(steps, steps.slice().sort());
  assert.equal(
    superpixels.areas.reduce((sum, area) => sum + area, 0),
    MOST_SIDE * 32,
  );
});
