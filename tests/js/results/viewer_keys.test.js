import assert from "node:assert/strict";
import { test } from "node:test";
import { actOfKey, compareWords, stepVariation } from "../../../static/js/results/viewer_keys.js";

/** @param {string} name */
const key = (name) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false });

test("1 to 4 show that variation, 0 fits, other digits do nothing", () => {
  assert.deepEqual(actOfKey(key("3"), false), { act: "show", variation: 3 });
  assert.deepEqual(actOfKey(key("0"), false), { act: "fit" });
  assert.equal(actOfKey(key("5"), false), null);
});

test("O holds the original", () => {
  assert.deepEqual(actOfKey(key("o"), false), { act: "hold" });
  assert.deepEqual(actOfKey(key("O"), false), { act: "hold" });
});

test("arrows step through the variations, unless the slider needs them", () => {
  assert.deepEqual(actOfKey(key("ArrowRight"), false), { act: "step", by: 1 });
  assert.equal(actOfKey(key("ArrowRight"), true), null);
});

test("the browser's own shortcuts stay its own", () => {
  assert.equal(actOfKey({ ...key("0"), ctrlKey: true }, false), null);
  assert.equal(actOfKey({ ...key("1"), altKey: true }, false), null);
});

test("stepping goes round", () => {
  assert.deepEqual([stepVariation(4, 1), stepVariation(1, -1), stepVariation(2, 1)], [1, 4, 3]);
});

test("the slider says what is seen", () => {
  assert.equal(compareWords(0), "Only the new picture");
  assert.equal(compareWords(100), "Only the original");
  assert.equal(compareWords(40), "Original on the left 40 %");
});
