import assert from "node:assert/strict";
import { test } from "node:test";
import { applyNew, createEngine, undoLast } from "../../../../../static/js/painter/core/engine.js";
import { canUndo } from "../../../../../static/js/painter/core/history.js";
import { countWhite } from "../../../../../static/js/painter/core/raster.js";
import { readJournal } from "../../../../../static/js/painter/core/read_journal.js";
import { writeJournal } from "../../../../../static/js/painter/core/serialize.js";
import {
  endGesture,
  moveGesture,
  releaseGesture,
  startGesture,
  stepBack,
} from "../../../../../static/js/painter/core/tools/index.js";
import { forAll } from "../../random.js";
import { digest } from "../oracles.js";
import { context, hand, HEIGHT, TOOLS, WIDTH } from "./hands.js";

/**
 * @typedef {import("../../random.js").Random} Random
 * @typedef {import("./hands.js").ToolName} ToolName
 */

/** @param {Random} random */
const anyHand = (random) =>
  Object.freeze(
    hand(random.number(-20, WIDTH + 20), random.number(-20, HEIGHT + 20), {
      pressure: random.chance(0.3) ? random.number(0, 1) : null,
      shift: random.chance(0.2),
      alt: random.chance(0.2),
      space: random.chance(0.2),
    }),
  );

/** Down, and anything that may follow. @param {Random} random @param {ToolName} tool */
function begun(random, tool) {
  const lastPoint = random.chance(0.5) ? Object.freeze({ x: 30, y: 30 }) : null;
  const mode = random.pick(/** @type {const} */ (["paint", "erase"]));
  const given = Object.freeze(
    context({ lastPoint, mode, size: random.number(0, 90), scale: random.number(0.01, 32) }),
  );
  const gesture = startGesture(tool, given, anyHand(random));
  for (let step = random.integer(0, 20); step > 0; step--) {
    moveGesture(gesture, anyHand(random));
    if (tool === "polygon" && random.chance(0.4)) releaseGesture(gesture, anyHand(random));
    if (tool === "polygon" && random.chance(0.1)) stepBack(gesture);
  }
  return { gesture, mode };
}

for (const tool of TOOLS) {
  test(`${tool}: one gesture is one step, in the chosen mode, that undo takes back whole`, () => {
    forAll(25, (random) => {
      const engine = createEngine(WIDTH, HEIGHT);
      applyNew(engine, { type: "ellipse", mode: "paint", x0: 0, y0: 0, x1: 1600, y1: 1600 });
      const before = digest(engine.raster);
      const { gesture, mode } = begun(random, tool);
      const op = endGesture(gesture);
      if (!op) return;
      assert.equal("mode" in op && op.mode, mode);
      applyNew(engine, op);
      assert.equal(engine.journal.ops.length, 2);
      undoLast(engine);
      assert.deepEqual([digest(engine.raster), engine.journal.cursor], [before, 1]);
    });
  });

  test(`${tool}: a gesture that is dropped leaves no trace, nor does the next one remember it`, () => {
    forAll(25, (random) => {
      const engine = createEngine(WIDTH, HEIGHT);
      begun(random, tool); // what it was given is frozen: writing to it would throw
      assert.deepEqual([canUndo(engine.journal), countWhite(engine.raster)], [false, 0]);
      const [first, second] = [hand(20, 30), hand(60, 70)];
      const [fresh, again] = [startGesture(tool, context(), first), startGesture(tool, context(), first)];
      moveGesture(fresh, second);
      assert.deepEqual(again, startGesture(tool, context(), first));
    });
  });

  test(`${tool}: what it makes can be saved and read back as it is`, () => {
    forAll(40, (random) => {
      const op = endGesture(begun(random, tool).gesture);
      const data = JSON.stringify(writeJournal({ ops: op ? [op] : [], cursor: 0 }, WIDTH, HEIGHT));
      const back = readJournal(JSON.parse(data), WIDTH, HEIGHT);
      assert.equal(JSON.stringify(writeJournal(back, WIDTH, HEIGHT)), data);
    });
  });
}

test("lifting the hand ends every gesture but an open polygon's", () => {
  const ended = TOOLS.map((tool) => releaseGesture(startGesture(tool, context(), hand(5, 5)), hand(50, 60)));
  assert.deepEqual(ended, [true, true, true, true, false, true]);
});

test("there are no steps back within a gesture but a polygon's corners", () => {
  for (const tool of TOOLS) {
    const gesture = startGesture(tool, context(), hand(5, 5));
    releaseGesture(gesture, hand(50, 60));
    assert.equal(stepBack(gesture), tool === "polygon", tool);
  }
});
