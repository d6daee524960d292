import { part } from "../shared/dom.js";
import { shortened, snippet } from "./snippets.js";

/** @typedef {import("./snippets.js").Kind} Kind */

/**
 * The tabs with the call as code. Shown with a shortened mask; `text()` gives all of it.
 * @param {HTMLElement} root
 * @param {string} url of the provider's button call
 */
export function connectCodePanel(root, url) {
  const tabs = [...root.querySelectorAll("[role=tab]")].filter((tab) => tab instanceof HTMLElement);
  const messageId = part(root, "message-id", HTMLInputElement);
  const prompt = part(root, "prompt", HTMLTextAreaElement);
  const view = part(root, "code", HTMLElement);
  /** @type {Kind} */
  let kind = "curl";
  let mask = "";

  /** @param {string} shownMask */
  const write = (shownMask) =>
    snippet(kind, { url, messageId: messageId.value, prompt: prompt.value, mask: shownMask });
  const draw = () => {
    view.textContent = write(mask ? shortened(mask) : "BASE64_OF_THE_MASK");
  };
  /** @param {HTMLElement} tab */
  const choose = (tab) => {
    kind = /** @type {Kind} */ (tab.dataset.kind);
    for (const other of tabs) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
    view.parentElement?.setAttribute("aria-labelledby", tab.id);
    draw();
  };

  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step && tabs[(index + step + tabs.length) % tabs.length];
      if (!next) return;
      event.preventDefault();
      choose(next);
      next.focus();
    });
  });
  messageId.addEventListener("input", draw);
  prompt.addEventListener("input", draw);
  draw();
  return {
    /** @param {string} base64 empty: there is no mask */
    setMask: (base64) => {
      mask = base64;
      draw();
    },
    text: () => write(mask),
  };
}
