/**
 * Tools whose pixels the engine finds: it is given the picture's colours once, then a choice at a time, and
 * shows what it found until the hand chooses otherwise.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/tools/wand.js").WandGesture} AskingGesture
 */
import { createColours } from "../core/wand.js";
import { askTrial, send } from "./engine_client.js";
import { emit } from "./events.js";

const STRIP_ROWS = 128;

/**
 * Shows what the gesture in progress chooses, the latest first; those that were lifted before go first.
 *
 * @param {Surface} surface
 * @param {(gesture: AskingGesture) => void} keep what a lifted gesture made
 * @returns {Promise<void>} when everything asked for has been found
 */
export async function followTrials(surface, keep) {
  for (let gesture = asking(surface); gesture; gesture = asking(surface)) {
    if (await shareColours(surface)) {
      const { choice, wanted } = gesture;
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
  return gesture?.tool === "wand" && gesture.isInside && gesture.shown !== gesture.wanted ? gesture : null;
}

/**
 * Gives the engine the picture's colours, unless it has them.
 *
 * @param {Surface} surface
 * @returns {Promise<boolean>} false where there are none: the picture was not loaded
 */
function shareColours(surface) {
  surface.colours ??= readColours(surface).then((isRead) => {
    if (!isRead) surface.colours = null;
    return isRead;
  });
  return surface.colours;
}

/** Strip by strip, with room for a frame in between. @param {Surface} surface @returns {Promise<boolean>} */
async function readColours(surface) {
  const { picture } = surface.stage;
  const { view } = surface;
  if (!view) return false;
  await picture.decode().catch(() => {});
  if (!picture.naturalWidth) return false;
  const { width, height } = createColours(view.pictureWidth, view.pictureHeight);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = STRIP_ROWS;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return false;
  const rowScale = picture.naturalHeight / height;
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top);
    const from = [0, top * rowScale, picture.naturalWidth, rows * rowScale];
    context.drawImage(picture, from[0], from[1], from[2], from[3], 0, 0, width, rows);
    send(surface.client, { kind: "colours", top, rgba: context.getImageData(0, 0, width, rows).data });
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (surface.view?.pictureWidth !== view.pictureWidth) return false;
  }
  return true;
}
