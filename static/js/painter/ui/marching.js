/**
 * The mask's edge as stripes that walk along it, so that it is seen on any picture. They stand still where
 * less motion is wished, and are away while the hand paints.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/host.js").PixelsReply} PixelsReply
 */
import { keepEdge } from "../core/render.js";
import { refresh } from "./drawing.js";
import { make } from "./dom.js";
import { on } from "./events.js";

const STEP_MS = 120;
/** Length of a stripe, device px at a pixel ratio of 1. */
const STRIPE = 4;

/** @param {Surface} surface @returns {() => void} takes it away */
export function connectMarching(surface) {
  const { choices, events, stage } = surface;
  const canvas = make("canvas", { class: "painter-march", "aria-hidden": "true", width: 1, height: 1 });
  const context = canvas.getContext("2d");
  if (!context) return () => {};
  stage.mask.after(canvas);
  const wishesCalm = matchMedia("(prefers-reduced-motion: reduce)");
  const stripes = createStripes(Math.max(1, Math.round(devicePixelRatio)) * STRIPE);
  const pattern = /** @type {CanvasPattern} */ (context.createPattern(stripes, "repeat"));
  let phase = 0;

  const draw = () => {
    pattern.setTransform(new DOMMatrix([1, 0, 0, 1, phase, 0]));
    context.globalCompositeOperation = "source-atop";
    context.fillStyle = pattern;
    context.fillRect(0, 0, canvas.width, canvas.height);
  };
  const place = () => {
    canvas.style.transform = stage.mask.style.transform;
  };
  /** @param {PixelsReply} reply */
  const take = ({ frame, isWhole, box, pixels }) => {
    if (!choices.marches) return;
    if (isWhole || canvas.width !== frame.width) {
      canvas.width = frame.width;
      canvas.height = frame.height;
      place();
    }
    const edge = new Uint8ClampedArray(pixels);
    keepEdge(edge, parseInt(surface.layer.colour.slice(1), 16));
    context.putImageData(new ImageData(edge, box.x1 - box.x0, box.y1 - box.y0), box.x0, box.y0);
    draw();
  };
  const follow = () => {
    const isHidden = !choices.marches || !choices.isMaskShown || surface.gesture !== null;
    if (canvas.hidden && !isHidden) refresh(surface);
    canvas.hidden = isHidden;
  };
  const timer = setInterval(() => {
    if (canvas.hidden || document.hidden || wishesCalm.matches) return;
    phase = (phase + 1) % stripes.width;
    draw();
  }, STEP_MS);
  const stops = [
    on(events, "pixels", take),
    on(events, "view", place),
    on(events, "settings", follow),
    on(events, "gesture", follow),
  ];
  follow();
  refresh(surface);
  return () => {
    clearInterval(timer);
    stops.forEach((stop) => stop());
    canvas.remove();
  };
}

/** Dark and light diagonals. @param {number} stripe px @returns {HTMLCanvasElement} one period of them */
function createStripes(stripe) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 2 * stripe;
  const context = tile.getContext("2d");
  if (!context) return tile;
  for (let y = 0; y < tile.height; y++) {
    for (let x = 0; x < tile.width; x++) {
      context.fillStyle = (x + y) % (2 * stripe) < stripe ? "#fff" : "#101018";
      context.fillRect(x, y, 1, 1);
    }
  }
  return tile;
}
