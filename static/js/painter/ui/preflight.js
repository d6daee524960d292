/**
 * What will be sent, shown while one paints: the exact mask, its share, and what to think about.
 *
 * @typedef {import("./painter.js").Painter} Painter
 */
import { setText } from "../../shared/dom.js";
import { adviseOn, describeMask } from "../core/words.js";

/** Painting goes first: the mask is looked at when the hand has rested this long, ms. */
const REST_MS = 200;
const PREVIEW_SIDE = 272;

/**
 * @param {Painter} painter
 * @param {{preview: HTMLCanvasElement, summary: HTMLElement, advice: HTMLElement}} parts
 * @returns {() => void} stops
 */
export function createPreflight(painter, { preview, summary, advice }) {
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(look, REST_MS);
  };
  const look = async () => {
    if (painter.state.isPainting) return plan();
    const report = await painter.drawPreview(preview, PREVIEW_SIDE);
    setText(summary, describeMask(report));
    const text = adviseOn(report);
    setText(advice, text ?? "");
    advice.hidden = !text;
  };
  const stop = painter.on("change", plan);
  plan();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
