import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDelayMs } from "../../../static/js/shared/poll_schedule.js";

const usual = { pollAfterS: 2, unchanged: 0, failures: 0, hidden: false, chance: 0.5 };

test("news are followed at the pace the server asks for", () => {
  assert.equal(nextDelayMs(usual), 2000);
});

test("answers without news stretch the pace, at most to twice", () => {
  assert.equal(nextDelayMs({ ...usual, unchanged: 5 }), 3000);
  assert.equal(nextDelayMs({ ...usual, unchanged: 500 }), 4000);
});

test("each failure doubles the wait, at most to fifteen seconds", () => {
  const waits = [1, 2, 3, 4, 9].map((failures) => nextDelayMs({ ...usual, failures }));
  assert.deepEqual(waits, [2000, 4000, 8000, 15000, 15000]);
});

test("failures never hurry: a pace below a second still waits a second", () => {
  assert.equal(nextDelayMs({ ...usual, pollAfterS: 0.2, failures: 1 }), 1000);
});

test("a hidden page asks twice a minute", () => {
  assert.equal(nextDelayMs({ ...usual, hidden: true }), 30000);
});

test("a pace of zero or none at all does not spin", () => {
  assert.equal(nextDelayMs({ ...usual, pollAfterS: 0 }), 200);
  assert.equal(nextDelayMs({ ...usual, pollAfterS: Number.NaN }), 3000);
});

test("chance moves a wait by up to a tenth to either side", () => {
  assert.equal(nextDelayMs({ ...usual, chance: 0 }), 1800);
  assert.equal(nextDelayMs({ ...usual, chance: 1 }), 2200);
});
