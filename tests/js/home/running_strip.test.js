import assert from "node:assert/strict";
import { test } from "node:test";
import { stageOf, wordsOf } from "../../../static/js/home/running_strip.js";

const job = { id: "1", url: "/jobs/1", status: "running", stage: "Being drawn", name: "a boat" };

test("a team is told whose job it is, one person alone only what it is", () => {
  assert.equal(wordsOf({ ...job, progress: null, person: "Ben" }), "Ben: a boat");
  assert.equal(wordsOf({ ...job, progress: null, person: null }), "a boat");
});

test("progress is told where there is any, from the very first percent", () => {
  assert.equal(stageOf({ ...job, progress: null, person: null }), "Being drawn");
  assert.equal(stageOf({ ...job, progress: 0, person: null }), "Being drawn, 0 %");
});
