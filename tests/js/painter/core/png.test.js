import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { encodePng, storeUncompressed } from "../../../../static/js/painter/core/png.js";
import { createRaster, fillRun } from "../../../../static/js/painter/core/raster.js";
import { createRandom } from "../random.js";
import { randomRaster } from "./journals.js";
import { AWKWARD_SIDES, picture } from "./oracles.js";

/** @typedef {import("../../../../static/js/painter/core/raster.js").Raster} Raster */

/** @param {Uint8Array} bytes */
const deflate = (bytes) => new Uint8Array(deflateSync(bytes));

/** The chunks of a PNG, their sums checked. @param {Uint8Array} png */
function chunksOf(png) {
  const buffer = Buffer.from(png);
  assert.equal(buffer.toString("latin1", 0, 8), "\x89PNG\r\n\x1a\n");
  const chunks = [];
  for (let at = 8; at < buffer.length;) {
    const length = buffer.readUInt32BE(at);
    const body = buffer.subarray(at + 4, at + 8 + length);
    assert.equal(buffer.readUInt32BE(at + 8 + length), crc32(body), "a chunk's sum");
    chunks.push({ type: body.toString("latin1", 0, 4), data: body.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

/** A reader of the kind of PNG the painter makes. @param {Uint8Array} png @returns {string[]} rows of "#" and "." */
function decode(png) {
  const [header, ...others] = chunksOf(png);
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const packed = others.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const rows = inflateSync(Buffer.concat(packed));
  const length = Math.ceil(width / 8);
  assert.equal(rows.length, (length + 1) * height);
  let above = new Uint8Array(length);
  return Array.from({ length: height }, (_, y) => {
    const filter = rows[y * (length + 1)];
    assert.ok(filter === 0 || filter === 2, `filter ${filter}`);
    const line = rows.subarray(y * (length + 1) + 1, (y + 1) * (length + 1));
    above = Uint8Array.from(line, (byte, i) => (filter === 2 ? byte + above[i] : byte));
    return Array.from({ length: width }, (__, x) => (above[x >> 3] & (0x80 >> (x & 7)) ? "#" : ".")).join("");
  });
}

/** @param {() => Generator<[Raster, string]>} cases */
async function assertSame(cases) {
  for (const [raster, what] of cases()) {
    for (const pack of [deflate, storeUncompressed]) {
      assert.deepEqual(decode(await encodePng(raster, pack)), picture(raster), `${what}, ${pack.name}`);
    }
  }
}

test("a picture read from the PNG is the raster, bit by bit, at every awkward width", async () => {
  await assertSame(function* () {
    for (const width of AWKWARD_SIDES) {
      for (const height of [1, 2, 33])
        yield [randomRaster(createRandom(width), { width, height }), `${width} x ${height}`];
    }
  });
});

test("any painting survives the PNG, noise too", async () => {
  await assertSame(function* () {
    for (let seed = 0; seed < 12; seed++) {
      const random = createRandom(seed);
      const raster = createRaster(random.integer(1, 99), random.integer(1, 40));
      for (let n = 0; n < 300; n++) {
        const [x, y] = [random.integer(0, raster.width), random.integer(0, raster.height)];
        fillRun(raster, y, x, x + random.integer(1, 9), random.chance(0.6));
      }
      yield [raster, `seed ${seed}`];
    }
  });
});

test("it is an opaque greyscale PNG of one bit a pixel, of the picture's size, and says nothing else", async () => {
  const chunks = chunksOf(await encodePng(createRaster(300, 70_000), deflate));
  assert.deepEqual(
    chunks.map(({ type }) => type),
    ["IHDR", "IDAT", "IEND"],
  );
  const [{ data }] = chunks;
  // Width, height, then bit depth 1, colour type 0 (grey, no alpha), deflate, filters by row, not interlaced.
  assert.deepEqual(
    [data.readUInt32BE(0), data.readUInt32BE(4), ...data.subarray(8)],
    [300, 70_000, 1, 0, 0, 0, 0],
  );
});

test("the same painting is the same file", async () => {
  const raster = randomRaster(createRandom(5), { width: 95, height: 64 });
  assert.deepEqual(await encodePng(raster, deflate), await encodePng(raster, deflate));
});

test("the raster may go on changing while the file is being packed", async () => {
  const raster = createRaster(40, 8);
  fillRun(raster, 3, 5, 20, true);
  const before = picture(raster);
  /** @type {(value: Uint8Array) => void} */
  let finish = () => {};
  /** @type {Uint8Array} */
  let rows = new Uint8Array();
  const file = encodePng(raster, (bytes) => {
    rows = bytes;
    return new Promise((resolve) => (finish = resolve));
  });
  applyOp(raster, { type: "invert" });
  finish(deflate(rows));
  assert.deepEqual(decode(await file), before);
});

test("storing uncompressed is zlib's format, over any number of blocks", () => {
  for (const length of [0, 1, 65_534, 65_535, 65_536, 131_070, 200_001]) {
    const random = createRandom(length);
    const bytes = Uint8Array.from({ length }, () => random.integer(0, 255));
    assert.deepEqual(new Uint8Array(inflateSync(storeUncompressed(bytes))), bytes, `${length} bytes`);
  }
});

test("a painting of many strokes at 4096 x 4096 weighs at most 110 KB", async () => {
  const random = createRandom(3);
  const raster = createRaster(4096, 4096);
  for (let i = 0; i < 40; i++) {
    let [x, y] = [random.integer(0, 65535), random.integer(0, 65535)];
    const points = [x, y];
    for (let n = 0; n < 60; n++)
      points.push((x += random.integer(-900, 900)), (y += random.integer(-900, 900)));
    applyOp(raster, { type: "stroke", mode: random.chance(0.8) ? "paint" : "erase", size: 16 * 200, points });
  }
  const { length } = await encodePng(raster, deflate);
  assert.ok(length <= 110_000, `${length} B`);
});
