/**
 * The painting in the page: view, journal and the gesture in progress, and the one drawing per animation
 * frame. The raster is the engine's; what the page keeps follows it message by message.
 *
 * @typedef {import("../core/ops.js").Op} Op
 * @typedef {import("../core/history.js").Journal} Journal
 * @typedef {import("../core/tools/index.js").Gesture} Gesture
 * @typedef {import("../core/tools/index.js").Hand} Hand
 * @typedef {import("../core/viewport.js").Viewport} Viewport
 * @typedef {import("../core/geometry.js").Point} Point
 *
 * @typedef {object} Surface
 * @property {import("./stage.js").Stage} stage
 * @property {import("./mask_layer.js").MaskLayer} layer
 * @property {import("./engine_client.js").EngineClient} client
 * @property {import("./events.js").Emitter} events
 * @property {import("../core/state.js").Choices} choices
 * @property {Journal} journal
 * @property {Viewport | null} view null before there is a picture
 * @property {Gesture | null} gesture
 * @property {Hand | null} hand where the pointer was last in the gesture
 * @property {Point | null} pointer where the ring is, CSS px from the surface's corner
 * @property {import("./cursor.js").RingCursor} ringCursor
 * @property {boolean} isRingCursor the system's cursor is the ring now
 * @property {number} frameAsked id of the last frame the engine was asked for
 * @property {number} frameShown id of the last one that came
 * @property {boolean} isViewStale the view moved since the last frame was asked for
 * @property {number} drawing the animation frame that is due, or 0
 */
import * as history from "../core/history.js";
import { createRingCursor, prepareRingCursor, showRingCursor } from "./cursor.js";
import { createEngineClient, send } from "./engine_client.js";
import {
  createMaskLayer,
  beginStroke,
  drawStroke,
  placeMask,
  putPixels,
  visibleFrame,
} from "./mask_layer.js";
import { clearOverlay, drawShape } from "./overlay.js";
import { moveRing, placePicture, sizeRing } from "./stage.js";
import { emit } from "./events.js";

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("../core/state.js").Choices} choices
 * @param {import("./events.js").Emitter} events
 * @param {string} colour of the mask, #rrggbb
 * @returns {Surface}
 */
export function createSurface(stage, choices, events, colour) {
  /** @type {Surface} */
  const surface = {
    stage,
    layer: createMaskLayer(stage.mask, colour),
    client: createEngineClient(
      (reply) => takePixels(surface, reply),
      () => rebuild(surface),
    ),
    events,
    choices,
    journal: history.createJournal(),
    view: null,
    gesture: null,
    hand: null,
    pointer: null,
    ringCursor: createRingCursor(),
    isRingCursor: false,
    frameAsked: 0,
    frameShown: 0,
    isViewStale: false,
    drawing: 0,
  };
  return surface;
}

/** Starts an empty painting. @param {Surface} surface @param {Viewport} view */
export function openPainting(surface, view) {
  surface.journal = history.createJournal();
  surface.gesture = null;
  send(surface.client, { kind: "open", width: view.pictureWidth, height: view.pictureHeight });
  setView(surface, view);
  emit(surface.events, "change");
}

/** Takes over a whole painting. @param {Surface} surface @param {Journal} journal */
export function takeJournal(surface, journal) {
  surface.journal = journal;
  send(surface.client, { kind: "load", journal });
  emit(surface.events, "change");
}

/** @param {Surface} surface @param {Op} op */
export function commit(surface, op) {
  history.push(surface.journal, op);
  send(surface.client, { kind: "apply", op });
  emit(surface.events, "change", op);
}

/** @param {Surface} surface */
export function undo(surface) {
  if (!history.undo(surface.journal)) return;
  send(surface.client, { kind: "undo" });
  emit(surface.events, "change");
}

/** @param {Surface} surface */
export function redo(surface) {
  if (!history.redo(surface.journal)) return;
  send(surface.client, { kind: "redo" });
  emit(surface.events, "change");
}

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
  surface.pointer = at;
  schedule(surface);
}

/** The live stroke or shape from the start, where what lay under it changed. @param {Surface} surface */
export function redrawGesture(surface) {
  if (surface.gesture?.tool === "brush") beginStroke(surface.layer, surface.gesture.op);
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
  else if (gesture && gesture.op.type !== "fill") {
    const { opacity } = surface.choices;
    drawShape(stage.shapes, view, gesture.op, {
      colour: layer.colour,
      opacity,
      corners: gesture.tool === "polygon",
    });
  } else if (!stage.shapes.hidden) clearOverlay(stage.shapes);
  if (!surface.isRingCursor) moveRing(stage, surface.pointer);
}

/** The brush's size or the zoom changed. @param {Surface} surface */
export function resizeRing(surface) {
  if (!surface.view) return;
  const diameter = surface.choices.size * surface.view.scale;
  sizeRing(surface.stage, diameter);
  prepareRingCursor(surface.ringCursor, diameter);
}

/**
 * While a mouse draws a stroke, the ring is the system's cursor.
 *
 * @param {Surface} surface
 * @param {boolean} isStroke
 */
export function useRingCursor(surface, isStroke) {
  const { stage, view, choices } = surface;
  if (isStroke) {
    surface.isRingCursor = showRingCursor(
      surface.ringCursor,
      stage.surface,
      choices.size * (view?.scale ?? 0),
    );
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
  emit(surface.events, "view");
  if (surface.frameAsked !== surface.frameShown) return; // one at a time; the next is asked for when it comes
  surface.isViewStale = false;
  const frame = visibleFrame(view);
  if (!frame) return;
  const look = { fill: parseInt(surface.layer.colour.slice(1), 16), edge: Math.max(1, Math.round(view.dpr)) };
  send(surface.client, { kind: "frame", id: ++surface.frameAsked, frame, look });
}

/** @param {Surface} surface @param {import("../core/host.js").PixelsReply} reply */
function takePixels(surface, reply) {
  if (!surface.view || !putPixels(surface.layer, reply, surface.view)) return;
  if (reply.isWhole) surface.frameShown = reply.frameId;
  if (surface.gesture) redrawGesture(surface);
  if (surface.isViewStale) schedule(surface);
}

/** The engine was lost and has begun anew: it is told everything again. @param {Surface} surface */
function rebuild(surface) {
  if (!surface.view) return;
  const { pictureWidth: width, pictureHeight: height } = surface.view;
  send(surface.client, { kind: "open", width, height });
  send(surface.client, { kind: "load", journal: surface.journal });
  surface.frameShown = surface.frameAsked;
  refresh(surface);
}
