import assert from "node:assert/strict";
import { test } from "node:test";
import { replay } from "../journals.js";
import { assertFilled, polygonDepth, whitePixels } from "../oracles.js";
import { drag, hand, HEIGHT, WIDTH } from "./hands.js";

const SIZE = { width: WIDTH, height: HEIGHT };

test("a lasso closes itself and takes what it goes around, also around twice", () => {
  const around = [hand(20, 20), hand(80, 25), hand(75, 80), hand(30, 70)];
  const op = drag("lasso", around);
  assert.ok(op?.type === "polygon");
  assert.deepEqual(op.points, [320, 320, 1280, 400, 1200, 1280, 480, 1120]);
  const corners = around.flatMap(({ x, y }) => [x, y]);
  assertFilled(replay(SIZE, [op]), polygonDepth(corners, "nonzero"));
  const twice = drag("lasso", [...around, ...around]);
  assert.ok(twice);
  assert.deepEqual(whitePixels(replay(SIZE, [twice])), whitePixels(replay(SIZE, [op])));
});

test("a lasso keeps every sample, and one of several on the same place", () => {
  const op = drag("lasso", [hand(1, 1), hand(1, 1), hand(9, 1), hand(9.02, 1), hand(5, 8), hand(1, 1)]);
  assert.deepEqual(op?.type === "polygon" && op.points, [16, 16, 144, 16, 80, 128, 16, 16]);
});

test("a lasso without an inside is none: a click, a line, a line there and back", () => {
  const lines = [
    [hand(10, 10)],
    [hand(10, 10), hand(50, 50)],
    [hand(10, 10), hand(30, 10), hand(50, 10), hand(90, 10)],
    [hand(10, 10), hand(50, 30), hand(90, 50), hand(10, 10)],
  ];
  for (const line of lines) assert.equal(drag("lasso", line), null);
});
