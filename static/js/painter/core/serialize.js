/**
 * The journal as JSON: version 1. `read_journal.js` reads it back.
 *
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./history.js").Journal} Journal
 *
 * @typedef {object} JournalData
 * @property {1} version
 * @property {number} width px
 * @property {number} height px
 * @property {number} cursor
 * @property {Record<string, unknown>[]} ops as in ops.js, points as differences and coded words as base64
 */
import { encodeBase64 } from "./base64.js";

export const VERSION = 1;

/** @param {Journal} journal @param {number} width @param {number} height @returns {JournalData} */
export function writeJournal(journal, width, height) {
  return { version: VERSION, width, height, cursor: journal.cursor, ops: journal.ops.map(writeOp) };
}

/** @param {Op} op @returns {Record<string, unknown>} */
export function writeOp(op) {
  if (op.type === "stamp") {
    const { buffer, byteOffset, byteLength } = op.code;
    return { ...op, code: encodeBase64(new Uint8Array(buffer, byteOffset, byteLength)) };
  }
  if ("points" in op) return { ...op, points: differences(op.points) };
  return { ...op };
}

/** @param {number[]} points @returns {number[]} the first point, then each one's step from the last */
function differences(points) {
  return points.map((value, i) => (i < 2 ? value : value - points[i - 2]));
}
