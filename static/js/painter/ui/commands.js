/**
 * What the actions do to the surface.
 *
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 * @typedef {import("./surface.js").Surface} Surface
 */
import { canRedo, canUndo } from "../core/history.js";
import { speckArea } from "../core/steps.js";
import { allowedSize } from "../core/state.js";
import { actualScale, centred, fit, zoomAt } from "../core/viewport.js";
import { emit } from "./events.js";
import { whenLoaded } from "./extras.js";
import { back, cancel, finish } from "./gestures.js";
import { fitMargin } from "./resize.js";
import { resizeRing, setView } from "./drawing.js";
import { commit, redo, settle, undo } from "./surface.js";

/**
 * @param {Surface} surface
 * @param {{root: HTMLElement, onSubmit?: () => void, earlier?: readonly import("./start_from.js").Earlier[]}} page
 * @returns {PainterCommands}
 */
export function createCommands(surface, { root, onSubmit, earlier = [] }) {
  const { choices, events, stage } = surface;
  /**
   * @param {(view: import("../core/viewport.js").Viewport) => import("../core/viewport.js").Viewport} next
   */
  const changeView = (next) => {
    if (surface.view) setView(surface, next(surface.view));
  };
  const changed = () => emit(events, "settings");
  /** @param {boolean} isShown */
  const showMask = (isShown) => {
    choices.isMaskShown = isShown;
    stage.mask.style.opacity = String(isShown ? choices.opacity : 0);
    changed();
  };
  /**
   * What only some people want is loaded when they first want it.
   *
   * @template Part
   * @param {Promise<Part>} loading
   * @param {(part: Part) => void} use
   */
  const open = (loading, use) => void whenLoaded(surface, loading, use);
  /** @type {PainterCommands} */
  const commands = {
    choices,
    get canUndo() {
      return canUndo(surface.journal) || surface.gesture !== null;
    },
    get canRedo() {
      return canRedo(surface.journal);
    },
    get hasPicture() {
      return surface.view !== null;
    },
    chooseTool(tool, mode = choices.mode) {
      cancel(surface);
      settle(surface);
      choices.tool = tool;
      choices.mode = mode;
      changed();
      if (tool === "wand" || tool === "snap") open(import("./trials.js"), ({ prepare }) => prepare(surface));
    },
    swapMode() {
      choices.mode = choices.mode === "paint" ? "erase" : "paint";
      changed();
    },
    setSize(size) {
      choices.size = allowedSize(size);
      resizeRing(surface);
      changed();
    },
    undo() {
      if (surface.gesture) return surface.gesture.tool === "polygon" ? back(surface) : cancel(surface);
      undo(surface);
    },
    redo: () => surface.gesture || redo(surface),
    apply(op) {
      cancel(surface);
      commit(surface, op);
    },
    adjustMask(step) {
      cancel(surface);
      open(import("./step_panel.js"), ({ openStep }) => openStep(surface, root, step));
    },
    startFrom() {
      cancel(surface);
      settle(surface);
      open(import("./start_from.js"), ({ openStartFrom }) => openStartFrom(surface, root, earlier));
    },
    toggleMirror(axis) {
      if (!surface.view) return;
      const { pictureWidth, pictureHeight } = surface.view;
      const middle = (axis === "x" ? pictureWidth : pictureHeight) / 2;
      choices.mirror[axis] = choices.mirror[axis] === null ? middle : null;
      open(import("./mirror.js"), ({ showAxes }) => showAxes(surface));
      changed();
    },
    get speckArea() {
      return speckArea(surface.view?.pictureWidth ?? 0, surface.view?.pictureHeight ?? 0);
    },
    zoomBy: (factor) =>
      changeView((view) => zoomAt(view, view.scale * factor, view.width / 2, view.height / 2)),
    fit: () => changeView((view) => fit(view, fitMargin(view.width))),
    showActualSize: () => changeView((view) => centred(view, actualScale(view))),
    showMask,
    setOpacity(opacity) {
      choices.opacity = opacity;
      showMask(true);
    },
    cancel() {
      if (!surface.gesture) settle(surface);
      cancel(surface);
    },
    finish: () => finish(surface),
    get isGridOn() {
      return surface.grid !== null;
    },
    showSpecks(isShown) {
      choices.showsSpecks = isShown;
      changed();
    },
    peek: (isAway) => root.classList.toggle("is-peeking", isAway),
    toggleGrid() {
      stage.surface.focus({ preventScroll: true });
      open(import("./grid.js"), ({ toggleGrid }) => toggleGrid(surface));
    },
    typeShape: () => open(import("./shape_dialog.js"), (part) => part.openShapeDialog(surface, root)),
    openOptions: () => open(import("./options.js"), (part) => part.toggleOptions(surface, commands, root)),
    openHelp: () =>
      open(import("./help.js"), (part) =>
        part.openHelp(surface, root, { canSubmit: onSubmit !== undefined }),
      ),
    submit: () => onSubmit?.(),
  };
  return commands;
}
