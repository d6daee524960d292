/**
 * Which key means which action: the table's own keys, or those a person has put in their place.
 *
 * @typedef {import("./actions.js").Action} Action
 * @typedef {import("./keys.js").KeyPress} KeyPress
 * @typedef {Readonly<Record<string, readonly string[]>>} OwnKeys by an action's name: the keys that replace
 *   its own; an empty list leaves it without
 */
import { ACTIONS } from "./actions.js";
import { matchesKey } from "./keys.js";

const MOST_KEYS = 4;
const BINDING = /^(Mod\+)?(Shift\+)?(\S|[A-Z][A-Za-z]{1,15}|F\d{1,2})$/u;
/** What these do is not a matter of taste: they move, press and leave. */
const FIXED = new Set(["Escape", "Enter", "Backspace", "Tab", " "]);
/** No page hears of these, or people would miss them: closing, opening, copying. */
const OF_THE_BROWSER = new Set(["W", "T", "N", "Q", "C", "V", "X"]);

/** @param {Action} action @param {OwnKeys} own @returns {readonly string[]} */
export function keysOf(action, own) {
  return action.isFixed ? action.keys : (own[action.name] ?? action.keys);
}

/** @param {KeyPress} press @param {OwnKeys} own @returns {Action | undefined} what the press means */
export function actionFor(press, own) {
  return ACTIONS.find((action) => keysOf(action, own).some((key) => matchesKey(key, press)));
}

/** @param {string} binding @returns {string} why nobody can have this key, or "" */
export function refusalOf(binding) {
  const key = binding.replace(/^(Mod\+)?(Shift\+)?(?=.)/, "");
  if (key.startsWith("Arrow") || (FIXED.has(key) && !binding.startsWith("Mod+")))
    return "This key moves, presses or leaves things and cannot be changed.";
  if (binding.startsWith("Mod+") && OF_THE_BROWSER.has(key)) return "The browser keeps this key for itself.";
  return BINDING.test(binding) ? "" : "This key cannot be used.";
}

/** What a browser remembered, as far as it makes sense. @param {unknown} data @returns {OwnKeys} */
export function readOwnKeys(data) {
  /** @type {Record<string, string[]>} */
  const own = {};
  if (typeof data !== "object" || data === null) return own;
  for (const { name, isFixed } of ACTIONS) {
    const keys = /** @type {Record<string, unknown>} */ (data)[name];
    if (isFixed || !Array.isArray(keys) || keys.length > MOST_KEYS) continue;
    if (keys.every((key) => typeof key === "string" && refusalOf(key) === "")) own[name] = keys;
  }
  return own;
}
