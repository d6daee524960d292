import assert from "node:assert/strict";
import { test } from "node:test";
import { applyOp, opBox } from "../../../../static/js/painter/core/ops.js";
import {
  applyPatch,
  eachChange,
  encode,
  makePatch,
  patchBox,
  patchBytes,
  takeSnapshot,
} from "../../../../static/js/painter/core/patches.js";
import { createRaster, invert, wholeBox } from "../../../../static/js/painter/core/raster.js";
import { forAll } from "../random.js";
import { randomOp, randomRaster, randomSize } from "./journals.js";
import { boxOf, picture } from "./oracles.js";

test("coded words decode to the same words", () => {
  forAll(200, (random) => {
    const words = new Uint32Array(random.integer(0, 60));
    for (let i = 0; i < words.length;) {
      const word = random.pick([0, 0, 0xffffffff, random.integer(0, 0xffffffff)]);
      for (let n = random.integer(1, 6); n > 0; n--) words[i++] = word;
    }
    const decoded = new Uint32Array(words.length);
    eachChange({ code: encode(words) }, (index, word) => (decoded[index] = word));
    assert.deepEqual(decoded, words);
  });
});

test("words that change nothing take no memory, equal ones two words, others one each", () => {
  assert.equal(encode(new Uint32Array(1000)).length, 0);
  assert.equal(encode(new Uint32Array(1000).fill(7)).length, 2);
  assert.equal(encode(Uint32Array.from([1, 2, ...Array(100).fill(5), 0, 0, 9])).length, 4 + 2 + 1 + 2);
});

test("a patch undoes its op and does it again, bit by bit", () => {
  forAll(250, (random) => {
    const size = randomSize(random);
    const raster = randomRaster(random, size);
    const op = randomOp(random, size);
    const before = raster.bits.slice();
    const snapshot = takeSnapshot(raster, opBox(raster, op));
    applyOp(raster, op);
    const after = raster.bits.slice();
    const patch = makePatch(snapshot, raster);
    if (!patch) return assert.deepEqual(after, before, `${op.type} changed bits outside its box`);
    applyPatch(raster, patch);
    assert.deepEqual(raster.bits, before, `${op.type} undone`);
    applyPatch(raster, patch);
    assert.deepEqual(raster.bits, after, `${op.type} done again`);
  });
});

test("a patch's box holds every changed pixel and is as tight as whole words allow", () => {
  forAll(150, (random) => {
    const size = randomSize(random);
    const raster = randomRaster(random, size);
    const before = picture(raster);
    const snapshot = takeSnapshot(raster, wholeBox(raster));
    applyOp(raster, randomOp(random, size));
    const changed = picture(raster).flatMap((row, y) =>
      [...row].flatMap((sign, x) =>
        sign === before[y][x] ? [] : [/** @type {[number, number]} */ ([x, y])],
      ),
    );
    const box = boxOf(changed);
    const patch = makePatch(snapshot, raster);
    const words = box && {
      ...box,
      x0: box.x0 - (box.x0 % 32),
      x1: Math.min(raster.width, Math.ceil(box.x1 / 32) * 32),
    };
    assert.deepEqual(patch && patchBox(patch, raster), words);
  });
});

test("a stroke over a picture of 4096 x 4096 is kept in some KiB, an invert in some bytes", () => {
  const raster = createRaster(4096, 4096);
  const stroke = /** @type {import("../../../../static/js/painter/core/ops.js").Op} */ ({
    type: "stroke",
    mode: "paint",
    size: 3200,
    points: [8000, 8000, 56000, 30000, 12000, 58000],
  });
  let before = takeSnapshot(raster, opBox(raster, stroke));
  applyOp(raster, stroke);
  const patch = makePatch(before, raster);
  assert.ok(patch && patchBytes(patch) < 256 * 1024, String(patch && patchBytes(patch)));
  before = takeSnapshot(raster, wholeBox(raster));
  invert(raster);
  const inverted = makePatch(before, raster);
  assert.equal(inverted && patchBytes(inverted), 8);
});
