import assert from "node:assert/strict";
import { test } from "node:test";
import { countWhite } from "../../../../../static/js/painter/core/raster.js";
import { forAll } from "../../random.js";
import { replay } from "../journals.js";
import { assertFilled, rectangleDepth } from "../oracles.js";
import { drag, hand, HEIGHT, WIDTH } from "./hands.js";

/** @typedef {import("./hands.js").Hand} Hand */

const SIZE = { width: WIDTH, height: HEIGHT };

/** Corners of a finished box, px. @param {Hand[]} hands */
function box(hands) {
  const op = drag("rectangle", hands);
  assert.ok(op?.type === "rectangle");
  return [op.x0, op.y0, op.x1, op.y1].map((each) => each / 16);
}

test("a box goes from corner to corner on whole pixels, in any direction", () => {
  assert.deepEqual(box([hand(10.4, 20.6), hand(50, 50), hand(30.2, 40.5)]), [10, 21, 30, 41]);
  assert.deepEqual(box([hand(30, 40), hand(10, 20)]), [30, 40, 10, 20]);
});

test("the pixels of a rectangle are those between its corners", () => {
  const op = drag("rectangle", [hand(30, 40), hand(12.3, 22.7)]);
  assert.ok(op);
  assertFilled(replay(SIZE, [op]), rectangleDepth(12, 23, 30, 40));
  assert.equal(countWhite(replay(SIZE, [op])), 18 * 17);
});

test("a box without an inside is none, as a mere click makes", () => {
  for (const tool of /** @type {const} */ (["rectangle", "ellipse"])) {
    assert.equal(drag(tool, [hand(10, 10)]), null);
    assert.equal(drag(tool, [hand(10, 10), hand(10.4, 90)]), null);
    assert.equal(drag(tool, [hand(10, 10), hand(90, 90), hand(90, 10)]), null);
  }
});

test("Shift makes a box as wide as high, by the longer side, towards the hand", () => {
  const held = { shift: true };
  assert.deepEqual(box([hand(50, 50), hand(70, 55, held)]), [50, 50, 70, 70]);
  assert.deepEqual(box([hand(50, 50), hand(40, 20, held)]), [50, 50, 20, 20]);
  assert.deepEqual(box([hand(50, 50), hand(60, 90, held), hand(60, 90)]), [50, 50, 60, 90]);
});

test("Alt draws from the middle, with Shift a square about it", () => {
  assert.deepEqual(box([hand(50, 50), hand(60, 70, { alt: true })]), [40, 30, 60, 70]);
  assert.deepEqual(box([hand(50, 50), hand(60, 70, { alt: true, shift: true })]), [30, 30, 70, 70]);
});

test("Space moves the box while it is drawn, and lets go of it where it is", () => {
  const moved = [hand(10, 10), hand(30, 40), hand(45, 42, { space: true }), hand(55, 42, { space: true })];
  assert.deepEqual(box(moved), [35, 12, 55, 42]);
  assert.deepEqual(box([...moved, hand(60, 50)]), [35, 12, 60, 50]);
});

test("Space moves a square too", () => {
  const path = [hand(50, 50), hand(70, 55, { shift: true }), hand(80, 60, { shift: true, space: true })];
  assert.deepEqual(box(path), [60, 55, 80, 75]);
});

test("a box moved by many small steps keeps its size", () => {
  forAll(40, (random) => {
    const path = [hand(10, 10), hand(30, 40)];
    let [x, y] = [30, 40];
    for (let step = 0; step < 30; step++) {
      [x, y] = [x + random.number(-2, 2), y + random.number(-2, 2)];
      path.push(hand(x, y, { space: true }));
    }
    const [x0, y0, x1, y1] = box(path);
    assert.deepEqual([x1 - x0, y1 - y0], [20, 30]);
  });
});
