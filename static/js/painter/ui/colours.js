/**
 * A picture's colours for the engine, strip by strip, so that no canvas of natural size is needed.
 */
import { handle } from "../core/host.js";

const STRIP_ROWS = 128;

/**
 * @param {CanvasImageSource} picture
 * @param {{width: number, height: number}} natural its size, px
 * @param {{width: number, height: number}} wanted px
 * @param {(width: number, height: number) => HTMLCanvasElement | OffscreenCanvas} createCanvas
 * @param {(strip: {kind: "colours", top: number, rgba: Uint8ClampedArray}) => Promise<void> | void} take may ask for
 *   time before the next
 */
export async function readStrips(picture, natural, { width, height }, createCanvas, take) {
  const context = /** @type {CanvasRenderingContext2D | null} */ (
    createCanvas(width, STRIP_ROWS).getContext("2d", { willReadFrequently: true })
  );
  if (!context) throw new Error("no canvas");
  const scale = natural.height / height;
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    context.drawImage(picture, 0, top * scale, natural.width, rows * scale, 0, 0, width, rows);
    await take({ kind: "colours", top, rgba: context.getImageData(0, 0, width, rows).data });
  }
}

/**
 * In a worker, where decoding and scaling a large picture holds nobody up.
 *
 * @param {import("../core/host.js").Host} host is told
 * @param {Blob} blob
 * @param {{width: number, height: number}} wanted px
 * @throws {Error} where this browser's workers cannot, or another painting was opened meanwhile
 */
export async function readBlob(host, blob, wanted) {
  const { engine } = host;
  const picture = await createImageBitmap(blob);
  const createCanvas = (/** @type {number} */ w, /** @type {number} */ h) => new OffscreenCanvas(w, h);
  await readStrips(picture, picture, wanted, createCanvas, (strip) => {
    if (host.engine !== engine) throw new Error("another painting");
    return handle(host, strip);
  });
  picture.close();
}
