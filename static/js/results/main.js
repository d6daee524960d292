// The results page: follows the job, and changes its face when there is another one to show.
import { setText } from "../shared/dom.js";
import { faceOf, isTerminal } from "../shared/job_status.js";
import { connectNotify } from "../shared/notify.js";
import { pollStatus } from "../shared/status_poller.js";
import { loadFace } from "./face.js";
import { connectProgress } from "./progress.js";
import { connectReceipt } from "./receipt.js";
import { connectSheet } from "./sheet.js";

const root = document.getElementById("job");
if (root) followJob(root);

/** @param {HTMLElement} job */
function followJob(job) {
  let sheetLife = new AbortController();
  let progress = connectProgress(job);
  connectSheet(job, sheetLife.signal);
  connectReceipt(job);
  if (isTerminal(job.dataset.status ?? "")) {
    progress.stop();
    return;
  }
  const changeFace = async () => {
    await loadFace(job);
    sheetLife.abort();
    sheetLife = new AbortController();
    progress.stop();
    progress = connectProgress(job);
    connectSheet(job, sheetLife.signal);
    connectNotify(job);
    setText(document.getElementById("announcement"), job.querySelector("h1")?.textContent ?? "");
    if (isTerminal(job.dataset.status ?? "")) progress.stop();
  };
  const changeFaceUntilDone = () => {
    changeFace().catch(() => {
      progress.showReach(2);
      window.setTimeout(changeFaceUntilDone, 3000);
    });
  };
  pollStatus({
    url: job.dataset.statusUrl ?? "",
    onReach: (failures) => progress.showReach(failures),
    onGone: () => location.reload(),
    onStatus: (status) => {
      progress.show(status);
      if (faceOf(status.status, status.held) === job.dataset.face) job.dataset.status = status.status;
      else changeFaceUntilDone();
    },
  });
}
