// What every page does: the theme switch, buttons that show they are busy, times in the reader's own zone, and
// the jobs of one's own that this browser waits for.
import { connectBusyForms } from "./busy.js";
import { connectThemeSwitch } from "./theme_switch.js";
import { isTerminal } from "./job_status.js";
import { localiseTimes } from "./times.js";
import { browserStore, watch, watched } from "./watch_list.js";

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  if (button instanceof HTMLElement) connectThemeSwitch(button);
}
connectBusyForms(document);
localiseTimes(document);

const own = document.querySelector("[data-job][data-mine]");
if (own instanceof HTMLElement && own.dataset.statusUrl && !isTerminal(own.dataset.status ?? "")) {
  const { statusUrl, name = "" } = own.dataset;
  watch(browserStore(), { status_url: statusUrl, url: location.pathname, name, since: Date.now() });
}
if (watched(browserStore()).length) void import("./job_watch.js").then(({ watchJobs }) => watchJobs());
if (document.querySelector("[data-notify]")) {
  void import("./notify.js").then(({ connectNotify }) => connectNotify(document));
}
