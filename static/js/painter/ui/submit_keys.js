/**
 * Idempotency keys: one for the same content of a picture, however often it is tried and in whichever tab. So a
 * double click, a lost answer, a reload, a second tab or the way back find the same job.
 *
 * @typedef {object} Keys
 * @property {string} url where the content is sent to
 * @property {string} next for content not sent yet
 *
 * @typedef {object} Tried
 * @property {string} name of the content
 * @property {string} key
 * @property {boolean} done whether it is known to have become a job
 */

const STORED = "redraw-keys";
const MOST = 100;

/**
 * @param {Keys} keys
 * @param {string} content its fingerprint
 * @param {boolean} again whether the person was told that it is a job already, and wants another one
 * @returns {string}
 */
export function keyFor(keys, content, again) {
  const name = `${keys.url} ${content}`;
  const all = read();
  const tried = all.find((one) => one.name === name);
  if (tried && !(again && tried.done)) return tried.key;
  // The way back may bring the page as it was, with a key that has been used since.
  const key = all.some((one) => one.key === keys.next) ? newUuid() : keys.next;
  keys.next = newUuid();
  write([{ name, key, done: false }, ...all.filter((one) => one !== tried)]);
  return key;
}

/** The content became a job. @param {Keys} keys @param {string} content */
export function markDone(keys, content) {
  const name = `${keys.url} ${content}`;
  write(read().map((one) => (one.name === name ? { ...one, done: true } : one)));
}

/** Whether anything was sent from here before. @param {Keys} keys @returns {boolean} */
export function wasTried(keys) {
  return read().some((one) => one.name.startsWith(`${keys.url} `));
}

/** crypto.randomUUID is missing on plain http. @returns {string} */
function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @returns {Tried[]} the latest first */
function read() {
  try {
    const all = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(all) ? all : [];
  } catch {
    return [];
  }
}

/** @param {Tried[]} all */
function write(all) {
  try {
    localStorage.setItem(STORED, JSON.stringify(all.slice(0, MOST)));
  } catch {
    // Forbidden: a retry after a reload then counts as new, and the server's own check for equal content remains.
  }
}
