/**
 * Draws grey values on a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{width: number, height: number, grey: Uint8Array}} image
 */
export function paintGrey(canvas, { width, height, grey }) {
  const pixels = new ImageData(width, height);
  const words = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < grey.length; i++) words[i] = 0xff000000 | (grey[i] * 0x010101);
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
}
