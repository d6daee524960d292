// A job's state as GET /jobs/<id>/status answers it, and what follows from it for a page. Pure.

/**
 * @typedef {object} JobStatus
 * @property {string} status a state of the job: waiting, sending, uncertain, queued, running, saving, done, ...
 * @property {number | null} progress 0-100
 * @property {number | null} queue_position
 * @property {number | null} eta_s seconds still expected
 * @property {string | null} error one sentence
 * @property {string | null} picture_url
 * @property {number | null} poll_after_s null where nothing more will change
 * @property {string} [stage] what is going on, in words
 * @property {boolean} [held] true while an admin has to approve it
 * @property {number} [elapsed_s]
 */

const ENDED = new Set(["done", "failed", "cancelled", "expired"]);

/**
 * True where nothing more happens by itself or by a person.
 * @param {string} status
 */
export function isTerminal(status) {
  return ENDED.has(status);
}

/**
 * Which of the page's faces shows a state. A page changes its face by loading the new one, and only then.
 * @param {string} status
 * @param {boolean} [held]
 * @returns {"result" | "ended" | "uncertain" | "held" | "progress"}
 */
export function faceOf(status, held = false) {
  if (held) return "held";
  if (status === "done") return "result";
  if (isTerminal(status)) return "ended";
  return status === "uncertain" ? "uncertain" : "progress";
}

/**
 * Seconds as people read them: "8 s", "1 min 5 s", "12 min".
 * @param {number} seconds
 */
export function durationWords(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  return minutes >= 10 || rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/**
 * The line under the bar: what has passed and what is still expected.
 * @param {number} elapsedS
 * @param {number | null} etaS
 */
export function timeWords(elapsedS, etaS) {
  const elapsed = `${durationWords(elapsedS)} so far`;
  if (etaS === null) return elapsed;
  return etaS >= 1 ? `${elapsed}, about ${durationWords(etaS)} left` : `${elapsed}, any moment now`;
}

/**
 * The tab's title: first what changes, then which picture.
 * @param {Pick<JobStatus, "status" | "progress" | "queue_position">} job
 * @param {string} name
 */
export function titleWords({ status, progress, queue_position: position }, name) {
  const head = {
    waiting: "Waiting",
    sending: "Sending",
    uncertain: "Needs you",
    queued: position ? `Queued, no. ${position}` : "Queued",
    running: progress === null ? "Drawing" : `${progress} %`,
    saving: "Saving",
    done: "Done",
    failed: "Failed",
    cancelled: "Cancelled",
    expired: "Expired",
  }[status];
  return `${head ?? "Working"} · ${name} · Redraw`;
}
