/**
 * Shapes straight into rows of bits: a pixel belongs to a shape where its centre lies inside.
 *
 * Only + - * / and Math.sqrt are used, which IEEE 754 rounds the same way in every engine, so the same ops
 * give the same bits everywhere. All coordinates are picture px.
 *
 * @typedef {import("./raster.js").Raster} Raster
 */
import { fillRun } from "./raster.js";

/** The index of the first pixel whose centre is at `x` or right of it. @param {number} x */
function firstCentre(x) {
  return Math.ceil(x - 0.5);
}

/**
 * @param {Raster} raster
 * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 opposite corners, in any order
 * @param {boolean} white
 */
export function fillRectangle(raster, x0, y0, x1, y1, white) {
  const left = firstCentre(Math.min(x0, x1));
  const right = firstCentre(Math.max(x0, x1));
  const bottom = Math.min(raster.height, firstCentre(Math.max(y0, y1)));
  for (let y = Math.max(0, firstCentre(Math.min(y0, y1))); y < bottom; y++) {
    fillRun(raster, y, left, right, white);
  }
}

/**
 * @param {Raster} raster
 * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 the box around it
 * @param {boolean} white
 */
export function fillEllipse(raster, x0, y0, x1, y1, white) {
  const centreX = (x0 + x1) / 2;
  const centreY = (y0 + y1) / 2;
  const radiusX = Math.abs(x1 - x0) / 2;
  const radiusY = Math.abs(y1 - y0) / 2;
  if (radiusY === 0) return;
  const bottom = Math.min(raster.height, firstCentre(centreY + radiusY));
  for (let y = Math.max(0, firstCentre(centreY - radiusY)); y < bottom; y++) {
    const t = (y + 0.5 - centreY) / radiusY;
    const half = radiusX * Math.sqrt(Math.max(0, 1 - t * t));
    fillRun(raster, y, firstCentre(centreX - half), firstCentre(centreX + half), white);
  }
}

/**
 * A round-capped line whose ends may have different radii: the hull of two discs. Every row of a hull is one
 * run, from the leftmost to the rightmost of the two discs and the two tangent edges between them.
 *
 * @param {Raster} raster
 * @param {number} xa @param {number} ya @param {number} ra
 * @param {number} xb @param {number} yb @param {number} rb
 * @param {boolean} white
 */
export function fillCapsule(raster, xa, ya, ra, xb, yb, rb, white) {
  const dx = xb - xa;
  const dy = yb - ya;
  const length = Math.sqrt(dx * dx + dy * dy);
  const sine = length > Math.abs(ra - rb) ? (ra - rb) / length : 2;
  if (sine === 2) {
    // One disc lies within the other.
    if (ra >= rb) [xb, yb, rb] = [xa, ya, ra];
    else [xa, ya, ra] = [xb, yb, rb];
  }
  const hasEdges = sine !== 2 && length > 0;
  const cosine = hasEdges ? Math.sqrt(1 - sine * sine) : 0;
  const ux = hasEdges ? dx / length : 0;
  const uy = hasEdges ? dy / length : 0;
  // Unit normals of the two tangent edges; an edge runs from centre a + ra * normal to centre b + rb * normal.
  const nx = ux * sine - uy * cosine;
  const ny = uy * sine + ux * cosine;
  const mx = ux * sine + uy * cosine;
  const my = uy * sine - ux * cosine;

  const top = Math.max(0, firstCentre(Math.min(ya - ra, yb - rb)));
  const bottom = Math.min(raster.height, firstCentre(Math.max(ya + ra, yb + rb)));
  for (let row = top; row < bottom; row++) {
    const y = row + 0.5;
    let left = Infinity;
    let right = -Infinity;
    const ta = ra * ra - (y - ya) * (y - ya);
    if (ta >= 0) {
      const half = Math.sqrt(ta);
      left = xa - half;
      right = xa + half;
    }
    const tb = rb * rb - (y - yb) * (y - yb);
    if (tb >= 0) {
      const half = Math.sqrt(tb);
      if (xb - half < left) left = xb - half;
      if (xb + half > right) right = xb + half;
    }
    if (hasEdges) {
      for (let side = 0; side < 2; side++) {
        const ex = side ? mx : nx;
        const ey = side ? my : ny;
        const fromY = ya + ra * ey;
        const toY = yb + rb * ey;
        if (fromY === toY || y < fromY === y < toY) continue;
        const fromX = xa + ra * ex;
        const x = fromX + ((y - fromY) * (xb + rb * ex - fromX)) / (toY - fromY);
        if (x < left) left = x;
        if (x > right) right = x;
      }
    }
    fillRun(raster, row, firstCentre(left), firstCentre(right), white);
  }
}

/**
 * A closed polygon. With "nonzero" everything that the line goes around is inside, however often it crosses
 * itself, which is what a hand that circles something means; with "evenodd" crossings leave holes.
 *
 * @param {Raster} raster
 * @param {ArrayLike<number>} points x, y, x, y, ... px
 * @param {"nonzero" | "evenodd"} rule
 * @param {boolean} white
 */
export function fillPolygon(raster, points, rule, white) {
  const crossings = collectCrossings(raster.height, points);
  for (let row = 0; row < raster.height; row++) {
    const list = crossings[row];
    if (!list) continue;
    list.sort((a, b) => a.x - b.x);
    let winding = 0;
    for (let i = 0; i + 1 < list.length; i++) {
      winding += list[i].turn;
      const isInside = rule === "nonzero" ? winding !== 0 : (i & 1) === 0;
      if (isInside) fillRun(raster, row, firstCentre(list[i].x), firstCentre(list[i + 1].x), white);
    }
  }
}

/**
 * Where the polygon's edges cross the middle of each row. An edge owns its upper end and not its lower one,
 * so that a corner on the middle of a row is counted once.
 *
 * @param {number} height
 * @param {ArrayLike<number>} points
 * @returns {({x: number, turn: 1 | -1}[] | undefined)[]} by row
 */
function collectCrossings(height, points) {
  /** @type {({x: number, turn: 1 | -1}[] | undefined)[]} */
  const rows = new Array(height);
  const count = points.length >> 1;
  for (let i = 0; i < count; i++) {
    const next = (i + 1) % count;
    const [xa, ya, xb, yb] = [points[2 * i], points[2 * i + 1], points[2 * next], points[2 * next + 1]];
    if (ya === yb) continue;
    const bottom = Math.min(height, firstCentre(Math.max(ya, yb)));
    for (let row = Math.max(0, firstCentre(Math.min(ya, yb))); row < bottom; row++) {
      const x = xa + ((row + 0.5 - ya) * (xb - xa)) / (yb - ya);
      (rows[row] ??= []).push({ x, turn: ya < yb ? 1 : -1 });
    }
  }
  return rows;
}
