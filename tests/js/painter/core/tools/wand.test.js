import assert from "node:assert/strict";
import { test } from "node:test";
import { endGesture, releaseGesture } from "../../../../../static/js/painter/core/tools/index.js";
import { move, start } from "../../../../../static/js/painter/core/tools/wand.js";
import { context, hand } from "./hands.js";

test("a click asks for the pixel under it, with Alt everywhere", () => {
  const { choice } = start(context({ mode: "erase" }), hand(10.9, 20.2));
  assert.deepEqual([choice.x, choice.y, choice.mode, choice.isContiguous], [10, 20, "erase", true]);
  assert.equal(start(context(), hand(1, 1, { alt: true })).choice.isContiguous, false);
});

test("dragging to the right or up asks for more, to the left or down for less, by screen px", () => {
  const tolerance = (/** @type {number} */ x, /** @type {number} */ y, scale = 1) => {
    const gesture = start(context({ scale }), hand(50, 50));
    move(gesture, hand(x, y));
    return gesture.choice.tolerance;
  };
  const still = tolerance(50, 50);
  assert.ok(tolerance(70, 50) > still && tolerance(50, 30) > still);
  assert.ok(tolerance(30, 50) < still && tolerance(50, 70) < still);
  assert.equal(tolerance(60, 50, 2), tolerance(70, 50, 1));
  assert.deepEqual([tolerance(-9000, 50), tolerance(9000, 50)], [0, 255]);
});

test("lifted before its answer has come it waits; with the answer it ends", () => {
  const gesture = start(context(), hand(5, 5));
  assert.equal(releaseGesture(gesture, hand(5, 5)), false);
  gesture.shown = gesture.wanted;
  assert.equal(releaseGesture(gesture, hand(5, 5)), true);
});

test("beside the picture it ends at once and leaves no mark", () => {
  const gesture = start(context(), hand(-1, 5));
  assert.equal(releaseGesture(gesture, hand(5, 5)), true);
  assert.equal(endGesture(gesture), null);
});
