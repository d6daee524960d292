/**
 * The mask at the picture's natural size, as rows of bits: 1 is white, which means "redraw".
 *
 * @typedef {object} Raster
 * @property {number} width px
 * @property {number} height px
 * @property {number} stride bytes of a row; a multiple of four, so that rows can also be read as words
 * @property {Uint8Array} bits rows from the top, the leftmost pixel in the highest bit; beyond the width all
 *   0
 * @property {Uint32Array} words the same memory
 *
 * @typedef {import("./geometry.js").Box} Box
 */

/** @param {number} width px @param {number} height px @returns {Raster} all black */
export function createRaster(width, height) {
  const stride = ((width + 31) >>> 5) * 4;
  const words = new Uint32Array((stride / 4) * height);
  return { width, height, stride, bits: new Uint8Array(words.buffer), words };
}

/** @param {Raster} raster @returns {Box} */
export function wholeBox(raster) {
  return { x0: 0, y0: 0, x1: raster.width, y1: raster.height };
}

/** @param {Raster} raster @param {number} x @param {number} y @returns {boolean} false outside the picture */
export function isWhite(raster, x, y) {
  if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) return false;
  return (raster.bits[y * raster.stride + (x >> 3)] & (0x80 >> (x & 7))) !== 0;
}

/**
 * Sets the pixels x0 <= x < x1 of row y, clipped to the picture.
 *
 * @param {Raster} raster
 * @param {number} y whole
 * @param {number} x0 whole
 * @param {number} x1 whole
 * @param {boolean} white
 */
export function fillRun(raster, y, x0, x1, white) {
  if (y < 0 || y >= raster.height) return;
  if (x0 < 0) x0 = 0;
  if (x1 > raster.width) x1 = raster.width;
  if (x0 >= x1) return;
  const { bits } = raster;
  const row = y * raster.stride;
  const last = x1 - 1;
  let at = row + (x0 >> 3);
  const end = row + (last >> 3);
  const head = 0xff >> (x0 & 7);
  const tail = (0xff << (7 - (last & 7))) & 0xff;
  if (at === end) {
    bits[at] = white ? bits[at] | (head & tail) : bits[at] & ~(head & tail);
    return;
  }
  bits[at] = white ? bits[at] | head : bits[at] & ~head;
  bits[end] = white ? bits[end] | tail : bits[end] & ~tail;
  const middle = white ? 0xff : 0;
  if (end - at > 32) {
    bits.fill(middle, at + 1, end);
  } else {
    while (++at < end) bits[at] = middle;
  }
}

/** @param {Raster} raster @param {boolean} white */
export function fillAll(raster, white) {
  raster.bits.fill(white ? 0xff : 0);
  if (white) clearBeyondWidth(raster);
}

/** @param {Raster} raster */
export function invert(raster) {
  const { words } = raster;
  for (let i = 0; i < words.length; i++) words[i] = ~words[i];
  clearBeyondWidth(raster);
}

/** Needed after words were written as a whole. @param {Raster} raster */
export function clearBeyondWidth(raster) {
  const { bits, width, height, stride } = raster;
  const partial = width >> 3;
  const keep = (0xff00 >> (width & 7)) & 0xff;
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    if (partial < stride) bits[row + partial] &= keep;
    for (let at = partial + 1; at < stride; at++) bits[row + at] = 0;
  }
}

/**
 * The first x with from <= x < limit whose pixel in row y is white (or black), or `limit`.
 *
 * @param {Raster} raster
 * @param {number} y a row of the raster
 * @param {number} from at least 0
 * @param {number} limit at most the width
 * @param {boolean} white
 */
export function findInRow(raster, y, from, limit, white) {
  if (from >= limit) return limit;
  const { bits } = raster;
  const flip = white ? 0 : 0xff;
  const row = y * raster.stride;
  const end = row + ((limit + 7) >> 3);
  let at = row + (from >> 3);
  let byte = (bits[at] ^ flip) & (0xff >> (from & 7));
  while (byte === 0) {
    if (++at >= end) return limit;
    byte = bits[at] ^ flip;
  }
  const x = (at - row) * 8 + Math.clz32(byte) - 24;
  return x < limit ? x : limit;
}

/**
 * Calls `visit(x0, x1)` for every white run x0 <= x < x1 of row y between two columns.
 *
 * @param {Raster} raster
 * @param {number} y
 * @param {number} from
 * @param {number} limit
 * @param {(x0: number, x1: number) => void} visit
 */
export function eachRun(raster, y, from, limit, visit) {
  let x = findInRow(raster, y, from, limit, true);
  while (x < limit) {
    const end = findInRow(raster, y, x + 1, limit, false);
    visit(x, end);
    x = findInRow(raster, y, end + 1, limit, true);
  }
}

/** @param {Raster} raster @returns {number} white pixels */
export function countWhite(raster) {
  const { words } = raster;
  let sum = 0;
  for (let i = 0; i < words.length; i++) {
    let v = words[i];
    if (v === 0) continue;
    v -= (v >>> 1) & 0x55555555;
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    sum += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}

/** @param {Raster} raster @param {Box} box within the raster @returns {number} white pixels of it */
export function countWhiteIn(raster, box) {
  let sum = 0;
  for (let y = box.y0; y < box.y1; y++) {
    eachRun(raster, y, box.x0, box.x1, (x0, x1) => {
      sum += x1 - x0;
    });
  }
  return sum;
}

/** @param {Raster} raster @returns {Box | null} the smallest box around all white pixels */
export function whiteBox(raster) {
  const { width, height } = raster;
  let box = null;
  for (let y = 0; y < height; y++) {
    const first = findInRow(raster, y, 0, width, true);
    if (first === width) continue;
    box ??= { x0: width, y0: y, x1: 0, y1: y };
    box.x0 = Math.min(box.x0, first);
    box.x1 = Math.max(box.x1, lastWhite(raster, y) + 1);
    box.y1 = y + 1;
  }
  return box;
}

/** @param {Raster} raster @param {number} y @returns {number} the last white x of a row, or -1 */
function lastWhite(raster, y) {
  const row = y * raster.stride;
  for (let at = row + raster.stride - 1; at >= row; at--) {
    const byte = raster.bits[at];
    if (byte !== 0) return (at - row) * 8 + 7 - (31 - Math.clz32(byte & -byte));
  }
  return -1;
}
