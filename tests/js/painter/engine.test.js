import assert from "node:assert/strict";
import { test } from "node:test";
import { applyNew, createEngine, load, redoNext, undoLast } from "../../../static/js/painter/core/engine.js";
import { applyOp } from "../../../static/js/painter/core/ops.js";
import { countWhite, createRaster } from "../../../static/js/painter/core/raster.js";
import { chance, differing, picture, randomOp, randomOps, whole } from "./support.js";

/** @typedef {import("../../../static/js/painter/core/ops.js").Op} Op */

const [WIDTH, HEIGHT] = [75, 50];
const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);

/** @param {Op[]} ops */
function painted(ops) {
  const raster = createRaster(WIDTH, HEIGHT);
  for (const op of ops) applyOp(raster, op);
  return raster;
}

test("painting op by op gives what painting them all at once gives", () => {
  for (const seed of SEEDS) {
    const ops = randomOps(seed, 40, WIDTH, HEIGHT);
    const engine = createEngine(WIDTH, HEIGHT);
    for (const op of ops) applyNew(engine, op);
    assert.equal(differing(engine.raster, painted(ops)), 0, `seed ${seed}`);
  }
});

test("undoing everything leaves an empty mask, and every step on the way is the mask of that moment", () => {
  for (const seed of SEEDS) {
    const ops = randomOps(seed, 30, WIDTH, HEIGHT);
    const engine = createEngine(WIDTH, HEIGHT);
    for (const op of ops) applyNew(engine, op);
    for (let left = ops.length - 1; left >= 0; left--) {
      undoLast(engine);
      assert.equal(differing(engine.raster, painted(ops.slice(0, left))), 0, `seed ${seed}, ${left} left`);
    }
    assert.equal(countWhite(engine.raster), 0);
    assert.equal(undoLast(engine), null);
  }
});

test("redoing everything gives the same mask again", () => {
  for (const seed of SEEDS) {
    const ops = randomOps(seed, 30, WIDTH, HEIGHT);
    const engine = createEngine(WIDTH, HEIGHT);
    for (const op of ops) applyNew(engine, op);
    const whole_ = picture(engine.raster);
    for (const _ of ops) undoLast(engine);
    for (const _ of ops) redoNext(engine);
    assert.equal(picture(engine.raster), whole_);
    assert.equal(redoNext(engine), null);
  }
});

test("any walk of painting, undoing and redoing ends in the mask of the journal, with any memory for undo", () => {
  for (const seed of SEEDS) {
    for (const budget of [0, 200, 2000, 1e9]) {
      const random = chance(seed);
      const engine = createEngine(WIDTH, HEIGHT, budget);
      for (let i = 0; i < 120; i++) {
        const dice = random();
        if (dice < 0.5) applyNew(engine, randomOp(random, WIDTH, HEIGHT));
        else if (dice < 0.8) undoLast(engine);
        else redoNext(engine);
      }
      const { ops, cursor } = engine.journal;
      assert.equal(differing(engine.raster, painted(ops.slice(0, cursor))), 0, `seed ${seed} budget ${budget}`);
    }
  }
});

test("the box an op answers holds every pixel it changed", () => {
  for (const seed of SEEDS) {
    const engine = createEngine(WIDTH, HEIGHT);
    for (const op of randomOps(seed, 40, WIDTH, HEIGHT)) {
      const before = picture(engine.raster).split("\n");
      const box = applyNew(engine, op);
      const after = picture(engine.raster).split("\n");
      for (let y = 0; y < HEIGHT; y++) {
        for (let x = 0; x < WIDTH; x++) {
          if (before[y][x] === after[y][x]) continue;
          assert.ok(box && x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1, `${x}, ${y} by ${op.type}`);
        }
      }
    }
  }
});

test("memory for undo stays within its budget", () => {
  const engine = createEngine(400, 400, 20_000);
  const random = chance(9);
  for (let i = 0; i < 200; i++) {
    applyNew(engine, randomOp(random, 400, 400));
    const kept = engine.patches.reduce((sum, patch) => sum + (patch?.code.byteLength ?? 0), 0);
    assert.equal(engine.bytes, kept);
    const newest = engine.patches[engine.journal.cursor - 1]?.code.byteLength ?? 0;
    assert.ok(kept <= Math.max(20_000, newest), `${kept} bytes kept`);
  }
});

test("five hundred strokes and five hundred undos leave an empty mask", () => {
  const engine = createEngine(512, 512, 50_000);
  const random = chance(10);
  for (let i = 0; i < 500; i++) {
    const points = Array.from({ length: 2 * whole(random, 1, 12) }, () => whole(random, 0, 512 * 16));
    applyNew(engine, { type: "stroke", mode: i % 5 ? "paint" : "erase", size: 400, points });
  }
  assert.ok(countWhite(engine.raster) > 10_000);
  for (let i = 0; i < 500; i++) undoLast(engine);
  assert.equal(countWhite(engine.raster), 0);
});

test("a loaded journal stands where it was left and can be undone and redone", () => {
  const ops = randomOps(11, 20, WIDTH, HEIGHT);
  const engine = createEngine(WIDTH, HEIGHT);
  load(engine, { ops, cursor: 12 });
  assert.equal(differing(engine.raster, painted(ops.slice(0, 12))), 0);
  redoNext(engine);
  assert.equal(differing(engine.raster, painted(ops.slice(0, 13))), 0);
  undoLast(engine);
  undoLast(engine);
  assert.equal(differing(engine.raster, painted(ops.slice(0, 11))), 0);
});

test("an op that changes nothing is a step all the same", () => {
  const engine = createEngine(WIDTH, HEIGHT);
  assert.equal(applyNew(engine, { type: "clear" }), null);
  applyNew(engine, { type: "all" });
  undoLast(engine);
  assert.equal(engine.journal.cursor, 1);
  assert.equal(countWhite(engine.raster), 0);
});
