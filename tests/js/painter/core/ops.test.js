import assert from "node:assert/strict";
import { test } from "node:test";
import { applyOp, opBox } from "../../../../static/js/painter/core/ops.js";
import { encode } from "../../../../static/js/painter/core/patches.js";
import { countWhite, createRaster, isWhite } from "../../../../static/js/painter/core/raster.js";
import { listAreas } from "../../../../static/js/painter/core/areas.js";
import { forAll } from "../random.js";
import { OP_TYPES, randomOp, randomRaster, randomSize, replay } from "./journals.js";
import { assertFilled, capsuleDepth, discDepth, picture, strayBits, whitePixels } from "./oracles.js";

/** @typedef {import("../../../../static/js/painter/core/ops.js").Op} Op */

/** @param {number[]} points units @param {number} size units @returns {Op} */
const stroke = (points, size) => ({ type: "stroke", mode: "paint", size, points });

test("every kind of op is tried by the random journals", () => {
  /** @type {Set<string>} */
  const seen = new Set();
  forAll(200, (random) => seen.add(randomOp(random, randomSize(random)).type));
  assert.deepEqual([...seen].sort(), [...OP_TYPES].sort());
});

test("a stroke is the round brush led from point to point", () => {
  forAll(40, (random) => {
    const size = { width: 70, height: 45 };
    const points = random
      .list(random.integer(1, 5), () => [random.integer(-50, 1200), random.integer(-50, 800)])
      .flat();
    const sizes = random.list(points.length / 2, () => random.integer(24, 400));
    const isPen = random.chance(0.5);
    const op = { type: "stroke", mode: "paint", size: sizes[0], points, ...(isPen ? { sizes } : {}) };
    const radius = (/** @type {number} */ i) => (isPen ? sizes[i] : sizes[0]) / 32;
    const place = (/** @type {number} */ i) => [points[2 * i] / 16, points[2 * i + 1] / 16];
    const depths = sizes.map((_, i) => {
      const next = Math.min(i + 1, sizes.length - 1);
      const [[xa, ya], [xb, yb]] = [place(i), place(next)];
      return capsuleDepth(xa, ya, radius(i), xb, yb, radius(next));
    });
    assertFilled(replay(size, [/** @type {Op} */ (op)]), (x, y) =>
      Math.max(...depths.map((depth) => depth(x, y))),
    );
  });
});

test("a click leaves a dot wherever it falls in the picture, however small the brush", () => {
  const size = { width: 33, height: 9 };
  forAll(300, (random) => {
    const at = (/** @type {number} */ side) => random.pick([0, side * 16, random.integer(0, side * 16)]);
    const white = whitePixels(replay(size, [stroke([at(33), at(9)], random.integer(1, 20))]));
    assert.ok(white.length >= 1 && white.length <= 4, String(white.length));
  });
});

test("a dot of a brush is a disc of its diameter", () => {
  assertFilled(
    replay({ width: 60, height: 60 }, [stroke([30 * 16 + 3, 28 * 16 + 5], 40 * 16)]),
    discDepth(30.1875, 28.3125, 20),
  );
});

test("however far apart the samples, the line between them has no gap", () => {
  forAll(80, (random) => {
    const size = { width: 200, height: 150 };
    const points = random
      .list(random.integer(2, 6), () => [random.integer(0, 3199), random.integer(0, 2399)])
      .flat();
    const raster = replay(size, [stroke(points, random.integer(1, 64))]);
    assert.equal(listAreas(raster, true, 100)?.length, 1);
    for (let i = 0; i < points.length; i += 2) {
      assert.ok(isWhite(raster, points[i] >> 4, points[i + 1] >> 4), "a sample is on its stroke");
    }
  });
});

test("a stroke that leaves the picture and comes back is cut at its rim", () => {
  const raster = replay({ width: 40, height: 10 }, [stroke([160, 80, 160, -800, 480, -800, 480, 80], 64)]);
  assert.deepEqual(picture(raster).slice(0, 2), Array(2).fill("........####................####........"));
  assert.equal(listAreas(raster, true, 10)?.length, 2);
});

test("a stroke wholly outside paints nothing and breaks nothing", () => {
  const raster = replay({ width: 40, height: 10 }, [
    stroke([-8000, -8000, 90000, -8000], 320),
    stroke([1e6, 1e6], 5000),
  ]);
  assert.equal(countWhite(raster), 0);
});

test("an op changes no pixel outside its box, and its box lies within the picture", () => {
  forAll(200, (random) => {
    const size = randomSize(random);
    const raster = randomRaster(random, size);
    const op = randomOp(random, size);
    const before = picture(raster);
    const box = opBox(raster, op);
    applyOp(raster, op);
    const after = picture(raster);
    const outside = (/** @type {string} */ row, /** @type {number} */ y) =>
      y < box.y0 || y >= box.y1 || box.x0 >= box.x1 ? row : row.slice(0, box.x0) + row.slice(box.x1);
    assert.deepEqual(after.map(outside), before.map(outside), op.type);
    assert.ok(box.x0 >= 0 && box.y0 >= 0 && box.x1 <= size.width && box.y1 <= size.height);
    assert.equal(strayBits(raster), 0);
  });
});

test("painting only adds and erasing only takes away, whatever the op", () => {
  forAll(200, (random) => {
    const size = randomSize(random);
    const raster = randomRaster(random, size);
    const op = randomOp(
      random,
      size,
      random.pick(["stroke", "rectangle", "ellipse", "polygon", "fill", "stamp"]),
    );
    if (!("mode" in op) || op.mode === "replace") return;
    const before = raster.words.slice();
    applyOp(raster, op);
    const { words } = raster;
    const isKept =
      op.mode === "paint"
        ? before.every((word, i) => (word & ~words[i]) === 0)
        : words.every((word, i) => (word & ~before[i]) === 0);
    assert.ok(isKept, `${op.type} ${op.mode}`);
  });
});

test("a stamp adds its pixels, takes them away, or replaces the painting", () => {
  forAll(60, (random) => {
    const size = randomSize(random);
    const [under, stamp] = [randomRaster(random, size), randomRaster(random, size)];
    const code = encode(stamp.words);
    for (const mode of /** @type {const} */ (["paint", "erase", "replace"])) {
      const raster = createRaster(size.width, size.height);
      raster.words.set(under.words);
      applyOp(raster, { type: "stamp", mode, code });
      const expected = under.words.map((word, i) => {
        if (mode === "replace") return stamp.words[i];
        return mode === "paint" ? word | stamp.words[i] : word & ~stamp.words[i];
      });
      assert.deepEqual(raster.words, expected, mode);
    }
  });
});

test("a stamp whose words reach beyond the width paints no bit there", () => {
  const raster = replay({ width: 33, height: 3 }, [
    { type: "stamp", mode: "paint", code: encode(new Uint32Array(6).fill(0xffffffff)) },
  ]);
  assert.deepEqual([countWhite(raster), strayBits(raster)], [99, 0]);
});
