// The jobs of one's own that this browser waits for, so that every open page can tell when one has ended.

/**
 * @typedef {object} Watched
 * @property {string} status_url
 * @property {string} url of the job's page
 * @property {string} name
 * @property {number} since ms since 1970
 */

const STORED = "redraw-watched";
const MOST = 50;
/** Nobody waits longer; a job whose end was missed does not stay for ever. */
const LONGEST_MS = 24 * 3600 * 1000;

/** @param {Storage | null} store @param {number} [now] @returns {Watched[]} */
export function watched(store, now = Date.now()) {
  try {
    const all = JSON.parse(store?.getItem(STORED) ?? "[]");
    return Array.isArray(all) ? all.filter(({ since }) => now - since < LONGEST_MS) : [];
  } catch {
    return [];
  }
}

/** @param {Storage | null} store @param {Watched} job */
export function watch(store, job) {
  write(store, [job, ...without(watched(store), job.status_url)].slice(0, MOST));
}

/**
 * @param {Storage | null} store
 * @param {string} statusUrl
 * @returns {boolean} whether it was watched until now: of several tabs one alone tells
 */
export function unwatch(store, statusUrl) {
  const all = watched(store);
  const rest = without(all, statusUrl);
  if (rest.length === all.length) return false;
  write(store, rest);
  return true;
}

/** The browser's store, or null where it is forbidden. @returns {Storage | null} */
export function browserStore() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** @param {Watched[]} all @param {string} statusUrl */
function without(all, statusUrl) {
  return all.filter((one) => one.status_url !== statusUrl);
}

/** @param {Storage | null} store @param {Watched[]} all */
function write(store, all) {
  try {
    store?.setItem(STORED, JSON.stringify(all));
  } catch {
    // Full or forbidden: then nobody is told, and the pages show it all the same.
  }
}
