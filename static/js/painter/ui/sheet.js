import { part } from "../../shared/dom.js";

/**
 * On a phone the panel is a sheet: its handle slides the checks up, and a stroke slides them away again.
 *
 * @param {HTMLElement} page
 */
export function connectSheet(page) {
  const handle = part(page, "handle", HTMLButtonElement);
  /** @param {boolean} isOpen */
  const show = (isOpen) => {
    page.toggleAttribute("data-sheet-open", isOpen);
    handle.setAttribute("aria-expanded", String(isOpen));
  };
  handle.addEventListener("click", () => show(!page.hasAttribute("data-sheet-open")));
  part(page, "painter", HTMLElement).addEventListener("pointerdown", () => show(false), { passive: true });
}
