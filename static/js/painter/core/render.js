/**
 * The mask as it is seen: the raster scaled to screen pixels, in one colour with a double edge.
 *
 * The edge is two lines just within the mask, a dark one and a light one, so that one of them shows on any
 * picture and nothing outside the mask is touched. At 100 % the drawn pixels are exactly the mask's.
 *
 * @typedef {object} Frame which part of the scaled picture is looked at; all in device px
 * @property {number} scale device px to a picture px
 * @property {number} left of the frame, from the scaled picture's left edge; whole
 * @property {number} top
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Look
 * @property {number} fill 0xRRGGBB
 * @property {number} edge thickness of each line of the edge, device px
 * @property {number} hatch width of the stripes that let the picture through, device px; 0 for an even colour
 *
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./raster.js").Raster} Raster
 */
import { eachRun } from "./raster.js";

const DARK = 0x181010;
const LIGHT = 0xffffff;
const HALF = 128;
/** What is left of the colour between the stripes, so that nothing painted is ever unseen. */
const BETWEEN_STRIPES = 0.2;

/**
 * How much of each screen pixel is white, 0 to 255. Screen pixels outside the picture are 0.
 *
 * @param {Raster} raster
 * @param {Frame} frame
 * @param {Box} box which part of the frame; may reach beyond it
 * @returns {Uint8Array} rows of the box
 */
export function coverage(raster, frame, box) {
  const { scale } = frame;
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  const out = new Uint8Array(width * height);
  const change = new Float64Array(width + 2);
  const left = frame.left + box.x0;
  const top = frame.top + box.y0;
  const from = Math.max(0, Math.floor(left / scale));
  const limit = Math.min(raster.width, Math.ceil((left + width) / scale));
  if (from >= limit) return out;

  let weight = 0;
  /** @param {number} x0 @param {number} x1 a white run, picture px */
  const add = (x0, x1) => {
    step(change, Math.max(0, x0 * scale - left), weight);
    step(change, Math.min(width, x1 * scale - left), -weight);
  };
  for (let row = 0; row < height; row++) {
    const y0 = Math.max(0, (top + row) / scale);
    const y1 = Math.min(raster.height, (top + row + 1) / scale);
    if (y0 >= y1) continue;
    change.fill(0);
    for (let y = Math.floor(y0); y < y1; y++) {
      weight = (Math.min(y1, y + 1) - Math.max(y0, y)) * scale;
      eachRun(raster, y, from, limit, add);
    }
    let sum = 0;
    const at = row * width;
    for (let i = 0; i < width; i++) {
      sum += change[i];
      out[at + i] = sum * 255 + 0.5;
    }
  }
  return out;
}

/**
 * Adds a step of height `weight` at position x to a row of differences, shared between the two pixels it
 * falls on.
 *
 * @param {Float64Array} change @param {number} x @param {number} weight
 */
function step(change, x, weight) {
  const i = Math.floor(x);
  const part = x - i;
  change[i] += weight * (1 - part);
  change[i + 1] += weight * part;
}

/**
 * @param {Raster} raster
 * @param {Frame} frame
 * @param {Box} box within the frame
 * @param {Look} look
 * @returns {Uint8ClampedArray} RGBA rows of the box
 */
export function renderMask(raster, frame, box, look) {
  const near = look.edge;
  const far = look.edge * 2;
  const wide = { x0: box.x0 - far, y0: box.y0 - far, x1: box.x1 + far, y1: box.y1 + far };
  const cover = coverage(raster, frame, wide);
  const pitch = wide.x1 - wide.x0;
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  const pixels = new Uint32Array(width * height);
  const [fill, dark, light] = [look.fill, DARK, LIGHT].map(swapRedAndBlue);
  const [nearRow, farRow] = [near * pitch, far * pitch];
  const period = look.hatch * 2;
  for (let row = 0; row < height; row++) {
    let from = (row + far) * pitch + far;
    const end = (row + 1) * width;
    // Stripes lie still on the picture, whatever part of it is rendered.
    let diagonal = frame.left + box.x0 + frame.top + box.y0 + row;
    for (let to = row * width; to < end; to++, from++, diagonal++) {
      let alpha = cover[from];
      if (alpha === 0) continue;
      let colour = fill;
      if (
        alpha < HALF ||
        cover[from - near] < HALF ||
        cover[from + near] < HALF ||
        cover[from - nearRow] < HALF ||
        cover[from + nearRow] < HALF
      ) {
        colour = dark;
      } else if (
        cover[from - far] < HALF ||
        cover[from + far] < HALF ||
        cover[from - farRow] < HALF ||
        cover[from + farRow] < HALF
      ) {
        colour = light;
      } else if (diagonal % period >= look.hatch) {
        alpha *= BETWEEN_STRIPES;
      }
      pixels[to] = (alpha << 24) | colour;
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/**
 * Leaves the edge of what `renderMask` made and takes the rest away.
 *
 * @param {Uint8ClampedArray} pixels RGBA
 * @param {number} fill 0xRRGGBB, the colour that is not the edge
 */
export function keepEdge(pixels, fill) {
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  const other = swapRedAndBlue(fill);
  for (let i = 0; i < words.length; i++) if ((words[i] & 0xffffff) === other) words[i] = 0;
}

/** @param {number} rgb 0xRRGGBB @returns {number} 0xBBGGRR, as it lies in an image's words */
function swapRedAndBlue(rgb) {
  return ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >>> 16);
}

/**
 * The part of the frame that shows a box of the picture, with room for the edge around it.
 *
 * @param {Frame} frame
 * @param {Box} box picture px
 * @param {number} edge device px
 * @returns {Box} may be empty
 */
export function frameBox(frame, box, edge) {
  const room = 2 * edge + 1;
  return {
    x0: Math.max(0, Math.floor(box.x0 * frame.scale) - frame.left - room),
    y0: Math.max(0, Math.floor(box.y0 * frame.scale) - frame.top - room),
    x1: Math.min(frame.width, Math.ceil(box.x1 * frame.scale) - frame.left + room),
    y1: Math.min(frame.height, Math.ceil(box.y1 * frame.scale) - frame.top + room),
  };
}
