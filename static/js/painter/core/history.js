/**
 * The journal: every op in order, and a cursor. Ops before the cursor are in the mask, ops from it on were
 * undone and can be done again until something new is painted.
 *
 * @typedef {import("./ops.js").Op} Op
 *
 * @typedef {object} Journal
 * @property {Op[]} ops
 * @property {number} cursor
 */

/** @returns {Journal} */
export function createJournal() {
  return { ops: [], cursor: 0 };
}

/** @param {Journal} journal */
export function canUndo(journal) {
  return journal.cursor > 0;
}

/** @param {Journal} journal */
export function canRedo(journal) {
  return journal.cursor < journal.ops.length;
}

/** Adds an op; what was undone before is forgotten. @param {Journal} journal @param {Op} op */
export function push(journal, op) {
  journal.ops.length = journal.cursor;
  journal.ops.push(op);
  journal.cursor++;
}

/** @param {Journal} journal @returns {Op | null} the op taken back */
export function undo(journal) {
  return canUndo(journal) ? journal.ops[--journal.cursor] : null;
}

/** @param {Journal} journal @returns {Op | null} the op done again */
export function redo(journal) {
  return canRedo(journal) ? journal.ops[journal.cursor++] : null;
}

/** Puts another op in the place of the last one done. @param {Journal} journal @param {Op} op */
export function replaceLast(journal, op) {
  if (!canUndo(journal)) return;
  journal.cursor--;
  push(journal, op);
}

/** Takes the last op done out for good. @param {Journal} journal */
export function dropLast(journal) {
  if (!canUndo(journal)) return;
  journal.ops.length = --journal.cursor;
}

/** The last op done, or null at the start. @param {Journal} journal @returns {Op | null} */
export function lastOp(journal) {
  return journal.ops[journal.cursor - 1] ?? null;
}
