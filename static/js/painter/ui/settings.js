/**
 * Tool settings remembered on this device, from one picture to the next.
 *
 * @typedef {import("../core/state.js").Choices} Choices
 * @typedef {import("./surface.js").Surface} Surface
 */
import { readOwnKeys } from "../core/bindings.js";
import { createChoices, sizeFor } from "../core/state.js";
import { on } from "./events.js";

const KEY = "redraw-painter";

const isBoolean = (/** @type {unknown} */ value) => typeof value === "boolean";

/** What outlasts the page, and what it may be. @type {Partial<Record<keyof Choices, (value: any) => boolean>>} */
const REMEMBERED = {
  opacity: (value) => typeof value === "number" && value >= 0.1 && value <= 1,
  colour: (value) => ["auto", "pink", "yellow", "cyan", "blue"].includes(value),
  isHatched: isBoolean,
  marches: isBoolean,
  showsSpecks: isBoolean,
  loupe: (value) => ["touch", "always", "never"].includes(value),
  usesPressure: isBoolean,
  penKeepsFingersOff: isBoolean,
};

/** @param {Storage | null} storage @returns {Choices} */
export function loadChoices(storage) {
  const kept = read(storage);
  const known = Object.entries(REMEMBERED).filter(([name, isAllowed]) => isAllowed(kept[name]));
  const choices = Object.fromEntries(known.map(([name]) => [name, kept[name]]));
  return Object.assign(createChoices(), choices, { keys: readOwnKeys(kept.keys) });
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
      const names = /** @type {(keyof Choices)[]} */ ([...Object.keys(REMEMBERED), "keys"]);
      const values = Object.fromEntries(names.map((name) => [name, choices[name]]));
      write(storage, { ...values, share: choices.size / side });
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
