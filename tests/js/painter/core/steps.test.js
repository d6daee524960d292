import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_RADIUS, speckArea, stepOp, stepRange } from "../../../../static/js/painter/core/steps.js";
import { forAll } from "../random.js";

test("growing and shrinking are one op with a sign, smoothing is one of its own", () => {
  assert.deepEqual(stepOp("grow", 7), { type: "grow", radius: 7 });
  assert.deepEqual(stepOp("shrink", 7), { type: "grow", radius: -7 });
  assert.deepEqual(stepOp("smooth", 7), { type: "smooth", radius: 7 });
});

test("for every picture there is a choice of whole radii that the op allows", () => {
  forAll(100, (random) => {
    const { first, most } = stepRange(random.integer(1, 9000), random.integer(1, 9000));
    assert.ok(Number.isInteger(first) && Number.isInteger(most));
    assert.ok(first >= 1 && first < most && most <= MOST_RADIUS);
  });
});

test("a step begins with a hundredth of the picture's shorter side", () => {
  assert.deepEqual(stepRange(2048, 1024), { first: 10, most: 102 });
  assert.deepEqual(stepRange(4096, 4096), { first: 41, most: 250 });
});

test("specks are what is smaller than a hundredth of the picture's shorter side squared", () => {
  assert.equal(speckArea(2000, 1000), 100);
  assert.equal(speckArea(40, 40), 9);
});
