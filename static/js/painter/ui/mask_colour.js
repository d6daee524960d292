/**
 * The colour the mask is shown in: the one chosen, or the one that shows best on what lies under it.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/contrast.js").ColourName} ColourName
 */
import { bestColour, PALETTE } from "../core/contrast.js";
import { refresh, redrawShapes } from "./drawing.js";
import { on } from "./events.js";

/** The picture is looked at this small, px of its longer side. */
const SIDE = 32;

/** @typedef {{width: number, height: number, rgba: Uint8ClampedArray}} Sample */

/** @param {Surface} surface @returns {() => void} stops */
export function connectMaskColour(surface) {
  const { choices, events, stage } = surface;
  let sample = /** @type {Sample | null} */ (null);
  let weights = new Uint8Array(0);
  let present = /** @type {ColourName} */ ("pink");

  const choose = () => {
    if (surface.gesture) return;
    const isAuto = choices.colour === "auto";
    const next = !isAuto
      ? /** @type {ColourName} */ (choices.colour)
      : sample
        ? bestColour({ rgba: sample.rgba, weights }, choices.opacity, present)
        : present;
    const value = PALETTE[next];
    const colour = `#${value.toString(16).padStart(6, "0")}`;
    present = next;
    stage.surface.dataset.colour = next;
    if (surface.layer.colour === colour) return;
    surface.layer.colour = colour;
    refresh(surface);
    redrawShapes(surface);
  };
  const look = async () => {
    const { source } = surface;
    const next = source ? await readSample(source).catch(() => null) : null;
    if (source !== surface.source) return;
    sample = next;
    weights = new Uint8Array(next ? next.width * next.height : 0);
    choose();
  };
  const stops = [
    on(events, "picture", () => void look()),
    on(events, "settings", choose),
    on(events, "seen", ({ preview }) => {
      if (sample) weights = shrunk(preview, sample);
      choose();
    }),
  ];
  void look();
  return () => stops.forEach((stop) => stop());
}

/** @param {string | Blob} source @returns {Promise<Sample>} */
async function readSample(source) {
  const blob = typeof source === "string" ? await (await fetch(source)).blob() : source;
  const whole = await createImageBitmap(blob);
  const scale = SIDE / Math.max(whole.width, whole.height);
  const [width, height] = [whole.width, whole.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(whole, 0, 0, width, height);
  whole.close();
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}

/**
 * @param {{width: number, height: number, grey: Uint8Array}} mask
 * @param {{width: number, height: number}} size
 * @returns {Uint8Array<ArrayBuffer>} the mask at another size, nearest
 */
function shrunk(mask, { width, height }) {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor(((x + 0.5) * mask.width) / width);
      const row = Math.floor(((y + 0.5) * mask.height) / height);
      out[y * width + x] = mask.grey[row * mask.width + column];
    }
  }
  return out;
}
