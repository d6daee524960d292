/**
 * What not everybody needs, loaded when it is first wanted. Each part follows the choices from then on.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/actions.js").PainterCommands} PainterCommands
 *
 * @typedef {object} Needs
 * @property {Surface["choices"]} choices
 * @property {boolean} isTouched there is a finger
 * @property {boolean} isPointed there is a mouse or a pen
 * @property {boolean} hasPicture
 *
 * @typedef {(surface: Surface, commands: PainterCommands) => (() => void) | void} Connect may answer what takes it away
 *
 * @typedef {object} Part
 * @property {(needs: Needs) => boolean} isWanted
 * @property {() => Promise<Connect>} load
 * @property {readonly string[]} [styles] that it needs; all by default
 * @property {boolean} [isQuiet] where it cannot be loaded, one hardly misses it
 */
import { emit, on } from "./events.js";
import { redrawShapes, refresh, resizeRing } from "./drawing.js";
import { LAYERS, LOUPE, loadStyles } from "./styles.js";
import { listen } from "./dom.js";

const SHAPES = ["rectangle", "ellipse", "lasso", "polygon"];

/**
 * What the first stroke needs is there before it: the mask's colour, and what a mouse or a finger needs on devices that
 * have one.
 *
 * @type {Record<string, Part>}
 */
const PARTS = {
  colour: {
    isWanted: ({ hasPicture }) => hasPicture,
    load: async () => (await import("./mask_colour.js")).connectMaskColour,
    styles: [],
    isQuiet: true,
  },
  cursor: {
    isWanted: ({ isPointed }) => isPointed,
    load: async () => {
      const { createRingCursor } = await import("./cursor.js");
      return (surface) => {
        surface.ringCursor = createRingCursor();
        resizeRing(surface);
      };
    },
    styles: [],
    isQuiet: true,
  },
  wheel: {
    isWanted: ({ isPointed }) => isPointed,
    load: async () => {
      const { connectWheel } = await import("./wheel.js");
      return (surface, { setSize }) => connectWheel(surface, setSize);
    },
    styles: [],
  },
  loupe: {
    isWanted: ({ choices: { loupe }, isTouched }) => loupe === "always" || (isTouched && loupe === "touch"),
    load: async () => (await import("./loupe.js")).connectLoupe,
    styles: LOUPE,
  },
  specks: {
    isWanted: ({ choices }) => choices.showsSpecks,
    load: async () => (await import("./specks.js")).connectSpecks,
    styles: LAYERS,
  },
  marching: {
    isWanted: ({ choices }) => choices.marches,
    load: async () => (await import("./marching.js")).connectMarching,
    styles: LAYERS,
  },
  shapes: {
    isWanted: ({ choices }) => SHAPES.includes(choices.tool),
    load: async () => {
      const overlay = await import("./overlay.js");
      return (surface) => {
        surface.overlay = overlay;
        redrawShapes(surface);
      };
    },
    styles: [],
  },
  numbers: {
    isWanted: ({ choices }) => choices.tool === "rectangle" || choices.tool === "ellipse",
    load: async () => (await import("./shape_fields.js")).connectShapeFields,
  },
};

/**
 * @param {Surface} surface
 * @param {PainterCommands} commands
 * @returns {() => void} takes them away
 */
export function connectExtras(surface, commands) {
  const { choices, events, stage } = surface;
  const loaded = new Set();
  let isTouched = matchMedia("(any-pointer: coarse)").matches;
  let isPointed = matchMedia("(any-pointer: fine)").matches;
  let isHatched = choices.isHatched;
  const follow = () => {
    const needs = { choices, isTouched, isPointed, hasPicture: surface.source !== null };
    for (const [name, part] of Object.entries(PARTS)) {
      if (loaded.has(name) || !part.isWanted(needs)) continue;
      loaded.add(name);
      const use = (/** @type {Connect} */ connect) =>
        void stops.push(connect(surface, commands) ?? (() => {}));
      void (part.isQuiet
        ? part.load().then(use, () => {})
        : whenLoaded(surface, part.load(), use, part.styles));
    }
    if (isHatched === choices.isHatched) return;
    isHatched = choices.isHatched;
    refresh(surface);
  };
  /** @param {PointerEvent} event */
  const meet = ({ pointerType }) => {
    if (pointerType === "touch" ? isTouched : isPointed) return;
    if (pointerType === "touch") isTouched = true;
    else isPointed = true;
    follow();
  };
  const stops = [
    on(events, "settings", follow),
    on(events, "picture", follow),
    listen(stage.surface, { pointerenter: meet, pointerdown: meet }),
  ];
  follow();
  return () => stops.forEach((stop) => stop());
}

/**
 * @template Loaded
 * @param {Surface} surface
 * @param {Promise<Loaded>} loading
 * @param {(loaded: Loaded) => void} use
 * @param {readonly string[]} [styles]
 * @returns {Promise<void>} also where it could not be loaded, which is said
 */
export function whenLoaded(surface, loading, use, styles) {
  return Promise.all([loading, loadStyles(styles)]).then(
    ([loaded]) => use(loaded),
    () => {
      emit(
        surface.events,
        "problem",
        "This part of the painter could not be loaded. Go on painting; reload the page when the server can be reached.",
      );
    },
  );
}
