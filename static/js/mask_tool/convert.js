/** @typedef {{base64: string, format: string}} WireMask */

/** What the server answered, as a sentence fit to be shown. */
export class ConvertError extends Error {}

/**
 * The exact wire bytes of a painting, made by the server in its own format.
 * @param {string} url
 * @param {Blob} painting opaque PNG of natural size
 * @param {AbortSignal} signal
 * @returns {Promise<WireMask>}
 */
export async function wireMask(url, painting, signal) {
  const answer = await post(url, painting, "", "application/json", signal);
  return await answer.json();
}

/**
 * The mask as a file in the wanted format.
 * @param {string} url
 * @param {Blob} painting
 * @param {string} format `webp` or `png`
 */
export async function maskFile(url, painting, format) {
  return await (await post(url, painting, format, "image/*")).blob();
}

/**
 * @param {string} url
 * @param {Blob} painting
 * @param {string} format
 * @param {string} accept
 * @param {AbortSignal} [signal]
 */
async function post(url, painting, format, accept, signal) {
  const body = new FormData();
  body.set("mask", painting, "mask.png");
  if (format) body.set("format", format);
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: accept, "X-CSRFToken": token },
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ConvertError("The app cannot be reached just now. Your painting is still here: try again.");
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => null);
  throw new ConvertError(said?.error?.message ?? `The server answered with an error (${answer.status}).`);
}
