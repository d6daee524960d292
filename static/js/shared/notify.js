// Notifications of the browser: whether they can be had, whether one wants them here, and showing one.
import { browserStore } from "./watch_list.js";

const STORED = "redraw-notify";

/** @typedef {"on" | "off" | "blocked" | "insecure" | "missing"} NotifyState */

/**
 * @param {{isSecure: boolean, permission: string | null, wish: string | null}} facts `permission` is null where the
 *   browser knows no notifications
 * @returns {NotifyState}
 */
export function stateOf({ isSecure, permission, wish }) {
  if (!isSecure) return "insecure";
  if (permission === null) return "missing";
  if (permission === "denied") return "blocked";
  return permission === "granted" && wish === "on" ? "on" : "off";
}

/** @returns {NotifyState} of this browser */
export function notifyState() {
  const permission = typeof Notification === "undefined" ? null : Notification.permission;
  return stateOf({ isSecure: isSecureContext, permission, wish: browserStore()?.getItem(STORED) ?? null });
}

/**
 * What is said about a state: the button's words, or none where there is nothing to choose, and a line below.
 * @param {NotifyState} state
 * @returns {{button: string, hint: string}}
 */
export function wordsFor(state) {
  switch (state) {
    case "on":
      return {
        button: "Stop telling me",
        hint: "This browser tells you when a job of yours has ended, while a tab of Redraw is open.",
      };
    case "off":
      return { button: "Tell me when my jobs are done", hint: "" };
    case "blocked":
      return { button: "", hint: "Notifications are blocked for this site in the browser’s settings." };
    case "insecure":
      return { button: "", hint: "Notifications need https. The tab’s title tells when a job has ended." };
    default:
      return { button: "", hint: "This browser has no notifications. The tab’s title tells instead." };
  }
}

/** Turns them on, asking the browser where needed, or off. */
export async function toggleNotify() {
  if (notifyState() === "on") return remember("off");
  if ((await Notification.requestPermission()) === "granted") remember("on");
}

/**
 * @param {string} title
 * @param {string} body
 * @param {string} url where a click leads; also what makes two of the same job one
 */
export function notify(title, body, url) {
  if (notifyState() !== "on") return;
  try {
    const shown = new Notification(title, { body, tag: url });
    shown.addEventListener("click", () => {
      window.focus();
      location.assign(url);
      shown.close();
    });
  } catch {
    // Some browsers of phones allow them to service workers alone: the tab's badge remains.
  }
}

/**
 * Makes a control of `[data-notify]`: a button and a line below it.
 * @param {ParentNode} root
 */
export function connectNotify(root) {
  for (const control of root.querySelectorAll("[data-notify]")) {
    const button = control.querySelector("button");
    const hint = control.querySelector("[data-part=notify-words]");
    if (!button || !hint) continue;
    const show = () => {
      const words = wordsFor(notifyState());
      button.hidden = !words.button;
      button.textContent = words.button;
      hint.textContent = words.hint;
    };
    button.addEventListener("click", () => void toggleNotify().then(show));
    show();
  }
}

/** @param {"on" | "off"} wish */
function remember(wish) {
  try {
    browserStore()?.setItem(STORED, wish);
  } catch {
    // Forbidden: it is then asked for again on the next page.
  }
}
