/**
 * The panel of view options: how the mask is shown, the loupe, the pen. It lies beside the picture and stays
 * open, so that one sees what each option does.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 */
import { actionNamed } from "../core/actions.js";
import { make } from "./dom.js";
import { emit, on } from "./events.js";

const COLOURS = /** @type {const} */ ([
  ["auto", "Automatic"],
  ["pink", "Pink"],
  ["yellow", "Yellow"],
  ["cyan", "Cyan"],
  ["blue", "Blue"],
]);
const LOUPES = /** @type {const} */ ([
  ["touch", "For fingers"],
  ["always", "Always"],
  ["never", "Never"],
]);
const SWITCHES = /** @type {const} */ ([
  ["isHatched", "Hatched mask", "Stripes let the picture through"],
  ["marches", "Marching edge", "The mask’s edge moves, so that it is seen anywhere"],
  ["showsSpecks", "Show missed specks", "Rings around tiny areas and spots left out"],
]);
const PEN = /** @type {const} */ ([
  ["usesPressure", "Pressure changes the size", ""],
  ["penKeepsFingersOff", "Fingers only move the picture", "Once a pen was used"],
]);
/** Without keys or a bar wide enough for them, these are found here. */
const ACTS = ["mask", "actual", "zoom-out", "zoom-in"];

/** @param {Surface} surface @param {PainterCommands} commands @param {HTMLElement} root */
export function toggleOptions(surface, commands, root) {
  const open = root.querySelector(".painter-options");
  const opener = document.querySelector('[data-action="options"]');
  if (open) return closeOptions(surface, open, opener);
  const panel = createPanel(surface, commands);
  root.append(panel);
  opener?.setAttribute("aria-expanded", "true");
  const stops = [
    on(surface.events, "settings", () => show(panel, surface)),
    on(surface.events, "options-closed", () => stops.forEach((stop) => stop())),
  ];
  const shut = () => closeOptions(surface, panel, opener);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    shut();
  });
  panel.querySelector("[data-close]")?.addEventListener("click", shut);
  show(panel, surface);
  panel.querySelector("input")?.focus();
}

/** @param {Surface} surface @param {Element} panel @param {Element | null} opener */
function closeOptions(surface, panel, opener) {
  const hadFocus = panel.contains(document.activeElement);
  panel.remove();
  opener?.setAttribute("aria-expanded", "false");
  emit(surface.events, "options-closed");
  if (hadFocus && opener instanceof HTMLElement) opener.focus();
}

/** @param {Surface} surface @param {PainterCommands} commands */
function createPanel(surface, commands) {
  const { choices, events } = surface;
  const opacity = make("input", {
    type: "range",
    class: "range",
    name: "opacity",
    min: 10,
    max: 100,
    step: 5,
  });
  const close = make("button", { type: "button", class: "button", "data-close": true }, "Close");
  const panel = make(
    "section",
    { class: "painter-options", "aria-labelledby": "painter-options-title" },
    make(
      "div",
      { class: "painter-options-head" },
      make("h2", { id: "painter-options-title" }, "View options"),
      close,
    ),
    radios("Mask colour", "colour", COLOURS),
    make("label", { class: "field" }, make("span", { class: "label" }, "Mask opacity"), opacity),
    ...SWITCHES.map(checkbox),
    radios("Loupe", "loupe", LOUPES),
    group("Pen", ...PEN.map(checkbox)),
    make("div", { class: "painter-options-acts" }, ...ACTS.map((name) => actButton(name, commands))),
  );
  panel.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target === opacity) return commands.setOpacity(target.valueAsNumber / 100);
    Object.assign(choices, { [target.name]: target.type === "radio" ? target.value : target.checked });
    emit(events, "settings");
  });
  return panel;
}

/** Shows what is chosen now. @param {HTMLElement} panel @param {Surface} surface */
function show(panel, { choices }) {
  for (const input of panel.querySelectorAll("input")) {
    const value = choices[/** @type {keyof typeof choices} */ (input.name)];
    if (input.type === "radio") input.checked = input.value === value;
    else if (input.type === "checkbox") input.checked = value === true;
    else input.value = String(Math.round(choices.opacity * 100));
  }
}

/** @param {string} name of an action @param {PainterCommands} commands */
function actButton(name, commands) {
  const action = actionNamed(name);
  const button = make("button", { type: "button", class: "button" }, action.label);
  button.addEventListener("click", () => action.isEnabled(commands) && action.perform(commands));
  return button;
}

/** @param {readonly [string, string, string]} option name, label and hint */
function checkbox([name, label, hint]) {
  const words = make("span", {}, label);
  if (hint) words.append(make("span", { class: "hint" }, hint));
  return make("label", { class: "painter-choice" }, make("input", { type: "checkbox", name }), words);
}

/** @param {string} legend @param {string} name @param {readonly (readonly [string, string])[]} options */
function radios(legend, name, options) {
  const inputs = options.map(([value, label]) =>
    make(
      "label",
      { class: "painter-choice", "data-value": value },
      make("input", { type: "radio", name, value }),
      label,
    ),
  );
  return group(legend, ...inputs);
}

/** @param {string} legend @param {...HTMLElement} inside */
function group(legend, ...inside) {
  return make(
    "fieldset",
    { class: "painter-choices" },
    make("legend", { class: "label" }, legend),
    ...inside,
  );
}
