// What every page does: the theme switch, buttons that show they are busy, times in the reader's own zone.
import { connectBusyForms } from "./busy.js";
import { connectThemeSwitch } from "./theme_switch.js";
import { localiseTimes } from "./times.js";

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  if (button instanceof HTMLElement) connectThemeSwitch(button);
}
connectBusyForms(document);
localiseTimes(document);
