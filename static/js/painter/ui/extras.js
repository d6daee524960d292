/**
 * What not everybody needs, loaded when it is first wanted. Each part follows the choices from then on.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 */
import { canUndo } from "../core/history.js";
import { emit, on } from "./events.js";
import { redrawShapes, refresh } from "./drawing.js";
import { loadExtraStyles } from "./styles.js";
import { listen } from "./dom.js";

/**
 * @param {Surface} surface
 * @returns {() => void} takes them away
 */
export function connectExtras(surface) {
  const { choices, events, stage } = surface;
  /** @type {Map<string, Promise<void>>} */
  const loading = new Map();
  /** @type {(() => void)[]} */
  const stops = [];
  // The loupe must be there for the first touch.
  let isTouched = matchMedia("(any-pointer: coarse)").matches;
  let isHatched = choices.isHatched;
  /**
   * @param {string} name
   * @param {boolean} isWanted
   * @param {() => Promise<(surface: Surface) => () => void>} load
   */
  const want = (name, isWanted, load) => {
    if (!isWanted || loading.has(name)) return;
    loading.set(
      name,
      whenLoaded(surface, load(), (connect) => void stops.push(connect(surface))),
    );
  };
  const follow = () => {
    want("specks", choices.showsSpecks, async () => (await import("./specks.js")).connectSpecks);
    want("marching", choices.marches, async () => (await import("./marching.js")).connectMarching);
    const usesLoupe = choices.loupe === "always" || (isTouched && choices.loupe === "touch");
    want("loupe", usesLoupe, async () => (await import("./loupe.js")).connectLoupe);
    const drawsShapes = ["rectangle", "ellipse", "lasso", "polygon"].includes(choices.tool);
    want("shapes", drawsShapes, async () => {
      const overlay = await import("./overlay.js");
      return () => showShapes(surface, overlay);
    });
    const hasNumbers = choices.tool === "rectangle" || choices.tool === "ellipse";
    want("numbers", hasNumbers, async () => (await import("./shape_fields.js")).connectShapeFields);
    if (isHatched === choices.isHatched) return;
    isHatched = choices.isHatched;
    refresh(surface);
  };
  // Its colour matters from when there is a mask: a pointer announces one, a finger comes without warning. Without styles of its own, and where it cannot be loaded, the
  // mask keeps the colour it has.
  const chooseColour = async () => {
    const { connectMaskColour } = await import("./mask_colour.js");
    stops.push(connectMaskColour(surface));
  };
  const colour = () => {
    if (surface.view && !loading.has("colour"))
      loading.set(
        "colour",
        chooseColour().catch(() => {}),
      );
  };
  stops.push(
    on(events, "settings", follow),
    on(events, "change", () => canUndo(surface.journal) && colour()),
    on(events, "arrived", () => isTouched && colour()),
    listen(stage.surface, {
      pointerenter: colour,
      pointerdown: (event) => {
        isTouched ||= event.pointerType === "touch";
        follow();
      },
    }),
  );
  follow();
  return () => stops.forEach((stop) => stop());
}

/** @param {Surface} surface @param {typeof import("./overlay.js")} overlay */
function showShapes(surface, overlay) {
  surface.overlay = overlay;
  redrawShapes(surface);
  return () => {};
}

/**
 * @template Part
 * @param {Surface} surface
 * @param {Promise<Part>} loading
 * @param {(part: Part) => void} use
 * @returns {Promise<void>} also where it could not be loaded, which is said
 */
export function whenLoaded(surface, loading, use) {
  return Promise.all([loading, loadExtraStyles()]).then(
    ([part]) => use(part),
    () => {
      emit(
        surface.events,
        "problem",
        "This part of the painter could not be loaded. Go on painting; reload the page when the server can be reached.",
      );
    },
  );
}
