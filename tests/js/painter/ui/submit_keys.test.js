import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { keyFor, markDone, wasTried } from "../../../../static/js/painter/ui/submit_keys.js";

/** As a page has them that was just opened. @param {string} url @param {string} first */
const createKeys = (url, first) => ({ url, next: first });

/** @type {Map<string, string>} */
const stored = new Map();
const storage = {
  getItem: (/** @type {string} */ name) => stored.get(name) ?? null,
  setItem: (/** @type {string} */ name, /** @type {string} */ value) => stored.set(name, value),
};

beforeEach(() => {
  stored.clear();
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
});

test("the first content takes the key that came with the page", () => {
  assert.equal(keyFor(createKeys("/jobs", "first"), "a", false), "first");
});

test("the same content has the same key in every tab, before and after it became a job", () => {
  const [tab, other] = [createKeys("/jobs", "one"), createKeys("/jobs", "two")];
  assert.equal(keyFor(tab, "a", false), "one");
  assert.equal(keyFor(other, "a", false), "one");
  markDone(tab, "a");
  assert.equal(keyFor(other, "a", false), "one");
});

test("other content and other pictures have keys of their own", () => {
  const keys = createKeys("/jobs", "one");
  const all = [
    keyFor(keys, "a", false),
    keyFor(keys, "b", false),
    keyFor(createKeys("/other", "x"), "a", false),
  ];
  assert.equal(new Set(all).size, 3);
  assert.equal(keyFor(keys, "a", false), "one");
});

test("who was told of the job and wants another one gets a new key, once", () => {
  const keys = createKeys("/jobs", "one");
  keyFor(keys, "a", false);
  markDone(keys, "a");
  const again = keyFor(keys, "a", true);
  assert.notEqual(again, "one");
  assert.equal(keyFor(keys, "a", true), again, "its answer was lost: a retry is no third job");
});

test("a page that comes back with the key it had gives other content another one", () => {
  assert.equal(keyFor(createKeys("/jobs", "one"), "a", false), "one");
  assert.notEqual(keyFor(createKeys("/jobs", "one"), "b", false), "one");
});

test("a browser that stores nothing, or nonsense, still gives keys", () => {
  stored.set("redraw-keys", '{"not": "a list"');
  assert.equal(keyFor(createKeys("/jobs", "one"), "a", false), "one");
  const forbid = () => {
    throw new Error("forbidden");
  };
  Object.defineProperty(globalThis, "localStorage", { get: forbid, configurable: true });
  assert.match(keyFor({ ...createKeys("/jobs", "two") }, "a", false), /^two$/);
});

test("it is known whether anything was sent from a picture", () => {
  const keys = createKeys("/jobs", "one");
  assert.equal(wasTried(keys), false);
  keyFor(keys, "a", false);
  assert.equal(wasTried(keys), true);
  assert.equal(wasTried(createKeys("/jobs/other", "one")), false);
});

test("no more than a hundred keys are kept", () => {
  const keys = createKeys("/jobs", "one");
  for (let number = 0; number < 120; number++) keyFor(keys, `${number}`, false);
  assert.equal(JSON.parse(stored.get("redraw-keys") ?? "[]").length, 100);
});
