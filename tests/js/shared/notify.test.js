import assert from "node:assert/strict";
import { test } from "node:test";
import { titled } from "../../../static/js/shared/badge.js";
import { stateOf, wordsFor } from "../../../static/js/shared/notify.js";
import { unwatch, watch, watched } from "../../../static/js/shared/watch_list.js";

/** @returns {Storage} */
function memory() {
  /** @type {Map<string, string>} */
  const held = new Map();
  return /** @type {Storage} */ (
    /** @type {unknown} */ ({
      getItem: (/** @type {string} */ name) => held.get(name) ?? null,
      setItem: (/** @type {string} */ name, /** @type {string} */ value) => held.set(name, value),
    })
  );
}

const job = (/** @type {number} */ n, since = Date.now()) => ({
  status_url: `/jobs/${n}/status`,
  url: `/jobs/${n}`,
  name: `no. ${n}`,
  since,
});

test("a job is watched once, until it is taken off the list, which one tab alone does", () => {
  const store = memory();
  watch(store, job(1));
  watch(store, job(2));
  watch(store, job(1));
  assert.deepEqual(
    watched(store).map(({ url }) => url),
    ["/jobs/1", "/jobs/2"],
  );
  assert.equal(unwatch(store, "/jobs/1/status"), true);
  assert.equal(unwatch(store, "/jobs/1/status"), false);
  assert.deepEqual(
    watched(store).map(({ url }) => url),
    ["/jobs/2"],
  );
});

test("nothing is watched for more than a day, nor more than fifty, nor where the store holds nonsense", () => {
  const store = memory();
  watch(store, job(0, Date.now() - 25 * 3600 * 1000));
  assert.deepEqual(watched(store), []);
  for (let n = 0; n < 60; n++) watch(store, job(n));
  assert.equal(watched(store).length, 50);
  store.setItem("redraw-watched", "{");
  assert.deepEqual(watched(store), []);
  assert.deepEqual(watched(null), []);
});

test("the count stands in front of the title, once", () => {
  assert.equal(titled(1, "Pictures · Redraw"), "(1) Pictures · Redraw");
  assert.equal(titled(2, "(1) Pictures · Redraw"), "(2) Pictures · Redraw");
  assert.equal(titled(0, "(2) Pictures · Redraw"), "Pictures · Redraw");
  assert.equal(titled(0, "(a) boat"), "(a) boat");
});

test("notifications are on only where the browser allows them and the person asked for them here", () => {
  const allowed = { isSecure: true, permission: "granted", wish: "on" };
  assert.equal(stateOf(allowed), "on");
  assert.equal(stateOf({ ...allowed, wish: null }), "off");
  assert.equal(stateOf({ ...allowed, permission: "default" }), "off");
  assert.equal(stateOf({ ...allowed, permission: "denied" }), "blocked");
  assert.equal(stateOf({ ...allowed, permission: null }), "missing");
  assert.equal(stateOf({ ...allowed, isSecure: false }), "insecure");
});

test("where there is nothing to choose, a line says why", () => {
  for (const state of /** @type {const} */ (["blocked", "insecure", "missing"])) {
    const { button, hint } = wordsFor(state);
    assert.equal(button, "");
    assert.ok(hint.length > 20);
  }
  assert.equal(wordsFor("off").button, "Tell me when my jobs are done");
  assert.equal(wordsFor("on").button, "Stop telling me");
});
