/** A strip along the picture's edge, taken out of the mask in one step. */
import { encode } from "./patches.js";
import { createRaster, fillAll } from "./raster.js";
import { fillRectangle } from "./shapes.js";

/**
 * @param {number} width px
 * @param {number} height px
 * @param {number} rim px
 * @returns {import("./ops.js").StampOp}
 */
export function rimOp(width, height, rim) {
  const raster = createRaster(width, height);
  fillAll(raster, true);
  fillRectangle(raster, rim, rim, width - rim, height - rim, false);
  return { type: "stamp", mode: "erase", code: encode(raster.words) };
}
