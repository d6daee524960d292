import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createEngine, load, redoNext, undoLast } from "../../../../static/js/painter/core/engine.js";
import { countWhite, whiteBox } from "../../../../static/js/painter/core/raster.js";
import { readJournal } from "../../../../static/js/painter/core/read_journal.js";
import { writeJournal } from "../../../../static/js/painter/core/serialize.js";
import { OP_TYPES } from "./journals.js";
import { digest } from "./oracles.js";

const recorded = JSON.parse(readFileSync(new URL("recorded/every_tool.json", import.meta.url), "utf8"));
const { width, height } = recorded.journal;

test("a recorded painting with every kind of op gives the mask it gave when it was recorded", () => {
  const journal = readJournal(recorded.journal, width, height);
  assert.deepEqual(
    [...new Set(journal.ops.map(({ type }) => type))].sort(),
    OP_TYPES.filter((type) => type !== "all").sort(),
  );
  const engine = createEngine(width, height);
  load(engine, journal);
  const { white, box, sha256 } = recorded;
  assert.deepEqual(
    [countWhite(engine.raster), whiteBox(engine.raster), digest(engine.raster)],
    [white, box, sha256],
  );
});

test("a recorded painting is the same after all of it was undone and done again, and is written as it was", () => {
  const journal = readJournal(recorded.journal, width, height);
  const engine = createEngine(width, height, 20_000);
  load(engine, journal);
  for (let i = 0; i < journal.cursor; i++) undoLast(engine);
  assert.equal(countWhite(engine.raster), 0);
  for (let i = 0; i < journal.cursor; i++) redoNext(engine);
  assert.equal(digest(engine.raster), recorded.sha256);
  assert.deepEqual(writeJournal(engine.journal, width, height), recorded.journal);
});
