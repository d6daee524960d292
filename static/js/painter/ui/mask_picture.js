/**
 * An earlier mask or any picture as a mask: fitted to the size wanted, light pixels white. It is read in
 * strips, so that no canvas of natural size is needed.
 */
import { encode } from "../core/patches.js";
import { createRaster } from "../core/raster.js";

const STRIP_ROWS = 128;
const WHITE_FROM = 128;

/**
 * @param {string | Blob} source
 * @param {number} width px wanted
 * @param {number} height
 * @returns {Promise<Uint32Array>} coded words, as a stamp op has them
 * @throws {Error} with a sentence
 */
export async function readMaskPicture(source, width, height) {
  const picture = new Image();
  const url = typeof source === "string" ? source : URL.createObjectURL(source);
  try {
    picture.src = url;
    await picture.decode();
  } catch {
    throw new Error("This mask could not be read: it is not a picture that the browser can show.");
  } finally {
    if (typeof source !== "string") URL.revokeObjectURL(url);
  }
  const raster = createRaster(width, height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = Math.min(STRIP_ROWS, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser cannot draw: its canvas is switched off.");
  context.imageSmoothingEnabled = picture.naturalWidth !== width || picture.naturalHeight !== height;
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    context.fillRect(0, 0, width, STRIP_ROWS);
    context.drawImage(picture, 0, -top, width, height);
    threshold(raster, top, rows, context.getImageData(0, 0, width, rows).data);
  }
  canvas.width = canvas.height = 0;
  return encode(raster.words);
}

/**
 * @param {import("../core/raster.js").Raster} raster
 * @param {number} top
 * @param {number} rows
 * @param {Uint8ClampedArray} rgba
 */
function threshold({ width, stride, bits }, top, rows, rgba) {
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const grey = (rgba[at] * 299 + rgba[at + 1] * 587 + rgba[at + 2] * 114) / 1000;
      if (grey >= WHITE_FROM) bits[(top + y) * stride + (x >> 3)] |= 0x80 >> (x & 7);
    }
  }
}
