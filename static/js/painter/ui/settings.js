/**
 * Tool settings remembered from one picture to the next.
 *
 * @typedef {import("../core/state.js").Choices} Choices
 * @typedef {import("./surface.js").Surface} Surface
 */
import { createChoices, sizeFor } from "../core/state.js";
import { on } from "./events.js";

const KEY = "redraw-painter";

/** @param {Storage | null} storage @returns {Choices} */
export function loadChoices(storage) {
  const choices = createChoices();
  const { opacity, usesPressure } = read(storage);
  if (typeof opacity === "number" && opacity >= 0.1 && opacity <= 1) choices.opacity = opacity;
  if (typeof usesPressure === "boolean") choices.usesPressure = usesPressure;
  return choices;
}

/**
 * The remembered brush for a picture: the size is kept as a share of the picture, so that it looks the same
 * on each.
 *
 * @param {Storage | null} storage @param {number} width px @param {number} height px
 */
export function rememberedSize(storage, width, height) {
  const { share } = read(storage);
  return sizeFor(width, height, typeof share === "number" && share > 0 && share <= 1 ? share : undefined);
}

/**
 * Remembers what is chosen, and brings it back when a picture is opened.
 *
 * @param {Surface} surface
 * @param {Storage | null} storage
 * @returns {() => void} stops
 */
export function connectSettings(surface, storage) {
  const { choices, events } = surface;
  const stops = [
    on(events, "settings", () => {
      if (!surface.view) return;
      const side = Math.min(surface.view.pictureWidth, surface.view.pictureHeight);
      write(storage, {
        opacity: choices.opacity,
        usesPressure: choices.usesPressure,
        share: choices.size / side,
      });
    }),
    on(events, "picture", ({ width, height }) => {
      choices.size = rememberedSize(storage, width, height);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** @param {Storage | null} storage @returns {Record<string, unknown>} */
function read(storage) {
  try {
    return JSON.parse(storage?.getItem(KEY) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** @param {Storage | null} storage @param {Record<string, unknown>} values */
function write(storage, values) {
  try {
    storage?.setItem(KEY, JSON.stringify(values));
  } catch {
    // Full or forbidden: the settings last as long as the page.
  }
}
