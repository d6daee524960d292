/**
 * The picture under the mask.
 *
 * @typedef {import("./surface.js").Surface} Surface
 */
import { emit } from "./events.js";
import { showMessage } from "./stage.js";

/**
 * Shows a picture and opens an empty painting of its size: at once where the size is known, else when it has
 * come.
 *
 * @param {Surface} surface
 * @param {string | Blob} source
 * @param {{width?: number, height?: number, alt?: string, thumbnail?: string}} known
 * @param {(width: number, height: number) => void} open
 * @returns {Promise<{width: number, height: number}>}
 * @throws {Error} with a sentence, where it cannot be shown
 */
export async function loadPicture(surface, source, { width, height, alt = "", thumbnail }, open) {
  const { stage, events } = surface;
  const { picture } = stage;
  const isKnown = width !== undefined && height !== undefined;
  const url = typeof source === "string" ? source : URL.createObjectURL(source);
  /** @param {number} w @param {number} h */
  const begin = (w, h) => {
    picture.style.width = `${w}px`;
    picture.style.height = `${h}px`;
    picture.hidden = false;
    emit(events, "picture", { width: w, height: h });
    open(w, h);
  };
  surface.source = thumbnail ?? source;
  picture.alt = alt;
  picture.hidden = true;
  showMessage(stage, "");
  if (isKnown) begin(width, height);
  try {
    await load(picture, url);
  } catch {
    const text = "The picture could not be loaded. Your painting is kept; reload the page to try again.";
    showMessage(stage, isKnown ? text : "");
    throw new Error(isKnown ? text : "This file is not a picture that the browser can show.");
  } finally {
    if (typeof source !== "string") URL.revokeObjectURL(url);
  }
  const { naturalWidth, naturalHeight } = picture;
  if (!isKnown) begin(naturalWidth, naturalHeight);
  emit(events, "arrived");
  return { width: width ?? naturalWidth, height: height ?? naturalHeight };
}

/** @param {HTMLImageElement} picture @param {string} url @returns {Promise<void>} */
function load(picture, url) {
  return new Promise((resolve, reject) => {
    picture.onload = () => resolve();
    picture.onerror = () => reject(new Error("not shown"));
    picture.src = url;
  });
}
