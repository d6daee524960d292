/**
 * The mask kept up to date op by op: journal, raster, and a patch for each quick undo step.
 *
 * Runs in a worker, in the page where there are no workers, and in Node. Every function that changes the
 * raster answers the box of pixels that may have changed, or null.
 *
 * @typedef {import("./history.js").Journal} Journal
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./patches.js").Patch} Patch
 * @typedef {import("./raster.js").Raster} Raster
 *
 * @typedef {object} Engine
 * @property {Raster} raster
 * @property {Journal} journal
 * @property {(Patch | null | undefined)[]} patches by op: null changed nothing, undefined was dropped to save
 *   memory
 * @property {Patch | null} trial an op that is shown and not in the journal: while a hand still tries
 * @property {number} bytes of all patches
 * @property {number} budget most bytes of patches to keep
 */
import { canRedo, canUndo, createJournal, push } from "./history.js";
import { applyOp, opBox } from "./ops.js";
import { applyPatch, makePatch, patchBox, patchBytes, takeSnapshot } from "./patches.js";
import { createRaster, fillAll, wholeBox } from "./raster.js";

export const UNDO_BUDGET_BYTES = 96 * 2 ** 20;

/** @param {number} width px @param {number} height px @param {number} [budget] @returns {Engine} */
export function createEngine(width, height, budget = UNDO_BUDGET_BYTES) {
  const raster = createRaster(width, height);
  return { raster, journal: createJournal(), patches: [], trial: null, bytes: 0, budget };
}

/** @param {Engine} engine @param {Op} op @returns {Box | null} */
export function applyNew(engine, op) {
  forgetFrom(engine, engine.journal.cursor);
  push(engine.journal, op);
  return perform(engine, engine.journal.cursor - 1);
}

/**
 * Shows an op in the raster alone, until it is dropped.
 *
 * @param {Engine} engine
 * @param {Op} op
 * @returns {Box | null}
 */
export function tryOp(engine, op) {
  const { raster } = engine;
  const before = takeSnapshot(raster, opBox(raster, op));
  applyOp(raster, op);
  engine.trial = makePatch(before, raster);
  return engine.trial && patchBox(engine.trial, raster);
}

/** @param {Engine} engine @returns {Box | null} */
export function dropTrial(engine) {
  const { raster, trial } = engine;
  engine.trial = null;
  if (!trial) return null;
  applyPatch(raster, trial);
  return patchBox(trial, raster);
}

/** @param {Engine} engine @returns {Box | null} */
export function undoLast(engine) {
  const { journal, patches, raster } = engine;
  if (!canUndo(journal)) return null;
  const patch = patches[--journal.cursor];
  if (patch === undefined) {
    replay(engine, journal.cursor);
    return wholeBox(raster);
  }
  if (patch === null) return null;
  applyPatch(raster, patch);
  return patchBox(patch, raster);
}

/**
 * Looks at the raster as it will be after an undo, where that takes no replay.
 *
 * @template T
 * @param {Engine} engine
 * @param {(changed: Box) => T} look
 * @returns {T | null}
 */
export function lookBehind({ journal, patches, raster, trial }, look) {
  const patch = patches[journal.cursor - 1];
  if (!patch || trial) return null;
  applyPatch(raster, patch);
  const seen = look(patchBox(patch, raster));
  applyPatch(raster, patch);
  return seen;
}

/** @param {Engine} engine @returns {Box | null} */
export function redoNext(engine) {
  const { journal, patches, raster } = engine;
  if (!canRedo(journal)) return null;
  const index = journal.cursor++;
  const patch = patches[index];
  if (patch === undefined) return perform(engine, index);
  if (patch === null) return null;
  applyPatch(raster, patch);
  return patchBox(patch, raster);
}

/** Takes over a whole painting. @param {Engine} engine @param {Journal} journal @returns {Box} */
export function load(engine, journal) {
  engine.journal = { ops: journal.ops.slice(), cursor: journal.cursor };
  replay(engine, journal.cursor);
  return wholeBox(engine.raster);
}

/**
 * Makes the raster from the first `count` ops. Their newest patches are made on the way, so that the next
 * steps back are quick again.
 *
 * @param {Engine} engine @param {number} count
 */
function replay(engine, count) {
  engine.patches = [];
  engine.bytes = 0;
  fillAll(engine.raster, false);
  for (let i = 0; i < count; i++) perform(engine, i);
}

/** @param {Engine} engine @param {number} index of the op @returns {Box | null} */
function perform(engine, index) {
  const { raster, patches } = engine;
  const op = engine.journal.ops[index];
  const before = takeSnapshot(raster, opBox(raster, op));
  applyOp(raster, op);
  const patch = makePatch(before, raster);
  patches[index] = patch;
  if (patch === null) return null;
  engine.bytes += patchBytes(patch);
  dropOldest(engine, index);
  return patchBox(patch, raster);
}

/** @param {Engine} engine @param {number} newest stays whatever it weighs */
function dropOldest(engine, newest) {
  for (let i = 0; engine.bytes > engine.budget && i < newest; i++) drop(engine, i);
}

/** @param {Engine} engine @param {number} index */
function forgetFrom(engine, index) {
  for (let i = index; i < engine.patches.length; i++) drop(engine, i);
  engine.patches.length = Math.min(engine.patches.length, index);
}

/** @param {Engine} engine @param {number} index */
function drop(engine, index) {
  const patch = engine.patches[index];
  if (patch) engine.bytes -= patchBytes(patch);
  engine.patches[index] = undefined;
}
