/**
 * Cells of the picture for a hand without a pointer: one moves from cell to cell, divides one into sixteen
 * and goes back to the larger one.
 *
 * @typedef {object} Grid
 * @property {number} width of the picture, px
 * @property {number} height
 * @property {number} columns of the whole picture, at the present level
 * @property {number} rows
 * @property {number} column of the present cell
 * @property {number} row
 * @property {number} level how often cells were divided
 *
 * @typedef {import("./geometry.js").Box} Box
 */
import { clamp } from "./geometry.js";

/** Along the longer side, before anything is divided. */
const FIRST_CELLS = 8;
const PARTS = 4;

/** @param {number} width px @param {number} height px @returns {Grid} on the middle cell */
export function createGrid(width, height) {
  const side = Math.max(width, height) / FIRST_CELLS;
  const columns = Math.max(1, Math.round(width / side));
  const rows = Math.max(1, Math.round(height / side));
  return { width, height, columns, rows, column: columns >> 1, row: rows >> 1, level: 0 };
}

/** @param {Grid} grid @param {number} dx @param {number} dy cells @returns {Grid} never beyond the picture */
export function moved(grid, dx, dy) {
  return {
    ...grid,
    column: clamp(grid.column + dx, 0, grid.columns - 1),
    row: clamp(grid.row + dy, 0, grid.rows - 1),
  };
}

/** @param {Grid} grid @returns {Grid} on the first of the cell's parts; the same where cells are pixels already */
export function divided(grid) {
  const { x0, y0, x1, y1 } = cellBox(grid);
  if (Math.max(x1 - x0, y1 - y0) <= 1) return grid;
  return {
    ...grid,
    columns: grid.columns * PARTS,
    rows: grid.rows * PARTS,
    column: grid.column * PARTS,
    row: grid.row * PARTS,
    level: grid.level + 1,
  };
}

/** @param {Grid} grid @returns {Grid} on the cell around; the same where there is none */
export function left(grid) {
  if (grid.level === 0) return grid;
  return {
    ...grid,
    columns: grid.columns / PARTS,
    rows: grid.rows / PARTS,
    column: Math.floor(grid.column / PARTS),
    row: Math.floor(grid.row / PARTS),
    level: grid.level - 1,
  };
}

/** @param {Grid} grid @returns {Box} whole px, at least one; all cells of a level together are the picture */
export function cellBox({ width, height, columns, rows, column, row }) {
  const [x0, y0] = [Math.floor((column * width) / columns), Math.floor((row * height) / rows)];
  return {
    x0,
    y0,
    x1: Math.max(x0 + 1, Math.floor(((column + 1) * width) / columns)),
    y1: Math.max(y0 + 1, Math.floor(((row + 1) * height) / rows)),
  };
}

/**
 * @param {Grid} grid
 * @param {number} painted px of the cell
 * @returns {string} such as "Column 3 of 8, row 2 of 6, 256 by 256 px, half painted"
 */
export function describeCell(grid, painted) {
  const { x0, y0, x1, y1 } = cellBox(grid);
  const area = (x1 - x0) * (y1 - y0);
  const share =
    painted === 0 ? "empty" : painted === area ? "painted" : `${percentOf(painted / area)} painted`;
  const place = `Column ${grid.column + 1} of ${grid.columns}, row ${grid.row + 1} of ${grid.rows}`;
  return `${place}, ${x1 - x0} by ${y1 - y0} px, ${share}`;
}

/** @param {number} share neither none nor all @returns {string} */
function percentOf(share) {
  return `${clamp(Math.round(share * 100), 1, 99)} %`;
}
