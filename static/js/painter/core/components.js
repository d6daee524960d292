/**
 * The connected areas of one colour. White ones are told apart as the eye does: pixels that touch at a corner belong
 * together. Black ones then do not, or a closed line one pixel wide would have no inside.
 *
 * @typedef {object} Components
 * @property {Int32Array} runs of all components from the top: y, x0, x1 (not included), component, ...
 * @property {number[]} areas px, by component
 * @property {Box[]} boxes
 *
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./raster.js").Raster} Raster
 */
import { findInRow } from "./raster.js";

/**
 * @param {Raster} raster
 * @param {boolean} white
 * @returns {Components}
 */
export function findComponents(raster, white) {
  const runs = collectRuns(raster, white);
  const parent = connect(runs, white ? 1 : 0);
  /** @type {number[]} */
  const areas = [];
  /** @type {Box[]} */
  const boxes = [];
  for (let run = 0; run < parent.length; run++) {
    const at = run * 4;
    const [y, x0, x1] = [runs[at], runs[at + 1], runs[at + 2]];
    const root = find(parent, run);
    // The first run of a component is its root.
    if (root === run) {
      runs[at + 3] = areas.length;
      areas.push(0);
      boxes.push({ x0, y0: y, x1, y1: y });
    } else {
      runs[at + 3] = runs[root * 4 + 3];
    }
    const component = runs[at + 3];
    const box = boxes[component];
    areas[component] += x1 - x0;
    if (x0 < box.x0) box.x0 = x0;
    if (x1 > box.x1) box.x1 = x1;
    box.y1 = y + 1;
  }
  return { runs, areas, boxes };
}

/** @param {Raster} raster @param {boolean} white @returns {Int32Array} */
function collectRuns(raster, white) {
  const { width, height } = raster;
  /** @type {Int32Array} */
  let runs = new Int32Array(4096);
  let length = 0;
  for (let y = 0; y < height; y++) {
    let x0 = findInRow(raster, y, 0, width, white);
    while (x0 < width) {
      const x1 = findInRow(raster, y, x0 + 1, width, !white);
      if (length === runs.length) runs = grown(runs);
      runs[length] = y;
      runs[length + 1] = x0;
      runs[length + 2] = x1;
      length += 4;
      x0 = findInRow(raster, y, x1 + 1, width, white);
    }
  }
  return runs.subarray(0, length);
}

/**
 * Joins each run with those it touches in the row above.
 *
 * @param {Int32Array} runs
 * @param {0 | 1} reach px beyond its ends that a run still touches: 1 where corners connect
 * @returns {Int32Array} by run, another run of its component; one component's first run has itself
 */
function connect(runs, reach) {
  const parent = new Int32Array(runs.length / 4);
  let [above, row] = [0, 0]; // the first run that can touch this one, and the first of this row
  for (let run = 0; run < parent.length; run++) {
    const at = run * 4;
    if (runs[at] !== runs[row * 4]) {
      above = runs[row * 4] === runs[at] - 1 ? row : run;
      row = run;
    }
    parent[run] = run;
    const [x0, x1] = [runs[at + 1] - reach, runs[at + 2] + reach];
    while (above < row && runs[above * 4 + 2] <= x0) above++;
    for (let other = above; other < row && runs[other * 4 + 1] < x1; other++) join(parent, run, other);
  }
  return parent;
}

/** @param {Int32Array} parent @param {number} a @param {number} b the earlier root becomes the root of both */
function join(parent, a, b) {
  const [rootA, rootB] = [find(parent, a), find(parent, b)];
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

/** @param {Int32Array} parent @param {number} run */
function find(parent, run) {
  while (parent[run] !== run) {
    parent[run] = parent[parent[run]];
    run = parent[run];
  }
  return run;
}

/** @param {Int32Array} list @returns {Int32Array} twice as long */
function grown(list) {
  const longer = new Int32Array(list.length * 2);
  longer.set(list);
  return longer;
}
