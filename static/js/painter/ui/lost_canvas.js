/**
 * Browsers may take a canvas's memory away, on phones above all, and give it back later. The painting is the
 * engine's and is drawn again then.
 *
 * @typedef {import("./surface.js").Surface} Surface
 */
import { listen } from "./dom.js";
import { refresh } from "./drawing.js";
import { emit } from "./events.js";

const LOST =
  "The browser has taken the drawing’s memory away for a moment. Your painting is kept and will be shown again.";

/** @param {Surface} surface @returns {() => void} stops */
export function watchCanvas(surface) {
  return listen(surface.stage.mask, {
    contextlost: () => emit(surface.events, "problem", LOST),
    contextrestored: () => {
      emit(surface.events, "problem", "");
      refresh(surface);
    },
  });
}
