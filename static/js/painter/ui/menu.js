/**
 * A menu of actions below the button that opens it. It is there only while it is open.
 *
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 */
import { actionNamed } from "../core/actions.js";
import { keysOf } from "../core/bindings.js";
import { ariaKey, showKey } from "../core/keys.js";
import { isMac, listen, make } from "./dom.js";
import { drawIcon } from "./icons.js";
import { MENU_ICONS } from "./menu_icons.js";

const ROOM_PX = 8;

/**
 * @param {PainterCommands} commands
 * @param {HTMLButtonElement} button
 * @param {readonly string[]} names of actions
 */
export function openMenu(commands, button, names) {
  const before = document.activeElement;
  const items = names.map((name) => createItem(commands, name));
  const menu = make("div", { class: "painter-menu", role: "menu", "aria-label": "More" }, ...items);
  /** @param {boolean} givesBack the focus */
  const close = (givesBack) => {
    stops.forEach((stop) => stop());
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (givesBack && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const stops = [
    listen(menu, {
      click: (/** @type {MouseEvent} */ event) => {
        const item = event.target instanceof Element && event.target.closest("button");
        if (!item) return;
        close(true);
        actionNamed(/** @type {string} */ (item.dataset.action)).perform(commands);
      },
      keydown: (/** @type {KeyboardEvent} */ event) => onKey(event, items, close),
      focusout: ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && close(false),
    }),
    listen(
      window,
      {
        pointerdown: ({ target }) => menu.contains(target) || button.contains(target) || close(true),
        resize: () => close(false),
      },
      { capture: true },
    ),
    listen(button, { click: (event) => (event.stopImmediatePropagation(), close(true)) }, { capture: true }),
  ];
  button.setAttribute("aria-expanded", "true");
  button.after(menu);
  place(menu, button);
  items.find((item) => !item.disabled)?.focus({ preventScroll: true });
}

/** @param {PainterCommands} commands @param {string} name */
function createItem(commands, name) {
  const action = actionNamed(name);
  const isOn = action.isOn?.(commands);
  const key = keysOf(action, commands.choices.keys).at(0);
  const item = make(
    "button",
    {
      type: "button",
      class: "painter-menu-item",
      role: isOn === undefined ? "menuitem" : "menuitemcheckbox",
      "aria-checked": isOn === undefined ? null : String(isOn),
      "aria-keyshortcuts": key ? ariaKey(key, isMac()) : null,
      "data-action": name,
      disabled: !action.isEnabled(commands),
      tabindex: "-1",
    },
    drawIcon(MENU_ICONS[name]),
    make("span", {}, action.label),
  );
  if (key) item.append(make("kbd", { class: "key", "aria-hidden": "true" }, showKey(key, isMac())));
  return item;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} items
 * @param {(givesBack: boolean) => void} close
 */
function onKey(event, items, close) {
  event.stopPropagation(); // the painter's own keys rest
  const open = items.filter((item) => !item.disabled);
  const at = open.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) open.at(next % open.length)?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close(true);
  else return;
  event.preventDefault();
}

/** Below its button, or above it where there is no room, within the window. @param {HTMLElement} menu @param {HTMLElement} button */
function place(menu, button) {
  const { left, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = bottom + ROOM_PX / 2;
  menu.style.left = `${Math.max(ROOM_PX, Math.min(left, innerWidth - width - ROOM_PX))}px`;
  menu.style.top = `${below + height + ROOM_PX <= innerHeight ? below : Math.max(ROOM_PX, top - height)}px`;
}
