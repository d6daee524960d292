import { isTerminal } from "./job_status.js";
import { nextDelayMs } from "./poll_schedule.js";

/** @typedef {import("./job_status.js").JobStatus} JobStatus */

const ANSWER_WITHIN_MS = 15_000;

/**
 * Asks for a job's state until it has ended: one question in flight, unchanged answers by ETag, seldom while the page is
 * hidden, at once when it is shown or the network is back.
 * @param {object} options
 * @param {string} options.url
 * @param {(status: JobStatus) => void} options.onStatus called for each answer that brings news
 * @param {(failures: number) => void} [options.onReach] called after each question: 0 means the app answered
 * @param {() => void} [options.onGone] called once where the app answers that there is no such job (any more) for this
 *   person, or that nobody is signed in: asking then ends
 * @param {number} [options.pollAfterS] seconds before the first question
 * @param {() => number} [options.chance] from 0 to 1
 * @param {typeof fetch} [options.ask]
 * @param {Document} [options.page]
 * @param {Window} [options.frame] owner of the timers and of the `online` event
 * @returns {{stop: () => void}}
 */
export function pollStatus({
  url,
  onStatus,
  onReach = () => {},
  onGone = () => {},
  pollAfterS = 0.5,
  chance = Math.random,
  ask = fetch,
  page = document,
  frame = window,
}) {
  const life = new AbortController();
  /** @type {AbortController | null} */
  let inFlight = null;
  let etag = "";
  let unchanged = 0;
  let failures = 0;
  let wishS = pollAfterS;
  let timer = 0;

  const plan = () => {
    frame.clearTimeout(timer);
    if (life.signal.aborted) return;
    timer = frame.setTimeout(
      question,
      nextDelayMs({ pollAfterS: wishS, unchanged, failures, hidden: page.hidden, chance: chance() }),
    );
  };

  const question = async () => {
    if (inFlight || life.signal.aborted) return;
    const asked = new AbortController();
    const tooLate = frame.setTimeout(() => asked.abort(), ANSWER_WITHIN_MS);
    inFlight = asked;
    try {
      const status = await read(asked.signal);
      failures = 0;
      unchanged = status ? 0 : unchanged + 1;
      onReach(0);
      if (status) {
        wishS = status.poll_after_s ?? wishS;
        onStatus(status);
        if (isTerminal(status.status)) life.abort();
      }
    } catch {
      if (life.signal.aborted) return;
      failures += 1;
      onReach(failures);
    } finally {
      frame.clearTimeout(tooLate);
      inFlight = null;
      plan();
    }
  };

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<JobStatus | null>} null where nothing has changed
   */
  const read = async (signal) => {
    const headers = { Accept: "application/json", ...(etag ? { "If-None-Match": etag } : {}) };
    const answer = await ask(url, { cache: "no-store", headers, signal });
    if (answer.status === 304) return null;
    if ([401, 403, 404].includes(answer.status)) {
      life.abort();
      onGone();
    }
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    etag = answer.headers.get("ETag") ?? "";
    return await answer.json();
  };

  const atOnce = () => {
    if (!page.hidden) void question();
  };
  page.addEventListener("visibilitychange", () => (page.hidden ? plan() : atOnce()), { signal: life.signal });
  frame.addEventListener("online", atOnce, { signal: life.signal });
  plan();
  return {
    stop: () => {
      life.abort();
      inFlight?.abort();
      frame.clearTimeout(timer);
    },
  };
}
