/**
 * The mirror's axes: thin lines over the picture, each moved by its handle at the edge of the surface, or by the
 * arrow keys.
 *
 * @typedef {import("./surface.js").Surface} Surface
 */
import { clamp } from "../core/geometry.js";
import { listen, make } from "./dom.js";
import { emit, on } from "./events.js";

/** With Shift an arrow goes this far, picture px. */
const FAR_PX = 10;
const AXES = /** @type {const} */ ([
  ["x", "Mirror axis", "horizontal"],
  ["y", "Level mirror axis", "vertical"],
]);
/** @type {Record<string, number>} */
const ARROWS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** Shows the axes that are on; from then on they follow the view and the choices. @param {Surface} surface */
export function showAxes(surface) {
  const { stage, events } = surface;
  if (stage.surface.parentElement?.querySelector(".painter-axes")) return;
  const layer = make("div", { class: "painter-axes" });
  const updates = AXES.map(([axis, label, orientation]) => {
    const handle = make("button", {
      type: "button",
      class: "painter-axis-handle",
      role: "slider",
      "aria-label": label,
      "aria-orientation": orientation,
      "aria-valuemin": 0,
    });
    const line = make("div", { class: `painter-axis painter-axis-${axis}` }, handle);
    layer.append(line);
    connectHandle(surface, handle, axis);
    return () => place(surface, line, handle, axis);
  });
  const update = () => updates.forEach((each) => each());
  stage.surface.after(layer);
  update();
  const stops = ["view", "settings"].map((event) => on(events, event, update));
  const end = on(events, "destroyed", () => [...stops, end].forEach((stop) => stop()));
}

/** @param {Surface} surface @param {HTMLElement} line @param {HTMLElement} handle @param {"x" | "y"} axis */
function place({ view, choices }, line, handle, axis) {
  const at = choices.mirror[axis];
  line.hidden = at === null || !view;
  if (at === null || !view) return;
  line.style.transform =
    axis === "x" ? `translateX(${view.x + at * view.scale}px)` : `translateY(${view.y + at * view.scale}px)`;
  handle.setAttribute("aria-valuenow", String(at));
  handle.setAttribute("aria-valuemax", String(axis === "x" ? view.pictureWidth : view.pictureHeight));
  handle.setAttribute("aria-valuetext", `${at} pixels from the ${axis === "x" ? "left" : "top"}`);
}

/** @param {Surface} surface @param {HTMLElement} handle @param {"x" | "y"} axis */
function connectHandle(surface, handle, axis) {
  const { choices, events, stage } = surface;
  /** @param {number} px of the picture */
  const move = (px) => {
    const { view } = surface;
    if (!view) return;
    // Whole and half px: a picture's middle may lie between two.
    const most = axis === "x" ? view.pictureWidth : view.pictureHeight;
    choices.mirror[axis] = clamp(Math.round(px * 2) / 2, 0, most);
    emit(events, "settings");
  };
  listen(handle, {
    pointerdown: (/** @type {PointerEvent} */ event) => handle.setPointerCapture(event.pointerId),
    pointermove: (/** @type {PointerEvent} */ event) => {
      const { view } = surface;
      if (!view || !handle.hasPointerCapture(event.pointerId)) return;
      const { left, top } = stage.surface.getBoundingClientRect();
      const screen = axis === "x" ? event.clientX - left - view.x : event.clientY - top - view.y;
      move(screen / view.scale);
    },
    keydown: (/** @type {KeyboardEvent} */ event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      move((choices.mirror[axis] ?? 0) + step * (event.shiftKey ? FAR_PX : 1));
    },
  });
}
