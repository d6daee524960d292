/**
 * Keys for the painter, silent while somebody types or a dialog is open.
 *
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 * @typedef {import("./surface.js").Surface} Surface
 */
import { ACTIONS } from "../core/actions.js";
import { matchesKey } from "../core/keys.js";
import { listen } from "./dom.js";
import { back, holdKeys } from "./gestures.js";

/**
 * @param {PainterCommands} commands
 * @param {Surface} surface
 * @param {{space: boolean}} held what is held now; kept up to date here
 * @returns {() => void} stops listening
 */
export function connectKeyboard(commands, surface, held) {
  /** @param {boolean} isDown */
  const setSpace = (isDown) => {
    held.space = isDown;
    surface.stage.surface.classList.toggle("can-pan", isDown);
  };
  return listen(window, {
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
      const types = isTyping(event.target);
      if (types && !isSubmit(event)) return;
      if (event.key === " " && !isPressable(event.target)) {
        event.preventDefault();
        setSpace(true);
      }
      holdKeys(surface, { shift: event.shiftKey, alt: event.altKey, space: held.space });
      if (event.key === "Backspace" && surface.gesture) return claim(event, () => back(surface));
      if (event.key === "Enter" && surface.gesture?.tool === "polygon") return claim(event, commands.finish);
      const action = ACTIONS.find(({ keys }) => keys.some((key) => matchesKey(key, event)));
      if (
        !action ||
        (event.repeat && action.group !== "Brush" && action.group !== "View" && action.group !== "Painting")
      )
        return;
      claim(event, () => action.isEnabled(commands) && action.perform(commands));
    },
    keyup: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === " ") setSpace(false);
      holdKeys(surface, { shift: event.shiftKey, alt: event.altKey, space: held.space });
    },
    blur: () => setSpace(false),
  });
}

/** @param {Event} event @param {() => void} act */
function claim(event, act) {
  event.preventDefault();
  act();
}

/** @param {KeyboardEvent} event */
function isSubmit(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey);
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["range", "checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}

/** @param {EventTarget | null} target @returns {boolean} true for what Space presses */
function isPressable(target) {
  return target instanceof HTMLElement && target.matches("button, a, summary, input:not([type=range])");
}

function isDialogOpen() {
  return document.querySelector("dialog[open]") !== null;
}
