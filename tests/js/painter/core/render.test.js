import assert from "node:assert/strict";
import { test } from "node:test";
import { countWhite, createRaster, fillAll, isWhite } from "../../../../static/js/painter/core/raster.js";
import { coverage, frameBox, keepEdge, renderMask } from "../../../../static/js/painter/core/render.js";
import { forAll } from "../random.js";
import { randomRaster, randomSize } from "./journals.js";

/**
 * @typedef {import("../../../../static/js/painter/core/render.js").Frame} Frame
 * @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster
 */

const LOOK = { fill: 0xff3b81, edge: 1, hatch: 0 };

/** @param {Frame} frame */
const wholeOf = (frame) => ({ x0: 0, y0: 0, x1: frame.width, y1: frame.height });

/** The whole picture and some room around it. @param {Raster} raster @param {number} scale @returns {Frame} */
function frameAround(raster, scale) {
  const width = Math.ceil(raster.width * scale) + 7;
  const height = Math.ceil(raster.height * scale) + 5;
  return { scale, left: -3, top: -2, width, height };
}

test("at 100 % a screen pixel is covered where its picture pixel is white, and nowhere else", () => {
  forAll(60, (random) => {
    const raster = randomRaster(random, randomSize(random));
    const frame = {
      scale: 1,
      left: random.integer(-9, 40),
      top: random.integer(-9, 40),
      width: 70,
      height: 40,
    };
    const pixels = renderMask(raster, frame, wholeOf(frame), LOOK);
    for (let y = 0; y < frame.height; y++) {
      for (let x = 0; x < frame.width; x++) {
        const alpha = isWhite(raster, x + frame.left, y + frame.top) ? 255 : 0;
        assert.equal(pixels[(y * frame.width + x) * 4 + 3], alpha, `${x}, ${y}`);
      }
    }
  });
});

test("at a whole multiple every picture pixel is a square of screen pixels", () => {
  forAll(30, (random) => {
    const raster = randomRaster(random, { width: 33, height: 9 });
    const scale = random.integer(2, 5);
    const frame = frameAround(raster, scale);
    const cover = coverage(raster, frame, wholeOf(frame));
    for (let y = 0; y < frame.height; y++) {
      for (let x = 0; x < frame.width; x++) {
        const [px, py] = [Math.floor((x + frame.left) / scale), Math.floor((y + frame.top) / scale)];
        assert.equal(cover[y * frame.width + x], isWhite(raster, px, py) ? 255 : 0, `${x}, ${y} at ${scale}`);
      }
    }
  });
});

test("at any scale a screen pixel is covered by the share of it that is white", () => {
  forAll(60, (random) => {
    const raster = randomRaster(random, randomSize(random));
    const scale = random.number(0.05, 3);
    const frame = frameAround(raster, scale);
    const cover = coverage(raster, frame, wholeOf(frame));
    const [x, y] = [random.integer(0, frame.width - 1), random.integer(0, frame.height - 1)];
    const [x0, y0] = [(x + frame.left) / scale, (y + frame.top) / scale];
    const [x1, y1] = [x0 + 1 / scale, y0 + 1 / scale];
    let share = 0;
    for (let py = Math.floor(y0); py < y1; py++) {
      for (let px = Math.floor(x0); px < x1; px++) {
        if (!isWhite(raster, px, py)) continue;
        share +=
          (Math.min(x1, px + 1) - Math.max(x0, px)) *
          (Math.min(y1, py + 1) - Math.max(y0, py)) *
          scale *
          scale;
      }
    }
    assert.ok(Math.abs(cover[y * frame.width + x] - share * 255) <= 0.51, `${x}, ${y}: ${share * 255}`);
  });
});

test("scaled down, the mask keeps its area", () => {
  forAll(40, (random) => {
    const raster = randomRaster(random, randomSize(random));
    const scale = random.number(0.1, 1);
    const frame = frameAround(raster, scale);
    const cover = coverage(raster, frame, wholeOf(frame));
    const area = cover.reduce((sum, value) => sum + value, 0) / 255;
    const rounding = (cover.length * 0.5) / 255;
    assert.ok(Math.abs(area - countWhite(raster) * scale * scale) <= rounding + 1e-6);
  });
});

test("a part of the frame is the same as that part of the whole", () => {
  forAll(60, (random) => {
    const raster = randomRaster(random, randomSize(random));
    const frame = frameAround(raster, random.number(0.2, 3));
    const look = { ...LOOK, edge: random.integer(1, 3) };
    const whole = renderMask(raster, frame, wholeOf(frame), look);
    const [x0, y0] = [random.integer(0, frame.width - 1), random.integer(0, frame.height - 1)];
    const box = { x0, y0, x1: random.integer(x0 + 1, frame.width), y1: random.integer(y0 + 1, frame.height) };
    const part = renderMask(raster, frame, box, look);
    const width = box.x1 - box.x0;
    for (let y = box.y0; y < box.y1; y++) {
      const row = part.subarray((y - y0) * width * 4, (y - y0 + 1) * width * 4);
      const from = (y * frame.width + box.x0) * 4;
      assert.deepEqual(row, whole.subarray(from, from + width * 4), `row ${y}`);
    }
  });
});

test("the edge is a dark line and a light line within the mask, then its own colour", () => {
  const raster = createRaster(12, 12);
  fillAll(raster, true);
  const frame = { scale: 1, left: -1, top: -1, width: 14, height: 14 };
  const pixels = renderMask(raster, frame, wholeOf(frame), LOOK);
  const colour = (/** @type {number} */ x) => [...pixels.subarray((7 * 14 + x) * 4, (7 * 14 + x) * 4 + 4)];
  const [none, dark, light, own] = [
    [0, 0, 0, 0],
    [0x18, 0x10, 0x10, 255],
    [255, 255, 255, 255],
    [0xff, 0x3b, 0x81, 255],
  ];
  assert.deepEqual([0, 1, 2, 3, 6, 10, 11, 12, 13].map(colour), [
    none,
    dark,
    light,
    own,
    own,
    own,
    light,
    dark,
    none,
  ]);
});

test("the part of a frame that shows a box holds every screen pixel of it, and lies within the frame", () => {
  forAll(200, (random) => {
    const scale = random.number(0.05, 8);
    const frame = {
      scale,
      left: random.integer(-50, 900),
      top: random.integer(-50, 900),
      width: 200,
      height: 150,
    };
    const [x0, y0] = [random.integer(0, 500), random.integer(0, 500)];
    const shown = frameBox(frame, { x0, y0, x1: x0 + random.integer(1, 99), y1: y0 + 1 }, 1);
    const [x, y] = [Math.floor(x0 * scale) - frame.left, Math.floor(y0 * scale) - frame.top];
    const isInFrame = x >= 0 && y >= 0 && x < frame.width && y < frame.height;
    const isShown = x >= shown.x0 && y >= shown.y0 && x < shown.x1 && y < shown.y1;
    assert.equal(isShown || !isInFrame, true);
    assert.ok(shown.x0 >= 0 && shown.y0 >= 0 && shown.x1 <= frame.width && shown.y1 <= frame.height);
  });
});

test("stripes let the picture through, never all of it, and leave the edge as it is", () => {
  const raster = createRaster(40, 40);
  fillAll(raster, true);
  const frame = { scale: 1, left: 0, top: 0, width: 40, height: 40 };
  const alphas = (/** @type {number} */ hatch) => {
    const pixels = renderMask(raster, frame, wholeOf(frame), { ...LOOK, hatch });
    return pixels.filter((_, i) => i % 4 === 3);
  };
  const [even, striped] = [alphas(0), alphas(6)];
  const middle = (/** @type {Uint8ClampedArray} */ rows) => [...rows.slice(20 * 40 + 5, 20 * 40 + 35)];
  assert.deepEqual(new Set(even), new Set([255]));
  assert.deepEqual(new Set(middle(striped)), new Set([255, 51]));
  assert.deepEqual([...striped.slice(0, 80)], Array(80).fill(255));
});

test("stripes lie where they lay when a part is rendered anew", () => {
  forAll(30, (random) => {
    const raster = randomRaster(random, { width: 64, height: 40 });
    const frame = { scale: 1, left: random.integer(0, 9), top: random.integer(0, 9), width: 50, height: 30 };
    const look = { ...LOOK, hatch: 5 };
    const whole = renderMask(raster, frame, wholeOf(frame), look);
    const box = { x0: random.integer(0, 20), y0: random.integer(0, 10), x1: 40, y1: 25 };
    const part = renderMask(raster, frame, box, look);
    for (let y = box.y0; y < box.y1; y++) {
      const row = part.slice((y - box.y0) * (box.x1 - box.x0) * 4, (y - box.y0 + 1) * (box.x1 - box.x0) * 4);
      assert.deepEqual(row, whole.slice((y * 50 + box.x0) * 4, (y * 50 + box.x1) * 4), `row ${y}`);
    }
  });
});

test("the edge alone is what is not of the mask's colour", () => {
  const raster = createRaster(20, 20);
  fillAll(raster, true);
  const frame = { scale: 1, left: 0, top: 0, width: 20, height: 20 };
  const pixels = renderMask(
    raster,
    { ...frame, left: -3, top: -3, width: 26, height: 26 },
    wholeOf({ ...frame, width: 26, height: 26 }),
    LOOK,
  );
  keepEdge(pixels, LOOK.fill);
  const kept = pixels.filter((_, i) => i % 4 === 3).filter((alpha) => alpha === 255).length;
  assert.equal(kept, 20 * 20 - 16 * 16);
});
