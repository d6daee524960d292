/**
 * Sends the mask: one request, one idempotency key for the same content however often it is tried.
 *
 * @typedef {object} Submission
 * @property {string} url
 * @property {string} csrf
 * @property {string} prompt
 * @property {Blob} mask PNG
 * @property {string} key
 * @property {string} content its fingerprint
 *
 * @typedef {object} Keys
 * @property {string} name under which the browser keeps them while the tab is open
 * @property {string} next for content not sent yet
 */
import { fingerprint } from "../core/fingerprint.js";

/** A submit that did not become a job; the message is a sentence for the person. */
export class SubmitError extends Error {}

/** @param {Submission} submission @returns {Promise<string>} the job's address @throws {SubmitError} */
export async function submitMask({ url, csrf, prompt, mask, key, content }) {
  const body = new FormData();
  body.set("button", "Vary (Region)");
  body.set("prompt", prompt);
  body.set("key", key);
  body.set("fingerprint", content);
  body.set("mask", mask, "mask.png");
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrf, Accept: "application/json" },
    });
  } catch {
    throw new SubmitError(
      "The server could not be reached. Your painting is kept: try again when you are online.",
    );
  }
  const data = await answer.json().catch(() => null);
  if (answer.ok && typeof data?.url === "string") return data.url;
  const reason =
    typeof data?.error?.message === "string"
      ? data.error.message
      : `The server answered with an error (${answer.status}).`;
  throw new SubmitError(`${reason} Your painting is kept.`);
}

/**
 * What was sent before is pointed out, never refused: a hint that cannot be had is none.
 *
 * @param {string} url @param {string} content its fingerprint
 * @returns {Promise<string | null>} the address of the job that the very same content became
 */
export async function submittedBefore(url, content) {
  try {
    const answer = await fetch(`${url}?fingerprint=${content}`, { headers: { Accept: "application/json" } });
    const data = answer.ok ? await answer.json() : null;
    return typeof data?.url === "string" ? data.url : null;
  } catch {
    return null;
  }
}

/** @param {string} prompt @param {Blob} mask @returns {Promise<string>} */
export async function contentOf(prompt, mask) {
  return fingerprint(prompt, new Uint8Array(await mask.arrayBuffer()));
}

/** @param {string} name @param {string} first the key the page came with @returns {Keys} */
export function createKeys(name, first) {
  return { name: `redraw-key ${name}`, next: first };
}

/**
 * The key for some content: the one it was tried with before, else a new one. A lost answer or a reload in
 * between so finds the same job.
 *
 * @param {Keys} keys @param {string} content its fingerprint
 * @returns {string}
 */
export function keyFor(keys, content) {
  const tried = read(keys.name);
  if (tried?.content === content) return tried.key;
  const key = keys.next;
  keys.next = newUuid();
  write(keys.name, { content, key });
  return key;
}

/** The content became a job: sending it again on purpose is another one. @param {Keys} keys */
export function forgetKey(keys) {
  write(keys.name, null);
}

/** crypto.randomUUID is missing on plain http. @returns {string} */
function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @param {string} name @returns {{content: string, key: string} | null} */
function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name @param {{content: string, key: string} | null} value */
function write(name, value) {
  try {
    if (value) sessionStorage.setItem(name, JSON.stringify(value));
    else sessionStorage.removeItem(name);
  } catch {
    // Forbidden: a retry after a reload then counts as new, and the server's own check for equal content remains.
  }
}
