import assert from "node:assert/strict";
import { test } from "node:test";
import { countWhite, createRaster, isWhite } from "../../../../static/js/painter/core/raster.js";
import {
  fillCapsule,
  fillEllipse,
  fillPolygon,
  fillRectangle,
} from "../../../../static/js/painter/core/shapes.js";
import { forAll } from "../random.js";
import {
  assertFilled,
  AWKWARD_SIDES,
  capsuleDepth,
  discDepth,
  ellipseDepth,
  picture,
  polygonDepth,
  rectangleDepth,
} from "./oracles.js";

/**
 * @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster
 * @typedef {import("../random.js").Random} Random
 */

/** A small raster of any sides, and a way to choose places in it and around it. @param {Random} random */
function scene(random) {
  const raster = createRaster(random.pick(AWKWARD_SIDES), random.pick(AWKWARD_SIDES));
  const isFine = random.chance(0.5);
  const along = (/** @type {number} */ side) =>
    isFine ? random.number(-20, side + 20) : random.integer(-320, (side + 20) * 16) / 16;
  return { raster, x: () => along(raster.width), y: () => along(raster.height) };
}

test("a disc is the pixels whose centres lie within its radius", () => {
  forAll(80, (random) => {
    const { raster, x, y } = scene(random);
    const [cx, cy, r] = [x(), y(), random.number(0.1, 40)];
    fillCapsule(raster, cx, cy, r, cx, cy, r, true);
    assertFilled(raster, discDepth(cx, cy, r));
  });
});

test("a capsule is the pixels whose centres lie within its radius of the line", () => {
  forAll(60, (random) => {
    const { raster, x, y } = scene(random);
    const [xa, ya, xb, yb, r] = [x(), y(), x(), y(), random.number(0.1, 20)];
    fillCapsule(raster, xa, ya, r, xb, yb, r, true);
    assertFilled(raster, capsuleDepth(xa, ya, r, xb, yb, r));
  });
});

test("a tapered capsule is the discs between its ends", () => {
  forAll(80, (random) => {
    const { raster, x, y } = scene(random);
    const [xa, ya, ra, xb, yb, rb] = [x(), y(), random.number(0.1, 30), x(), y(), random.number(0.1, 30)];
    fillCapsule(raster, xa, ya, ra, xb, yb, rb, true);
    assertFilled(raster, capsuleDepth(xa, ya, ra, xb, yb, rb));
  });
});

test("a capsule along a row, along a column, or nearly so, has no bump and no gap", () => {
  forAll(60, (random) => {
    const raster = createRaster(90, 60);
    const tilt = random.pick([0, 1e-12, -1e-9, 1e-6, 1 / 16]);
    const isRow = random.chance(0.5);
    const [xa, ya, ra, rb] = [
      random.integer(10, 40),
      random.integer(10, 30),
      random.number(1, 9),
      random.number(1, 9),
    ];
    const [xb, yb] = isRow ? [xa + 40, ya + tilt] : [xa + tilt, ya + 25];
    fillCapsule(raster, xa, ya, ra, xb, yb, rb, true);
    assertFilled(raster, capsuleDepth(xa, ya, ra, xb, yb, rb));
  });
});

test("a disc within the other end's disc adds nothing", () => {
  const raster = createRaster(40, 40);
  fillCapsule(raster, 20, 20, 15, 24, 20, 3, true);
  assertFilled(raster, discDepth(20, 20, 15));
});

test("a rectangle is the pixels whose centres lie within, its corners in any order", () => {
  forAll(80, (random) => {
    const { raster, x, y } = scene(random);
    const [x0, y0, x1, y1] = [x(), y(), x(), y()];
    fillRectangle(raster, x0, y0, x1, y1, true);
    assertFilled(raster, rectangleDepth(x0, y0, x1, y1));
  });
});

test("a centre on the left or upper outline is inside, on the right or lower one outside", () => {
  for (const draw of [
    (/** @type {Raster} */ raster) => fillRectangle(raster, 1.5, 1.5, 3.5, 4.5, true),
    (/** @type {Raster} */ raster) =>
      fillPolygon(raster, [1.5, 1.5, 3.5, 1.5, 3.5, 4.5, 1.5, 4.5], "nonzero", true),
  ]) {
    const raster = createRaster(6, 6);
    draw(raster);
    assert.deepEqual(picture(raster), ["......", ".##...", ".##...", ".##...", "......", "......"]);
  }
});

test("an ellipse is the pixels whose centres lie within, its corners in any order", () => {
  forAll(80, (random) => {
    const { raster, x, y } = scene(random);
    const [x0, y0, x1, y1] = [x(), y(), x(), y()];
    fillEllipse(raster, x0, y0, x1, y1, true);
    assertFilled(raster, ellipseDepth(x0, y0, x1, y1));
  });
});

test("a box without width or height holds no pixel", () => {
  for (const fill of [fillRectangle, fillEllipse]) {
    const raster = createRaster(20, 20);
    fill(raster, 3, 3, 3, 12, true);
    fill(raster, 3, 3, 12, 3, true);
    assert.equal(countWhite(raster), 0);
  }
});

test("a polygon is the pixels that its outline goes around, by either rule", () => {
  forAll(60, (random) => {
    const { raster, x, y } = scene(random);
    const points = random.list(random.integer(3, 8), () => [x(), y()]).flat();
    const rule = random.pick(/** @type {const} */ (["nonzero", "evenodd"]));
    fillPolygon(raster, points, rule, true);
    assertFilled(raster, polygonDepth(points, rule));
  });
});

test("what a line goes around twice stays inside a lasso and is a hole by even-odd", () => {
  // A square run around twice, the second time smaller.
  const points = [0, 0, 9, 0, 9, 9, 0, 9, 0, 0, 3, 3, 6, 3, 6, 6, 3, 6, 3, 3];
  const [lasso, holed] = [createRaster(9, 9), createRaster(9, 9)];
  fillPolygon(lasso, points, "nonzero", true);
  fillPolygon(holed, points, "evenodd", true);
  assert.deepEqual([countWhite(lasso), countWhite(holed)], [81, 72]);
  assert.deepEqual([isWhite(lasso, 4, 4), isWhite(holed, 4, 4)], [true, false]);
});

test("shapes that share an outline share no pixel and leave none out", () => {
  // Triangles from a point to each pair of neighbouring corners; halves put outlines on the very centres.
  forAll(60, (random) => {
    const unit = random.pick([0.5, 1 / 16]);
    const at = (/** @type {number} */ most) => random.integer(1, most / unit - 1) * unit;
    const [cx, cy] = [at(33), at(21)];
    const corners = [
      [0, 0],
      [at(33), 0],
      [33, 0],
      [33, at(21)],
      [33, 21],
      [at(33), 21],
      [0, 21],
      [0, at(21)],
    ];
    const covered = createRaster(33, 21);
    let sum = 0;
    corners.forEach(([xa, ya], i) => {
      const [xb, yb] = corners[(i + 1) % corners.length];
      const alone = createRaster(33, 21);
      for (const raster of [alone, covered]) fillPolygon(raster, [cx, cy, xa, ya, xb, yb], "nonzero", true);
      sum += countWhite(alone);
    });
    assert.deepEqual([countWhite(covered), sum], [33 * 21, 33 * 21]);
  });
});

test("a shape on the picture's rim is the same shape, cut off", () => {
  forAll(80, (random) => {
    const shift = 64;
    const [small, large] = [createRaster(45, 31), createRaster(45 + 2 * shift, 31 + 2 * shift)];
    const at = () => random.integer(-40 * 16, 80 * 16) / 16;
    const [xa, ya, xb, yb, xc, yc] = [at(), at(), at(), at(), at(), at()];
    const [ra, rb] = [random.integer(1, 300) / 16, random.integer(1, 300) / 16];
    const shape = random.pick(["capsule", "rectangle", "ellipse", "polygon"]);
    for (const [raster, d] of /** @type {const} */ ([
      [small, 0],
      [large, shift],
    ])) {
      if (shape === "capsule") fillCapsule(raster, xa + d, ya + d, ra, xb + d, yb + d, rb, true);
      if (shape === "rectangle") fillRectangle(raster, xa + d, ya + d, xb + d, yb + d, true);
      if (shape === "ellipse") fillEllipse(raster, xa + d, ya + d, xb + d, yb + d, true);
      if (shape === "polygon") {
        fillPolygon(
          raster,
          [xa, ya, xb, yb, xc, yc].map((each) => each + d),
          "nonzero",
          true,
        );
      }
    }
    for (let y = 0; y < 31; y++) {
      for (let x = 0; x < 45; x++)
        assert.equal(isWhite(small, x, y), isWhite(large, x + shift, y + shift), `${x}, ${y}`);
    }
  });
});

test("erasing a shape takes away what painting it gives", () => {
  forAll(40, (random) => {
    const { raster, x, y } = scene(random);
    const [xa, ya, ra, xb, yb, rb] = [x(), y(), random.number(1, 20), x(), y(), random.number(1, 20)];
    const points = [x(), y(), x(), y(), x(), y()];
    for (const isPaint of [true, false]) {
      fillCapsule(raster, xa, ya, ra, xb, yb, rb, isPaint);
      fillEllipse(raster, xa, ya, xb, yb, isPaint);
      fillRectangle(raster, xb, ya, xa, yb, isPaint);
      fillPolygon(raster, points, "nonzero", isPaint);
    }
    assert.equal(countWhite(raster), 0);
  });
});
