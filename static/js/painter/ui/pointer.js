/**
 * Mouse, pen and fingers on the painting surface.
 *
 * One pointer paints. A second finger rolls the stroke back and both pan and zoom; a short tap of two undoes,
 * of three does again. The middle button, the hand tool and Space pan. The right button and a pen's eraser
 * end erase.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/tools/index.js").Hand} Hand
 * @typedef {import("./touch.js").Touches} Touches
 * @typedef {import("../core/tools/adjust.js").Handle} Handle
 *
 * @typedef {object} PointerState
 * @property {Surface} surface
 * @property {{space: boolean}} held keys
 * @property {{undo: () => void, redo: () => void}} taps
 * @property {{left: number, top: number}} origin of the surface in the window, CSS px
 * @property {number | null} painting id of the pointer that paints
 * @property {{id: number, x: number, y: number} | null} panning
 * @property {Touches} touches
 */
import { panBy, toPicture } from "../core/viewport.js";
import { listen } from "./dom.js";
import { begin, cancel, handleUnder, lift, move } from "./gestures.js";
import { movePointer, setView, useRingCursor } from "./drawing.js";
import { createTouches, dropTouch, moveTouch, takeTouch } from "./touch.js";

const MIDDLE = 1;
const RIGHT = 2;
const PEN_ERASER_BUTTONS = 32;

/**
 * @param {Surface} surface
 * @param {{space: boolean}} held
 * @param {{undo: () => void, redo: () => void}} taps
 * @returns {() => void} stops listening
 */
export function connectPointer(surface, held, taps) {
  /** @type {PointerState} */
  const state = {
    surface,
    held,
    taps,
    origin: { left: 0, top: 0 },
    painting: null,
    panning: null,
    touches: createTouches(),
  };
  const element = surface.stage.surface;
  const drop = () => dropAll(state);
  const stops = [
    listen(element, {
      pointerdown: (event) => pressed(state, event),
      pointermove: (event) => moved(state, event),
      pointerup: (event) => lifted(state, event),
      pointercancel: drop,
      lostpointercapture: (event) => event.pointerId === state.painting && drop(),
      pointerenter: () => measure(state),
      pointerleave: () => state.painting === null && movePointer(surface, null),
      blur: () => element.classList.remove("is-pointed"),
      contextmenu: (event) => event.preventDefault(),
      auxclick: (event) => event.preventDefault(),
    }),
    listen(window, { blur: drop, resize: () => measure(state) }),
    listen(window, { scroll: () => measure(state) }, { capture: true, passive: true }),
    // Safari zooms the page by its own gesture, and scrolls by touch, where Pointer Events alone are refused.
    listen(element, { gesturestart: (event) => event.preventDefault() }),
    listen(element, { touchstart: (event) => event.preventDefault() }, { passive: false }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** @param {PointerState} state */
function measure(state) {
  const { left, top } = state.surface.stage.surface.getBoundingClientRect();
  state.origin = { left, top };
}

/** @param {PointerState} state @param {PointerEvent} event */
function pressed(state, event) {
  const { surface } = state;
  measure(state);
  surface.stage.surface.classList.add("is-pointed");
  surface.stage.surface.focus({ preventScroll: true });
  if (event.button === MIDDLE) event.preventDefault(); // the browser's own scrolling
  capture(surface.stage.surface, event.pointerId);
  const at = position(state, event);
  if (event.pointerType === "touch") {
    takeTouch(state.touches, event.pointerId, at, event.timeStamp);
    if (state.touches.points.size > 1) {
      state.panning = null;
      return stopPainting(state);
    }
  }
  if (event.pointerType === "pen") surface.choices.isPenSeen = true;
  if (state.painting !== null) return stopPainting(state);
  const pans =
    event.button === MIDDLE || (state.held.space && !surface.gesture) || surface.choices.tool === "hand";
  if (pans || (event.pointerType === "touch" && onlyPans(surface))) {
    state.panning = { id: event.pointerId, ...at };
    surface.stage.surface.classList.add("is-panning");
    return;
  }
  state.painting = event.pointerId;
  const erases = event.button === RIGHT || (event.buttons & PEN_ERASER_BUTTONS) !== 0;
  begin(surface, handOf(state, event), erases ? "erase" : surface.choices.mode);
  movePointer(surface, event.pointerType === "touch" ? null : at);
  if (event.pointerType === "mouse" && surface.gesture?.tool === "brush") useRingCursor(surface, true);
}

/** @param {PointerState} state @param {PointerEvent} event */
function moved(state, event) {
  const { surface } = state;
  if (state.painting === event.pointerId || (state.painting === null && surface.gesture)) {
    move(
      surface,
      samples(event).map((sample) => handOf(state, sample)),
    );
  } else if (state.panning?.id === event.pointerId && surface.view) {
    const at = position(state, event);
    setView(surface, panBy(surface.view, at.x - state.panning.x, at.y - state.panning.y));
    state.panning = { id: event.pointerId, ...at };
  }
  if (surface.shape && !surface.gesture) showHandleCursor(state, event);
  if (event.pointerType !== "touch") return movePointer(surface, position(state, event));
  const view = moveTouch(state.touches, event.pointerId, position(state, event), surface.view);
  if (view) setView(surface, view);
}

/** @param {PointerState} state @param {PointerEvent} event */
function lifted(state, event) {
  if (state.painting === event.pointerId) {
    state.painting = null;
    useRingCursor(state.surface, false);
    lift(state.surface, handOf(state, event));
  }
  if (state.panning?.id === event.pointerId) stopPanning(state);
  const tapped = dropTouch(state.touches, event.pointerId, event.timeStamp);
  if (tapped === 2) state.taps.undo();
  if (tapped === 3) state.taps.redo();
}

/** Whether fingers leave painting to the pen. @param {Surface} surface */
function onlyPans({ choices }) {
  return choices.isPenSeen && choices.penKeepsFingersOff;
}

/** Over a handle the cursor says which way it goes. @param {PointerState} state @param {PointerEvent} event */
function showHandleCursor(state, event) {
  const { surface } = state;
  const handle = handleUnder(surface, handOf(state, event));
  const cursor = !handle
    ? ""
    : !handle.x
      ? "ns"
      : !handle.y
        ? "ew"
        : isFalling(surface, handle)
          ? "nwse"
          : "nesw";
  surface.stage.surface.style.cursor = cursor && `${cursor}-resize`;
}

/** @param {Surface} surface @param {Handle} handle @returns {boolean} whether it lies on the diagonal from top left */
function isFalling({ shape }, { x, y }) {
  if (!shape || !x || !y) return false;
  const isLeft = shape[x] === Math.min(shape.x0, shape.x1);
  const isTop = shape[y] === Math.min(shape.y0, shape.y1);
  return isLeft === isTop;
}

/** Blur, a cancelled pointer: whatever was begun is rolled back. @param {PointerState} state */
function dropAll(state) {
  stopPainting(state);
  stopPanning(state);
  state.touches = createTouches();
  state.held.space = false;
}

/** @param {PointerState} state */
function stopPainting(state) {
  state.painting = null;
  useRingCursor(state.surface, false);
  cancel(state.surface);
}

/** @param {PointerState} state */
function stopPanning(state) {
  state.panning = null;
  state.surface.stage.surface.classList.remove("is-panning");
}

/**
 * Every sample of the hand where the browser keeps them (only in secure contexts), else the event.
 *
 * @param {PointerEvent} event
 * @returns {PointerEvent[]}
 */
function samples(event) {
  const kept = event.getCoalescedEvents?.() ?? [];
  return kept.length ? kept : [event];
}

/** @param {PointerState} state @param {MouseEvent} event */
function position({ origin }, event) {
  return { x: event.clientX - origin.left, y: event.clientY - origin.top };
}

/** @param {PointerState} state @param {PointerEvent} event @returns {Hand} */
function handOf(state, event) {
  const { view, choices } = state.surface;
  const { x, y } = position(state, event);
  const at = view ? toPicture(view, x, y) : { x, y };
  const hasPressure = event.pointerType === "pen" && choices.usesPressure;
  return {
    x: at.x,
    y: at.y,
    pressure: hasPressure ? event.pressure : null,
    shift: event.shiftKey,
    alt: event.altKey,
    space: state.held.space,
  };
}

/** @param {Element} element @param {number} pointerId */
function capture(element, pointerId) {
  try {
    element.setPointerCapture(pointerId);
  } catch {
    // The pointer is gone already; its pointercancel follows.
  }
}
