/** The help sheet: every action with its keys, and what hands can do, from the table of actions. */
import { ACTIONS } from "../core/actions.js";
import { showKey } from "../core/keys.js";
import { isMac, make } from "./dom.js";

const GROUPS = /** @type {const} */ (["Tools", "Brush", "Painting", "View", "Page"]);

const HANDS = [
  ["Zoom at the pointer", "Wheel, or Ctrl and the wheel"],
  ["Move the picture", "Space and drag, the middle button, two fingers on a trackpad"],
  ["Brush size", "Alt and the wheel"],
  ["Erase", "Right button, or a pen's eraser end"],
  ["Straight line", "Shift and click"],
  ["One finger paints, two move and zoom", "On a touch screen"],
  ["Undo, redo", "Tap with two, with three fingers"],
  ["See the picture without the mask", "Hold \\"],
  [
    "Adjust a rectangle or ellipse",
    "Its handles, the arrow keys (Shift: 10 px), or its numbers, until the next action",
  ],
];

/** Opens the sheet; it is made when first asked for. @param {HTMLElement} root @param {boolean} canSubmit */
export function openHelp(root, canSubmit) {
  let dialog = root.querySelector("dialog.painter-help");
  if (!(dialog instanceof HTMLDialogElement)) {
    dialog = createSheet(canSubmit);
    root.append(dialog);
  }
  /** @type {HTMLDialogElement} */ (dialog).showModal();
}

/** @param {boolean} canSubmit */
function createSheet(canSubmit) {
  const close = make("button", { type: "submit", class: "button" }, "Close");
  const columns = make("div", { class: "painter-help-columns" });
  for (const group of GROUPS) {
    const rows = ACTIONS.filter(
      ({ name }) => !name.startsWith("opacity-") && (canSubmit || name !== "submit"),
    )
      .filter((action) => action.group === group)
      .map(({ label, keys, hint }) => row(label, hint ?? "", keys));
    if (group === "View") rows.push(row("How strong the mask shows", "", ["1", "9", "0"]));
    columns.append(section(group, rows));
  }
  columns.append(
    section(
      "Hands",
      HANDS.map(([label, hint]) => row(label, hint, [])),
    ),
  );
  const title = make("h2", { id: "painter-help-title" }, "Keys and gestures");
  const form = make("form", { method: "dialog", class: "painter-help-head" }, title, close);
  return make(
    "dialog",
    { class: "dialog painter-help", "aria-labelledby": "painter-help-title" },
    form,
    columns,
  );
}

/** @param {string} title @param {HTMLElement[]} rows */
function section(title, rows) {
  return make("section", {}, make("h3", {}, title), make("ul", {}, ...rows));
}

/** @param {string} label @param {string} hint @param {readonly string[]} keys */
function row(label, hint, keys) {
  const shown = keys.map((key) => make("kbd", { class: "key" }, showKey(key, isMac())));
  const words = make("span", {}, label);
  if (hint) words.append(make("span", { class: "hint" }, hint));
  return make("li", {}, words, make("span", { class: "painter-help-keys" }, ...shown));
}
