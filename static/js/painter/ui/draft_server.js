/**
 * The draft that the server keeps, for a reload in another browser.
 *
 * @typedef {object} ServerDraft
 * @property {1} version
 * @property {number} saved_at ms since 1970
 * @property {string} prompt
 * @property {import("../core/viewport.js").Excerpt} [excerpt] what was looked at
 * @property {import("../core/serialize.js").JournalData} painting
 */

const ANSWERS_MS = 5000;
const MOST_BYTES = 4 * 2 ** 20;
/** Browsers send no more than this from a page that is being left. */
const MOST_PARTING_BYTES = 60_000;

/** @param {string} url @returns {Promise<ServerDraft | null>} null where it has none or does not answer */
export async function readServer(url) {
  try {
    const answer = await fetch(url, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout?.(ANSWERS_MS),
    });
    const body = answer.ok ? await answer.json() : null;
    return typeof body?.saved_at === "number" && typeof body.prompt === "string" ? body : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} url
 * @param {string} csrf
 * @param {string} body
 * @param {boolean} isLeaving
 * @returns {Promise<string>} why it was not taken, or ""
 */
export async function sendServer(url, csrf, body, isLeaving) {
  if (body.length > MOST_BYTES) return "it has become too large for the server";
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" };
    const keepalive = isLeaving && body.length < MOST_PARTING_BYTES;
    const answer = await fetch(url, { method: "PUT", body, headers, keepalive });
    return answer.ok ? "" : "the server refused it";
  } catch {
    return "the server cannot be reached";
  }
}
