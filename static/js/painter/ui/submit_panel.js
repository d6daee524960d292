/**
 * Sending the mask, or saving it as a file, and the reasons why not. Loaded once something is painted: until then there is
 * nothing to send.
 *
 * @typedef {import("./painter.js").Painter} Painter
 */
import { part, optionalPart, setText } from "../../shared/dom.js";
import { fingerprint } from "../core/fingerprint.js";
import { submitMask } from "./submit.js";
import { keyFor, markDone } from "./submit_keys.js";
import { connectBefore } from "./submitted_before.js";

/** The mask is made when nothing has changed for so long: later, a click would wait for it. */
const READY_AFTER_MS = 80;
/** A hand that is still on the picture may well go on painting: making it then would only be in the way. */
const HAND_RESTS_MS = 400;

/**
 * @typedef {object} Exact
 * @property {number} white px to be redrawn
 * @property {Blob} mask
 * @property {(text: string) => string} contentWith the fingerprint of the mask with a prompt
 */

/**
 * @param {HTMLElement} page
 * @param {{painter: Painter, prompt: HTMLTextAreaElement, csrf: string, restored: Promise<void>}} parts
 * @returns {{send: () => Promise<void>, save: () => Promise<void>}} what the buttons do
 */
export function connectSubmit(page, { painter, prompt, csrf, restored }) {
  const reason = part(page, "reason", HTMLElement);
  const submit = optionalPart(page, "submit", HTMLButtonElement);
  const download = part(page, "download", HTMLButtonElement);
  const url = page.dataset.submitUrl ?? "";
  /** @type {import("./submit_keys.js").Keys} */
  const keys = { url, next: page.dataset.key ?? "" };
  const before = optionalPart(page, "before", HTMLElement);
  const older = { content: "" };
  const exact = keepExact(painter);

  /** @param {string} text */
  const refuse = (text) => {
    setText(reason, text);
    reason.hidden = !text;
  };
  /**
   * @param {HTMLButtonElement} button
   * @param {(exact: Exact) => Promise<void>} work
   */
  const run = async (button, work) => {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    refuse("");
    try {
      await restored;
      const made = await exact();
      if (made.white === 0) refuse("Nothing is painted yet. Paint the region to redraw first.");
      else await work(made);
    } catch (error) {
      refuse(/** @type {Error} */ (error).message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  /** @param {Exact} exact */
  const send = async ({ mask, contentWith }) => {
    const text = prompt.value.trim();
    const content = contentWith(text);
    const key = keyFor(keys, content, older.content === content);
    const address = await submitMask({ url, csrf, prompt: text, mask, key, content });
    markDone(keys, content);
    location.assign(address);
    await left(); // busy until the results page is there: a second click is no second job
  };
  /** @param {Exact} exact */
  const save = async ({ mask }) => saveFile(mask, "mask.png");

  if (submit && before)
    connectBefore(before, page.dataset.submittedUrl ?? "", { painter, prompt, keys, older, exact });
  painter.on("change", () => refuse(""));
  const saves = () => run(download, save);
  return { send: () => (submit ? run(submit, send) : saves()), save: saves };
}

/**
 * The mask that is sent, made as soon as nothing changes, so that sending need not wait for it.
 *
 * @param {Painter} painter
 * @returns {() => Promise<Exact>} rejects with an error fit to be shown
 */
function keepExact(painter) {
  let kept = /** @type {Promise<Exact> | null} */ (null);
  const make = async () => {
    const { png: mask, white } = await painter.exportMask();
    const bytes = new Uint8Array(await mask.arrayBuffer());
    /** @param {string} text */
    const contentWith = (text) => fingerprint(text, bytes);
    return { white, mask, contentWith };
  };
  const exact = async () => {
    await painter.settled();
    const making = (kept ??= make());
    making.catch(() => {
      if (kept === making) kept = null;
    });
    return making;
  };
  let timer = 0;
  const plan = () => {
    clearTimeout(timer);
    const restsAfter = painter.state.isHandOver ? HAND_RESTS_MS : READY_AFTER_MS;
    timer = setTimeout(() => painter.state.isPainting || void exact().catch(() => {}), restsAfter);
  };
  painter.on("change", () => {
    kept = null;
    plan();
  });
  painter.on("hand-left", () => kept || !painter.state.canUndo || plan());
  plan();
  return exact;
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
