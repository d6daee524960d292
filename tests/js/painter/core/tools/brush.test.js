import assert from "node:assert/strict";
import { test } from "node:test";
import { forAll } from "../../random.js";
import { replay } from "../journals.js";
import { assertFilled, capsuleDepth, discDepth, whitePixels } from "../oracles.js";
import { drag, hand, HEIGHT, WIDTH } from "./hands.js";

/** @typedef {import("./hands.js").Hand} Hand */

const SIZE = { width: WIDTH, height: HEIGHT };

/** A finished stroke. @param {Hand[]} hands @param {Parameters<typeof drag>[2]} [changes] */
function stroke(hands, changes) {
  const op = drag("brush", hands, changes);
  assert.ok(op?.type === "stroke");
  return op;
}

test("a click is a dot of the brush's size", () => {
  const op = stroke([hand(50, 40)]);
  assert.deepEqual(op, { type: "stroke", mode: "paint", size: 160, points: [800, 640] });
  assertFilled(replay(SIZE, [op]), discDepth(50, 40, 5));
});

test("a click with the smallest brush still leaves a mark, anywhere in the picture", () => {
  forAll(200, (random) => {
    const at = hand(
      random.pick([0, WIDTH, random.number(0, WIDTH)]),
      random.pick([0, HEIGHT, random.number(0, HEIGHT)]),
    );
    assert.notEqual(whitePixels(replay(SIZE, [stroke([at], { size: random.pick([0, 0.01, 1]) })])).length, 0);
  });
});

test("every sample is kept to a sixteenth of a px, in its order", () => {
  forAll(60, (random) => {
    const hands = random.list(random.integer(1, 60), () =>
      hand(random.number(-50, 250), random.number(-50, 150)),
    );
    const { points } = stroke(hands);
    assert.equal(points.length, hands.length * 2);
    hands.forEach(({ x, y }, i) => {
      assert.ok(Math.abs(points[2 * i] / 16 - x) <= 1 / 32 && Math.abs(points[2 * i + 1] / 16 - y) <= 1 / 32);
    });
  });
});

test("samples on the same place are one point", () => {
  assert.deepEqual(
    stroke([hand(5, 5), hand(5.01, 5), hand(6, 5), hand(6, 5), hand(5, 5)]).points,
    [80, 80, 96, 80, 80, 80],
  );
});

test("with Shift a click draws a straight line from where the last stroke ended", () => {
  const op = stroke([hand(150, 60, { shift: true })], { lastPoint: { x: 20.5, y: 30 } });
  assert.deepEqual(op.points, [328, 480, 2400, 960]);
  assertFilled(replay(SIZE, [op]), capsuleDepth(20.5, 30, 5, 150, 60, 5));
});

test("with Shift and no stroke before, a click is a dot; without Shift the last stroke does not count", () => {
  assert.deepEqual(stroke([hand(50, 40, { shift: true })]).points, [800, 640]);
  assert.deepEqual(stroke([hand(50, 40)], { lastPoint: { x: 1, y: 1 } }).points, [800, 640]);
});

test("a straight line goes on by hand from its end", () => {
  const hands = [hand(50, 40, { shift: true }), hand(60, 45, { shift: true })];
  assert.deepEqual(stroke(hands, { lastPoint: { x: 1, y: 1 } }).points, [16, 16, 800, 640, 960, 720]);
});

test("a pen's pressure is the share of the brush, but never less than can be seen", () => {
  const pressures = [1, 0.5, 0.15, 0.01, 0];
  const op = stroke(pressures.map((pressure, i) => hand(10 * i, 5, { pressure })));
  assert.deepEqual([op.size, op.sizes], [160, [160, 80, 24, 24, 24]]);
});

test("where a pen stands still the hardest pressure counts", () => {
  const pressures = [0.2, 0.9, 0.4];
  const op = stroke(pressures.map((pressure) => hand(10, 5, { pressure })));
  assert.deepEqual([op.points, op.sizes], [[160, 80], [144]]);
});

test("a pen's straight line has a size at both ends", () => {
  const op = stroke([hand(50, 40, { shift: true, pressure: 0.5 })], { lastPoint: { x: 1, y: 1 } });
  assert.deepEqual(op.sizes, [80, 80]);
});

test("a stroke that a device without pressure draws has one size", () => {
  assert.equal("sizes" in stroke([hand(1, 1), hand(9, 9)]), false);
});

test("the eraser takes away what the same stroke painted", () => {
  const hands = [hand(10, 10), hand(90, 80), hand(150, 20)];
  assert.deepEqual(whitePixels(replay(SIZE, [stroke(hands), stroke(hands, { mode: "erase" })])), []);
});
