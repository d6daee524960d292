import assert from "node:assert/strict";
import { test } from "node:test";
import {
  durationWords,
  faceOf,
  isTerminal,
  timeWords,
  titleWords,
} from "../../../static/js/shared/job_status.js";

test("only done, failed, cancelled and expired are the end", () => {
  const ended = ["done", "failed", "cancelled", "expired"];
  const open = ["waiting", "sending", "uncertain", "queued", "running", "saving", "never heard of"];
  assert.deepEqual(ended.map(isTerminal), [true, true, true, true]);
  assert.ok(open.every((status) => !isTerminal(status)));
});

test("every state has a face, and states on their way share one", () => {
  for (const status of ["waiting", "sending", "queued", "running", "saving"])
    assert.equal(faceOf(status), "progress");
  for (const status of ["failed", "cancelled", "expired"]) assert.equal(faceOf(status), "ended");
  assert.equal(faceOf("done"), "result");
  assert.equal(faceOf("uncertain"), "uncertain");
});

test("durations are told in seconds, then minutes", () => {
  assert.deepEqual([0, 8.4, 59.4, 60, 65, 600, 754].map(durationWords), [
    "0 s",
    "8 s",
    "59 s",
    "1 min",
    "1 min 5 s",
    "10 min",
    "12 min",
  ]);
});

test("the time line says what has passed and what is left, where that is known", () => {
  assert.equal(timeWords(12, 30), "12 s so far, about 30 s left");
  assert.equal(timeWords(12, null), "12 s so far");
  assert.equal(timeWords(50, 0.4), "50 s so far, any moment now");
});

test("the tab's title begins with what changes", () => {
  const name = "a red boat";
  assert.equal(
    titleWords({ status: "running", progress: 46, queue_position: null }, name),
    "46 % · a red boat · Redraw",
  );
  assert.equal(
    titleWords({ status: "running", progress: null, queue_position: null }, name),
    "Drawing · a red boat · Redraw",
  );
  assert.equal(
    titleWords({ status: "queued", progress: null, queue_position: 2 }, name),
    "Queued, no. 2 · a red boat · Redraw",
  );
  assert.equal(
    titleWords({ status: "done", progress: 100, queue_position: null }, name),
    "Done · a red boat · Redraw",
  );
  assert.equal(
    titleWords({ status: "new word", progress: null, queue_position: null }, name),
    "Working · a red boat · Redraw",
  );
});
