/**
 * The tools behind one face: a gesture is started, moved and ended, and becomes an op or nothing. Cancelling
 * one is forgetting it, since a gesture changes nothing but itself.
 *
 * @typedef {"brush" | "rectangle" | "ellipse" | "lasso" | "polygon" | "fill" | "wand" | "snap"} ToolName
 *
 * @typedef {object} Hand where the pointer is and what is held with it
 * @property {number} x picture px, not rounded
 * @property {number} y
 * @property {number | null} pressure 0 to 1; null where the device has none or it is switched off
 * @property {boolean} shift
 * @property {boolean} alt
 * @property {boolean} space
 *
 * @typedef {object} ToolContext
 * @property {import("../ops.js").Mode} mode
 * @property {number} size brush diameter, picture px
 * @property {number} scale screen px to a picture px
 * @property {number} width of the picture, px
 * @property {number} height
 * @property {import("../geometry.js").Point | null} lastPoint where the last stroke ended
 * @property {import("../mirror.js").Mirror | null} mirror
 *
 * @typedef {import("./brush.js").BrushGesture} BrushGesture
 * @typedef {import("./box.js").BoxGesture} BoxGesture
 * @typedef {import("./lasso.js").LassoGesture} LassoGesture
 * @typedef {import("./polygon.js").PolygonGesture} PolygonGesture
 * @typedef {import("./fill.js").FillGesture} FillGesture
 * @typedef {import("./wand.js").WandGesture} WandGesture
 * @typedef {import("./snap.js").SnapGesture} SnapGesture
 * @typedef {WandGesture | SnapGesture} AskingGesture what it takes is found by the engine
 * @typedef {import("./adjust.js").AdjustGesture} AdjustGesture
 * @typedef {BrushGesture | BoxGesture | LassoGesture | PolygonGesture | FillGesture | AskingGesture | AdjustGesture} Gesture
 */
import { canMirror } from "../mirror.js";
import * as adjust from "./adjust.js";
import * as box from "./box.js";
import * as brush from "./brush.js";
import * as fill from "./fill.js";
import * as lasso from "./lasso.js";
import * as polygon from "./polygon.js";
import * as snap from "./snap.js";
import * as wand from "./wand.js";

/** @param {ToolName} tool @param {ToolContext} context @param {Hand} hand @returns {Gesture} */
export function startGesture(tool, context, hand) {
  const gesture = start(tool, context, hand);
  if (context.mirror && canMirror(gesture.op)) gesture.op.mirror = context.mirror;
  if (context.mirror && isAsking(gesture)) gesture.choice.mirror = context.mirror;
  return gesture;
}

/** @param {ToolName} tool @param {ToolContext} context @param {Hand} hand @returns {Gesture} */
function start(tool, context, hand) {
  switch (tool) {
    case "brush":
      return brush.start(context, hand);
    case "rectangle":
    case "ellipse":
      return box.start(tool, context, hand);
    case "lasso":
      return lasso.start(context, hand);
    case "polygon":
      return polygon.start(context, hand);
    case "fill":
      return fill.start(context, hand);
    case "wand":
      return wand.start(context, hand);
    case "snap":
      return snap.start(context, hand);
  }
}

/** @param {Gesture} gesture @param {Hand} hand */
export function moveGesture(gesture, hand) {
  switch (gesture.tool) {
    case "brush":
      return brush.move(gesture, hand);
    case "rectangle":
    case "ellipse":
      return box.move(gesture, hand);
    case "lasso":
      return lasso.move(gesture, hand);
    case "polygon":
      return polygon.move(gesture, hand);
    case "fill":
      return fill.move();
    case "wand":
      return wand.move(gesture, hand);
    case "snap":
      return snap.move(gesture, hand);
    case "adjust":
      return adjust.move(gesture, hand);
  }
}

/**
 * The pointer was lifted.
 *
 * @param {Gesture} gesture @param {Hand} hand
 * @returns {boolean} true where that ends the gesture; a polygon goes on until it is closed, others until what
 *   they chose is found
 */
export function releaseGesture(gesture, hand) {
  if (gesture.tool === "polygon") return polygon.release(gesture, hand);
  return !isAsking(gesture) || gesture.shown === gesture.wanted;
}

/** @param {Gesture} gesture @returns {gesture is AskingGesture} */
export function isAsking(gesture) {
  return gesture.tool === "wand" || gesture.tool === "snap";
}

/** @param {Gesture} gesture @returns {boolean} false where nothing is left of it */
export function stepBack(gesture) {
  return gesture.tool === "polygon" ? polygon.back(gesture) : false;
}

/** @param {Gesture} gesture @returns {import("../ops.js").Op | null} null where it made no mark */
export function endGesture(gesture) {
  switch (gesture.tool) {
    case "brush":
      return brush.end(gesture);
    case "rectangle":
    case "ellipse":
      return box.end(gesture);
    case "lasso":
      return lasso.end(gesture);
    case "polygon":
      return polygon.end(gesture);
    case "fill":
      return fill.end(gesture);
    case "wand":
    case "snap":
      return gesture.op.code.length ? gesture.op : null;
    case "adjust":
      return adjust.end(gesture);
  }
}
