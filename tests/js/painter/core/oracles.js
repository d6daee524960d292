/**
 * What the core must agree with, told the slow and plain way: one pixel at a time, by the shapes' definitions.
 *
 * @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster
 * @typedef {import("../../../../static/js/painter/core/geometry.js").Box} Box
 * @typedef {(x: number, y: number) => number} Depth how deep a point lies inside, px; negative outside
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isWhite } from "../../../../static/js/painter/core/raster.js";

/** Nearer to an outline than this, rounding may decide, px. */
export const UNDECIDED = 1e-6;

/** Sides that fill bytes and words, that just miss them, and that hold one pixel. */
export const AWKWARD_SIDES = [1, 2, 7, 8, 9, 31, 32, 33, 63, 64, 65, 95, 100];

/** @param {Raster} raster @returns {string[]} rows of "#" and "." */
export function picture(raster) {
  const rows = [];
  for (let y = 0; y < raster.height; y++) {
    let row = "";
    for (let x = 0; x < raster.width; x++) row += isWhite(raster, x, y) ? "#" : ".";
    rows.push(row);
  }
  return rows;
}

/** @param {Raster} raster @returns {[number, number][]} every white pixel */
export function whitePixels(raster) {
  /** @type {[number, number][]} */
  const pixels = [];
  for (let y = 0; y < raster.height; y++) {
    for (let x = 0; x < raster.width; x++) if (isWhite(raster, x, y)) pixels.push([x, y]);
  }
  return pixels;
}

/** @param {[number, number][]} pixels @returns {Box | null} */
export function boxOf(pixels) {
  if (pixels.length === 0) return null;
  const [columns, rows] = [pixels.map(([x]) => x), pixels.map(([, y]) => y)];
  const [x1, y1] = [Math.max(...columns) + 1, Math.max(...rows) + 1];
  return { x0: Math.min(...columns), y0: Math.min(...rows), x1, y1 };
}

/** @param {Raster} raster @returns {string} of the pixels, whatever the memory between rows is */
export function digest({ width, height, stride, bits }) {
  const hash = createHash("sha256");
  for (let y = 0; y < height; y++) hash.update(bits.subarray(y * stride, y * stride + ((width + 7) >> 3)));
  return hash.digest("hex");
}

/** @param {Raster} raster @returns {number} bits set beyond the width, where none may be */
export function strayBits({ width, height, stride, bits }) {
  let stray = 0;
  for (let y = 0; y < height; y++) {
    for (let x = width; x < stride * 8; x++) if (bits[y * stride + (x >> 3)] & (0x80 >> (x & 7))) stray++;
  }
  return stray;
}

/** Every pixel is white where its centre lies inside, black where outside. @param {Raster} raster @param {Depth} depth */
export function assertFilled(raster, depth) {
  const wrong = [];
  for (let y = 0; y < raster.height; y++) {
    for (let x = 0; x < raster.width; x++) {
      const deep = depth(x + 0.5, y + 0.5);
      if (Math.abs(deep) > UNDECIDED && isWhite(raster, x, y) !== deep > 0) wrong.push({ x, y, deep });
    }
  }
  assert.deepEqual(wrong, []);
  assert.equal(strayBits(raster), 0);
}

/** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @returns {Depth} */
export function rectangleDepth(x0, y0, x1, y1) {
  const [left, right, top, bottom] = [Math.min(x0, x1), Math.max(x0, x1), Math.min(y0, y1), Math.max(y0, y1)];
  return (x, y) => Math.min(x - left, right - x, y - top, bottom - y);
}

/** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @returns {Depth} */
export function ellipseDepth(x0, y0, x1, y1) {
  const [a, b] = [Math.abs(x1 - x0) / 2, Math.abs(y1 - y0) / 2];
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return (x, y) => 1 - ((x - cx) / a) ** 2 - ((y - cy) / b) ** 2;
}

/** @param {number} cx @param {number} cy @param {number} r @returns {Depth} */
export function discDepth(cx, cy, r) {
  return (x, y) => r - Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
}

/**
 * The discs from a to b, radii and centres going evenly from one to the other: a point lies as deep as in the disc that
 * holds it best. That disc's centre is where the point falls on the line, shifted towards the larger end by the taper.
 *
 * @param {number} xa @param {number} ya @param {number} ra
 * @param {number} xb @param {number} yb @param {number} rb
 * @returns {Depth}
 */
export function capsuleDepth(xa, ya, ra, xb, yb, rb) {
  const length = Math.hypot(xb - xa, yb - ya);
  const [atA, atB] = [discDepth(xa, ya, ra), discDepth(xb, yb, rb)];
  const taper = (rb - ra) / length;
  if (!(Math.abs(taper) < 1)) return (x, y) => Math.max(atA(x, y), atB(x, y));
  const [ux, uy] = [(xb - xa) / length, (yb - ya) / length];
  const shift = taper / Math.sqrt(1 - taper * taper);
  return (x, y) => {
    const aside = (y - ya) * ux - (x - xa) * uy;
    const along = (x - xa) * ux + (y - ya) * uy + Math.abs(aside) * shift;
    if (along <= 0) return atA(x, y);
    if (along >= length) return atB(x, y);
    return discDepth(xa + along * ux, ya + along * uy, ra + along * taper)(x, y);
  };
}

/**
 * Inside is where the outline goes around a point, told by the sum of the angles it is seen under.
 *
 * @param {number[]} points x, y, ...
 * @param {"nonzero" | "evenodd"} rule
 * @returns {Depth}
 */
export function polygonDepth(points, rule) {
  const edges = Array.from({ length: points.length / 2 }, (_, i) => {
    const next = (2 * i + 2) % points.length;
    const [xa, ya, xb, yb] = [points[2 * i], points[2 * i + 1], points[next], points[next + 1]];
    return { xa, ya, xb, yb, near: capsuleDepth(xa, ya, 0, xb, yb, 0) };
  });
  return (x, y) => {
    let angle = 0;
    let nearest = Infinity;
    for (const { xa, ya, xb, yb, near } of edges) {
      const [ax, ay, bx, by] = [xa - x, ya - y, xb - x, yb - y];
      angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
      nearest = Math.min(nearest, -near(x, y));
    }
    const turns = Math.round(angle / (2 * Math.PI));
    const isInside = rule === "nonzero" ? turns !== 0 : turns % 2 !== 0;
    return isInside ? nearest : -nearest;
  };
}

/**
 * The connected pixels around one, step by step.
 *
 * @param {(x: number, y: number) => boolean} belongs
 * @param {number} x @param {number} y
 * @param {readonly number[][]} steps to a pixel's neighbours
 * @returns {Set<string>} "x,y"
 */
export function connected(belongs, x, y, steps) {
  const found = new Set(belongs(x, y) ? [`${x},${y}`] : []);
  const waiting = found.size ? [[x, y]] : [];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    for (const [dx, dy] of steps) {
      const [nx, ny] = [at[0] + dx, at[1] + dy];
      if (!belongs(nx, ny) || found.has(`${nx},${ny}`)) continue;
      found.add(`${nx},${ny}`);
      waiting.push([nx, ny]);
    }
  }
  return found;
}

export const FOUR_SIDES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
export const SIDES_AND_CORNERS = [...FOUR_SIDES, [1, 1], [1, -1], [-1, 1], [-1, -1]];
