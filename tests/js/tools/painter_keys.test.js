import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ACTIONS } from "../../../static/js/painter/core/actions.js";
import { PAGE, withKeys } from "../../../tools/painter_keys.js";

test("the documentation's keys are those of the table of actions", () => {
  const page = readFileSync(PAGE, "utf8");
  assert.equal(page, withKeys(page), "run `node tools/painter_keys.js`");
  assert.ok(ACTIONS.every(({ label }) => page.includes(`| ${label} |`)));
});
