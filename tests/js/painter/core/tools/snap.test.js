import assert from "node:assert/strict";
import { test } from "node:test";
import { toUnits } from "../../../../../static/js/painter/core/geometry.js";
import {
  endGesture,
  moveGesture,
  releaseGesture,
  startGesture,
} from "../../../../../static/js/painter/core/tools/index.js";
import { context, hand } from "./hands.js";

/** @returns {import("../../../../../static/js/painter/core/tools/snap.js").SnapGesture} */
function begun() {
  const gesture = startGesture("snap", context({ mode: "erase", size: 30 }), hand(5, 6));
  assert.ok(gesture.tool === "snap");
  return gesture;
}

test("the hand's path is what it asks for, in units and without standing still", () => {
  const gesture = begun();
  for (const [x, y] of [
    [5, 6],
    [9, 6.5],
    [9, 6.5],
    [-3, 8],
  ]) {
    moveGesture(gesture, hand(x, y));
  }
  assert.deepEqual(gesture.choice, {
    tool: "snap",
    mode: "erase",
    size: toUnits(30),
    points: [5, 6, 9, 6.5, -3, 8].map(toUnits),
  });
  assert.equal(gesture.wanted, 3);
});

test("it ends when the last of its path was answered, and makes what came", () => {
  const gesture = begun();
  moveGesture(gesture, hand(9, 9));
  gesture.shown = 1;
  assert.equal(releaseGesture(gesture, hand(9, 9)), false);
  gesture.shown = 2;
  assert.equal(releaseGesture(gesture, hand(9, 9)), true);
  assert.equal(endGesture(gesture), null);
  gesture.op = { type: "stamp", mode: "erase", code: Uint32Array.of(1) };
  assert.equal(endGesture(gesture), gesture.op);
});
