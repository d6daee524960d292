/**
 * The submit button and its reasons; where the picture cannot be sent, the mask as a file instead.
 *
 * @typedef {import("./painter.js").Painter} Painter
 */
import { part, optionalPart, setText } from "../../shared/dom.js";
import { createKeys, forgetKey, keyFor, submitMask } from "./submit.js";

/**
 * @param {HTMLElement} page
 * @param {{painter: Painter, prompt: HTMLTextAreaElement, csrf: string, restored: Promise<void>}} parts
 * @returns {() => Promise<void>} submits, or downloads where the picture cannot be sent
 */
export function connectSubmit(page, { painter, prompt, csrf, restored }) {
  const reason = part(page, "reason", HTMLElement);
  const submit = optionalPart(page, "submit", HTMLButtonElement);
  const download = part(page, "download", HTMLButtonElement);
  const url = page.dataset.submitUrl ?? "";
  const keys = createKeys(url, page.dataset.key ?? "");

  /** @param {string} text */
  const refuse = (text) => {
    setText(reason, text);
    reason.hidden = !text;
  };
  /**
   * @param {HTMLButtonElement} button
   * @param {() => Promise<void>} work
   */
  const run = async (button, work) => {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    refuse("");
    try {
      await restored;
      const { white } = await painter.report();
      if (white === 0) refuse("Nothing is painted yet. Paint the region to redraw first.");
      else await work();
    } catch (error) {
      refuse(/** @type {Error} */ (error).message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  const send = async () => {
    const mask = await painter.exportMask();
    const text = prompt.value.trim();
    const key = await keyFor(keys, text, mask);
    const address = await submitMask({ url, csrf, prompt: text, mask, key });
    forgetKey(keys);
    location.assign(address);
  };
  const save = async () => saveFile(await painter.exportMask(), "mask.png");

  painter.on("change", () => refuse(""));
  download.addEventListener("click", () => void run(download, save));
  submit?.addEventListener("click", () => void run(submit, send));
  return () => (submit ? run(submit, send) : run(download, save));
}

/** @param {Blob} file @param {string} name */
function saveFile(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
