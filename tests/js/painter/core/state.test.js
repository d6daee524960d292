import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allowedSize,
  createChoices,
  LEAST_SIZE,
  MOST_SIZE,
  sizeFor,
  steppedSize,
} from "../../../../static/js/painter/core/state.js";

test("a brush is a whole number of px between the least and the most", () => {
  assert.deepEqual([-5, 0, 0.4, 1.5, 99.6, 1e9].map(allowedSize), [1, 1, 1, 2, 100, 500]);
  assert.equal(allowedSize(createChoices().size), createChoices().size);
});

test("every step changes the size, until the end of the range", () => {
  for (let size = LEAST_SIZE; size <= MOST_SIZE; size++) {
    assert.ok(
      size === MOST_SIZE ? steppedSize(size, 1) === size : steppedSize(size, 1) > size,
      `up from ${size}`,
    );
    assert.ok(
      size === LEAST_SIZE ? steppedSize(size, -1) === size : steppedSize(size, -1) < size,
      `down from ${size}`,
    );
  }
});

test("from the least to the most is some forty steps", () => {
  let [size, steps] = [LEAST_SIZE, 0];
  for (; size < MOST_SIZE; steps++) size = steppedSize(size, 1);
  assert.ok(steps > 30 && steps < 50, String(steps));
});

test("a first brush suits the picture's shorter side", () => {
  assert.deepEqual([sizeFor(2048, 2048), sizeFor(4096, 1000), sizeFor(8, 8)], [102, 50, 1]);
  assert.equal(sizeFor(4096, 4096, 1), MOST_SIZE);
});
