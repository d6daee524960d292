import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boxAround,
  intersection,
  isEmptyBox,
  isOnOneLine,
  toPx,
  toUnits,
  union,
} from "../../../../static/js/painter/core/geometry.js";
import { forAll } from "../random.js";

/** @param {import("../random.js").Random} random */
function randomBox(random) {
  const [x0, y0] = [random.integer(-9, 9), random.integer(-9, 9)];
  return { x0, y0, x1: x0 + random.integer(-1, 9), y1: y0 + random.integer(-1, 9) };
}

/** @param {import("../../../../static/js/painter/core/geometry.js").Box} box @param {number} x @param {number} y */
const holds = (box, x, y) => x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;

test("a place is kept to a sixteenth of a pixel", () => {
  forAll(100, (random) => {
    const px = random.number(-5000, 5000);
    assert.ok(Math.abs(toPx(toUnits(px)) - px) <= 1 / 32);
    assert.ok(Number.isInteger(toUnits(px)));
  });
});

test("what two boxes share is every pixel in both, their union holds every pixel of either", () => {
  forAll(200, (random) => {
    const [a, b] = [randomBox(random), randomBox(random)];
    const [both, either] = [intersection(a, b), union(a, b)];
    for (let y = -10; y < 20; y++) {
      for (let x = -10; x < 20; x++) {
        assert.equal(holds(both, x, y), holds(a, x, y) && holds(b, x, y));
        assert.ok(holds(either, x, y) || (!holds(a, x, y) && !holds(b, x, y)));
      }
    }
    assert.equal(isEmptyBox(either), isEmptyBox(a) && isEmptyBox(b));
  });
});

test("a box around points holds every pixel whose centre is within reach, and of no points it is empty", () => {
  forAll(100, (random) => {
    const points = random
      .list(random.integer(1, 6), () => [random.integer(-99, 999), random.integer(-99, 999)])
      .flat();
    const reach = random.number(0, 20);
    const box = boxAround(points, reach);
    const i = 2 * random.integer(0, points.length / 2 - 1);
    const [angle, far] = [random.number(0, 7), random.number(0, reach)];
    const [x, y] = [points[i] / 16 + far * Math.cos(angle), points[i + 1] / 16 + far * Math.sin(angle)];
    assert.ok(holds(box, Math.floor(x), Math.floor(y)) || x === box.x1 || y === box.y1, `${x}, ${y}`);
  });
  assert.equal(isEmptyBox(boxAround([], 9)), true);
});

test("points on one line are told from a triangle, however flat", () => {
  forAll(100, (random) => {
    const [x, y, dx, dy] = random.list(4, () => random.integer(-60_000, 60_000));
    const line = random.list(9, () => random.integer(-5, 5)).flatMap((n) => [x + n * dx, y + n * dy]);
    assert.equal(isOnOneLine(line), true);
    if (dx === 0 && dy === 0) return;
    assert.equal(
      isOnOneLine([x, y, x + 5 * dx, y + 5 * dy, x + 3 * dx + (dy ? 1 : 0), y + 3 * dy + (dy ? 0 : 1)]),
      false,
    );
  });
  assert.deepEqual([[], [1, 1], [1, 1, 9, 4], [1, 1, 1, 1, 1, 1]].map(isOnOneLine), [true, true, true, true]);
});
