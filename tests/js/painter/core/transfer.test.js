import assert from "node:assert/strict";
import { test } from "node:test";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { countWhite, isWhite } from "../../../../static/js/painter/core/raster.js";
import { readOp } from "../../../../static/js/painter/core/read_journal.js";
import { writeOp } from "../../../../static/js/painter/core/serialize.js";
import { scaledOp, transferred } from "../../../../static/js/painter/core/transfer.js";
import { forAll } from "../random.js";
import { randomOp, randomOps, replay } from "./journals.js";
import { assertFilled, capsuleDepth, rectangleDepth } from "./oracles.js";

const WHOLE = { left: 0, top: 0, width: 1, height: 1 };
const FROM = { width: 60, height: 40 };

/** @param {import("../../../../static/js/painter/core/ops.js").Op[]} ops */
const journalOf = (...ops) => ({ ops, cursor: ops.length });

test("upscaled, a stroke is as sharp as if it had been painted there", () => {
  const points = [10.5 * 16, 9 * 16, 40 * 16, 30 * 16];
  const journal = journalOf({ type: "stroke", mode: "paint", size: 9 * 16, points });
  const raster = transferred(journal, FROM, { width: 240, height: 160 }, WHOLE);
  assertFilled(raster, capsuleDepth(42, 36, 18, 160, 120, 18));
});

test("zoomed out by two, it lies in the middle half and nothing beside the old picture is taken", () => {
  const box = /** @type {const} */ ({
    type: "rectangle",
    mode: "paint",
    x0: -160,
    y0: 160,
    x1: 480,
    y1: 320,
  });
  const middle = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };
  const raster = transferred(journalOf(box), FROM, FROM, middle);
  assertFilled(raster, rectangleDepth(15, 15, 30, 20));
  const all = transferred(journalOf({ type: "invert" }), FROM, FROM, middle);
  assert.equal(countWhite(all), 30 * 20);
});

test("in a picture of the same size and frame every painting stays what it was, undone steps left out", () => {
  forAll(40, (random) => {
    const journal = { ops: randomOps(random, FROM, 8), cursor: 6 };
    const raster = transferred(journal, FROM, FROM, WHOLE);
    assert.deepEqual(raster.bits, replay(FROM, journal.ops.slice(0, 6)).bits);
  });
});

test("pixels chosen by the wand keep their place at every scale", () => {
  forAll(30, (random) => {
    const op = randomOp(random, FROM, "stamp");
    const large = replay({ width: 180, height: 120 }, [scaledOp(op, FROM, { width: 180, height: 120 })]);
    const small = replay(FROM, [op]);
    for (let i = 0; i < 50; i++) {
      const [x, y] = [random.integer(0, 59), random.integer(0, 39)];
      assert.equal(isWhite(large, 3 * x + 1, 3 * y + 1), isWhite(small, x, y));
    }
  });
});

test("every op stays one that can be kept", () => {
  forAll(80, (random) => {
    const to = { width: random.integer(20, 400), height: random.integer(20, 400) };
    const op = scaledOp(randomOp(random, FROM), FROM, to);
    assert.deepEqual(readOp(writeOp(op), Math.ceil(to.width / 32) * to.height), op);
    applyOp(replay(to, []), op);
  });
});
