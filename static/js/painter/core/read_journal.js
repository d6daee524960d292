/**
 * A journal read back from JSON. It is checked in full, since it comes from disks, servers and other versions.
 *
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./history.js").Journal} Journal
 */
import { decodeBase64 } from "./decode_base64.js";
import { UNITS_PER_PX } from "./geometry.js";
import { VERSION } from "./serialize.js";
import { MOST_RADIUS } from "./steps.js";

const MOST_OPS = 100_000;
/** Of one op; an hour at 120 samples a second stays below. */
const MOST_POINTS = 500_000;
/**
 * Strokes may go on outside the picture, across screens with a large picture zoomed far out, but not this
 * far.
 */
const MOST_UNITS = 2 ** 22 * UNITS_PER_PX;
const MOST_AREA = 2 ** 31;

/** A painting that cannot be taken over; the message is a sentence for the person. */
export class JournalError extends Error {}

/**
 * @param {unknown} data
 * @param {number} width of the picture it is for, px
 * @param {number} height
 * @returns {Journal}
 * @throws {JournalError}
 */
export function readJournal(data, width, height) {
  const record = asRecord(data);
  if (record.version !== VERSION) {
    throw new JournalError("This painting was saved by another version and cannot be read.");
  }
  if (record.width !== width || record.height !== height) {
    throw new JournalError("This painting belongs to a picture of another size.");
  }
  if (!Array.isArray(record.ops) || record.ops.length > MOST_OPS) throw damaged();
  const words = Math.ceil(width / 32) * height;
  const ops = record.ops.map((op) => readOp(op, words));
  return { ops, cursor: integer(record.cursor, 0, ops.length) };
}

/**
 * @param {unknown} data
 * @param {number} words of the raster
 * @returns {Op}
 */
export function readOp(data, words) {
  const record = asRecord(data);
  switch (record.type) {
    case "stroke": {
      const points = readPoints(record.points, 1);
      const size = integer(record.size, 1, MOST_UNITS);
      const mode = readMode(record.mode);
      const op = { type: record.type, mode, size, points, ...readMirror(record.mirror) };
      if (record.sizes === undefined) return op;
      const sizes = integers(record.sizes, 1, MOST_UNITS);
      if (sizes.length * 2 !== points.length) throw damaged();
      return { ...op, sizes };
    }
    case "rectangle":
    case "ellipse": {
      const [x0, y0, x1, y1] = [record.x0, record.y0, record.x1, record.y1].map(coordinate);
      return { type: record.type, mode: readMode(record.mode), x0, y0, x1, y1, ...readMirror(record.mirror) };
    }
    case "polygon": {
      const points = readPoints(record.points, 3);
      return { type: record.type, mode: readMode(record.mode), points, ...readMirror(record.mirror) };
    }
    case "fill":
      return {
        type: record.type,
        mode: readMode(record.mode),
        x: coordinate(record.x),
        y: coordinate(record.y),
        ...readMirror(record.mirror),
      };
    case "stamp": {
      const mode = record.mode === "replace" ? record.mode : readMode(record.mode);
      return { type: record.type, mode, code: readCode(record.code, words) };
    }
    case "invert":
    case "clear":
    case "all":
      return { type: record.type };
    case "fill-holes":
      return record.area === undefined
        ? { type: record.type }
        : { type: record.type, area: integer(record.area, 1, MOST_AREA) };
    case "drop-specks":
      return { type: record.type, area: integer(record.area, 1, MOST_AREA) };
    case "grow":
      return { type: record.type, radius: integer(record.radius, -MOST_RADIUS, MOST_RADIUS) };
    case "smooth":
      return { type: record.type, radius: integer(record.radius, 1, MOST_RADIUS) };
    default:
      throw damaged();
  }
}

/** @param {unknown} value @returns {{mirror?: import("./mirror.js").Mirror}} */
function readMirror(value) {
  if (value === undefined) return {};
  const { x, y } = asRecord(value);
  const axes = {
    ...(x === undefined ? {} : { x: coordinate(x) }),
    ...(y === undefined ? {} : { y: coordinate(y) }),
  };
  if (x === undefined && y === undefined) throw damaged();
  return { mirror: axes };
}

/** @param {unknown} value @param {number} least points @returns {number[]} */
function readPoints(value, least) {
  const steps = integers(value, -2 * MOST_UNITS, 2 * MOST_UNITS);
  if (steps.length % 2 || steps.length < least * 2) throw damaged();
  for (let i = 2; i < steps.length; i++) steps[i] += steps[i - 2];
  steps.forEach(coordinate);
  return steps;
}

/** @param {unknown} value @param {number} words @returns {Uint32Array} */
function readCode(value, words) {
  const bytes = typeof value === "string" ? decodeBase64(value) : null;
  if (!bytes || bytes.length % 4) throw damaged();
  const code = new Uint32Array(bytes.slice().buffer);
  let covered = 0;
  for (let at = 0; at < code.length;) {
    const kind = code[at] >>> 30;
    const count = code[at] & 0x3fffffff;
    covered += count;
    at += 1 + (kind === 0 ? 0 : kind === 1 ? 1 : count);
    if (kind === 3 || at > code.length) throw damaged();
  }
  if (covered > words) throw damaged();
  return code;
}

/** @param {unknown} value @returns {"paint" | "erase"} */
function readMode(value) {
  if (value !== "paint" && value !== "erase") throw damaged();
  return value;
}

/** @param {unknown} value */
function coordinate(value) {
  return integer(value, -MOST_UNITS, MOST_UNITS);
}

/** @param {unknown} value @param {number} least @param {number} most @returns {number[]} */
function integers(value, least, most) {
  if (!Array.isArray(value) || value.length > 2 * MOST_POINTS) throw damaged();
  return value.map((each) => integer(each, least, most));
}

/** @param {unknown} value @param {number} least @param {number} most @returns {number} */
function integer(value, least, most) {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) throw damaged();
  return value;
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function asRecord(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged();
  return /** @type {Record<string, unknown>} */ (value);
}

function damaged() {
  return new JournalError("The saved painting is damaged and cannot be read.");
}
