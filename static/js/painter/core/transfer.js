/**
 * A painting carried over to a picture made from its own: upscaled, or zoomed out. Every op is scaled before it is
 * painted, so that edges are as sharp as if they had been drawn there.
 *
 * @typedef {import("./history.js").Journal} Journal
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./raster.js").Raster} Raster
 * @typedef {{width: number, height: number}} Size px
 *
 * @typedef {object} Frame where the old picture lies in the new one, as shares of the new one's sides
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 */
import { enlarged } from "./enlarge.js";
import { clamp } from "./geometry.js";
import { canMirror } from "./mirror.js";
import { applyOp } from "./ops.js";
import { eachChange, encode } from "./patches.js";
import { createRaster, eachRun, fillRun } from "./raster.js";
import { MOST_RADIUS } from "./steps.js";

/**
 * @param {Journal} journal
 * @param {Size} from the picture it was painted on
 * @param {Size} to
 * @param {Frame} frame
 * @returns {Raster} of size `to`; black beside the old picture
 */
export function transferred(journal, from, to, frame) {
  const old = createRaster(Math.round(to.width * frame.width), Math.round(to.height * frame.height));
  for (const op of journal.ops.slice(0, journal.cursor)) applyOp(old, scaledOp(op, from, old));
  const [left, top] = [Math.round(to.width * frame.left), Math.round(to.height * frame.top)];
  const whole = createRaster(to.width, to.height);
  for (let y = 0; y < old.height; y++) {
    eachRun(old, y, 0, old.width, (x0, x1) => fillRun(whole, y + top, x0 + left, x1 + left, true));
  }
  return whole;
}

/** @param {Op} op @param {Size} from @param {Size} to @returns {Op} */
export function scaledOp(op, from, to) {
  const [across, down] = [to.width / from.width, to.height / from.height];
  const scale = Math.sqrt(across * down);
  /** @param {number} size units */
  const brush = (size) => Math.max(1, Math.round(size * scale));
  switch (op.type) {
    case "stamp":
      return { ...op, code: scaledCode(op.code, from, to) };
    case "drop-specks":
      return { ...op, area: Math.max(1, Math.round(op.area * across * down)) };
    case "smooth":
      return { ...op, radius: clamp(Math.round(op.radius * scale), 1, MOST_RADIUS) };
    case "grow":
      return { ...op, radius: clamp(Math.round(op.radius * scale), -MOST_RADIUS, MOST_RADIUS) };
  }
  if (!canMirror(op)) return op;
  const { x, y } = op.mirror ?? {};
  const mirror = {
    ...(x === undefined ? {} : { x: Math.round(x * across) }),
    ...(y === undefined ? {} : { y: Math.round(y * down) }),
  };
  const next = op.mirror ? { ...op, mirror } : op;
  if (next.type === "fill") {
    return { ...next, x: Math.floor((next.x + 0.5) * across), y: Math.floor((next.y + 0.5) * down) };
  }
  if (!("points" in next)) {
    return {
      ...next,
      x0: Math.round(next.x0 * across),
      y0: Math.round(next.y0 * down),
      x1: Math.round(next.x1 * across),
      y1: Math.round(next.y1 * down),
    };
  }
  const points = next.points.map((value, i) => Math.round(value * (i % 2 ? down : across)));
  if (next.type === "polygon") return { ...next, points };
  const sizes = next.sizes && { sizes: next.sizes.map(brush) };
  return { ...next, points, size: brush(next.size), ...sizes };
}

/** @param {Uint32Array} code @param {Size} from @param {Size} to @returns {Uint32Array} */
function scaledCode(code, from, to) {
  const raster = createRaster(from.width, from.height);
  eachChange({ code }, (index, word) => {
    raster.words[index] = word;
  });
  return encode(enlarged(raster, to).words);
}
