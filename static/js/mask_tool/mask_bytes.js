import { ConvertError, wireMask } from "./convert.js";

/** @typedef {import("./convert.js").WireMask} WireMask */
/**
 * Where the bytes stand: nothing painted, being made, there, or not to be had.
 * @typedef {{name: "empty"} | {name: "making"} | {name: "ready", mask: WireMask, share: number} | {name: "failed", text: string}} BytesState
 */

const SETTLE_MS = 400;

/**
 * Keeps the wire bytes in step with the painting: made a moment after each change, so that copying never waits and
 * stays within the click (browsers give the clipboard only then). Only the newest painting's answer counts.
 * @param {object} options
 * @param {string} options.url where a painting becomes bytes
 * @param {() => Promise<{share: number}>} options.look reports on the painting (and may draw it)
 * @param {() => Promise<Blob>} options.export
 * @param {(state: BytesState) => void} options.onState
 */
export function followPainting({ url, look, export: exportMask, onState }) {
  let asked = new AbortController();
  let timer = 0;

  const make = async () => {
    const { signal } = asked;
    try {
      const { share } = await look();
      if (signal.aborted) return;
      if (share === 0) {
        onState({ name: "empty" });
        return;
      }
      const mask = await wireMask(url, await exportMask(), signal);
      if (!signal.aborted) onState({ name: "ready", mask, share });
    } catch (error) {
      if (signal.aborted) return;
      onState({
        name: "failed",
        text: error instanceof ConvertError ? error.message : "The mask could not be made.",
      });
    }
  };

  return {
    /** The painting is another one now. */
    changed: () => {
      asked.abort();
      asked = new AbortController();
      window.clearTimeout(timer);
      onState({ name: "making" });
      timer = window.setTimeout(make, SETTLE_MS);
    },
  };
}
