import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS } from "../../../../static/js/painter/core/actions.js";
import { actionFor, keysOf, readOwnKeys, refusalOf } from "../../../../static/js/painter/core/bindings.js";

test("without own keys each action has the table's", () => {
  for (const action of ACTIONS) assert.equal(keysOf(action, {}), action.keys);
});

test("keys that move and leave, and keys of the browser, are refused with a reason", () => {
  for (const key of [" ", "Tab", "Escape", "Enter", "Backspace", "ArrowLeft", "Shift+ArrowUp"])
    assert.match(refusalOf(key), /cannot be changed/, key);
  for (const key of ["Mod+W", "Mod+C", "Mod+Shift+T"]) assert.match(refusalOf(key), /browser/, key);
  assert.equal(refusalOf("Mod+Enter"), "");
});

test("Escape always drops the stroke in progress", () => {
  const held = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  const escape = { key: "Escape", code: "Escape", ...held };
  assert.equal(actionFor(escape, { cancel: ["Q"] })?.name, "cancel");
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
