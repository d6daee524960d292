import assert from "node:assert/strict";
import { test } from "node:test";
import { applyOp } from "../../../../static/js/painter/core/ops.js";
import { createRaster, fillAll } from "../../../../static/js/painter/core/raster.js";
import { rimOp } from "../../../../static/js/painter/core/rim.js";
import { picture } from "./oracles.js";

test("the rim is taken out on all four sides, the rest stays as it is", () => {
  const raster = createRaster(7, 5);
  fillAll(raster, true);
  applyOp(raster, rimOp(7, 5, 1));
  assert.deepEqual(picture(raster), [".......", ".#####.", ".#####.", ".#####.", "......."]);
});
