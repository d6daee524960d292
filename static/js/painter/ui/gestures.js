/**
 * A gesture from the pointer going down to it being lifted: one gesture, one op, one undo step.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/tools/index.js").Hand} Hand
 * @typedef {import("../core/ops.js").BoxOp} BoxOp
 * @typedef {import("../core/ops.js").Mode} Mode
 */
import { handleAt, start as startAdjusting } from "../core/tools/adjust.js";
import { toPx, toUnits } from "../core/geometry.js";
import { lastOp } from "../core/history.js";
import {
  endGesture,
  isAsking,
  moveGesture,
  releaseGesture,
  startGesture,
  stepBack,
} from "../core/tools/index.js";
import { send } from "./engine_client.js";
import { emit } from "./events.js";
import { drawStroke } from "./mask_layer.js";
import { beginDrawing, refresh, redrawShapes } from "./drawing.js";
import { adjustShape, commit, setShape, settle } from "./surface.js";

/** A handle is met this near to it, CSS px. */
const HANDLE_REACH = 12;

/** @param {Surface} surface @param {Hand} hand @param {Mode} mode */
export function begin(surface, hand, mode) {
  const { choices, view } = surface;
  if (!view || choices.tool === "hand") return;
  surface.hand = hand;
  if (surface.gesture) return move(surface, [hand]); // a polygon goes on
  const handle = handleUnder(surface, hand);
  if (surface.shape && handle) {
    surface.gesture = startAdjusting(surface.shape, handle);
    return emit(surface.events, "gesture", true);
  }
  settle(surface);
  surface.gesture = startGesture(
    choices.tool,
    {
      mode,
      size: choices.size,
      scale: view.scale,
      width: view.pictureWidth,
      height: view.pictureHeight,
      lastPoint: strokeEnd(surface),
      mirror: mirrorOf(choices),
    },
    hand,
  );
  beginDrawing(surface);
  follow(surface);
  emit(surface.events, "gesture", true);
  redrawShapes(surface);
}

/** The handle of the shape just drawn that a point means. @param {Surface} surface @param {Hand} hand */
export function handleUnder({ shape, view }, hand) {
  return shape && view && handleAt(shape, hand, HANDLE_REACH / view.scale);
}

/** @param {Surface} surface @param {Hand[]} hands in the order they came */
export function move(surface, hands) {
  if (!surface.gesture) return;
  for (const hand of hands) moveGesture(surface.gesture, hand);
  surface.hand = hands[hands.length - 1];
  follow(surface);
  redrawShapes(surface);
}

/** The engine finds what the wand or the snap brush takes. @param {Surface} surface */
function follow(surface) {
  if (!surface.gesture || !isAsking(surface.gesture)) return;
  surface.trying ??= import("./trials.js")
    .then(({ followTrials }) => followTrials(surface, (gesture) => keep(surface, gesture)))
    .catch(() => {
      surface.lifted = [];
      emit(
        surface.events,
        "problem",
        "This tool could not be loaded. Reload the page; your painting is kept.",
      );
    })
    .finally(() => (surface.trying = null));
}

/** @param {Surface} surface @param {Hand} hand */
export function lift(surface, hand) {
  if (!surface.gesture) return;
  surface.hand = hand;
  if (releaseGesture(surface.gesture, hand)) return finish(surface);
  redrawShapes(surface);
  if (!isAsking(surface.gesture)) return;
  surface.lifted.push(surface.gesture);
  forget(surface);
}

/** Ends the gesture and keeps what it made. @param {Surface} surface */
export function finish(surface) {
  const { gesture } = surface;
  if (!gesture) return;
  // What is not drawn yet, so that the stroke is whole until the engine's pixels come.
  if (gesture.tool === "brush") drawStroke(surface.layer, gesture.op);
  forget(surface);
  keep(surface, gesture);
}

/** @param {Surface} surface @param {import("../core/tools/index.js").Gesture} gesture that is over */
function keep(surface, gesture) {
  const op = endGesture(gesture);
  if (gesture.tool === "adjust") adjustShape(surface, /** @type {BoxOp} */ (op));
  else if (op) commit(surface, op);
  if (op?.type === "rectangle" || op?.type === "ellipse") setShape(surface, op);
}

/** Drops the gesture as if it had never begun. @param {Surface} surface */
export function cancel(surface) {
  if (!surface.gesture) return;
  const { gesture } = surface;
  forget(surface);
  if (gesture.tool === "brush") refresh(surface);
  if (gesture.tool === "adjust") adjustShape(surface, gesture.before);
  if (isAsking(gesture)) send(surface.client, { kind: "drop-trial" });
}

/** Takes the last corner of a polygon back. @param {Surface} surface */
export function back(surface) {
  if (!surface.gesture) return;
  if (!stepBack(surface.gesture)) cancel(surface);
  redrawShapes(surface);
}

/**
 * Shift, Alt or Space changed while the pointer stood still.
 *
 * @param {Surface} surface
 * @param {Partial<Hand>} held
 */
export function holdKeys(surface, held) {
  const { gesture, hand } = surface;
  if (!gesture || !hand || !["rectangle", "ellipse", "adjust"].includes(gesture.tool)) return;
  move(surface, [{ ...hand, ...held }]);
}

/** @param {Surface} surface */
function forget(surface) {
  surface.gesture = null;
  surface.hand = null;
  emit(surface.events, "gesture", false);
  redrawShapes(surface);
}

/** @param {Surface["choices"]} choices @returns {import("../core/mirror.js").Mirror | null} */
function mirrorOf({ mirror: { x, y } }) {
  if (x === null && y === null) return null;
  return { ...(x === null ? {} : { x: toUnits(x) }), ...(y === null ? {} : { y: toUnits(y) }) };
}

/**
 * @param {Surface} surface
 * @returns {import("../core/geometry.js").Point | null} where the last op, a stroke, ended
 */
function strokeEnd({ journal }) {
  const op = lastOp(journal);
  if (op?.type !== "stroke") return null;
  const [x, y] = op.points.slice(-2);
  return { x: toPx(x), y: toPx(y) };
}
