/**
 * The wheel zooms at the pointer, a trackpad's two fingers pan, a pinch (which browsers send as Ctrl+wheel)
 * zooms, Alt and the wheel change the brush's size.
 *
 * @typedef {import("../core/geometry.js").Point} Point
 * @typedef {import("../core/viewport.js").Viewport} Viewport
 * @typedef {import("./surface.js").Surface} Surface
 */
import { steppedSize } from "../core/state.js";
import { panBy, toPicture, zoomOn } from "../core/viewport.js";
import { listen } from "./dom.js";
import { setView } from "./drawing.js";

/** A wheel's notch is at least this; a trackpad begins with less. CSS px. */
const LEAST_NOTCH = 40;
/** Events nearer to each other than this belong to one movement, ms. */
const SAME_MOVEMENT = 250;
const PX_PER_LINE = 20;
const PX_PER_PAGE = 400;

/**
 * @param {Surface} surface
 * @param {(size: number) => void} setSize
 * @returns {() => void} stops listening
 */
export function connectWheel(surface, setSize) {
  let last = { at: -Infinity, isTrackpad: false };
  /** What the last zoom held on to, as long as nothing else has moved the view. */
  let anchor = /** @type {{view: Viewport, x: number, y: number, point: Point} | null} */ (null);
  return listen(
    surface.stage.surface,
    {
      wheel: (/** @type {WheelEvent} */ event) => {
        const { view, choices } = surface;
        event.preventDefault();
        if (!view) return;
        const { dx, dy } = pixels(event);
        const isTrackpad =
          event.timeStamp - last.at < SAME_MOVEMENT ? last.isTrackpad : isFromTrackpad(event);
        last = { at: event.timeStamp, isTrackpad };
        // Alt turns the wheel sideways on some systems.
        if (event.altKey) return setSize(steppedSize(choices.size, -Math.sign(dy || dx)));
        if (isTrackpad && !event.ctrlKey && !event.metaKey) return setView(surface, panBy(view, -dx, -dy));
        const box = surface.stage.surface.getBoundingClientRect();
        const speed = event.ctrlKey && Math.abs(dy) < LEAST_NOTCH ? 0.01 : 0.002;
        const factor = Math.exp(-dy * speed);
        const [x, y] = [event.clientX - box.left, event.clientY - box.top];
        const point =
          anchor?.view === view && anchor.x === x && anchor.y === y ? anchor.point : toPicture(view, x, y);
        anchor = { view: zoomOn(view, view.scale * factor, point, x, y), x, y, point };
        setView(surface, anchor.view);
      },
    },
    { passive: false },
  );
}

/** @param {WheelEvent} event @returns {{dx: number, dy: number}} CSS px */
function pixels({ deltaX, deltaY, deltaMode }) {
  const unit = deltaMode === 0 ? 1 : deltaMode === 1 ? PX_PER_LINE : PX_PER_PAGE;
  return { dx: deltaX * unit, dy: deltaY * unit };
}

/** @param {WheelEvent} event */
function isFromTrackpad({ deltaX, deltaY, deltaMode }) {
  return deltaMode === 0 && (deltaX !== 0 || Math.abs(deltaY) < LEAST_NOTCH);
}
