/**
 * Tools whose pixels the engine finds: it is given the picture's colours once, then a choice at a time, and
 * shows what it found until the hand chooses otherwise.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("./engine_client.js").EngineClient} EngineClient
 * @typedef {import("../core/tools/index.js").AskingGesture} AskingGesture
 */
import { isAsking } from "../core/tools/index.js";
import { createColours } from "../core/wand.js";
import { make } from "./dom.js";
import { ask, notMade, send } from "./engine_client.js";
import { emit } from "./events.js";

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

/** By the worker; where it cannot, by the page. @param {Surface} surface @returns {Promise<boolean>} */
async function readColours(surface) {
  const { view, client, source, stage } = surface;
  if (!view) return false;
  const { width, height } = createColours(view.pictureWidth, view.pictureHeight);
  try {
    const blob = source instanceof Blob ? source : await (await fetch(stage.picture.src)).blob();
    await askColours(client, blob, { width, height });
    return true;
  } catch {
    return readHere(surface, { width, height });
  }
}

/**
 * With room for a frame after each strip.
 *
 * @param {Surface} surface
 * @param {{width: number, height: number}} wanted px
 * @returns {Promise<boolean>} false where the picture was not loaded, or is another one now
 */
async function readHere({ client, stage: { picture } }, wanted) {
  const { readStrips } = await import("./colours.js");
  const { src } = picture;
  await picture.decode().catch(() => {});
  const natural = { width: picture.naturalWidth, height: picture.naturalHeight };
  if (!natural.width) return false;
  const createCanvas = (/** @type {number} */ width, /** @type {number} */ height) =>
    Object.assign(document.createElement("canvas"), { width, height });
  await readStrips(picture, natural, wanted, createCanvas, (strip) => {
    if (picture.src === src) send(client, strip);
    return new Promise((resolve) => setTimeout(resolve, 0));
  });
  return picture.src === src;
}

/**
 * Tries what a tool has chosen.
 *
 * @param {EngineClient} client
 * @param {import("../core/host.js").Choice} choice
 * @returns {Promise<import("../core/host.js").OpReply>} when it is shown
 */
export function askTrial(client, choice) {
  return ask(client, (id) => ({ kind: "try", id, choice }));
}

/**
 * Has the worker read the picture's colours.
 *
 * @param {EngineClient} client
 * @param {Blob} blob
 * @param {{width: number, height: number}} size px wanted
 * @returns {Promise<void>} rejects where there is no worker, or it cannot
 */
function askColours(client, blob, { width, height }) {
  if (!client.worker) return Promise.reject(notMade());
  return ask(client, (id) => ({ kind: "picture", id, blob, width, height }));
}

/**
 * Another round of cutting the picture into superpixels.
 *
 * @param {EngineClient} client
 * @returns {Promise<import("../core/host.js").ProgressReply>}
 */
function askSuperpixels(client) {
  return ask(client, (id) => ({ kind: "superpixels", id }));
}
