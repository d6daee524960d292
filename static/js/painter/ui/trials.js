/**
 * Tools whose pixels the engine finds: it is given the picture's colours once, then a choice at a time, and
 * shows what it found until the hand chooses otherwise.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/tools/index.js").AskingGesture} AskingGesture
 */
import { isAsking } from "../core/tools/index.js";
import { createColours } from "../core/wand.js";
import { make } from "./dom.js";
import { askSuperpixels, askTrial, send } from "./engine_client.js";
import { emit } from "./events.js";

const STRIP_ROWS = 128;

/** Gets ready for the tool just chosen, so that its first touch need not wait. @param {Surface} surface */
export function prepare(surface) {
  const { tool } = surface.choices;
  if (tool === "snap") void cutPicture(surface);
  else void shareColours(surface);
}

/**
 * Shows what the gesture in progress chooses, the latest first; those that were lifted before go first.
 *
 * @param {Surface} surface
 * @param {(gesture: AskingGesture) => void} keep what a lifted gesture made
 * @returns {Promise<void>} when everything asked for has been found
 */
export async function followTrials(surface, keep) {
  for (let gesture = asking(surface); gesture; gesture = asking(surface)) {
    const { choice, wanted } = gesture;
    if (await (choice.tool === "snap" ? cutPicture(surface) : shareColours(surface))) {
      // Where the engine is lost, the one that follows it is asked again.
      const answer = await askTrial(surface.client, choice).catch(() => null);
      if (answer) Object.assign(gesture, { op: answer.op, shown: wanted });
    } else {
      emit(surface.events, "problem", "This tool needs the picture, which has not been loaded.");
      gesture.shown = gesture.wanted;
    }
    if (surface.lifted[0] !== gesture || gesture.shown !== gesture.wanted) continue;
    surface.lifted.shift();
    keep(gesture);
  }
}

/** @param {Surface} surface @returns {AskingGesture | null} with a choice that is not shown yet */
function asking({ gesture, lifted }) {
  if (lifted.length) return lifted[0];
  return gesture && isAsking(gesture) && gesture.shown !== gesture.wanted ? gesture : null;
}

/**
 * Has the engine cut the picture into superpixels, unless it has done so.
 *
 * @param {Surface} surface
 * @returns {Promise<boolean>} false where the picture was not loaded
 */
function cutPicture(surface) {
  const cutting = (surface.superpixels ??= cut(surface));
  return cutting.then((isCut) => {
    if (!isCut && surface.superpixels === cutting) surface.superpixels = null;
    return isCut;
  });
}

/** Round by round, with its progress shown. @param {Surface} surface @returns {Promise<boolean>} */
async function cut(surface) {
  const bar = make("progress", { max: 1, value: 0, "aria-label": "Looking for edges" });
  const note = make("div", { class: "painter-step", role: "status" }, "Looking for edges", bar);
  surface.stage.surface.after(note);
  try {
    if (!(await shareColours(surface))) return false;
    while (bar.value < 1) bar.value = (await askSuperpixels(surface.client)).done;
    return true;
  } catch {
    return false; // the engine was lost; the one that follows it is asked at the next touch
  } finally {
    note.remove();
  }
}

/**
 * Gives the engine the picture's colours, unless it has them.
 *
 * @param {Surface} surface
 * @returns {Promise<boolean>} false where there are none: the picture was not loaded
 */
function shareColours(surface) {
  const reading = (surface.colours ??= readColours(surface));
  return reading.then((isRead) => {
    if (!isRead && surface.colours === reading) surface.colours = null;
    return isRead;
  });
}

/** Strip by strip, with room for a frame in between. @param {Surface} surface @returns {Promise<boolean>} */
async function readColours(surface) {
  const { picture } = surface.stage;
  const { view } = surface;
  if (!view) return false;
  const { width, height } = createColours(view.pictureWidth, view.pictureHeight);
  const seen = (await decodeBeside(picture, width, height)) ?? (await decodeHere(picture));
  if (!seen) return false;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = STRIP_ROWS;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return false;
  const [across, down] = "naturalWidth" in seen ? [seen.naturalWidth, seen.naturalHeight] : [width, height];
  const rowScale = down / height;
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    context.drawImage(seen, 0, top * rowScale, across, rows * rowScale, 0, 0, width, rows);
    send(surface.client, { kind: "colours", top, rgba: context.getImageData(0, 0, width, rows).data });
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (surface.view?.pictureWidth !== view.pictureWidth) return false;
  }
  if (seen instanceof ImageBitmap) seen.close();
  return true;
}

/**
 * Decoding a large picture takes the browser longer than a frame, so it is had done off the page's thread.
 *
 * @param {HTMLImageElement} picture @param {number} width px wanted @param {number} height
 * @returns {Promise<ImageBitmap | null>} of that size; null where the browser cannot, or the bytes are not to be had
 */
async function decodeBeside(picture, width, height) {
  try {
    const bytes = await (await fetch(picture.src)).blob();
    const size = /** @type {const} */ ({ resizeWidth: width, resizeHeight: height, resizeQuality: "medium" });
    return await createImageBitmap(bytes, size);
  } catch {
    return null;
  }
}

/** @param {HTMLImageElement} picture @returns {Promise<HTMLImageElement | null>} null where it was not loaded */
async function decodeHere(picture) {
  await picture.decode().catch(() => {});
  return picture.naturalWidth ? picture : null;
}
