/**
 * The picture cut into small pieces of one colour each, whose edges follow the picture's: superpixels, found by the
 * SLIC method (Achanta et al., 2012): k-means over colour and place, each centre looking only at its neighbourhood.
 *
 * It is made in several rounds, so that other work finds room in between.
 *
 * @typedef {object} Superpixels
 * @property {number} width px; the picture is looked at no larger than MOST_SIDE
 * @property {number} height
 * @property {number} side px between centres at first
 * @property {Float32Array} lab three numbers a pixel, CIE Lab
 * @property {Float32Array} centres five numbers each: lightness, a, b, x, y
 * @property {Float32Array} distances by pixel, to the centre it belongs to
 * @property {Int32Array} labels by pixel, from the top
 * @property {number[]} areas px, by label; empty until all is done
 * @property {number} rounds done
 *
 * @typedef {import("./wand.js").Colours} Colours
 */
import { labOf } from "./lab.js";

export const MOST_SIDE = 1024;
/** How many pieces a square picture has along a side. */
const PIECES_ALONG = 72;
const LEAST_SIDE = 5;
const ROUNDS = 5;
/** How much place counts against colour: Lab units that a centre's distance is worth. */
const COMPACTNESS = 16;
/** Of an average piece: what is smaller goes to its neighbour. */
const LEAST_SHARE = 0.25;

/** @param {Colours} colours @returns {Superpixels} nothing found yet */
export function createSuperpixels(colours) {
  const shrink = Math.max(1, Math.ceil(Math.max(colours.width, colours.height) / MOST_SIDE));
  const width = Math.max(1, Math.floor(colours.width / shrink));
  const height = Math.max(1, Math.floor(colours.height / shrink));
  const side = Math.max(LEAST_SIDE, Math.round(Math.max(width, height) / PIECES_ALONG));
  const lab = labOf(colours, shrink, width, height);
  return {
    width,
    height,
    side,
    lab,
    centres: placeCentres(lab, width, height, side),
    distances: new Float32Array(width * height),
    labels: new Int32Array(width * height),
    areas: [],
    rounds: 0,
  };
}

/** One round more. @param {Superpixels} superpixels @returns {number} how much is done, from 0 to 1 */
export function refine(superpixels) {
  if (superpixels.rounds < ROUNDS) {
    assign(superpixels);
    moveCentres(superpixels);
  } else if (superpixels.rounds === ROUNDS) {
    Object.assign(superpixels, connected(superpixels));
  }
  return Math.min(1, ++superpixels.rounds / (ROUNDS + 1));
}

/** @param {Float32Array} lab @param {number} width @param {number} height @param {number} side */
function placeCentres(lab, width, height, side) {
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const centres = new Float32Array(columns * rows * 5);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = Math.floor(((column + 0.5) * width) / columns);
      const y = Math.floor(((row + 0.5) * height) / rows);
      const from = (y * width + x) * 3;
      centres.set([lab[from], lab[from + 1], lab[from + 2], x, y], to);
      to += 5;
    }
  }
  return centres;
}

/** Gives each pixel to the nearest of the centres around it. @param {Superpixels} superpixels */
function assign({ width, height, side, lab, centres, distances, labels }) {
  distances.fill(Infinity);
  const perPx = (COMPACTNESS * COMPACTNESS) / (side * side);
  for (let label = 0, at = 0; at < centres.length; label++, at += 5) {
    const [l, a, b] = [centres[at], centres[at + 1], centres[at + 2]];
    const [cx, cy] = [centres[at + 3], centres[at + 4]];
    const left = Math.max(0, Math.floor(cx - side));
    const right = Math.min(width, Math.ceil(cx + side) + 1);
    const bottom = Math.min(height, Math.ceil(cy + side) + 1);
    for (let y = Math.max(0, Math.floor(cy - side)); y < bottom; y++) {
      const dy = (y - cy) * (y - cy) * perPx;
      let pixel = y * width + left;
      for (let x = left; x < right; x++, pixel++) {
        const from = pixel * 3;
        const dl = lab[from] - l;
        const da = lab[from + 1] - a;
        const db = lab[from + 2] - b;
        const distance = dl * dl + da * da + db * db + (x - cx) * (x - cx) * perPx + dy;
        if (distance < distances[pixel]) {
          distances[pixel] = distance;
          labels[pixel] = label;
        }
      }
    }
  }
}

/** Moves each centre to the middle of its pixels. @param {Superpixels} superpixels */
function moveCentres({ width, height, lab, centres, labels }) {
  const sums = new Float64Array(centres.length);
  const counts = new Int32Array(centres.length / 5);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const [to, from] = [labels[pixel] * 5, pixel * 3];
      counts[labels[pixel]]++;
      sums[to] += lab[from];
      sums[to + 1] += lab[from + 1];
      sums[to + 2] += lab[from + 2];
      sums[to + 3] += x;
      sums[to + 4] += y;
    }
  }
  for (let i = 0; i < sums.length; i++) {
    const count = counts[Math.floor(i / 5)];
    if (count) centres[i] = sums[i] / count;
  }
}

/**
 * Labels of pieces that hang together: each part of a piece becomes one of its own, or, where it is small, part of the
 * piece next to it.
 *
 * @param {Superpixels} superpixels
 * @returns {{labels: Int32Array, areas: number[]}}
 */
function connected({ width, side, labels }) {
  const result = new Int32Array(labels.length).fill(-1);
  const queue = new Int32Array(labels.length);
  const least = side * side * LEAST_SHARE;
  /** @type {number[]} */
  const areas = [];
  for (let start = 0; start < labels.length; start++) {
    if (result[start] >= 0) continue;
    // The pixel to the left or above was reached before.
    const neighbour = start % width ? result[start - 1] : start >= width ? result[start - width] : 0;
    const label = labels[start];
    let end = 0;
    queue[end++] = start;
    result[start] = areas.length;
    for (let at = 0; at < end; at++) {
      const pixel = queue[at];
      const x = pixel % width;
      const left = x > 0 ? pixel - 1 : -1;
      const right = x < width - 1 ? pixel + 1 : -1;
      for (const other of [left, right, pixel - width, pixel + width]) {
        if (other < 0 || other >= labels.length || result[other] >= 0 || labels[other] !== label) continue;
        result[other] = areas.length;
        queue[end++] = other;
      }
    }
    if (end >= least || start === 0) {
      areas.push(end);
    } else {
      for (let i = 0; i < end; i++) result[queue[i]] = neighbour;
      areas[neighbour] += end;
    }
  }
  return { labels: result, areas };
}
