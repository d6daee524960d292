import { connectComposer } from "./composer.js";
import { connectRunning } from "./job_tiles.js";

const form = document.querySelector("[data-composer]");
const veil = document.querySelector("[data-drop-veil]");
if (form instanceof HTMLFormElement) connectComposer(form, veil instanceof HTMLElement ? veil : null);
connectRunning(document);
