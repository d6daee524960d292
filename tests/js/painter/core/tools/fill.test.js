import assert from "node:assert/strict";
import { test } from "node:test";
import { drag, hand, HEIGHT, WIDTH } from "./hands.js";

test("a fill counts where it began, on the pixel under the hand", () => {
  assert.deepEqual(drag("fill", [hand(10.9, 20.1), hand(90, 90)]), {
    type: "fill",
    mode: "paint",
    x: 10,
    y: 20,
  });
});

test("a fill beside the picture is none, its last pixel counts", () => {
  for (const [x, y] of [
    [-0.1, 5],
    [5, -0.1],
    [WIDTH, 5],
    [5, HEIGHT],
  ]) {
    assert.equal(drag("fill", [hand(x, y)]), null);
  }
  assert.deepEqual(drag("fill", [hand(WIDTH - 0.01, HEIGHT - 0.01)], { mode: "erase" }), {
    type: "fill",
    mode: "erase",
    x: WIDTH - 1,
    y: HEIGHT - 1,
  });
});
