/**
 * The surface's size and the screen's resolution, followed.
 *
 * @typedef {import("./surface.js").Surface} Surface
 */
import { fit, fitScale, resized } from "../core/viewport.js";
import { setView } from "./drawing.js";

const NARROW = 600;

/**
 * Free space around a fitted picture, CSS px: room to begin a stroke beside it.
 *
 * @param {number} width of the surface
 */
export function fitMargin(width) {
  return width < NARROW ? 12 : 32;
}

/**
 * Keeps the view right when the surface changes size; a fitted picture stays fitted.
 *
 * @param {Surface} surface
 * @returns {() => void} stops
 */
export function watchSize(surface) {
  const element = surface.stage.surface;
  const follow = () => {
    const { view } = surface;
    const { clientWidth: width, clientHeight: height } = element;
    if (!view || !width || !height) return;
    if (view.width === width && view.height === height && view.dpr === devicePixelRatio) return;
    const isFitted = Math.abs(view.scale / fitScale(view, fitMargin(view.width)) - 1) < 1e-6;
    const next = resized(view, width, height, devicePixelRatio);
    setView(surface, isFitted ? fit(next, fitMargin(width)) : next);
  };
  const observer = new ResizeObserver(follow);
  observer.observe(element);
  window.addEventListener("resize", follow); // moved to a screen of another resolution
  return () => {
    observer.disconnect();
    window.removeEventListener("resize", follow);
  };
}
