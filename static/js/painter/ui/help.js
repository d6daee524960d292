/** The help sheet: every action with its keys, and what hands can do, from the table of actions. */
import { ACTIONS } from "../core/actions.js";
import { keysOf } from "../core/bindings.js";
import { HINTS } from "../core/hints.js";
import { showKey } from "../core/keys.js";
import { isMac, make } from "./dom.js";
import { whenLoaded } from "./extras.js";
import { missingHere } from "./missing.js";

/**
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/actions.js").Action} Action
 */

const GROUPS = /** @type {const} */ (["Tools", "Brush", "Painting", "View", "Page"]);

const HANDS = [
  ["Zoom at the pointer", "Wheel, or Ctrl and the wheel"],
  ["Move the picture", "Space and drag, the middle button, two fingers on a trackpad"],
  ["Brush size", "Alt and the wheel"],
  ["Erase", "Right button, or a pen's eraser end"],
  ["Straight line", "Shift and click"],
  ["One finger paints, two move and zoom", "On a touch screen"],
  ["Undo, redo", "Tap with two, with three fingers"],
  [
    "Adjust a rectangle or ellipse",
    "Its handles, the arrow keys (Shift: 10 px), or its numbers, until the next action",
  ],
];

/**
 * Opens the sheet; it is made when first asked for.
 *
 * @param {Surface} surface
 * @param {HTMLElement} root
 * @param {{canSubmit: boolean}} page
 */
export function openHelp(surface, root, { canSubmit }) {
  let dialog = root.querySelector("dialog.painter-help");
  if (!(dialog instanceof HTMLDialogElement)) {
    dialog = createSheet(surface, canSubmit);
    root.append(dialog);
  }
  /** @type {HTMLDialogElement} */ (dialog).showModal();
}

/** @param {Surface} surface @param {boolean} canSubmit */
function createSheet(surface, canSubmit) {
  const change = make("button", { type: "button", class: "button button-ghost" }, "Change keys");
  const close = make("button", { type: "submit", class: "button" }, "Close");
  const columns = make("div", { class: "painter-help-columns" });
  for (const group of GROUPS) {
    const rows = ACTIONS.filter(
      (action) => action.group === group && !isOpacity(action) && (canSubmit || action.name !== "submit"),
    ).map(({ name, label }) => row(label, HINTS[name] ?? "", name));
    if (group === "View") rows.push(row("How strong the mask shows", "", "opacity"));
    columns.append(section(group, rows));
  }
  const hands = HANDS.map(([label, hint]) => row(label, hint, ""));
  columns.append(section("Hands", hands));
  const missing = missingHere();
  if (missing.length) {
    columns.append(
      section(
        "This browser",
        missing.map((text) => make("li", {}, text)),
      ),
    );
  }
  const title = make("h2", { id: "painter-help-title" }, "Keys and gestures");
  const buttons = make("div", { class: "actions" }, change, close);
  const form = make("form", { method: "dialog", class: "painter-help-head" }, title, buttons);
  const attributes = { class: "dialog painter-help", "aria-labelledby": "painter-help-title" };
  const dialog = make("dialog", attributes, form, columns);
  const show = () => showAllKeys(dialog, surface);
  change.addEventListener("click", () => {
    void whenLoaded(surface, import("./rebind.js"), ({ startRebinding }) =>
      startRebinding(surface, dialog, change, show),
    );
  });
  show();
  return dialog;
}

/** Fills in the keys as they are now. @param {HTMLElement} sheet @param {Surface} surface */
function showAllKeys(sheet, { choices }) {
  for (const place of sheet.querySelectorAll("[data-keys]")) {
    const name = /** @type {HTMLElement} */ (place).dataset.keys;
    const actions = ACTIONS.filter(
      (action) => action.name === name || (name === "opacity" && isOpacity(action)),
    );
    const keys = actions.flatMap((action) => keysOf(action, choices.keys));
    const shown = name === "opacity" && keys.length === 10 ? [keys[0], keys[8], keys[9]] : keys;
    place.replaceChildren(...shown.map((key) => make("kbd", { class: "key" }, showKey(key, isMac()))));
  }
}

/** @param {Action} action */
function isOpacity({ name }) {
  return name.startsWith("opacity-");
}

/** @param {string} title @param {HTMLElement[]} rows */
function section(title, rows) {
  return make("section", {}, make("h3", {}, title), make("ul", {}, ...rows));
}

/** @param {string} label @param {string} hint @param {string} name of the action whose keys are shown */
function row(label, hint, name) {
  const words = make("span", {}, label);
  if (hint) words.append(make("span", { class: "hint" }, hint));
  const keys = make("span", { class: "painter-help-keys" });
  if (name) keys.dataset.keys = name;
  return make("li", {}, words, keys);
}
