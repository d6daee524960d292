/**
 * The submit button and its reasons; where the picture cannot be sent, the mask as a file instead.
 *
 * @typedef {import("./painter.js").Painter} Painter
 */
import { part, optionalPart, setText } from "../../shared/dom.js";
import { contentOf, submitMask, submittedBefore } from "./submit.js";
import { createKeys, keyFor, markDone, wasTried } from "./submit_keys.js";

const RESTS_AFTER_MS = 1500;

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
  const before = optionalPart(page, "before", HTMLElement);
  const older = { content: "" };

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
    const content = await contentOf(text, mask);
    const key = keyFor(keys, content, older.content === content);
    const address = await submitMask({ url, csrf, prompt: text, mask, key, content });
    markDone(keys, content);
    location.assign(address);
    await left(); // busy until the results page is there: a second click is no second job
  };
  const save = async () => saveFile(await painter.exportMask(), "mask.png");

  if (submit && before)
    connectBefore(before, page.dataset.submittedUrl ?? "", { painter, prompt, keys, older });

  painter.on("change", () => refuse(""));
  download.addEventListener("click", () => void run(download, save));
  submit?.addEventListener("click", () => void run(submit, send));
  return () => (submit ? run(submit, send) : run(download, save));
}

/**
 * Points out that this very painting and prompt was sent before, once painting rests. Where nothing was ever sent
 * (`data-was` tells) it does not look.
 *
 * @param {HTMLElement} notice with a link in it
 * @param {string} url
 * @param {{painter: Painter, prompt: HTMLTextAreaElement, keys: import("./submit_keys.js").Keys, older: {content: string}}} parts
 *   `older.content` is the fingerprint of the content that the person was told to be a job already
 */
function connectBefore(notice, url, { painter, prompt, keys, older }) {
  let timer = 0;
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    const { white } = await painter.report();
    const content = white ? await contentOf(prompt.value.trim(), await painter.exportMask()) : null;
    const address = content && (await submittedBefore(url, content));
    if (mine !== turn) return;
    notice.hidden = !address;
    if (!address) return;
    part(notice, "before-link", HTMLAnchorElement).href = address;
    older.content = content;
  };
  const plan = () => {
    turn++;
    notice.hidden = true;
    clearTimeout(timer);
    if (notice.dataset.was || wasTried(keys)) timer = setTimeout(() => void look(), RESTS_AFTER_MS);
  };
  painter.on("change", plan);
  prompt.addEventListener("input", plan);
  window.addEventListener("pageshow", () => {
    older.content = "";
    plan();
  });
}

/** The page was left, or shown again from the browser's cache. @returns {Promise<void>} */
function left() {
  return new Promise((resolve) => window.addEventListener("pagehide", () => resolve(), { once: true }));
}

/** @param {Blob} file @param {string} name */
function saveFile(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
