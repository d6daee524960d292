import assert from "node:assert/strict";
import { test } from "node:test";
import { actionNamed } from "../../../../static/js/painter/core/actions.js";
import { actionFor, keysOf, refusalOf } from "../../../../static/js/painter/core/bindings.js";
import { bindingOf, withKey, withoutKey } from "../../../../static/js/painter/core/rebinding.js";

/** @typedef {import("../../../../static/js/painter/core/keys.js").KeyPress} KeyPress */

/** @param {string} key @param {string} [code] @param {Partial<KeyPress>} [held] @returns {KeyPress} */
const press = (key, code = "", held = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const CTRL = { ctrlKey: true };

test("a key given to another action is taken from the one that had it, and both follow", () => {
  const pressed = press("b", "KeyB");
  const own = withKey({}, "lasso", "B", actionFor(pressed, {}));
  assert.equal(actionFor(pressed, own)?.name, "lasso");
  assert.equal(actionFor(press("l", "KeyL"), own), undefined);
  assert.deepEqual(keysOf(actionNamed("brush"), own), []);
});

test("only the key in question is taken from an action with several", () => {
  const own = withKey({}, "lasso", "Mod+Y", actionNamed("redo"));
  assert.deepEqual(keysOf(actionNamed("redo"), own), ["Mod+Shift+Z"]);
});

test("an action can be left without any key", () => {
  assert.equal(actionFor(press("Delete"), withoutKey({}, "clear")), undefined);
});

test("a press is written as the table writes it, and means the action it is given to", () => {
  const presses = {
    B: press("b", "KeyB"),
    "Shift+B": press("B", "KeyB", { shiftKey: true }),
    "Mod+Shift+Z": press("Z", "KeyZ", { ...CTRL, shiftKey: true }),
    "Mod+K": press("k", "KeyK", { metaKey: true }),
    "[": press("[", "Digit8", { altKey: true }),
    "?": press("?", "Slash", { shiftKey: true }),
    F2: press("F2", "F2"),
    Home: press("Home", "Home"),
    7: press("7", "Digit7"),
  };
  for (const [binding, pressed] of Object.entries(presses)) {
    assert.equal(bindingOf(pressed), binding);
    assert.equal(refusalOf(binding), "");
    assert.equal(
      actionFor(pressed, withKey({}, "lasso", binding, actionFor(pressed, {})))?.name,
      "lasso",
      binding,
    );
  }
  assert.equal(bindingOf(press("и", "KeyB")), "B");
});

test("Shift alone is no key yet, and Alt with a letter is none", () => {
  assert.equal(bindingOf(press("Shift", "ShiftLeft", { shiftKey: true })), null);
  assert.equal(bindingOf(press("b", "KeyB", { altKey: true })), null);
});
