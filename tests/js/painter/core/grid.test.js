import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cellBox,
  createGrid,
  describeCell,
  divided,
  left,
  moved,
} from "../../../../static/js/painter/core/grid.js";
import { createRaster, countWhite } from "../../../../static/js/painter/core/raster.js";
import { fillRectangle } from "../../../../static/js/painter/core/shapes.js";
import { forAll } from "../random.js";

/** @typedef {import("../../../../static/js/painter/core/grid.js").Grid} Grid */

test("cells are about square, eight along the longer side, and one begins in the middle", () => {
  const { columns, rows, column, row } = createGrid(2048, 1536);
  assert.deepEqual([columns, rows, column, row], [8, 6, 4, 3]);
  assert.deepEqual(cellBox(createGrid(2048, 1536)), { x0: 1024, y0: 768, x1: 1280, y1: 1024 });
  const narrow = createGrid(4096, 100);
  assert.deepEqual([narrow.columns, narrow.rows], [8, 1]);
});

test("the cells of each level are the picture, without gap or overlap", () => {
  forAll(30, (random) => {
    const [width, height] = [random.integer(60, 300), random.integer(60, 300)];
    let grid = createGrid(width, height);
    if (random.chance(0.5)) grid = divided(grid);
    const raster = createRaster(width, height);
    let sum = 0;
    for (let row = 0; row < grid.rows; row++) {
      for (let column = 0; column < grid.columns; column++) {
        const { x0, y0, x1, y1 } = cellBox({ ...grid, column, row });
        fillRectangle(raster, x0, y0, x1, y1, true);
        sum += (x1 - x0) * (y1 - y0);
      }
    }
    assert.deepEqual([countWhite(raster), sum], [width * height, width * height]);
  });
});

test("one never walks off the picture", () => {
  forAll(40, (random) => {
    let grid = createGrid(random.integer(1, 500), random.integer(1, 500));
    for (let n = 0; n < 60; n++) {
      const act = random.pick(["move", "move", "divide", "leave"]);
      if (act === "move") grid = moved(grid, random.integer(-3, 3), random.integer(-3, 3));
      else grid = act === "divide" ? divided(grid) : left(grid);
      const { x0, y0, x1, y1 } = cellBox(grid);
      assert.ok(x0 >= 0 && y0 >= 0 && x1 <= grid.width && y1 <= grid.height && x1 > x0 && y1 > y0);
    }
  });
});

test("a cell's parts lie within it, and leaving one of them is the cell again", () => {
  const cell = moved(createGrid(1024, 1024), 1, -2);
  const inside = divided(cell);
  const [outer, inner] = [cellBox(cell), cellBox(inside)];
  assert.deepEqual([inner.x0, inner.y0], [outer.x0, outer.y0]);
  assert.deepEqual([inner.x1 - inner.x0, outer.x1 - outer.x0], [32, 128]);
  assert.deepEqual(left(moved(inside, 3, 3)), cell);
  assert.deepEqual(cellBox(left(moved(inside, 4, 0))), cellBox(moved(cell, 1, 0)));
});

test("a cell of one pixel is not divided, the first level is not left", () => {
  let grid = createGrid(64, 64);
  for (let n = 0; n < 5; n++) grid = divided(grid);
  const { x0, x1 } = cellBox(grid);
  assert.equal(x1 - x0, 1);
  assert.equal(divided(grid), grid);
  assert.deepEqual(left(createGrid(9, 9)), createGrid(9, 9));
});

test("a cell is told with its place, its size and how much of it is painted", () => {
  const grid = createGrid(2048, 1536);
  assert.equal(describeCell(grid, 0), "Column 5 of 8, row 4 of 6, 256 by 256 px, empty");
  assert.equal(describeCell(grid, 65536), "Column 5 of 8, row 4 of 6, 256 by 256 px, painted");
  assert.equal(describeCell(grid, 16384), "Column 5 of 8, row 4 of 6, 256 by 256 px, 25 % painted");
  assert.match(describeCell(grid, 1), / 1 % painted$/);
});
