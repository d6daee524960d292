import { optionalPart, setText } from "../shared/dom.js";
import { timeWords, titleWords } from "../shared/job_status.js";

/** @typedef {import("../shared/job_status.js").JobStatus} JobStatus */

/**
 * Draws a job on its way: words, bar, figure, time and the tab's title. Time ticks between the answers.
 * @param {HTMLElement} root the page's `[data-job]`
 * @returns {{show: (status: JobStatus) => void, showReach: (failures: number) => void, stop: () => void}}
 */
export function connectProgress(root) {
  const time = optionalPart(root, "time", HTMLElement);
  let at = performance.now();
  let elapsedS = Number(time?.dataset.elapsed || 0);
  /** @type {number | null} */
  let etaS = time?.dataset.eta ? Number(time.dataset.eta) : null;

  const tick = () => {
    const passedS = (performance.now() - at) / 1000;
    setText(time, timeWords(elapsedS + passedS, etaS === null ? null : Math.max(0, etaS - passedS)));
  };
  const timer = window.setInterval(tick, 1000);
  tick();

  return {
    show: (status) => {
      at = performance.now();
      elapsedS = status.elapsed_s ?? elapsedS;
      etaS = status.eta_s;
      tick();
      setText(optionalPart(root, "stage-words", HTMLElement), status.stage ?? status.status);
      setText(
        optionalPart(root, "figure", HTMLElement),
        status.progress === null ? "" : `${status.progress} %`,
      );
      const bar = optionalPart(root, "bar", HTMLProgressElement);
      if (bar && status.progress === null) bar.removeAttribute("value");
      else if (bar) bar.value = status.progress ?? 0;
      document.title = titleWords(status, root.dataset.name ?? "");
    },
    // One lost answer is not worth a word; the next question comes a second later.
    showReach: (failures) => {
      const notice = optionalPart(root, "offline", HTMLElement);
      if (notice) notice.hidden = failures < 2 && navigator.onLine;
      if (failures === 0 && notice) notice.hidden = true;
    },
    stop: () => window.clearInterval(timer),
  };
}
