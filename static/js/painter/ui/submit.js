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
 */

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
