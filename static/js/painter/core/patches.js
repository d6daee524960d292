/**
 * What an op changed, as the run-length coded difference (exclusive or) of the raster's words.
 *
 * A difference is its own inverse: applying the same patch undoes the op and does it again. A brush stroke
 * across a 4096 x 4096 picture takes some 50 KiB, an invert of it 8 bytes.
 *
 * The code is a list of words. Each token's two highest bits say what follows, the others how many (n):
 * 0 skip n unchanged words, 1 the next word n times, 2 the next n words.
 *
 * @typedef {object} Patch
 * @property {number} row first row
 * @property {number} rows
 * @property {number} column first word of each row
 * @property {number} columns words of each row
 * @property {Uint32Array} code
 *
 * @typedef {import("./raster.js").Raster} Raster
 * @typedef {import("./geometry.js").Box} Box
 *
 * @typedef {object} Snapshot part of a raster as it was
 * @property {number} row
 * @property {number} rows
 * @property {number} column
 * @property {number} columns
 * @property {Uint32Array} words
 */

const REPEAT = 0x40000000;
const LITERAL = 0x80000000;
const COUNT = 0x3fffffff;

/** @param {Patch} patch @returns {number} bytes it keeps in memory */
export function patchBytes(patch) {
  return patch.code.byteLength;
}

/**
 * @param {Raster} raster
 * @param {Box} box within the raster
 * @returns {Snapshot}
 */
export function takeSnapshot(raster, box) {
  const perRow = raster.stride >> 2;
  const column = box.x0 >> 5;
  const columns = Math.max(0, ((box.x1 + 31) >> 5) - column);
  const rows = Math.max(0, box.y1 - box.y0);
  const words = new Uint32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const from = (box.y0 + i) * perRow + column;
    words.set(raster.words.subarray(from, from + columns), i * columns);
  }
  return { row: box.y0, rows, column, columns, words };
}

/**
 * The difference between a snapshot and the raster as it is now. The snapshot's memory is used up.
 *
 * @param {Snapshot} before
 * @param {Raster} raster
 * @returns {Patch | null} null where nothing changed
 */
export function makePatch(before, raster) {
  const { row, rows, column, columns, words } = before;
  const perRow = raster.stride >> 2;
  let isChanged = false;
  for (let i = 0; i < rows; i++) {
    const from = (row + i) * perRow + column;
    for (let k = 0; k < columns; k++) {
      const difference = words[i * columns + k] ^ raster.words[from + k];
      words[i * columns + k] = difference;
      if (difference !== 0) isChanged = true;
    }
  }
  return isChanged ? { row, rows, column, columns, code: encode(words) } : null;
}

/** Undoes or does again what the patch was made from. @param {Raster} raster @param {Patch} patch */
export function applyPatch(raster, patch) {
  const { words } = raster;
  const perRow = raster.stride >> 2;
  eachChange(patch, (index, difference) => {
    const row = patch.row + Math.floor(index / patch.columns);
    words[row * perRow + patch.column + (index % patch.columns)] ^= difference;
  });
}

/** @param {Patch} patch @param {Raster} raster @returns {Box} around all that it changes, to the word */
export function patchBox(patch, raster) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -1, -1];
  eachChange(patch, (index) => {
    const row = Math.floor(index / patch.columns);
    const column = index % patch.columns;
    if (row < y0) y0 = row;
    if (row > y1) y1 = row;
    if (column < x0) x0 = column;
    if (column > x1) x1 = column;
  });
  return {
    x0: (patch.column + x0) * 32,
    y0: patch.row + y0,
    x1: Math.min(raster.width, (patch.column + x1 + 1) * 32),
    y1: patch.row + y1 + 1,
  };
}

/**
 * @param {Uint32Array} words
 * @returns {Uint32Array}
 */
export function encode(words) {
  const code = new Uint32Array(words.length * 2 + 2);
  let length = 0;
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    let end = at + 1;
    while (end < words.length && words[end] === word) end++;
    if (word === 0) {
      if (end < words.length) code[length++] = end - at;
      at = end;
    } else if (end - at > 1) {
      code[length++] = (REPEAT | (end - at)) >>> 0;
      code[length++] = word;
      at = end;
    } else {
      while (end < words.length && words[end] !== 0 && words[end] !== words[end - 1]) end++;
      code[length++] = (LITERAL | (end - at)) >>> 0;
      code.set(words.subarray(at, end), length);
      length += end - at;
      at = end;
    }
  }
  return code.slice(0, length);
}

/**
 * @param {{code: Uint32Array}} patch
 * @param {(index: number, difference: number) => void} visit
 */
export function eachChange({ code }, visit) {
  let index = 0;
  let at = 0;
  while (at < code.length) {
    const token = code[at++];
    const count = token & COUNT;
    if (token >= LITERAL) {
      for (let i = 0; i < count; i++) visit(index++, code[at++]);
    } else if (token >= REPEAT) {
      for (let i = 0; i < count; i++) visit(index++, code[at]);
      at++;
    } else {
      index += count;
    }
  }
}
