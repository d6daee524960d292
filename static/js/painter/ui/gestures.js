/**
 * A gesture from the pointer going down to it being lifted: one gesture, one op, one undo step.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/tools/index.js").Hand} Hand
 * @typedef {import("../core/ops.js").Mode} Mode
 */
import { toPx } from "../core/geometry.js";
import { lastOp } from "../core/history.js";
import { endGesture, moveGesture, releaseGesture, startGesture, stepBack } from "../core/tools/index.js";
import { emit } from "./events.js";
import { beginStroke, drawStroke } from "./mask_layer.js";
import { commit, refresh, schedule } from "./surface.js";

/** @param {Surface} surface @param {Hand} hand @param {Mode} mode */
export function begin(surface, hand, mode) {
  const { choices, view } = surface;
  if (!view || choices.tool === "hand") return;
  surface.hand = hand;
  if (surface.gesture) return move(surface, [hand]); // a polygon goes on
  surface.gesture = startGesture(
    choices.tool,
    {
      mode,
      size: choices.size,
      scale: view.scale,
      width: view.pictureWidth,
      height: view.pictureHeight,
      lastPoint: strokeEnd(surface),
    },
    hand,
  );
  if (surface.gesture.tool === "brush") beginStroke(surface.layer, surface.gesture.op);
  emit(surface.events, "gesture", true);
  schedule(surface);
}

/** @param {Surface} surface @param {Hand[]} hands in the order they came */
export function move(surface, hands) {
  if (!surface.gesture) return;
  for (const hand of hands) moveGesture(surface.gesture, hand);
  surface.hand = hands[hands.length - 1];
  schedule(surface);
}

/** @param {Surface} surface @param {Hand} hand */
export function lift(surface, hand) {
  if (!surface.gesture) return;
  surface.hand = hand;
  if (releaseGesture(surface.gesture, hand)) finish(surface);
  else schedule(surface);
}

/** Ends the gesture and keeps what it made. @param {Surface} surface */
export function finish(surface) {
  const { gesture } = surface;
  if (!gesture) return;
  const op = endGesture(gesture);
  // What is not drawn yet, so that the stroke is whole until the engine's pixels come.
  if (gesture.tool === "brush") drawStroke(surface.layer, gesture.op);
  forget(surface);
  if (op) commit(surface, op);
}

/** Drops the gesture as if it had never begun. @param {Surface} surface */
export function cancel(surface) {
  if (!surface.gesture) return;
  const wasStroke = surface.gesture.tool === "brush";
  forget(surface);
  if (wasStroke) refresh(surface);
}

/** Takes the last corner of a polygon back. @param {Surface} surface */
export function back(surface) {
  if (!surface.gesture) return;
  if (!stepBack(surface.gesture)) cancel(surface);
  schedule(surface);
}

/**
 * Shift, Alt or Space changed while the pointer stood still.
 *
 * @param {Surface} surface
 * @param {Partial<Hand>} held
 */
export function holdKeys(surface, held) {
  const { gesture, hand } = surface;
  if (!gesture || !hand || (gesture.tool !== "rectangle" && gesture.tool !== "ellipse")) return;
  move(surface, [{ ...hand, ...held }]);
}

/** @param {Surface} surface */
function forget(surface) {
  surface.gesture = null;
  surface.hand = null;
  emit(surface.events, "gesture", false);
  schedule(surface);
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
