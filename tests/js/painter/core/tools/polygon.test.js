import assert from "node:assert/strict";
import { test } from "node:test";
import {
  endGesture,
  moveGesture,
  releaseGesture,
  startGesture,
  stepBack,
} from "../../../../../static/js/painter/core/tools/index.js";
import { context, hand } from "./hands.js";

/** @param {number[][]} clicks @param {number} [scale] */
function polygonOf(clicks, scale = 1) {
  const [[x, y]] = clicks;
  const gesture = startGesture("polygon", context({ scale }), hand(x, y));
  const isClosed = clicks.map(([cx, cy]) => releaseGesture(gesture, hand(cx, cy)));
  return { gesture, isClosed };
}

/** Corners of what a polygon became, px. @param {import("./hands.js").Gesture} gesture */
function cornersOf(gesture) {
  const op = endGesture(gesture);
  return op?.type === "polygon" ? op.points.map((each) => each / 16) : null;
}

const CORNERS = [
  [20, 20],
  [120, 20],
  [120, 80],
];

test("a polygon is closed by a click near its first corner, which adds none", () => {
  const { gesture, isClosed } = polygonOf([...CORNERS, [26, 25]]);
  assert.deepEqual(isClosed, [false, false, false, true]);
  assert.deepEqual(cornersOf(gesture), CORNERS.flat());
});

test("a polygon is closed by a double-click, which sets one corner", () => {
  const { gesture, isClosed } = polygonOf([...CORNERS, [40, 70], [41, 70]]);
  assert.deepEqual(isClosed, [false, false, false, false, true]);
  assert.deepEqual(cornersOf(gesture), [...CORNERS.flat(), 40, 70]);
});

test("how near is near is the same on the screen at any zoom", () => {
  const nearly = [23, 20];
  assert.equal(polygonOf([...CORNERS, nearly], 3).isClosed[3], true);
  assert.equal(polygonOf([...CORNERS, nearly], 4).isClosed[3], false);
});

test("two corners cannot be closed, and a second click on a corner adds none", () => {
  const { gesture, isClosed } = polygonOf([
    [20, 20],
    [20, 20],
    [120, 20],
    [120, 20],
    [20, 20],
  ]);
  assert.deepEqual(isClosed, [false, false, false, false, false]);
  assert.equal(gesture.op.type === "polygon" && gesture.op.points.length, 8);
});

test("pressing, dragging and lifting sets both ends of an edge", () => {
  const gesture = startGesture("polygon", context(), hand(20, 20));
  moveGesture(gesture, hand(60, 20));
  releaseGesture(gesture, hand(120, 20));
  releaseGesture(gesture, hand(120, 80));
  assert.deepEqual(cornersOf(gesture), CORNERS.flat());
});

test("the corner that follows the hand is not part of what is kept", () => {
  const { gesture } = polygonOf(CORNERS);
  moveGesture(gesture, hand(5, 95));
  assert.deepEqual(cornersOf(gesture), CORNERS.flat());
});

test("a step back takes the last corner, the following one stays with the hand, the first is the last to go", () => {
  const { gesture } = polygonOf([...CORNERS, [60, 90]]);
  moveGesture(gesture, hand(33, 44));
  assert.equal(stepBack(gesture), true);
  assert.deepEqual(gesture.op.type === "polygon" && gesture.op.points.slice(-2), [528, 704]);
  assert.deepEqual(cornersOf(gesture), CORNERS.flat());
  assert.deepEqual([stepBack(gesture), stepBack(gesture), stepBack(gesture)], [true, true, false]);
  assert.equal(endGesture(gesture), null);
});

test("a polygon whose corners lie on a line has no inside and is none", () => {
  const { gesture } = polygonOf([
    [20, 20],
    [60, 40],
    [120, 70],
  ]);
  assert.equal(endGesture(gesture), null);
});
