/**
 * A form that was sent shows it on the button that sent it, and is not sent twice by an eager finger.
 * The server's idempotency key is what makes a double send harmless; this only says that work is under way.
 * @param {Document} page
 */
export function connectBusyForms(page) {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("button:not([type=button])");
    button?.setAttribute("aria-busy", "true");
  });
  // Back from the browser's page cache: the forms are fresh again.
  window.addEventListener("pageshow", () => {
    for (const form of page.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
    for (const button of page.querySelectorAll("form button[aria-busy]")) button.removeAttribute("aria-busy");
  });
}
