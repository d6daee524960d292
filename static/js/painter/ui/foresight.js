/**
 * What an undo will show, asked of the engine when it has nothing else to do, so that the mask follows the key in
 * the very next frame.
 *
 * @typedef {import("./surface.js").Surface} Surface
 *
 * @typedef {object} Foresight made anew with every change: an answer that comes late belongs to an old one
 * @property {number} asking the timer that will ask, or 0
 * @property {import("../core/host.js").PixelsReply | null} pixels
 */
import { askForesight } from "./engine_client.js";
import { putPixels } from "./mask_layer.js";

/** So long nothing must have changed on the screen, ms. */
const REST_MS = 30;

/** @returns {Foresight} */
export function noForesight() {
  return { asking: 0, pixels: null };
}

/** The mask is another: what was foreseen holds no longer. @param {Surface} surface */
export function forget(surface) {
  clearTimeout(surface.foresight.asking);
  surface.foresight = noForesight();
}

/** The mask is at rest. @param {Surface} surface */
export function foresee(surface) {
  forget(surface);
  const { foresight, client } = surface;
  foresight.asking = setTimeout(async () => {
    const answer = await askForesight(client).catch(() => null);
    foresight.pixels = answer && answer.pixels;
  }, REST_MS);
}

/** Shows at once what an undo was foreseen to show. @param {Surface} surface */
export function showForeseen({ foresight, layer, view }) {
  if (foresight.pixels && view) putPixels(layer, foresight.pixels, view);
}
