// What every page does: the theme switch, buttons that show they are busy, times in the reader's own zone, and
// the jobs of one's own that this browser waits for.
import { connectBusyForms } from "./busy.js";
import { connectThemeSwitch } from "./theme_switch.js";
import { localiseTimes } from "./times.js";

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  if (button instanceof HTMLElement) connectThemeSwitch(button);
}
connectBusyForms(document);
localiseTimes(document);

if (document.querySelector("[data-job][data-mine]") || isWaiting()) {
  void import("./job_watch.js").then(({ watchJobs }) => watchJobs());
}
if (document.querySelector("[data-notify]")) {
  void import("./notify.js").then(({ connectNotify }) => connectNotify(document));
}

/** Whether this browser may wait for a job: what knows for certain is loaded only then. */
function isWaiting() {
  try {
    return (localStorage.getItem("redraw-watched") ?? "[]") !== "[]";
  } catch {
    return false;
  }
}
