import assert from "node:assert/strict";
import { test } from "node:test";
import { createRaster, countWhite, isWhite } from "../../../static/js/painter/core/raster.js";
import { fillCapsule, fillEllipse, fillPolygon, fillRectangle } from "../../../static/js/painter/core/shapes.js";
import { chance, differing, picture, rasterWhere, whole } from "./support.js";

const SIDE = 48;

/** @param {number} px @param {number} py @param {number[]} line xa, ya, xb, yb */
function distanceToLine(px, py, [xa, ya, xb, yb]) {
  const [dx, dy] = [xb - xa, yb - ya];
  const squared = dx * dx + dy * dy;
  const t = squared ? Math.min(1, Math.max(0, ((px - xa) * dx + (py - ya) * dy) / squared)) : 0;
  return Math.hypot(px - xa - t * dx, py - ya - t * dy);
}

test("a rectangle takes the pixels whose centres it holds", () => {
  const raster = createRaster(6, 4);
  fillRectangle(raster, 4.4, 3, 1.5, 1, true);
  assert.equal(picture(raster), "......\n.###..\n.###..\n......");
});

test("rectangles that share an edge share no pixel and leave none out", () => {
  const random = chance(3);
  for (let i = 0; i < 100; i++) {
    const cut = random() * SIDE;
    const [left, right] = [createRaster(SIDE, 5), createRaster(SIDE, 5)];
    fillRectangle(left, 0, 0, cut, 5, true);
    fillRectangle(right, cut, 0, SIDE, 5, true);
    assert.equal(countWhite(left) + countWhite(right), SIDE * 5);
  }
});

test("a line with round ends holds exactly the centres within its radius", () => {
  const random = chance(4);
  for (let i = 0; i < 300; i++) {
    const line = Array.from({ length: 4 }, () => random() * 60 - 6);
    const radius = 0.8 + random() * 12;
    const raster = createRaster(SIDE, SIDE);
    fillCapsule(raster, line[0], line[1], radius, line[2], line[3], radius, true);
    const expected = rasterWhere(SIDE, SIDE, (x, y) => distanceToLine(x, y, line) <= radius);
    assert.equal(differing(raster, expected), 0, `line ${line} radius ${radius}`);
  }
});

test("a line that tapers is the hull of its two discs", () => {
  const random = chance(5);
  for (let i = 0; i < 200; i++) {
    const [xa, ya, xb, yb] = Array.from({ length: 4 }, () => random() * SIDE);
    const [ra, rb] = [1 + random() * 12, 1 + random() * 12];
    const raster = createRaster(SIDE, SIDE);
    fillCapsule(raster, xa, ya, ra, xb, yb, rb, true);
    // Discs along the line fill the hull from within; a hair more radius encloses what lies between two of them.
    const covered = (/** @type {number} */ grow) =>
      rasterWhere(SIDE, SIDE, (x, y) => {
        for (let t = 0; t <= 1; t += 1 / 512) {
          if (Math.hypot(x - xa - t * (xb - xa), y - ya - t * (yb - ya)) <= ra + t * (rb - ra) + grow) return true;
        }
        return false;
      });
    const [least, most] = [covered(-1e-9), covered(0.01)];
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        if (isWhite(least, x, y)) assert.ok(isWhite(raster, x, y), `hole at ${x}, ${y}`);
        if (isWhite(raster, x, y)) assert.ok(isWhite(most, x, y), `stray pixel at ${x}, ${y}`);
      }
    }
  }
});

test("a disc within another adds nothing", () => {
  const [one, both] = [createRaster(SIDE, SIDE), createRaster(SIDE, SIDE)];
  fillCapsule(one, 20, 20, 10, 20, 20, 10, true);
  fillCapsule(both, 20, 20, 10, 22, 21, 2, true);
  assert.equal(differing(one, both), 0);
  assert.ok(countWhite(one) > 300);
});

test("an ellipse holds exactly the centres within it", () => {
  const random = chance(6);
  for (let i = 0; i < 100; i++) {
    const [x0, y0] = [random() * 20 - 5, random() * 20 - 5];
    const [x1, y1] = [x0 + 1 + random() * 40, y0 + 1 + random() * 40];
    const raster = createRaster(SIDE, SIDE);
    fillEllipse(raster, x1, y0, x0, y1, true);
    const expected = rasterWhere(SIDE, SIDE, (x, y) => {
      const u = (x - (x0 + x1) / 2) / ((x1 - x0) / 2);
      const v = (y - (y0 + y1) / 2) / ((y1 - y0) / 2);
      return u * u + v * v < 1;
    });
    assert.equal(differing(raster, expected), 0);
  }
});

/** @param {number[]} points @param {"nonzero" | "evenodd"} rule @returns {(x: number, y: number) => boolean} */
function insideOf(points, rule) {
  return (x, y) => {
    let [winding, crossings] = [0, 0];
    for (let i = 0; i < points.length; i += 2) {
      const [xa, ya] = [points[i], points[i + 1]];
      const [xb, yb] = [points[(i + 2) % points.length], points[(i + 3) % points.length]];
      if (ya <= y === yb <= y) continue;
      if (xa + ((y - ya) * (xb - xa)) / (yb - ya) <= x) {
        crossings++;
        winding += ya < yb ? 1 : -1;
      }
    }
    return rule === "nonzero" ? winding !== 0 : crossings % 2 === 1;
  };
}

for (const rule of /** @type {const} */ (["nonzero", "evenodd"])) {
  test(`a polygon that crosses itself is filled by the ${rule} rule`, () => {
    const random = chance(7);
    for (let i = 0; i < 200; i++) {
      const points = Array.from({ length: 2 * whole(random, 3, 9) }, () => random() * 64 - 8);
      const raster = createRaster(SIDE, SIDE);
      fillPolygon(raster, points, rule, true);
      assert.equal(differing(raster, rasterWhere(SIDE, SIDE, insideOf(points, rule))), 0);
    }
  });
}

test("a polygon with corners on the middles of rows has no stray line", () => {
  const raster = createRaster(12, 8);
  fillPolygon(raster, [2, 1.5, 9, 1.5, 9, 5.5, 2, 5.5], "nonzero", true);
  assert.equal(countWhite(raster), 7 * 4);
});
