/**
 * The painting in the page: journal, view, and the gesture in progress. The raster is the engine's; what the page
 * keeps follows it message by message.
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
 * @property {import("../core/ops.js").BoxOp | null} shape the last op, while its handles can adjust it
 * @property {import("../core/ops.js").RadiusOp | null} step the last op, while its panel can adjust it
 * @property {import("./foresight.js").Foresight} foresight what an undo will show
 * @property {Promise<boolean> | null} colours whether the engine has the picture's, once it was asked for
 * @property {Promise<boolean> | null} superpixels whether the engine has them, once they were asked for
 * @property {Promise<void> | null} trying until the engine has found what tools chose
 * @property {import("../core/tools/index.js").AskingGesture[]} lifted gestures whose last choice it has yet to find
 * @property {import("../core/grid.js").Grid | null} grid the keyboard's, while it is on
 * @property {string | Blob | null} source the picture, or a small version of it, for choosing a colour
 * @property {boolean} isReplacing the engine has not yet shown the last change of the shape
 * @property {boolean} areShapesStale what lies over the mask must be drawn again
 * @property {typeof import("./overlay.js") | null} overlay draws shapes, once a tool for them was chosen
 * @property {Hand | null} hand where the pointer was last in the gesture
 * @property {Point | null} pointer where the ring is, CSS px from the surface's corner
 * @property {import("./cursor.js").RingCursor | null} ringCursor once a mouse or a pen is there
 * @property {boolean} isRingCursor the system's cursor is the ring now
 * @property {number} frameAsked id of the last frame the engine was asked for
 * @property {number} frameShown id of the last one that came
 * @property {boolean} isViewStale the view moved since the last frame was asked for
 * @property {number} drawing the animation frame that is due, or 0
 */
import * as history from "../core/history.js";
import { createEngineClient, replaceLast, send } from "./engine_client.js";
import { redrawGesture, redrawShapes, refresh, schedule, setView } from "./drawing.js";
import { foresee, forget, noForesight, showForeseen } from "./foresight.js";
import { createMaskLayer, putPixels } from "./mask_layer.js";
import { emit, on } from "./events.js";

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
    shape: null,
    step: null,
    foresight: noForesight(),
    colours: null,
    superpixels: null,
    trying: null,
    lifted: [],
    grid: null,
    source: null,
    isReplacing: false,
    areShapesStale: false,
    overlay: null,
    hand: null,
    pointer: null,
    ringCursor: null,
    isRingCursor: false,
    frameAsked: 0,
    frameShown: 0,
    isViewStale: false,
    drawing: 0,
  };
  on(events, "change", () => forget(surface));
  return surface;
}

/** Starts an empty painting. @param {Surface} surface @param {Viewport} view */
export function openPainting(surface, view) {
  surface.journal = history.createJournal();
  surface.gesture = null;
  surface.lifted = [];
  surface.choices.mirror = { x: null, y: null };
  forgetSight(surface);
  settle(surface);
  send(surface.client, { kind: "open", width: view.pictureWidth, height: view.pictureHeight });
  setView(surface, view);
  emit(surface.events, "change");
}

/** The engine does not know how the picture looks. @param {Surface} surface */
function forgetSight(surface) {
  surface.colours = null;
  surface.superpixels = null;
}

/** Takes over a whole painting. @param {Surface} surface @param {Journal} journal */
export function takeJournal(surface, journal) {
  surface.journal = journal;
  surface.lifted = [];
  settle(surface);
  send(surface.client, { kind: "load", journal });
  emit(surface.events, "change");
}

/** @param {Surface} surface @param {Op} op */
export function commit(surface, op) {
  settle(surface);
  history.push(surface.journal, op);
  send(surface.client, { kind: "apply", op });
  emit(surface.events, "change", op);
}

/** The last op can be adjusted no longer. @param {Surface} surface */
export function settle(surface) {
  setShape(surface, null);
  setStep(surface, null);
}

/** Lets a panel adjust the last op, or none. @param {Surface} surface @param {Surface["step"]} step */
export function setStep(surface, step) {
  if (surface.step === step) return;
  surface.step = step;
  emit(surface.events, "step", step);
}

/** Shows the handles of the last op, or none. @param {Surface} surface @param {Surface["shape"]} shape */
export function setShape(surface, shape) {
  if (surface.shape === shape) return;
  surface.shape = shape;
  if (!shape) surface.stage.surface.style.cursor = "";
  emit(surface.events, "shape", shape);
  redrawShapes(surface);
}

/**
 * The shape with handles, changed: the same undo step.
 *
 * @param {Surface} surface
 * @param {import("../core/ops.js").BoxOp} shape
 */
export function adjustShape(surface, shape) {
  setShape(surface, shape);
  history.replaceLast(surface.journal, shape);
  void replaceLast(surface.client, shape);
  emit(surface.events, "change", shape);
}

/**
 * Another number for the last op: the same undo step.
 *
 * @param {Surface} surface
 * @param {import("../core/ops.js").RadiusOp} step
 * @returns {Promise<void>} when it is shown
 */
export async function adjustStep(surface, step) {
  setStep(surface, step);
  history.replaceLast(surface.journal, step);
  const shown = replaceLast(surface.client, step);
  emit(surface.events, "change", step);
  await shown;
}

/** Takes the last op back for good. @param {Surface} surface */
export function dropStep(surface) {
  settle(surface);
  history.dropLast(surface.journal);
  send(surface.client, { kind: "undo" });
  emit(surface.events, "change");
}

/** @param {Surface} surface */
export function undo(surface) {
  if (surface.lifted.pop()) return send(surface.client, { kind: "drop-trial" });
  if (!history.undo(surface.journal)) return;
  settle(surface);
  showForeseen(surface);
  send(surface.client, { kind: "undo" });
  emit(surface.events, "change");
}

/** @param {Surface} surface */
export function redo(surface) {
  if (!history.redo(surface.journal)) return;
  settle(surface);
  send(surface.client, { kind: "redo" });
  emit(surface.events, "change");
}

/** @param {Surface} surface @param {import("../core/host.js").PixelsReply} reply */
function takePixels(surface, reply) {
  if (!surface.view || !putPixels(surface.layer, reply, surface.view)) return;
  if (reply.isWhole) surface.frameShown = reply.frameId;
  foresee(surface);
  emit(surface.events, "pixels", reply);
  if (surface.gesture) redrawGesture(surface);
  if (surface.isViewStale) schedule(surface);
}

/** The engine was lost and has begun anew: it is told everything again. @param {Surface} surface */
function rebuild(surface) {
  if (!surface.view) return;
  forgetSight(surface);
  const { pictureWidth: width, pictureHeight: height } = surface.view;
  send(surface.client, { kind: "open", width, height });
  send(surface.client, { kind: "load", journal: surface.journal });
  surface.frameShown = surface.frameAsked;
  refresh(surface);
}
