import assert from "node:assert/strict";
import { test } from "node:test";

import { splitWords } from "../../../static/js/share/compare.js";

test("the slider says in words how much of which picture is shown", () => {
  assert.equal(splitWords(0), "Only the picture after");
  assert.equal(splitWords(37.5), "38 % before");
  assert.equal(splitWords(100), "Only the picture before");
});
