import { copyText } from "../shared/clipboard.js";

const SAID_MS = 2000;

/**
 * Makes the buttons that name an address copy what is there. One listener serves every face the job will show.
 * @param {HTMLElement} job
 */
export function connectReceipt(job) {
  job.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-copy]");
    if (!(button instanceof HTMLElement) || button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    const said = (await copyFrom(button.dataset.copy ?? "")) ? "Copied" : "Not copied: try Download";
    button.ariaBusy = null;
    sayFor(button, said);
  });
}

/** @param {string} url @returns {Promise<boolean>} */
async function copyFrom(url) {
  try {
    const answer = await fetch(url);
    return answer.ok && (await copyText(await answer.text()));
  } catch {
    return false;
  }
}

/** @param {HTMLElement} button @param {string} said instead of its words, for a moment */
function sayFor(button, said) {
  const words = button.querySelector("[data-part=words]");
  if (!(words instanceof HTMLElement)) return;
  words.dataset.words ??= words.textContent ?? "";
  words.textContent = said;
  window.setTimeout(() => (words.textContent = words.dataset.words ?? ""), SAID_MS);
}
