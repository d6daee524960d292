/**
 * Key bindings as text, such as "Mod+Shift+Z" or "[": read, matched, shown.
 *
 * Mod is Ctrl, or the command key of a Mac. A single letter is met by its key wherever the layout has it; a
 * sign such as "?" or "[" is met however it is typed, since some layouts need Shift or AltGr for it.
 *
 * @typedef {object} KeyPress the fields of a KeyboardEvent that count
 * @property {string} key
 * @property {string} code
 * @property {boolean} ctrlKey
 * @property {boolean} metaKey
 * @property {boolean} shiftKey
 * @property {boolean} altKey
 */

/** Physical keys for those whose layout has no such sign. @type {Record<string, string>} */
const CODES = {
  "[": "BracketLeft",
  "]": "BracketRight",
  "\\": "Backslash",
  "+": "NumpadAdd",
  "-": "NumpadSubtract",
};

const SHOWN = /** @type {Record<string, string>} */ ({
  Delete: "Del",
  Escape: "Esc",
  Enter: "Enter",
  " ": "Space",
  "-": "\u2212",
});

/** @param {string} binding @param {KeyPress} press */
export function matchesKey(binding, press) {
  const { key, mod, shift } = parse(binding);
  if (mod !== (press.ctrlKey || press.metaKey)) return false;
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  // A sign with a key here counts as itself, also where an English keyboard has another one: + lies at ] on many.
  const isItself = Object.hasOwn(CODES, press.key);
  if (isSign) return press.key === key || (!isItself && CODES[key] === press.code);
  if (press.altKey || press.shiftKey !== shift) return false;
  if (press.key.toUpperCase() === key.toUpperCase()) return true;
  // Layouts of other scripts, and Shift+digit, where the key's own sign is not the one bound.
  return /^[A-Z]$/.test(key)
    ? press.code === `Key${key}` && press.key.charCodeAt(0) > 127
    : !isItself && press.code === `Digit${key}`;
}

/** @param {string} binding @param {boolean} isMac @returns {string} as people write it */
export function showKey(binding, isMac) {
  const { key, mod, shift } = parse(binding);
  const shown = SHOWN[key] ?? key;
  if (isMac) return `${shift ? "\u21e7" : ""}${mod ? "\u2318" : ""}${shown}`;
  return `${mod ? "Ctrl+" : ""}${shift ? "Shift+" : ""}${shown}`;
}

/** @param {string} binding @param {boolean} isMac @returns {string} a value of aria-keyshortcuts */
export function ariaKey(binding, isMac) {
  const { key, mod, shift } = parse(binding);
  return `${mod ? (isMac ? "Meta+" : "Control+") : ""}${shift ? "Shift+" : ""}${key === "+" ? "Plus" : key}`;
}

/** @param {string} binding @returns {{key: string, mod: boolean, shift: boolean}} */
function parse(binding) {
  const parts = binding === "+" ? ["+"] : binding.split("+");
  return { key: parts[parts.length - 1], mod: parts.includes("Mod"), shift: parts.includes("Shift") };
}
