import assert from "node:assert/strict";
import { test } from "node:test";
import { applyNew, createEngine, load } from "../../../../static/js/painter/core/engine.js";
import { UNITS_PER_PX } from "../../../../static/js/painter/core/geometry.js";
import { JournalError, readJournal, readOp } from "../../../../static/js/painter/core/read_journal.js";
import { writeJournal } from "../../../../static/js/painter/core/serialize.js";
import { encodeBase64 } from "../../../../static/js/painter/core/base64.js";
import { fit, toPicture, zoomAt } from "../../../../static/js/painter/core/viewport.js";
import { createRandom, forAll } from "../random.js";
import { randomOp, randomOps, randomSize, replay } from "./journals.js";
import { strayBits } from "./oracles.js";

/**
 * @typedef {import("../../../../static/js/painter/core/ops.js").Op} Op
 * @typedef {import("../../../../static/js/painter/core/history.js").Journal} Journal
 */

const SIZE = { width: 100, height: 80 };

/** As it comes back from a disk or a server. @param {unknown} data @returns {any} */
const travelled = (data) => JSON.parse(JSON.stringify(data));

/** @param {unknown[]} ops @param {object} [change] */
const saved = (ops, change = {}) => ({ version: 1, ...SIZE, cursor: 0, ops, ...change });

/** @param {unknown} data */
const read = (data) => readJournal(data, SIZE.width, SIZE.height);

const DAMAGED = { name: "Error", message: "The saved painting is damaged and cannot be read." };

/** @param {unknown} data @param {string} what */
function assertDamaged(data, what) {
  assert.throws(() => read(data), DAMAGED, what);
  assert.throws(() => read(data), JournalError, what);
}

test("a journal written and read is the same journal and gives the same bits", () => {
  forAll(80, (random) => {
    const size = randomSize(random);
    const ops = randomOps(random, size, random.integer(0, 15));
    const journal = { ops, cursor: random.integer(0, ops.length) };
    const back = readJournal(
      travelled(writeJournal(journal, size.width, size.height)),
      size.width,
      size.height,
    );
    assert.deepEqual(back, journal);
    const engine = createEngine(size.width, size.height);
    load(engine, back);
    assert.deepEqual(engine.raster.bits, replay(size, ops.slice(0, journal.cursor)).bits);
  });
});

test("writing changes nothing in the journal", () => {
  const ops = randomOps(createRandom(7), SIZE, 30);
  const before = structuredClone(ops);
  writeJournal({ ops, cursor: 30 }, SIZE.width, SIZE.height);
  assert.deepEqual(ops, before);
});

test("a stroke is saved as small steps, not as places", () => {
  const op = /** @type {Op} */ ({
    type: "stroke",
    mode: "paint",
    size: 160,
    points: [64000, 64000, 64010, 63995, 64020, 63990],
  });
  const data = writeJournal({ ops: [op], cursor: 1 }, 4096, 4096);
  assert.deepEqual(data, {
    version: 1,
    width: 4096,
    height: 4096,
    cursor: 1,
    ops: [{ type: "stroke", mode: "paint", size: 160, points: [64000, 64000, 10, -5, 10, -5] }],
  });
});

test("what a hand paints can be read back however far out it goes, at any zoom", () => {
  // The farthest a captured pointer gets: off a small window onto another screen, with the picture at its smallest.
  const around = {
    width: 300,
    height: 200,
    pictureWidth: 4096,
    pictureHeight: 4096,
    dpr: 1,
    x: 0,
    y: 0,
    scale: 1,
  };
  const view = zoomAt(fit(around, 12), 0, 150, 100);
  const far = [toPicture(view, 7680, 4320), toPicture(view, -7680, -4320)];
  const engine = createEngine(4096, 4096);
  const points = far.flatMap(({ x, y }) => [x, y]).map((each) => Math.round(each * UNITS_PER_PX));
  applyNew(engine, { type: "stroke", mode: "paint", size: 8000, points });
  // Alt draws a box from its middle: twice as far again.
  const [x0, y0, x1, y1] = points.map((each) => 2 * each);
  applyNew(engine, { type: "ellipse", mode: "erase", x0, y0, x1, y1 });
  const data = travelled(writeJournal(engine.journal, 4096, 4096));
  assert.deepEqual(readJournal(data, 4096, 4096), engine.journal);
});

test("a painting of another version is refused with the reason", () => {
  const reason = { message: "This painting was saved by another version and cannot be read." };
  for (const version of [0, 2, "1", null, undefined, 1.5]) {
    assert.throws(() => read(saved([], { version })), reason, String(version));
  }
});

test("a painting of a picture of another size is refused with the reason", () => {
  const reason = { message: "This painting belongs to a picture of another size." };
  for (const width of [99, 80, "100", null, NaN, Infinity]) {
    assert.throws(() => read(saved([], { width })), reason, String(width));
  }
});

test("what is no journal is refused", () => {
  for (const data of [null, undefined, 1, "journal", true, [], [[]], () => 0])
    assertDamaged(data, String(data));
  for (const ops of [null, {}, "ops", 5, undefined]) assertDamaged(saved([], { ops }), String(ops));
  for (const cursor of [-1, 1, 0.5, NaN, "0", null, undefined])
    assertDamaged(saved([], { cursor }), String(cursor));
});

test("an op that is none is refused", () => {
  const ops = [
    null,
    1,
    "clear",
    [],
    {},
    { type: "CLEAR" },
    { type: "constructor" },
    { type: ["clear"] },
    { type: "__proto__" },
  ];
  for (const op of ops) assertDamaged(saved([op]), JSON.stringify(op));
});

test("numbers that are none, not whole, or beyond all pictures are refused wherever they stand", () => {
  const stroke = { type: "stroke", mode: "paint", size: 160, points: [0, 0, 16, 16], sizes: [160, 160] };
  const box = { type: "rectangle", mode: "paint", x0: 0, y0: 0, x1: 160, y1: 160 };
  const polygon = { type: "polygon", mode: "erase", points: [0, 0, 160, 0, 0, 160] };
  const fill = { type: "fill", mode: "paint", x: 1, y: 1 };
  assert.equal(read(saved([stroke, box, { ...box, type: "ellipse" }, polygon, fill])).ops.length, 5);
  for (const bad of [
    NaN,
    Infinity,
    -Infinity,
    1e300,
    -1e300,
    2 ** 53,
    0.5,
    "16",
    null,
    undefined,
    true,
    [16],
    {},
  ]) {
    const what = String(bad);
    assertDamaged(saved([{ ...stroke, size: bad }]), `size ${what}`);
    assertDamaged(saved([{ ...stroke, points: [0, 0, bad, 0] }]), `points ${what}`);
    assertDamaged(saved([{ ...stroke, sizes: [160, bad] }]), `sizes ${what}`);
    assertDamaged(saved([{ ...box, x1: bad }]), `rectangle ${what}`);
    assertDamaged(saved([{ ...box, type: "ellipse", y0: bad }]), `ellipse ${what}`);
    assertDamaged(saved([{ ...polygon, points: [0, 0, 160, 0, bad, 160] }]), `polygon ${what}`);
    assertDamaged(saved([{ ...fill, y: bad }]), `fill ${what}`);
  }
  for (const size of [0, -16]) assertDamaged(saved([{ ...stroke, size }]), `size ${size}`);
});

test("small steps cannot lead beyond all pictures", () => {
  const points = Array(2_000).fill(2 ** 25);
  assertDamaged(saved([{ type: "stroke", mode: "paint", size: 160, points }]), "a long way");
});

test("lists of a wrong length are refused", () => {
  const stroke = { type: "stroke", mode: "paint", size: 160 };
  for (const points of [[], [1], [1, 2, 3], "1,2", { length: 2 }])
    assertDamaged(saved([{ ...stroke, points }]), JSON.stringify(points));
  assertDamaged(saved([{ ...stroke, points: [0, 0], sizes: [1, 1] }]), "a size too many");
  assertDamaged(saved([{ ...stroke, points: [0, 0], sizes: [] }]), "a size too few");
  assertDamaged(saved([{ type: "polygon", mode: "paint", points: [0, 0, 9, 9] }]), "two corners");
});

test("a mode that is none is refused, and replace is a stamp's alone", () => {
  for (const mode of ["PAINT", "", null, undefined, 1, "replace"]) {
    assertDamaged(saved([{ type: "stroke", mode, size: 16, points: [0, 0] }]), String(mode));
    assertDamaged(saved([{ type: "fill", mode, x: 0, y: 0 }]), String(mode));
  }
});

test("coded words that are damaged, cut off or too many for the picture are refused", () => {
  /** @param {number[]} words */
  const code = (...words) => encodeBase64(new Uint8Array(Uint32Array.from(words).buffer));
  /** @param {unknown} value */
  const stamp = (value) => saved([{ type: "stamp", mode: "replace", code: value }]);
  const words = 4 * 80;
  assert.equal(read(stamp(code(0x40000000 | words, 1))).ops.length, 1);
  const bad = {
    "not base64": "!!!!",
    "cut base64": "AAA",
    "no text": 5,
    "no whole words": "AAAA",
    "a token of no kind": code(0xc0000001, 1),
    "a repeat of nothing": code(0x40000001),
    "words that do not follow": code(0x80000005, 1, 2),
    "a word too many": code(0x40000000 | (words + 1), 1),
    "too many by skips": code(words, 0x40000001, 1),
    "as many as can be said": code(0x7fffffff, 1, 0x7fffffff, 1),
  };
  for (const [what, value] of Object.entries(bad)) assertDamaged(stamp(value), what);
});

test("lists that no hand can make are refused at once", () => {
  const points = Array(2_000_000).fill(0);
  assertDamaged(saved([{ type: "stroke", mode: "paint", size: 16, points }]), "a million points in a stroke");
  assertDamaged(saved([{ type: "polygon", mode: "paint", points }]), "a million corners");
  assertDamaged(saved(Array(1_000_000).fill({ type: "clear" })), "a million ops");
});

test("a stroke of an hour without lifting the hand is read back", () => {
  const steps = Array(2 * 120 * 3600).fill(1);
  const { ops } = read(saved([{ type: "stroke", mode: "paint", size: 16, points: steps }]));
  const [op] = ops;
  assert.ok(op.type === "stroke");
  assert.deepEqual([op.points.length, ...op.points.slice(-2)], [864_000, 432_000, 432_000]);
});

test("a journal damaged anywhere is refused with a sentence, or still paints and paints only the picture", () => {
  const values = [
    NaN,
    -1,
    0,
    0.5,
    1e9,
    2 ** 31,
    1e300,
    null,
    undefined,
    "",
    "paint",
    "AAAA",
    "/////w==",
    [],
    {},
    true,
    [1, 2],
    "stamp",
  ];
  forAll(600, (random) => {
    const ops = random.list(3, () => randomOp(random, SIZE));
    const data = travelled(writeJournal({ ops, cursor: 3 }, SIZE.width, SIZE.height));
    let at = data;
    let key = random.pick(["ops", "ops", "ops", "cursor", "version"]);
    while (typeof at[key] === "object" && at[key] !== null && random.chance(0.9)) {
      const keys = Object.keys(at[key]);
      if (keys.length === 0) break;
      [at, key] = [at[key], random.pick(keys)];
    }
    at[key] = random.pick(values);
    const engine = createEngine(SIZE.width, SIZE.height);
    try {
      load(engine, read(data));
    } catch (error) {
      assert.ok(error instanceof JournalError, `${key} = ${at[key]}: ${error}`);
      assert.match(error.message, /^[A-Z].* cannot be read\.$/);
    }
    assert.equal(strayBits(engine.raster), 0);
  });
});

test("a mirror without an axis, or with one that is no number, is damaged", () => {
  const op = { type: "rectangle", mode: "paint", x0: 0, y0: 0, x1: 16, y1: 16 };
  assert.deepEqual(readOp({ ...op, mirror: { x: 5 } }, 10), { ...op, mirror: { x: 5 } });
  for (const mirror of [{}, { x: 0.5 }, { y: "3" }, [], null]) {
    assert.throws(() => readOp({ ...op, mirror }, 10), JournalError);
  }
});

test("the radius and area of whole-picture ops are whole numbers in their bounds", () => {
  for (const op of [
    { type: "grow", radius: -250 },
    { type: "smooth", radius: 1 },
    { type: "drop-specks", area: 9 },
  ]) {
    assert.deepEqual(readOp(op, 10), op);
  }
  for (const op of [
    { type: "grow", radius: 251 },
    { type: "grow" },
    { type: "smooth", radius: 0 },
    { type: "drop-specks", area: 1.5 },
  ]) {
    assert.throws(() => readOp(op, 10), JournalError);
  }
});
