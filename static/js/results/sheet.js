import { connectViewer } from "./viewer.js";

/**
 * Connects a contact sheet: a click or the keys 1-4 enlarge a variation. Links stay links for a middle click.
 * @param {ParentNode} root
 * @param {AbortSignal} signal ends the key listener when the sheet is replaced
 */
export function connectSheet(root, signal) {
  const sheet = root.querySelector("[data-sheet]");
  const dialog = root.querySelector("[data-viewer]");
  if (!sheet || !(dialog instanceof HTMLDialogElement)) return;
  const viewer = connectViewer(dialog, (n) => {
    const image = sheet.querySelector(`[data-enlarge="${n}"] img`);
    return image instanceof HTMLImageElement ? image.currentSrc : "";
  });
  sheet.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest("[data-enlarge]") : null;
    if (!link) return;
    event.preventDefault();
    viewer.open(Number(link.getAttribute("data-enlarge")));
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (dialog.open || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (/^[1-4]$/.test(event.key)) viewer.open(Number(event.key));
    },
    { signal },
  );
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
