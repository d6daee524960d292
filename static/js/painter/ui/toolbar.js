/**
 * The rail of tools, the bar of commands and the brush's slider, all from the table of actions.
 *
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 * @typedef {import("./surface.js").Surface} Surface
 */
import { actionNamed } from "../core/actions.js";
import { keysOf } from "../core/bindings.js";
import { ariaKey, showKey } from "../core/keys.js";
import { LEAST_SIZE, MOST_SIZE } from "../core/state.js";
import { isMac, make } from "./dom.js";
import { whenLoaded } from "./extras.js";
import { icon } from "./icons.js";

const TOOLS = ["brush", "eraser", "snap", "rectangle", "ellipse", "lasso", "polygon", "fill", "wand"];
const MODES = ["swap", "hand"];
const BAR = [
  "undo",
  "redo",
  "invert",
  "clear",
  "more",
  "mask",
  "zoom-out",
  "zoom-in",
  "fit",
  "options",
  "help",
];
/** At the window's end: their tips grow the other way. */
const ENDS = new Set(["options", "help"]);
/** What the button "More" opens. */
const MORE = [
  "all",
  "grow",
  "shrink",
  "smooth",
  "fill-holes",
  "drop-specks",
  "start-from",
  "type-shape",
  "grid",
  "mirror",
  "mirror-level",
];

/**
 * @param {Surface} surface
 * @param {PainterCommands} commands
 * @param {HTMLElement} rail
 * @param {HTMLElement} bar
 * @returns {{update: () => void, showZoom: (scale: number) => void}} `update` shows what is chosen and
 *   possible now; `scale` is device px to a picture px
 */
export function createToolbar(surface, commands, rail, bar) {
  /** @type {(() => void)[]} */
  const updates = [];
  /** @param {string} name @param {string} side of the button its tip is on */
  const button = (name, side) => {
    const [element, update] = createButton(commands, name, side);
    updates.push(update);
    return element;
  };
  const slider = createSlider(commands);
  updates.push(slider.update);
  rail.append(
    make("div", { class: "painter-tools" }, ...TOOLS.map((name) => button(name, "right"))),
    make("div", { class: "painter-tools" }, ...MODES.map((name) => button(name, "right"))),
    slider.element,
  );
  const zoom = make("button", {
    type: "button",
    class: "button button-ghost painter-zoom",
    "data-tip": "Actual size",
  });
  updates.push(() => showKeys(zoom, keysOf(actionNamed("actual"), commands.choices.keys)));
  zoom.addEventListener("click", () => commands.showActualSize());
  for (const name of BAR) {
    if (name === "more") bar.append(createMore(surface, commands));
    else bar.append(...(name === "zoom-in" ? [zoom] : []), button(name, ENDS.has(name) ? "end" : ""));
  }
  for (const area of [rail, bar]) {
    // A click leaves the focus where it was, so that Space and the arrows stay with the painting.
    area.addEventListener(
      "mousedown",
      (event) => event.target instanceof HTMLInputElement || event.preventDefault(),
    );
  }
  /** @param {number} scale */
  const showZoom = (scale) => {
    const text = `${formatPercent(scale)} %`;
    if (zoom.textContent === text) return;
    zoom.textContent = text;
    zoom.setAttribute("aria-label", `Actual size, now at ${text}`);
  };
  showZoom(1);
  return { update: () => updates.forEach((update) => update()), showZoom };
}

/** @param {number} scale @returns {string} with a decimal where there is room for less than 10 % */
function formatPercent(scale) {
  const percent = scale * 100;
  return percent < 9.95 ? percent.toFixed(1) : String(Math.round(percent));
}

/**
 * @param {PainterCommands} commands
 * @param {string} name
 * @param {string} side
 * @returns {[HTMLButtonElement, () => void]}
 */
function createButton(commands, name, side) {
  const action = actionNamed(name);
  const button = make(
    "button",
    {
      type: "button",
      class: "button button-icon",
      "aria-label": action.label,
      "data-action": name,
      "data-tip": action.label,
      "data-side": side || null,
    },
    icon(name),
  );
  button.addEventListener("click", () => action.isEnabled(commands) && action.perform(commands));
  const update = () => {
    const isDisabled = !action.isEnabled(commands);
    if (button.disabled !== isDisabled) button.disabled = isDisabled;
    showKeys(button, keysOf(action, commands.choices.keys));
    if (!action.isOn) return;
    const pressed = String(action.isOn(commands));
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  };
  return [button, update];
}

/** @param {Surface} surface @param {PainterCommands} commands @returns {HTMLButtonElement} */
function createMore(surface, commands) {
  const button = make(
    "button",
    {
      type: "button",
      class: "button button-icon",
      "aria-label": "More",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-tip": "More",
    },
    icon("more"),
  );
  button.addEventListener("click", () => {
    void whenLoaded(surface, import("./menu.js"), ({ openMenu }) => {
      if (button.getAttribute("aria-expanded") === "false") openMenu(commands, button, MORE);
    });
  });
  return button;
}

/** In the tooltip, and for screen readers. @param {HTMLElement} element @param {readonly string[]} keys */
function showKeys(element, keys) {
  const mac = isMac();
  const shortcuts = keys.map((key) => ariaKey(key, mac)).join(" ");
  if ((element.getAttribute("aria-keyshortcuts") ?? "") === shortcuts) return;
  element.toggleAttribute("aria-keyshortcuts", keys.length > 0);
  element.toggleAttribute("data-key", keys.length > 0);
  if (!keys.length) return;
  element.setAttribute("aria-keyshortcuts", shortcuts);
  element.setAttribute("data-key", showKey(keys[0], mac));
}

/** @param {PainterCommands} commands @returns {{element: HTMLElement, update: () => void}} */
function createSlider(commands) {
  const input = make("input", {
    type: "range",
    class: "range painter-slider",
    min: LEAST_SIZE,
    max: MOST_SIZE,
    step: 1,
    "aria-label": "Brush size",
  });
  const output = make("output", { class: "painter-size", "aria-hidden": "true" });
  input.addEventListener("input", () => commands.setSize(input.valueAsNumber));
  const update = () => {
    const { size: px, keys } = commands.choices;
    const both = ["smaller", "larger"].flatMap((name) => keysOf(actionNamed(name), keys).slice(0, 1));
    const keysShown = both.map((key) => showKey(key, isMac())).join(" ");
    if (sizes.getAttribute("data-key") !== keysShown) {
      sizes.setAttribute("data-key", keysShown);
      input.setAttribute("aria-keyshortcuts", both.map((key) => ariaKey(key, isMac())).join(" "));
    }
    const size = String(px);
    if (output.textContent === size) return;
    input.value = size;
    input.setAttribute("aria-valuetext", `${size} pixels of the picture`);
    output.textContent = size;
  };
  const tip = { class: "painter-sizes", "data-tip": "Brush size in picture pixels", "data-side": "right" };
  const sizes = make("div", tip, input, output);
  return { element: sizes, update };
}
