import { copyText } from "../shared/clipboard.js";
import { part, setText } from "../shared/dom.js";
import { ConvertError, maskFile } from "./convert.js";
import { readyWords } from "./words.js";

const COPIED_MS = 2000;

/**
 * The buttons that take the mask away, and the line that says where it stands.
 * @param {HTMLElement} root
 * @param {object} options
 * @param {string} options.url
 * @param {() => Promise<Blob>} options.export
 * @param {{setMask: (base64: string) => void, text: () => string}} options.code
 * @returns {(state: import("./mask_bytes.js").BytesState) => void} draws a state
 */
export function connectTakeaway(root, { url, export: exportMask, code }) {
  const state = part(root, "state", HTMLElement);
  const copy = part(root, "copy", HTMLButtonElement);
  const copyCode = part(root, "copy-code", HTMLButtonElement);
  const downloads = [...root.querySelectorAll("[data-download]")].filter(
    (b) => b instanceof HTMLButtonElement,
  );
  const buttons = [copy, copyCode, ...downloads];
  let base64 = "";

  copy.addEventListener("click", () => copyAndSay(base64, part(root, "copy-words", HTMLElement)));
  copyCode.addEventListener("click", () =>
    copyAndSay(code.text(), part(root, "copy-code-words", HTMLElement)),
  );
  for (const button of downloads) {
    button.addEventListener("click", async () => {
      const format = button.dataset.download ?? "webp";
      button.setAttribute("aria-busy", "true");
      try {
        save(await maskFile(url, await exportMask(), format), `mask.${format}`);
      } catch (error) {
        setText(state, error instanceof ConvertError ? error.message : "The mask could not be made.");
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  }

  return (now) => {
    base64 = now.name === "ready" ? now.mask.base64 : "";
    code.setMask(base64);
    root.dataset.state = now.name;
    for (const button of buttons) button.disabled = now.name !== "ready";
    if (now.name === "making") setText(state, "Making the mask …");
    else if (now.name === "empty") setText(state, "Paint the region to redraw.");
    else if (now.name === "failed") setText(state, now.text);
    else setText(state, readyWords(now.share, now.mask.format, base64.length));
  };
}

/**
 * @param {string} text
 * @param {HTMLElement} words of the button, which says for a moment how it went
 */
async function copyAndSay(text, words) {
  const before = words.dataset.words ?? words.textContent ?? "";
  words.dataset.words = before;
  words.textContent = (await copyText(text)) ? "Copied" : "Not copied: the browser refused";
  window.setTimeout(() => {
    words.textContent = before;
  }, COPIED_MS);
}

/**
 * @param {Blob} file
 * @param {string} name
 */
function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
