import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS } from "../../../../static/js/painter/core/actions.js";
import { ariaKey, matchesKey, showKey } from "../../../../static/js/painter/core/keys.js";

/** @typedef {import("../../../../static/js/painter/core/keys.js").KeyPress} KeyPress */

/** @param {string} key @param {string} code @param {Partial<KeyPress>} [held] @returns {KeyPress} */
const press = (key, code, held = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

/** The actions a press means. @param {KeyPress} pressed */
const meant = (pressed) =>
  ACTIONS.filter(({ keys }) => keys.some((key) => matchesKey(key, pressed))).map(({ name }) => name);

const SHIFT = { shiftKey: true };
const CTRL = { ctrlKey: true };

test("letters mean their tool, with Caps Lock and in other scripts too", () => {
  assert.deepEqual(meant(press("b", "KeyB")), ["brush"]);
  assert.deepEqual(meant(press("B", "KeyB")), ["brush"]);
  assert.deepEqual(meant(press("и", "KeyB")), ["brush"]);
  // A Dvorak E lies where an English D does: the letter counts, not the place.
  assert.deepEqual(meant(press("e", "KeyD")), ["eraser"]);
});

test("letters with Shift, Alt or Ctrl are other keys", () => {
  for (const held of [SHIFT, { altKey: true }, CTRL, { metaKey: true }]) {
    assert.deepEqual(meant(press("b", "KeyB", held)), []);
  }
});

test("Ctrl or the command key with a letter is the same", () => {
  for (const held of [CTRL, { metaKey: true }]) {
    assert.deepEqual(meant(press("z", "KeyZ", held)), ["undo"]);
    assert.deepEqual(meant(press("Z", "KeyZ", { ...held, ...SHIFT })), ["redo"]);
    assert.deepEqual(meant(press("y", "KeyY", held)), ["redo"]);
    assert.deepEqual(meant(press("0", "Digit0", held)), ["fit"]);
    assert.deepEqual(meant(press("1", "Digit1", held)), ["actual"]);
    assert.deepEqual(meant(press("Enter", "Enter", held)), ["submit"]);
  }
});

test("digits set how strong the mask shows, on the row and on the pad, where the row's own signs differ too", () => {
  assert.deepEqual(meant(press("4", "Digit4")), ["opacity-4"]);
  assert.deepEqual(meant(press("4", "Numpad4")), ["opacity-4"]);
  assert.deepEqual(meant(press("'", "Digit4")), ["opacity-4"]);
  assert.deepEqual(meant(press("0", "Digit0")), ["opacity-10"]);
  assert.deepEqual(meant(press("!", "Digit1", SHIFT)), []);
});

test("signs mean the same however they are typed", () => {
  const typed = {
    "[": [press("[", "BracketLeft"), press("[", "Digit8", { altKey: true }), press("ü", "BracketLeft")],
    "]": [press("]", "BracketRight"), press("]", "Digit9", { altKey: true }), press("Dead", "BracketRight")],
    "+": [press("+", "Equal", SHIFT), press("+", "NumpadAdd"), press("+", "BracketRight")],
    "-": [press("-", "Minus"), press("-", "NumpadSubtract"), press("-", "Slash")],
    "?": [press("?", "Slash", SHIFT), press("?", "Minus", SHIFT), press("?", "Comma", SHIFT)],
  };
  const names = { "[": "smaller", "]": "larger", "+": "zoom-in", "-": "zoom-out", "?": "help" };
  for (const [sign, presses] of Object.entries(typed)) {
    for (const each of presses)
      assert.deepEqual(meant(each), [names[/** @type {"["} */ (sign)]], `${sign} at ${each.code}`);
  }
});

test("the sign that is typed counts, not the sign that lies there on another keyboard", () => {
  // German and Spanish have + where English has ], French has - where English has 6.
  assert.deepEqual(meant(press("+", "BracketRight")), ["zoom-in"]);
  assert.deepEqual(meant(press("-", "Digit6")), ["zoom-out"]);
});

test("the browser's own zoom and find stay its own", () => {
  for (const [key, code] of [
    ["+", "Equal"],
    ["-", "Minus"],
    ["f", "KeyF"],
    ["r", "KeyR"],
    ["l", "KeyL"],
    ["p", "KeyP"],
    ["t", "KeyT"],
    ["w", "KeyW"],
  ]) {
    assert.deepEqual(meant(press(key, code, CTRL)), [], `Ctrl+${key}`);
  }
});

test("no press of an English keyboard means two things", () => {
  const plain = "abcdefghijklmnopqrstuvwxyz0123456789[]\\-=;',./`";
  const shifted = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ)!@#$%^&*({}|_+:"<>?~';
  const signs = [
    "BracketLeft",
    "BracketRight",
    "Backslash",
    "Minus",
    "Equal",
    "Semicolon",
    "Quote",
    "Comma",
    "Period",
    "Slash",
    "Backquote",
  ];
  const codes = [...plain].map((sign, i) => {
    if (/[a-z]/.test(sign)) return `Key${sign.toUpperCase()}`;
    return /\d/.test(sign) ? `Digit${sign}` : signs[i - 36];
  });
  for (const [i, code] of codes.entries()) {
    for (const shiftKey of [false, true]) {
      for (const ctrlKey of [false, true]) {
        const each = press(shiftKey ? shifted[i] : plain[i], code, { shiftKey, ctrlKey });
        assert.ok(meant(each).length <= 1, `${each.key}: ${meant(each)}`);
      }
    }
  }
});

test("keys are shown as people write them", () => {
  const shown = ["Mod+Shift+Z", "Mod+0", "B", "[", "-", "+", "Delete", "Escape"].map((key) =>
    showKey(key, false),
  );
  assert.deepEqual(shown, ["Ctrl+Shift+Z", "Ctrl+0", "B", "[", "\u2212", "+", "Del", "Esc"]);
  assert.deepEqual(
    ["Mod+Shift+Z", "Mod+0", "B"].map((key) => showKey(key, true)),
    ["\u21e7\u2318Z", "\u23180", "B"],
  );
});

test("keys are named to screen readers as ARIA writes them", () => {
  const named = ["Mod+Shift+Z", "Delete", "+", "["].map((key) => ariaKey(key, false));
  assert.deepEqual(named, ["Control+Shift+Z", "Delete", "Plus", "["]);
  assert.equal(ariaKey("Mod+Y", true), "Meta+Y");
});
