/**
 * The submit button and its reasons; where the picture cannot be sent, the mask as a file instead.
 *
 * @typedef {import("./painter.js").Painter} Painter
 */
import { part, optionalPart, setText } from "../../shared/dom.js";

/** The mask is made when nothing has changed for so long: later, a click would wait for it. */
const READY_AFTER_MS = 80;

/**
 * @typedef {object} Exact
 * @property {number} white px to be redrawn
 * @property {Blob} mask
 * @property {(text: string) => string} contentWith the fingerprint of the mask with a prompt
 * @property {typeof import("./submit.js")} sender
 * @property {typeof import("./submit_keys.js")} keeper of idempotency keys
 */

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
  const send = async ({ mask, contentWith, sender, keeper }) => {
    const text = prompt.value.trim();
    const content = contentWith(text);
    const key = keeper.keyFor(keys, content, older.content === content);
    const address = await sender.submitMask({ url, csrf, prompt: text, mask, key, content });
    keeper.markDone(keys, content);
    location.assign(address);
    await left(); // busy until the results page is there: a second click is no second job
  };
  /** @param {Exact} exact */
  const save = async ({ mask }) => saveFile(mask, "mask.png");

  const stopWaiting = painter.on("change", () => {
    if (!submit || !before || !painter.state.canUndo) return;
    stopWaiting();
    // Where it cannot be loaded, nothing is pointed out.
    void import("./submitted_before.js")
      .then(({ connectBefore }) =>
        connectBefore(before, page.dataset.submittedUrl ?? "", { painter, prompt, keys, older, exact }),
      )
      .catch(() => {});
  });
  painter.on("change", () => refuse(""));
  download.addEventListener("click", () => void run(download, save));
  submit?.addEventListener("click", () => void run(submit, send));
  return () => (submit ? run(submit, send) : run(download, save));
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
    const sending = Promise.all([
      import("./submit.js"),
      import("./submit_keys.js"),
      import("../core/fingerprint.js"),
    ]).catch(() => {
      throw new Error("What sends the mask could not be loaded. Your painting is kept. Please try again.");
    });
    const [{ png: mask, white }, [sender, keeper, { fingerprint }]] = await Promise.all([
      painter.exportMask(),
      sending,
    ]);
    const bytes = new Uint8Array(await mask.arrayBuffer());
    /** @param {string} text */
    const contentWith = (text) => fingerprint(text, bytes);
    return { white, mask, contentWith, sender, keeper };
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
  painter.on("change", () => {
    kept = null;
    clearTimeout(timer);
    timer = setTimeout(() => painter.state.isPainting || void exact().catch(() => {}), READY_AFTER_MS);
  });
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
