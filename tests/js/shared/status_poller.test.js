import assert from "node:assert/strict";
import { test } from "node:test";
import { pollStatus } from "../../../static/js/shared/status_poller.js";

/** A page and its window with timers that run only when told: `run()` lets the next one go. */
function world() {
  /** @type {Map<number, {run: () => void, ms: number}>} */
  const timers = new Map();
  let last = 0;
  const frame = Object.assign(new EventTarget(), {
    setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms) => {
      timers.set((last += 1), { run, ms });
      return last;
    },
    clearTimeout: (/** @type {number} */ id) => timers.delete(id),
  });
  const page = Object.assign(new EventTarget(), { hidden: false });
  return {
    chance: () => 0.5,
    frame: /** @type {Window} */ (/** @type {unknown} */ (frame)),
    page: /** @type {Document} */ (/** @type {unknown} */ (page)),
    waits: () => [...timers.values()].map(({ ms }) => ms),
    run: async () => {
      const [id, timer] = [...timers][0] ?? [];
      assert.ok(id && timer, "there is a timer to run");
      timers.delete(id);
      timer.run();
      await settled();
    },
    setHidden: (/** @type {boolean} */ hidden) => {
      page.hidden = hidden;
      page.dispatchEvent(new Event("visibilitychange"));
    },
  };
}

/** Lets everything that has been resolved go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const running = {
  status: "running",
  progress: 10,
  queue_position: null,
  eta_s: null,
  error: null,
  picture_url: null,
  poll_after_s: 2,
};

/**
 * A server that gives these answers one after another and remembers what it was asked.
 * @param {(Response | Error)[]} answers
 */
function server(answers) {
  /** @type {(string | null)[]} */
  const etags = [];
  const ask = async (/** @type {unknown} */ _url, /** @type {RequestInit} */ options) => {
    etags.push(new Headers(options.headers).get("If-None-Match"));
    const answer = answers.shift() ?? new Response(null, { status: 304 });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { ask: /** @type {typeof fetch} */ (ask), etags };
}

/** @param {object} body @param {string} etag */
const answer = (body, etag) => Response.json(body, { headers: { ETag: etag } });

test("an unchanged state is asked for by its ETag and told only once", async () => {
  const { chance, frame, page, run, waits } = world();
  const { ask, etags } = server([answer(running, '"1"'), new Response(null, { status: 304 })]);
  /** @type {unknown[]} */
  const told = [];
  const poller = pollStatus({ url: "/s", onStatus: (status) => told.push(status), ask, chance, page, frame });
  await run();
  assert.deepEqual(waits(), [2000]);
  await run();
  assert.deepEqual(etags, [null, '"1"']);
  assert.deepEqual(told, [running]);
  assert.deepEqual(waits(), [2200]);
  poller.stop();
});

test("asking ends with the job", async () => {
  const { chance, frame, page, run, waits } = world();
  const { ask } = server([answer({ ...running, status: "done", poll_after_s: null }, '"2"')]);
  let status = "";
  pollStatus({ url: "/s", onStatus: (now) => (status = now.status), ask, chance, page, frame });
  await run();
  assert.equal(status, "done");
  assert.deepEqual(waits(), []);
});

test("a lost answer is told and asked for again, more and more slowly", async () => {
  const { chance, frame, page, run, waits } = world();
  const { ask } = server([
    new TypeError("offline"),
    new Response("", { status: 502 }),
    answer(running, '"1"'),
  ]);
  /** @type {number[]} */
  const reach = [];
  const poller = pollStatus({
    url: "/s",
    onStatus: () => {},
    onReach: (failures) => reach.push(failures),
    pollAfterS: 1,
    ask,
    chance,
    page,
    frame,
  });
  await run();
  assert.deepEqual(waits(), [1000]);
  await run();
  assert.deepEqual(waits(), [2000]);
  await run();
  assert.deepEqual(reach, [1, 2, 0]);
  poller.stop();
});

test("a job that is gone, or a session that ended, ends the asking", async () => {
  for (const status of [401, 403, 404]) {
    const { chance, frame, page, run, waits } = world();
    const { ask } = server([new Response("", { status })]);
    let gone = 0;
    pollStatus({ url: "/s", onStatus: () => {}, onGone: () => (gone += 1), ask, chance, page, frame });
    await run();
    assert.equal(gone, 1);
    assert.deepEqual(waits(), []);
  }
});

test("a hidden page asks seldom and at once when it is shown again", async () => {
  const { chance, frame, page, waits, setHidden } = world();
  const { ask, etags } = server([answer(running, '"1"')]);
  const poller = pollStatus({ url: "/s", onStatus: () => {}, ask, chance, page, frame });
  setHidden(true);
  assert.deepEqual(waits(), [30000]);
  setHidden(false);
  await settled();
  assert.equal(etags.length, 1);
  assert.deepEqual(waits(), [2000]);
  poller.stop();
});

test("one question is in flight at a time, however often the page is shown", async () => {
  const { chance, frame, page, setHidden } = world();
  let asked = 0;
  /** @type {(answer: Response) => void} */
  let give = () => {};
  const ask = /** @type {typeof fetch} */ (
    () => {
      asked += 1;
      return new Promise((resolve) => (give = resolve));
    }
  );
  const poller = pollStatus({ url: "/s", onStatus: () => {}, ask, chance, page, frame });
  for (let times = 0; times < 5; times += 1) setHidden(false);
  assert.equal(asked, 1);
  give(answer(running, '"1"'));
  await settled();
  setHidden(false);
  assert.equal(asked, 2);
  poller.stop();
});

test("the network coming back is a reason to ask at once", async () => {
  const { chance, frame, page } = world();
  const { ask, etags } = server([answer(running, '"1"')]);
  const poller = pollStatus({ url: "/s", onStatus: () => {}, ask, chance, page, frame });
  frame.dispatchEvent(new Event("online"));
  await settled();
  assert.equal(etags.length, 1);
  poller.stop();
});
