/**
 * What the page draws, in one go per animation frame: the picture's place, the live stroke, shapes in progress, and the
 * brush's ring. The engine is asked for a frame where the view moved.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/viewport.js").Viewport} Viewport
 * @typedef {import("../core/geometry.js").Point} Point
 */
import { setHidden } from "../../shared/dom.js";
import { isSameBox } from "../core/tools/adjust.js";
import { replaceLast, send } from "./engine_client.js";
import { emit } from "./events.js";
import { beginStroke, drawStroke, placeMask, visibleFrame } from "./mask_layer.js";
import { moveRing, placePicture, sizeRing } from "./stage.js";

/** Width of a hatched mask's stripes, CSS px. */
const HATCH = 5;

/** @param {Surface} surface @param {Viewport} view */
export function setView(surface, view) {
  surface.view = view;
  surface.isViewStale = true;
  schedule(surface);
}

/** Draws everything due in the next animation frame. @param {Surface} surface */
export function schedule(surface) {
  surface.drawing ||= requestAnimationFrame(() => draw(surface));
}

/** @param {Surface} surface @param {Point | null} at CSS px */
export function movePointer(surface, at) {
  const hasLeft = surface.pointer && !at;
  surface.pointer = at;
  if (hasLeft) emit(surface.events, "hand-left");
  schedule(surface);
}

/** The live stroke or shape from the start, where what lay under it changed. @param {Surface} surface */
export function redrawGesture(surface) {
  beginDrawing(surface);
  schedule(surface);
}

/** Makes ready for the live stroke, if the gesture is one. @param {Surface} surface */
export function beginDrawing(surface) {
  if (surface.gesture?.tool === "brush") beginStroke(surface.layer, surface.gesture.op, hatchOf(surface));
}

/** @param {Surface} surface @returns {number} width of the stripes, device px; 0 for none */
function hatchOf({ choices, view }) {
  return choices.isHatched && view ? Math.round(HATCH * view.dpr) : 0;
}

/** The shape in progress or its handles changed. @param {Surface} surface */
export function redrawShapes(surface) {
  surface.areShapesStale = true;
  schedule(surface);
}

/** Asks the engine to render what is in view. @param {Surface} surface */
export function refresh(surface) {
  surface.isViewStale = true;
  schedule(surface);
}

/** @param {Surface} surface */
function draw(surface) {
  surface.drawing = 0;
  const { view, gesture, layer, stage } = surface;
  if (!view) return;
  if (surface.isViewStale) drawView(surface, view);
  if (gesture?.tool === "brush") drawStroke(layer, gesture.op);
  else if (surface.areShapesStale) drawShapes(surface, view);
  const hasRing = ["brush", "snap"].includes(surface.choices.tool) && !surface.isRingCursor;
  moveRing(stage, hasRing ? surface.pointer : null);
}

/** The shape in progress, or the handles of the one just drawn. @param {Surface} surface @param {Viewport} view */
function drawShapes(surface, view) {
  const { gesture, shape, layer, stage, choices } = surface;
  surface.areShapesStale = false;
  const op = gesture ? gesture.op : shape;
  if (!op || op.type === "stroke" || op.type === "fill" || op.type === "stamp") {
    setHidden(stage.shapes, true);
    return;
  }
  const isInMask = !gesture || gesture.tool === "adjust";
  surface.overlay?.drawShape(stage.shapes, view, op, {
    colour: layer.colour,
    opacity: isInMask ? 0 : choices.opacity,
    dots: op.type === "polygon" ? gesture?.tool === "polygon" : isInMask,
  });
  if (gesture?.tool === "adjust") void showAdjusted(surface, gesture);
}

/**
 * The mask follows the handle as fast as the engine can, one change at a time.
 *
 * @param {Surface} surface
 * @param {import("../core/tools/adjust.js").AdjustGesture} gesture
 */
async function showAdjusted(surface, gesture) {
  while (!surface.isReplacing && surface.gesture === gesture && !isSameBox(gesture.op, gesture.shown)) {
    surface.isReplacing = true;
    gesture.shown = { ...gesture.op };
    await replaceLast(surface.client, gesture.shown);
    surface.isReplacing = false;
  }
}

/** The brush's size or the zoom changed. @param {Surface} surface */
export function resizeRing(surface) {
  if (!surface.view) return;
  const diameter = surface.choices.size * surface.view.scale;
  sizeRing(surface.stage, diameter);
  surface.ringCursor?.prepare(diameter);
}

/**
 * While a mouse draws a stroke, the ring is the system's cursor.
 *
 * @param {Surface} surface
 * @param {boolean} isStroke
 */
export function useRingCursor(surface, isStroke) {
  const { stage, view, choices, ringCursor } = surface;
  if (isStroke) {
    surface.isRingCursor = ringCursor?.show(stage.surface, choices.size * (view?.scale ?? 0)) ?? false;
    if (surface.isRingCursor) moveRing(stage, null);
  } else if (surface.isRingCursor) {
    surface.isRingCursor = false;
    stage.surface.style.cursor = "";
  }
}

/** @param {Surface} surface @param {Viewport} view */
function drawView(surface, view) {
  placePicture(surface.stage, view);
  placeMask(surface.layer, view);
  resizeRing(surface);
  surface.areShapesStale = true;
  emit(surface.events, "view");
  if (surface.frameAsked !== surface.frameShown) return; // one at a time; the next is asked for when it comes
  surface.isViewStale = false;
  const frame = visibleFrame(view);
  if (!frame) return;
  const look = {
    fill: parseInt(surface.layer.colour.slice(1), 16),
    edge: Math.max(1, Math.round(view.dpr)),
    hatch: hatchOf(surface),
  };
  send(surface.client, { kind: "frame", id: ++surface.frameAsked, frame, look });
}
