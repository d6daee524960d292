import { connectCompare, connectVariations } from "./compare.js";

const frame = document.querySelector("[data-compare]");
if (frame instanceof HTMLElement) {
  connectCompare(frame);
  connectVariations(frame, document.querySelectorAll("[data-variation]"));
}
