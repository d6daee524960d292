import { connectBadge } from "./badge.js";
import { isTerminal } from "./job_status.js";
import { notify } from "./notify.js";
import { pollStatus } from "./status_poller.js";
import { browserStore, unwatch, watched } from "./watch_list.js";

const WORDS = {
  done: "is done",
  failed: "failed",
  cancelled: "was cancelled",
  expired: "got no answer in time",
};

/** Follows the jobs this browser waits for, on whichever page is open, and tells when one has ended. */
export function watchJobs() {
  const store = browserStore();
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

/** @param {string} status */
function wordsOf(status) {
  return WORDS[/** @type {keyof typeof WORDS} */ (status)] ?? "needs you";
}
