/**
 * Colours as the eye tells them apart: CIE Lab (D65) from sRGB.
 *
 * @typedef {import("./wand.js").Colours} Colours
 */

const WHITE_X = 0.95047;
const WHITE_Z = 1.08883;
/** Of the curve's table; finer than 8-bit colours. */
const STEPS = 8192;

/**
 * The picture in Lab, each pixel the mean of a square.
 *
 * @param {Colours} colours
 * @param {number} shrink the square's side
 * @param {number} width px of the result
 * @param {number} height
 * @returns {Float32Array} three numbers a pixel
 */
export function labOf({ width: from, rgb }, shrink, width, height) {
  const linear = Float32Array.from({ length: 256 }, (_, value) => toLinear(value / 255));
  // Rounding may lead a little beyond 1.
  const curve = Float32Array.from({ length: STEPS + 16 }, (_, step) => lightness(step / STEPS));
  const lab = new Float32Array(width * height * 3);
  const part = STEPS / (shrink * shrink);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [r, g, b] = [0, 0, 0];
      for (let row = y * shrink; row < (y + 1) * shrink; row++) {
        const start = (row * from + x * shrink) * 3;
        for (let at = start; at < start + shrink * 3; at += 3) {
          r += linear[rgb[at]];
          g += linear[rgb[at + 1]];
          b += linear[rgb[at + 2]];
        }
      }
      const fx = curve[(((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) * part) / WHITE_X) | 0];
      const fy = curve[((0.2126729 * r + 0.7151522 * g + 0.072175 * b) * part) | 0];
      const fz = curve[(((0.0193339 * r + 0.119192 * g + 0.9503041 * b) * part) / WHITE_Z) | 0];
      lab[to++] = 116 * fy - 16;
      lab[to++] = 500 * (fx - fy);
      lab[to++] = 200 * (fy - fz);
    }
  }
  return lab;
}

/** @param {number} value 0 to 1 */
function toLinear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** @param {number} value 0 to 1 */
function lightness(value) {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}
