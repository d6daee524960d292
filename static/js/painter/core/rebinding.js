/**
 * Another key for an action.
 *
 * @typedef {import("./actions.js").Action} Action
 * @typedef {import("./bindings.js").OwnKeys} OwnKeys
 * @typedef {import("./keys.js").KeyPress} KeyPress
 */
import { keysOf } from "./bindings.js";

/** @param {KeyPress} press @returns {string | null} as keys.js writes it; null while only Shift or the like is held */
export function bindingOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }) {
  if (["Shift", "Control", "Alt", "AltGraph", "Meta", "Dead", "CapsLock"].includes(key)) return null;
  const mod = ctrlKey || metaKey ? "Mod+" : "";
  // A letter of another script is known by where it lies.
  const letter = key.length === 1 && key.charCodeAt(0) > 127 ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  const name = letter ?? (key.length === 1 ? key.toUpperCase() : key);
  const isSign = name.length === 1 && !/[A-Z0-9]/.test(name);
  if (altKey && !isSign) return null;
  return `${mod}${shiftKey && !isSign ? "Shift+" : ""}${name}`;
}

/**
 * Gives an action one key and takes the key from whoever had it.
 *
 * @param {OwnKeys} own
 * @param {string} name of the action
 * @param {string} binding
 * @param {Action} [before] that the key meant so far
 * @returns {OwnKeys}
 */
export function withKey(own, name, binding, before) {
  const next = { ...own, [name]: [binding] };
  if (before && before.name !== name)
    next[before.name] = keysOf(before, own).filter((key) => !isSameKey(key, binding));
  return next;
}

/** @param {string} key @param {string} binding @returns {boolean} also where + stands for = and the like */
function isSameKey(key, binding) {
  return key.toUpperCase() === binding.toUpperCase();
}

/** @param {OwnKeys} own @param {string} name @returns {OwnKeys} the action without any key */
export function withoutKey(own, name) {
  return { ...own, [name]: [] };
}
