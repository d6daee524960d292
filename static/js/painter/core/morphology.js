/**
 * The whole mask made larger, smaller, smoother, or mended. What lies beyond the picture counts as more of the
 * same: a mask that reaches the picture's edge still does so when it is shrunk.
 *
 * The work grows with the box around the mask and not with the radius.
 *
 * @typedef {import("./raster.js").Raster} Raster
 * @typedef {import("./geometry.js").Box} Box
 */
import { findComponents } from "./components.js";
import { intersection } from "./geometry.js";
import { fillRun, isWhite, whiteBox, wholeBox } from "./raster.js";

/**
 * Takes every pixel within `radius` of the mask, or, where it is negative, takes away every pixel that near to
 * what is not masked.
 *
 * @param {Raster} raster
 * @param {number} radius whole px from centre to centre, -254 to 254: distances are kept in bytes
 */
export function grow(raster, radius) {
  const box = whiteBox(raster);
  if (!box || radius === 0) return;
  // The black pixels next to the box are nearer to the mask than all those further out.
  const reach = radius > 0 ? radius : 1;
  spread(raster, intersection(wholeBox(raster), widened(box, reach)), Math.abs(radius), radius > 0);
}

/**
 * Gives each pixel the colour of most pixels in the square around it, so that bumps, notches, specks and holes
 * smaller than the radius go and longer edges stay where they are.
 *
 * @param {Raster} raster
 * @param {number} radius whole px, half the square's side
 */
export function smooth(raster, radius) {
  const box = whiteBox(raster);
  if (!box || radius <= 0) return;
  const whole = wholeBox(raster);
  const { x0, y0, x1, y1 } = intersection(whole, widened(box, radius));
  const before = { ...raster, bits: raster.bits.slice() };
  const columns = new Uint16Array(raster.stride * 8);
  for (let y = y0; y < Math.min(y0 + radius, y1); y++) addRow(before, y, columns, 1);
  for (let y = y0; y < y1; y++) {
    if (y + radius < y1) addRow(before, y + radius, columns, 1);
    if (y - radius > y0) addRow(before, y - radius - 1, columns, -1);
    const rows = Math.min(whole.y1, y + radius + 1) - Math.max(0, y - radius);
    smoothRow(raster, before, y, x0, x1, columns, rows, radius);
  }
}

/**
 * Masks what is not masked and does not reach the picture's edge.
 *
 * @param {Raster} raster
 * @param {number} [area] px; only smaller holes
 */
export function fillHoles(raster, area = Infinity) {
  recolour(raster, false, ({ x0, y0, x1, y1 }, pixels) => {
    return pixels < area && x0 > 0 && y0 > 0 && x1 < raster.width && y1 < raster.height;
  });
}

/** @param {Raster} raster @param {number} area px; smaller islands go */
export function dropSpecks(raster, area) {
  recolour(raster, true, (_, pixels) => pixels < area);
}

/**
 * Gives the other colour to the components chosen.
 *
 * @param {Raster} raster
 * @param {boolean} white the colour of the components looked at
 * @param {(box: Box, area: number) => boolean} isChosen
 */
function recolour(raster, white, isChosen) {
  const { runs, areas, boxes } = findComponents(raster, white);
  const chosen = boxes.map((box, i) => isChosen(box, areas[i]));
  for (let i = 0; i < runs.length; i += 4) {
    if (chosen[runs[i + 3]]) fillRun(raster, runs[i], runs[i + 1], runs[i + 2], !white);
  }
}

/** @param {Box} box @param {number} by px @returns {Box} */
function widened({ x0, y0, x1, y1 }, by) {
  return { x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by };
}

/**
 * Spreads one colour over all that is within `radius` of it, in the box.
 *
 * Each pixel gets its distance to the colour within its own column, by a walk down and a walk up. A pixel that far
 * from the colour, up or down, reaches a known stretch of its own row; the union of these is the result.
 *
 * @param {Raster} raster
 * @param {Box} box the colour counts within it only
 * @param {number} radius
 * @param {boolean} white
 */
function spread(raster, box, radius, white) {
  const far = radius + 1;
  const start = box.x0 & ~7;
  const width = ((box.x1 + 7) & ~7) - start;
  const fromAbove = columnDistances(raster, { ...box, x0: start, x1: start + width }, far, white);
  const reaches = Int16Array.from({ length: far }, (_, d) => Math.floor(Math.sqrt(radius * radius - d * d)));
  const distances = new Uint8Array(width).fill(far);
  for (let y = box.y1 - 1; y >= box.y0; y--) {
    const row = (y - box.y0) * width;
    for (let x = 0; x < width; x++) {
      const [below, above] = [distances[x] + 1, fromAbove[row + x]];
      distances[x] = below < above ? below : above;
    }
    let [left, right] = [0, -1];
    for (let x = 0; x < width; x++) {
      if (distances[x] === far) continue;
      const reach = reaches[distances[x]];
      if (x - reach > right + 1) {
        fillRun(raster, y, start + left, start + right + 1, white);
        left = x - reach;
      } else if (x - reach < left) {
        left = x - reach;
      }
      if (x + reach > right) right = x + reach;
    }
    fillRun(raster, y, start + left, start + right + 1, white);
  }
}

/**
 * How far above each pixel of the box the colour is last met, at most `far`.
 *
 * @param {Raster} raster
 * @param {Box} box of whole bytes
 * @param {number} far
 * @param {boolean} white
 * @returns {Uint8Array} rows of the box
 */
function columnDistances({ bits, stride, width: limit }, box, far, white) {
  const width = box.x1 - box.x0;
  const distances = new Uint8Array(width * (box.y1 - box.y0));
  const now = new Uint8Array(width).fill(far);
  for (let y = box.y0; y < box.y1; y++) {
    for (let x = 0; x < width; x++) now[x] = now[x] < far ? now[x] + 1 : far;
    for (let x = 0; x < width; x += 8) {
      const column = box.x0 + x;
      const byte = bits[y * stride + (column >> 3)];
      const inside = limit - column < 8 ? 0xff00 >> (limit - column) : 0xff;
      const met = (white ? byte : ~byte) & inside;
      for (let bit = 0; met && bit < 8; bit++) if (met & (0x80 >> bit)) now[x + bit] = 0;
    }
    distances.set(now, (y - box.y0) * width);
  }
  return distances;
}

/**
 * Adds a row's white pixels to the counts of their columns, or takes them away.
 *
 * @param {Raster} raster
 * @param {number} y
 * @param {Uint16Array} columns
 * @param {1 | -1} sign
 */
function addRow({ bits, stride, width }, y, columns, sign) {
  const row = y * stride;
  for (let at = 0; at < (width + 7) >> 3; at++) {
    const byte = bits[row + at];
    if (byte === 0) continue;
    for (let bit = 0; bit < 8; bit++) columns[at * 8 + bit] += ((byte >> (7 - bit)) & 1) * sign;
  }
}

/**
 * @param {Raster} raster gets the row
 * @param {Raster} before
 * @param {number} y
 * @param {number} x0
 * @param {number} x1
 * @param {Uint16Array} columns white pixels of each column, in the rows around
 * @param {number} rows how many these are
 * @param {number} radius
 */
function smoothRow(raster, before, y, x0, x1, columns, rows, radius) {
  const { width } = raster;
  fillRun(raster, y, x0, x1, false);
  let sum = 0;
  for (let x = x0; x < Math.min(x0 + radius, width); x++) sum += columns[x];
  let start = -1;
  for (let x = x0; x < x1; x++) {
    const [first, last] = [x - radius, x + radius];
    if (last < width) sum += columns[last];
    if (first > x0) sum -= columns[first - 1];
    const area = rows * ((last < width ? last + 1 : width) - (first > 0 ? first : 0));
    const isMost = sum * 2 > area || (sum * 2 === area && isWhite(before, x, y));
    if (isMost && start < 0) start = x;
    if (!isMost && start >= 0) {
      fillRun(raster, y, start, x, true);
      start = -1;
    }
  }
  if (start >= 0) fillRun(raster, y, start, x1, true);
}
