import assert from "node:assert/strict";
import { test } from "node:test";
import { actionNamed, ACTIONS } from "../../../../static/js/painter/core/actions.js";
import {
  actionFor,
  bindingOf,
  keysOf,
  readOwnKeys,
  refusalOf,
  withKey,
  withoutKey,
} from "../../../../static/js/painter/core/bindings.js";

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

test("without own keys each action has the table's", () => {
  for (const action of ACTIONS) assert.equal(keysOf(action, {}), action.keys);
});

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

test("keys that move and leave, and keys of the browser, are refused with a reason", () => {
  for (const key of [" ", "Tab", "Escape", "Enter", "Backspace", "ArrowLeft", "Shift+ArrowUp"])
    assert.match(refusalOf(key), /cannot be changed/, key);
  for (const key of ["Mod+W", "Mod+C", "Mod+Shift+T"]) assert.match(refusalOf(key), /browser/, key);
  assert.equal(refusalOf("Mod+Enter"), "");
});

test("Escape always drops the stroke in progress", () => {
  assert.equal(actionFor(press("Escape"), { cancel: ["Q"] })?.name, "cancel");
});

test("what is read back from a browser is what makes sense of it", () => {
  assert.deepEqual(readOwnKeys({ brush: ["Q"], clear: [] }), { brush: ["Q"], clear: [] });
  const odd = {
    brush: "Q",
    lasso: [1],
    fill: ["Tab"],
    nothing: ["Q"],
    cancel: ["Q"],
    eraser: Array(9).fill("Q"),
  };
  assert.deepEqual(readOwnKeys(odd), {});
  for (const data of [null, 7, "x", []]) assert.deepEqual(readOwnKeys(data), {});
});
