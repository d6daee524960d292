import { connectBadge } from "./badge.js";
import { isTerminal } from "./job_status.js";
import { notify } from "./notify.js";
import { pollStatus } from "./status_poller.js";
import { browserStore, unwatch, watch, watched } from "./watch_list.js";

const WORDS = {
  done: "is done",
  failed: "failed",
  cancelled: "was cancelled",
  expired: "got no answer in time",
};

/**
 * Follows the jobs this browser waits for, on whichever page is open, and tells when one has ended. One of one's own on
 * this page is waited for from now on.
 */
export function watchJobs() {
  const store = browserStore();
  watchOwn(store);
  const badge = connectBadge(document, window);
  for (const job of watched(store)) {
    pollStatus({
      url: job.status_url,
      pollAfterS: 1,
      onGone: () => unwatch(store, job.status_url),
      onStatus: ({ status }) => {
        if (!isTerminal(status) && status !== "uncertain") return;
        if (!unwatch(store, job.status_url) && !document.hidden) return;
        if (job.url === location.pathname && !document.hidden) return;
        badge.add();
        notify(`Your job ${wordsOf(status)}`, job.name, job.url);
      },
    });
  }
}

/** @param {Storage | null} store */
function watchOwn(store) {
  const own = document.querySelector("[data-job][data-mine]");
  if (!(own instanceof HTMLElement) || !own.dataset.statusUrl || isTerminal(own.dataset.status ?? "")) return;
  const { statusUrl, name = "" } = own.dataset;
  watch(store, { status_url: statusUrl, url: location.pathname, name, since: Date.now() });
}

/** @param {string} status */
function wordsOf(status) {
  return WORDS[/** @type {keyof typeof WORDS} */ (status)] ?? "needs you";
}
