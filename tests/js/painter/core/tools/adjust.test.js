import assert from "node:assert/strict";
import { test } from "node:test";
import {
  end,
  extentOf,
  handleAt,
  handlePoint,
  HANDLES,
  move,
  moved,
  start,
  withExtent,
} from "../../../../../static/js/painter/core/tools/adjust.js";
import { hand } from "./hands.js";

/** @typedef {import("../../../../../static/js/painter/core/ops.js").BoxOp} BoxOp */

/** Drawn from its bottom right corner. @type {BoxOp} */
const BOX = { type: "rectangle", mode: "paint", x0: 1600, y0: 960, x1: 320, y1: 160 };

/** @param {number} x @param {number} y @param {{x: number, y: number}} to @param {boolean} [shift] */
function dragged(x, y, to, shift = false) {
  const handle = handleAt(BOX, { x, y }, 5);
  assert.ok(handle, `no handle at ${x}, ${y}`);
  const gesture = start(BOX, handle);
  move(gesture, hand(to.x, to.y, { shift }));
  return extentOf(end(gesture));
}

test("a shape has a handle at each corner and side", () => {
  const places = HANDLES.map((handle) => handlePoint(BOX, handle)).map(({ x, y }) => `${x},${y}`);
  const expected = ["20,10", "20,60", "100,10", "100,60", "20,35", "60,10", "60,60", "100,35"];
  assert.deepEqual(places.sort(), expected.sort());
});

test("a point away from all handles meets none", () => {
  assert.equal(handleAt(BOX, { x: 60, y: 35 }, 5), null);
});

test("a corner follows the hand and the opposite corner stays", () => {
  assert.deepEqual(dragged(21, 11, { x: 30.4, y: 25.6 }), { left: 30, top: 26, width: 70, height: 34 });
});

test("a side moves one way only", () => {
  assert.deepEqual(dragged(100, 35, { x: 140, y: 80 }), { left: 20, top: 10, width: 120, height: 50 });
});

test("a handle dragged beyond the other side turns the shape over", () => {
  assert.deepEqual(dragged(100, 35, { x: 5, y: 35 }), { left: 5, top: 10, width: 15, height: 50 });
});

test("Shift keeps the proportions at a corner", () => {
  assert.deepEqual(dragged(100, 60, { x: 180, y: 12 }, true), { left: 20, top: 10, width: 160, height: 100 });
});

test("a shape of which nothing would be left stays as it was", () => {
  assert.deepEqual(dragged(100, 35, { x: 20, y: 35 }), extentOf(BOX));
});

test("moving keeps the size, typing sets any of the four numbers", () => {
  assert.deepEqual(extentOf(moved(BOX, -3, 7)), { left: 17, top: 17, width: 80, height: 50 });
  const typed = withExtent(BOX, { left: 1, top: 2, width: 0, height: 9 });
  assert.deepEqual(extentOf(typed), { left: 1, top: 2, width: 1, height: 9 });
});
