import assert from "node:assert/strict";
import { test } from "node:test";
import { choiceLabel, nextChoice, parseChoice } from "../../../static/js/shared/theme_choice.js";

test("the switch goes round: system, light, dark, system", () => {
  assert.equal(nextChoice("system"), "light");
  assert.equal(nextChoice("light"), "dark");
  assert.equal(nextChoice("dark"), "system");
});

test("an unknown stored value is the system's theme", () => {
  for (const stored of [null, undefined, "", "sepia"]) assert.equal(parseChoice(stored), "system");
  assert.equal(parseChoice("dark"), "dark");
});

test("the switch names what holds now", () => {
  assert.equal(choiceLabel("system"), "Theme: as the system");
  assert.equal(choiceLabel("dark"), "Theme: dark");
});
