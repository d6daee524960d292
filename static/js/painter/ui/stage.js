/**
 * The layers one paints on: the picture, the mask over it, shapes in progress, and the brush's ring.
 *
 * @typedef {object} Stage
 * @property {HTMLElement} surface takes the pointer
 * @property {HTMLImageElement} picture
 * @property {HTMLCanvasElement} mask
 * @property {HTMLCanvasElement} shapes
 * @property {HTMLElement} ring
 * @property {HTMLElement} layers everything that lies on the picture: rings, the grid's cell, the loupe
 * @property {HTMLElement} message said in place of a picture that is not there
 * @property {HTMLElement} status spoken by screen readers
 *
 * @typedef {import("../core/viewport.js").Viewport} Viewport
 */
import { make } from "./dom.js";

/** Smaller rings are hard to see: a cross marks the middle instead, CSS px. */
const LEAST_RING = 6;
/** From here on pixels are shown as squares, device px to a picture px. */
const SQUARES_FROM = 3;

/** @param {HTMLElement} root @returns {Stage} */
export function createStage(root) {
  const picture = make("img", {
    "data-testid": "picture",
    class: "painter-picture",
    alt: "",
    crossorigin: "anonymous", // wherever the site keeps pictures: from here, so that pixels may be read
    draggable: "false",
    hidden: true,
  });
  const mask = make("canvas", { class: "painter-mask", "aria-hidden": "true", width: 1, height: 1 });
  const shapes = make("canvas", { class: "painter-shapes", "aria-hidden": "true", hidden: true });
  const layers = make("div", { class: "painter-layers", "aria-hidden": "true" });
  const ring = make("div", { class: "painter-ring", "aria-hidden": "true" });
  ring.style.visibility = "hidden";
  const message = make("p", { class: "painter-message", hidden: true });
  const surface = make(
    "div",
    {
      class: "painter-surface",
      "data-testid": "surface",
      tabindex: "0",
      role: "application",
      "aria-label": "Painting surface",
    },
    picture,
    mask,
    shapes,
    layers,
    ring,
    message,
  );
  const status = make("p", { class: "visually-hidden", role: "status" });
  root.append(surface, status);
  return { surface, picture, mask, shapes, layers, ring, message, status };
}

/** @param {Stage} stage @param {Viewport} view */
export function placePicture({ picture }, view) {
  picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  picture.classList.toggle("is-squares", view.scale * view.dpr >= SQUARES_FROM);
}

/** @param {Stage} stage @param {number} diameter CSS px */
export function sizeRing({ ring }, diameter) {
  const isCross = diameter < LEAST_RING;
  ring.classList.toggle("is-cross", isCross);
  const side = isCross ? 15 : diameter;
  ring.style.width = ring.style.height = `${side}px`;
  ring.style.margin = `${-side / 2}px`;
}

/** @param {Stage} stage @param {{x: number, y: number} | null} at CSS px, null hides it */
export function moveRing({ ring }, at) {
  // Not `hidden`: the page would be laid out anew at both ends of each stroke.
  ring.style.visibility = at ? "" : "hidden";
  if (at) ring.style.transform = `translate(${at.x}px, ${at.y}px)`;
}

/**
 * Shows a sentence where the picture should be.
 *
 * @param {Stage} stage
 * @param {string} text empty takes it away
 */
export function showMessage({ message }, text) {
  message.textContent = text;
  message.hidden = !text;
}
