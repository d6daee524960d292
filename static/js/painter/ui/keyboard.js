/**
 * Keys for the painter, silent while somebody types or a dialog is open.
 *
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 * @typedef {import("./surface.js").Surface} Surface
 */
import { actionFor } from "../core/bindings.js";
import { moved } from "../core/tools/adjust.js";
import { listen } from "./dom.js";
import { back, holdKeys } from "./gestures.js";
import { adjustShape } from "./surface.js";

/** @type {Record<string, readonly [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** What a key held down goes on doing. */
const REPEATED = new Set(["Brush", "Painting", "View"]);
/** With Shift an arrow goes this far, picture px. */
const FAR_PX = 10;

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
  /** The action that lasts as long as its key is held, and that key. */
  let holding = /** @type {{action: import("../core/actions.js").Action, code: string} | null} */ (null);
  const release = () => {
    holding?.action.release?.(commands);
    holding = null;
  };
  return listen(window, {
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
      const action = actionFor(event, surface.choices.keys);
      if (isTyping(event.target) && !(action?.name === "submit" && (event.ctrlKey || event.metaKey))) return;
      if (event.key === " " && !isPressable(event.target)) {
        event.preventDefault();
        setSpace(true);
      }
      holdKeys(surface, { shift: event.shiftKey, alt: event.altKey, space: held.space });
      if (event.key === "Backspace" && surface.gesture) return claim(event, () => back(surface));
      if (event.key === "Enter" && surface.gesture?.tool === "polygon") return claim(event, commands.finish);
      const step = surface.shape && !surface.gesture && isOn(event.target, surface) && ARROWS[event.key];
      if (surface.shape && step && !event.ctrlKey && !event.metaKey) {
        const by = event.shiftKey ? FAR_PX : 1;
        const next = moved(surface.shape, step[0] * by, step[1] * by);
        return claim(event, () => adjustShape(surface, next));
      }
      if (!action || (event.repeat && !REPEATED.has(action.group))) return;
      claim(event, () => {
        if ((event.repeat && action.release) || !action.isEnabled(commands)) return;
        release();
        action.perform(commands);
        if (action.release) holding = { action, code: event.code };
      });
    },
    keyup: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === " ") setSpace(false);
      if (event.code === holding?.code) release();
      holdKeys(surface, { shift: event.shiftKey, alt: event.altKey, space: held.space });
    },
    blur: () => {
      setSpace(false);
      release();
    },
  });
}

/** @param {EventTarget | null} target @param {Surface} surface @returns {boolean} true where arrow keys are free */
function isOn(target, surface) {
  return target === document.body || target === surface.stage.surface;
}

/** @param {Event} event @param {() => void} act */
function claim(event, act) {
  event.preventDefault();
  act();
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
