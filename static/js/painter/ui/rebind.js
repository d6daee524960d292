/**
 * Changing keys on the help sheet: press one for an action; where it has a meaning already, a person decides.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/actions.js").Action} Action
 */
import { actionNamed, ACTIONS } from "../core/actions.js";
import { actionFor, keysOf, refusalOf } from "../core/bindings.js";
import { showKey } from "../core/keys.js";
import { bindingOf, withKey, withoutKey } from "../core/rebinding.js";
import { isMac, make } from "./dom.js";
import { emit } from "./events.js";

/**
 * Turns the keys of the sheet into buttons, until it is closed.
 *
 * @param {Surface} surface
 * @param {HTMLDialogElement} dialog
 * @param {HTMLButtonElement} opener
 * @param {() => void} showKeys as plain text again
 */
export function startRebinding(surface, dialog, opener, showKeys) {
  const { choices, events } = surface;
  const words = make("p", { class: "painter-rebind-words", role: "status" });
  const answers = make("span", { class: "actions" });
  const reset = make("button", { type: "button", class: "button" }, "Reset all keys");
  const bar = make("div", { class: "painter-rebind" }, words, answers, reset);
  dialog.querySelector(".painter-help-head")?.after(bar);
  opener.disabled = true;
  let waiting = /** @type {string | null} */ (null);

  /** @param {string} text @param {...HTMLElement} buttons */
  const say = (text, ...buttons) => {
    words.textContent = text;
    answers.replaceChildren(...buttons);
    buttons[0]?.focus();
  };
  /** @param {import("../core/bindings.js").OwnKeys} own @param {string} text */
  const set = (own, text) => {
    choices.keys = own;
    emit(events, "settings");
    draw();
    const name = waiting;
    waiting = null;
    say(text);
    focusOn(dialog, name);
  };
  const draw = () => {
    showKeys();
    for (const place of dialog.querySelectorAll("[data-keys]")) {
      const { keys: name } = /** @type {HTMLElement} */ (place).dataset;
      const action = ACTIONS.find((each) => each.name === name && !each.isFixed);
      if (!action) continue;
      const keys = keysOf(action, choices.keys).map((key) => showKey(key, isMac()));
      const shown = keys.join(" or ") || "none";
      const label = `Change the key of ${action.label}, now ${shown}`;
      const button = make("button", { type: "button", class: "button key-button", "aria-label": label });
      button.append(shown);
      button.addEventListener("click", () => ask(action));
      place.replaceChildren(button);
    }
  };
  /** @param {Action} action */
  const ask = (action) => {
    waiting = action.name;
    const none = makeButton("No key", () =>
      set(withoutKey(choices.keys, action.name), `${action.label} has no key now.`),
    );
    say(`Press the key for ${action.label}. Escape leaves it as it is.`);
    answers.replaceChildren(none);
  };
  /** @param {KeyboardEvent} event */
  const hear = (event) => {
    if (!waiting || (event.target instanceof HTMLElement && answers.contains(event.target) && isPress(event)))
      return;
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const action = actionNamed(waiting);
    if (event.key === "Escape") return set(choices.keys, `${action.label} is as it was.`);
    const binding = bindingOf(event);
    if (!binding) return;
    const refusal = refusalOf(binding);
    if (refusal) return say(`${showKey(binding, isMac())}: ${refusal} Press another one.`);
    const before = actionFor(event, choices.keys);
    const give = () =>
      set(
        withKey(choices.keys, action.name, binding, before),
        `${action.label} has ${showKey(binding, isMac())} now.`,
      );
    if (!before || before.name === action.name) return give();
    say(
      `${showKey(binding, isMac())} is the key of ${before.label}.`,
      makeButton(`Use it for ${action.label}`, give),
      makeButton("Keep it", () => set(choices.keys, `${before.label} keeps ${showKey(binding, isMac())}.`)),
    );
  };
  const stop = () => {
    waiting = null;
    dialog.removeEventListener("keydown", hear, true);
    bar.remove();
    opener.disabled = false;
    showKeys();
  };
  reset.addEventListener("click", () => set({}, "All keys are as they were made."));
  dialog.addEventListener("keydown", hear, true);
  dialog.addEventListener("close", stop, { once: true });
  draw();
  say("Choose a key to change it. Keys are kept on this device.");
  focusOn(dialog, ACTIONS[0].name);
}

/** @param {HTMLElement} dialog @param {string | null} name of an action */
function focusOn(dialog, name) {
  const button = dialog.querySelector(`[data-keys="${name}"] button`);
  if (button instanceof HTMLElement) button.focus();
}

/** @param {KeyboardEvent} event @returns {boolean} whether it presses the button it is on */
function isPress({ key }) {
  return key === "Enter" || key === " ";
}

/** @param {string} label @param {() => void} act */
function makeButton(label, act) {
  const button = make("button", { type: "button", class: "button" }, label);
  button.addEventListener("click", act);
  return button;
}
