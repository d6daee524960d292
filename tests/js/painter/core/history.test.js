import assert from "node:assert/strict";
import { test } from "node:test";
import {
  canRedo,
  canUndo,
  createJournal,
  dropLast,
  lastOp,
  push,
  redo,
  undo,
} from "../../../../static/js/painter/core/history.js";
import { forAll } from "../random.js";
import { randomOp } from "./journals.js";

test("an empty journal has nothing to undo, to redo or to continue from", () => {
  const journal = createJournal();
  assert.deepEqual([canUndo(journal), canRedo(journal), lastOp(journal)], [false, false, null]);
  assert.deepEqual([undo(journal), redo(journal), journal.cursor], [null, null, 0]);
});

test("undo gives the ops back from the newest on, redo in their order", () => {
  const journal = createJournal();
  for (const type of /** @type {const} */ (["all", "invert", "clear"])) push(journal, { type });
  const types = [undo, undo, undo, redo, redo, redo].map((step) => step(journal)?.type);
  assert.deepEqual(types, ["clear", "invert", "all", "all", "invert", "clear"]);
});

test("the journal is what two stacks would be, in any order of steps", () => {
  forAll(60, (random) => {
    const journal = createJournal();
    const done = /** @type {import("../../../../static/js/painter/core/ops.js").Op[]} */ ([]);
    let undone = /** @type {typeof done} */ ([]);
    for (let step = 0; step < 40; step++) {
      const move = random.pick(["push", "undo", "redo"]);
      if (move === "push") {
        const op = randomOp(random, { width: 9, height: 9 });
        push(journal, op);
        done.push(op);
        undone = [];
      } else if (move === "undo") {
        const op = done.pop() ?? null;
        if (op) undone.unshift(op);
        assert.equal(undo(journal), op);
      } else {
        const op = undone.shift() ?? null;
        if (op) done.push(op);
        assert.equal(redo(journal), op);
      }
      assert.deepEqual(journal, { ops: [...done, ...undone], cursor: done.length });
      assert.deepEqual([canUndo(journal), canRedo(journal)], [done.length > 0, undone.length > 0]);
      assert.equal(lastOp(journal), done.at(-1) ?? null);
    }
  });
});

test("a step dropped is gone for good, with what could have been redone", () => {
  const journal = createJournal();
  for (const type of /** @type {const} */ (["all", "invert", "clear"])) push(journal, { type });
  undo(journal);
  dropLast(journal);
  assert.deepEqual(journal, { ops: [{ type: "all" }], cursor: 1 });
  dropLast(journal);
  dropLast(journal);
  assert.deepEqual(journal, createJournal());
});
