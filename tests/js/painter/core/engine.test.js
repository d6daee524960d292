import assert from "node:assert/strict";
import { test } from "node:test";
import {
  applyNew,
  createEngine,
  load,
  redoNext,
  UNDO_BUDGET_BYTES,
  undoLast,
} from "../../../../static/js/painter/core/engine.js";
import { lastOp } from "../../../../static/js/painter/core/history.js";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { patchBytes } from "../../../../static/js/painter/core/patches.js";
import { countWhite, createRaster } from "../../../../static/js/painter/core/raster.js";
import { createRandom, forAll } from "../random.js";
import { randomOp, randomOps, randomSize, replay } from "./journals.js";
import { digest } from "./oracles.js";

/**
 * @typedef {import("../../../../static/js/painter/core/engine.js").Engine} Engine
 * @typedef {import("../../../../static/js/painter/core/geometry.js").Box} Box
 * @typedef {import("../../../../static/js/painter/core/ops.js").Op} Op
 */

/** Enough for every patch, for a few, and for the newest one alone. */
const BUDGETS = [2 ** 30, 3000, 300, 0];

/** @param {Engine} engine @returns {number} bytes of the patches it really keeps */
function keptBytes({ patches }) {
  return patches.reduce((sum, patch) => sum + (patch ? patchBytes(patch) : 0), 0);
}

/** Every bit that differs lies in the box that was answered. @param {Engine} engine @param {Uint8Array} before @param {Box | null} box */
function assertAnswered({ raster }, before, box) {
  const { stride, bits } = raster;
  for (let at = 0; at < bits.length; at++) {
    if (bits[at] === before[at]) continue;
    const [x, y] = [(at % stride) * 8, Math.floor(at / stride)];
    assert.ok(
      box && x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1,
      `a change at ${x}, ${y} was not answered`,
    );
  }
}

test("painting op by op gives what replaying the journal gives", () => {
  forAll(60, (random) => {
    const size = randomSize(random);
    const engine = createEngine(size.width, size.height);
    const plain = createRaster(size.width, size.height);
    for (const op of randomOps(random, size, 15)) {
      applyNew(engine, op);
      applyOp(plain, op);
      assert.deepEqual(engine.raster.bits, plain.bits, op.type);
    }
    const again = createEngine(size.width, size.height);
    load(again, engine.journal);
    assert.deepEqual(again.raster.bits, plain.bits);
  });
});

test("undoing everything empties the mask, redoing everything brings the same bits", () => {
  forAll(60, (random) => {
    const size = randomSize(random);
    const engine = createEngine(size.width, size.height, random.pick(BUDGETS));
    for (const op of randomOps(random, size, 20)) applyNew(engine, op);
    const painted = digest(engine.raster);
    for (let i = 0; i < 20; i++) undoLast(engine);
    assert.deepEqual([engine.journal.cursor, countWhite(engine.raster)], [0, 0]);
    assert.equal(undoLast(engine), null);
    for (let i = 0; i < 20; i++) redoNext(engine);
    assert.deepEqual([engine.journal.cursor, digest(engine.raster)], [20, painted]);
    assert.equal(redoNext(engine), null);
  });
});

test("undo, redo and painting in any order give what the ops before the cursor give, whatever memory is left", () => {
  for (const budget of BUDGETS) {
    forAll(15, (random) => {
      const size = randomSize(random);
      const engine = createEngine(size.width, size.height, budget);
      for (let count = 0; count < 40; count++) {
        const before = engine.raster.bits.slice();
        const step = random.pick([undoLast, undoLast, redoNext, applyNew, applyNew]);
        const box = step(engine, randomOp(random, size));
        assertAnswered(engine, before, box);
        const { ops, cursor } = engine.journal;
        assert.deepEqual(
          engine.raster.bits,
          replay(size, ops.slice(0, cursor)).bits,
          `budget ${budget}, step ${count}`,
        );
      }
    });
  }
});

test("patches keep within their budget, but for the newest step's own", () => {
  for (const budget of BUDGETS) {
    forAll(15, (random) => {
      const size = { width: 100, height: 95 };
      const engine = createEngine(size.width, size.height, budget);
      for (let step = 0; step < 50; step++) {
        random.pick([applyNew, applyNew, applyNew, undoLast, redoNext])(engine, randomOp(random, size));
        const largest = engine.patches.reduce(
          (most, patch) => Math.max(most, patch ? patchBytes(patch) : 0),
          0,
        );
        assert.equal(engine.bytes, keptBytes(engine));
        assert.ok(engine.bytes <= Math.max(budget, largest), `${engine.bytes} B of ${budget}`);
      }
    });
  }
});

test("the newest step is undone without a replay even where it alone is over the budget", () => {
  const engine = createEngine(64, 64, 0);
  applyNew(engine, { type: "rectangle", mode: "paint", x0: 0, y0: 0, x1: 512, y1: 512 });
  applyNew(engine, { type: "rectangle", mode: "paint", x0: 512, y0: 512, x1: 800, y1: 800 });
  assert.deepEqual(undoLast(engine), { x0: 32, y0: 32, x1: 64, y1: 50 });
  assert.deepEqual(undoLast(engine), { x0: 0, y0: 0, x1: 64, y1: 64 });
  assert.equal(countWhite(engine.raster), 0);
});

test("something new forgets what was undone", () => {
  const engine = createEngine(64, 64);
  applyNew(engine, { type: "all" });
  undoLast(engine);
  const dot = /** @type {Op} */ ({ type: "stroke", mode: "paint", size: 32, points: [160, 160] });
  applyNew(engine, dot);
  assert.equal(redoNext(engine), null);
  assert.deepEqual([engine.journal.ops.length, lastOp(engine.journal)], [1, dot]);
});

test("an op that changes nothing is still a step, and answers that nothing changed", () => {
  const engine = createEngine(64, 64);
  assert.equal(applyNew(engine, { type: "clear" }), null);
  assert.equal(engine.journal.cursor, 1);
  assert.equal(undoLast(engine), null);
  assert.equal(engine.journal.cursor, 0);
});

test("a loaded painting can be undone and redone step by step, and stays apart from what was given", () => {
  forAll(25, (random) => {
    const size = randomSize(random);
    const ops = randomOps(random, size, 12);
    const given = { ops, cursor: random.integer(0, 12) };
    const engine = createEngine(size.width, size.height, random.pick(BUDGETS));
    applyNew(engine, { type: "all" });
    load(engine, given);
    assert.deepEqual(engine.raster.bits, replay(size, ops.slice(0, given.cursor)).bits);
    if (given.cursor < 12) redoNext(engine);
    else undoLast(engine);
    applyNew(engine, { type: "invert" });
    assert.deepEqual([given.ops.length, engine.journal.ops.length], [12, engine.journal.cursor]);
    assert.deepEqual(engine.raster.bits, replay(size, engine.journal.ops).bits);
  });
});

test("hours of painting at 4096 x 4096 keep within the budget, whole-picture steps included, and all of it can be undone", () => {
  const side = 4096;
  const random = createRandom(11);
  const engine = createEngine(side, side);
  /** @type {(op: Op) => void} */
  const paint = (op) => {
    applyNew(engine, op);
    assert.ok(engine.bytes <= UNDO_BUDGET_BYTES);
  };
  for (let i = 0; i < 300; i++) {
    const points = [random.integer(0, side * 16), random.integer(0, side * 16)];
    for (let n = 0; n < 60; n++) {
      points.push(points[2 * n] + random.integer(-900, 900), points[2 * n + 1] + random.integer(-900, 900));
    }
    paint({ type: "stroke", mode: i % 5 ? "paint" : "erase", size: 1200, points });
    if (i % 75 === 74) {
      for (const op of /** @type {Op[]} */ ([
        { type: "grow", radius: 12 },
        { type: "smooth", radius: 9 },
        { type: "grow", radius: -20 },
        { type: "fill-holes" },
        { type: "drop-specks", area: 1700 },
        { type: "invert" },
      ])) {
        paint(op);
      }
    }
  }
  assert.equal(engine.bytes, keptBytes(engine));
  const kept = countWhite(engine.raster);
  const steps = engine.journal.cursor;
  for (let i = 0; i < steps; i++) undoLast(engine);
  assert.equal(countWhite(engine.raster), 0);
  for (let i = 0; i < steps; i++) redoNext(engine);
  assert.equal(countWhite(engine.raster), kept);
});

test("a step replaced over and over, as a slider is dragged, is one step and keeps one patch", () => {
  const engine = createEngine(400, 300);
  applyNew(engine, { type: "ellipse", mode: "paint", x0: 800, y0: 800, x1: 4000, y1: 3200 });
  const before = countWhite(engine.raster);
  for (let radius = 1; radius <= 40; radius++) {
    if (radius > 1) undoLast(engine);
    applyNew(engine, { type: "grow", radius });
  }
  assert.deepEqual([engine.journal.ops.length, engine.patches.length], [2, 2]);
  assert.equal(engine.bytes, keptBytes(engine));
  undoLast(engine);
  assert.equal(countWhite(engine.raster), before);
});
