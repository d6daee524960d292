/**
 * The painter as a component: tools, painting surface and mask, for the paint page and the mask tool.
 * Its face is described in docs/painter.md.
 *
 * @typedef {object} PainterOptions
 * @property {HTMLElement} [bar] gets undo, redo, zoom and help; without it they stand above the surface
 * @property {() => void} [onSubmit] called on Ctrl/⌘+Enter
 * @property {readonly import("./start_from.js").Earlier[]} [earlier] paintings that "Start from a mask" offers
 * @property {Storage | null} [settings] where tool settings are remembered; null remembers nothing
 *
 * @typedef {ReturnType<typeof createPainter>} Painter
 */
import { actionNamed } from "../core/actions.js";
import { canRedo, canUndo } from "../core/history.js";
import { writeJournal } from "../core/serialize.js";
import { excerptOf, fit, withExcerpt } from "../core/viewport.js";
import { createCommands } from "./commands.js";
import { make } from "./dom.js";
import { askPng, askReport, endClient } from "./engine_client.js";
import { createEmitter, emit, on } from "./events.js";
import { connectExtras } from "./extras.js";
import { cancel } from "./gestures.js";
import { connectKeyboard } from "./keyboard.js";
import { watchCanvas } from "./lost_canvas.js";
import { loadPicture } from "./picture.js";
import { connectPointer } from "./pointer.js";
import { setView } from "./drawing.js";
import { fitMargin, watchSize } from "./resize.js";
import { connectSettings, loadChoices } from "./settings.js";
import { createStage } from "./stage.js";
import { commit, createSurface, openPainting, takeJournal } from "./surface.js";
import { createToolbar } from "./toolbar.js";

/** What the canvas is painted with where the page names no colour of its own. */
const COLOUR = "#ff5cab";

/** Buttons follow a change when the mask has shown it: a frame for them first would make the mask wait, ms. */
const REST_MS = 50;

/** @param {HTMLElement} root @param {PainterOptions} [options] */
export function createPainter(root, { bar, onSubmit, earlier, settings = defaultStorage() } = {}) {
  const events = createEmitter();
  const choices = loadChoices(settings);
  const rail = make("div", { class: "painter-rail", role: "toolbar", "aria-label": "Tools" });
  const ownBar = bar ? null : make("div", { class: "painter-bar" });
  root.classList.add("painter");
  root.append(...(ownBar ? [ownBar] : []), rail);
  const stage = createStage(root);
  const colour = getComputedStyle(root).getPropertyValue("--region").trim();
  const surface = createSurface(stage, choices, events, /^#[0-9a-f]{6}$/i.test(colour) ? colour : COLOUR);
  const commands = createCommands(surface, { root, onSubmit, earlier });
  const toolbar = createToolbar(surface, commands, rail, bar ?? /** @type {HTMLElement} */ (ownBar));
  const held = { space: false };
  let updating = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const stops = [
    on(events, "change", () => {
      clearTimeout(updating);
      updating = setTimeout(toolbar.update, REST_MS);
    }),
    on(events, "settings", toolbar.update),
    on(events, "view", () => toolbar.showZoom(view().scale * view().dpr)),
    // What one paints must be seen.
    on(events, "gesture", () => choices.isMaskShown || commands.showMask(true)),
    connectPointer(surface, held, commands),
    connectKeyboard(commands, surface, held),
    watchSize(surface),
    connectSettings(surface, settings),
    connectExtras(surface, commands),
    watchCanvas(surface),
  ];
  stage.mask.style.opacity = String(choices.opacity);
  toolbar.update();

  /** @returns {import("../core/viewport.js").Viewport} */
  const view = () => {
    if (!surface.view) throw new Error("There is no picture to paint on yet.");
    return surface.view;
  };

  /** @param {number} side of the preview, px */
  const look = async (side) => {
    const seen = await askReport(surface.client, side);
    if (side > 1) emit(events, "seen", seen);
    return seen;
  };

  return {
    /**
     * @param {string | Blob} source
     * @param {{width?: number, height?: number, alt?: string, thumbnail?: string}} [known] natural size, where
     *   it is known before the bytes; the address of a small version
     */
    loadPicture: (source, known = {}) =>
      loadPicture(surface, source, known, (width, height) => {
        const { clientWidth, clientHeight } = stage.surface;
        const empty = {
          scale: 1,
          x: 0,
          y: 0,
          dpr: devicePixelRatio,
          pictureWidth: width,
          pictureHeight: height,
        };
        openPainting(
          surface,
          fit({ ...empty, width: clientWidth, height: clientHeight }, fitMargin(clientWidth)),
        );
      }),

    /** Resolves when what tools have chosen is found and part of the painting. */
    settled: async () => surface.trying ?? undefined,

    /** @returns {Promise<{png: Blob, white: number}>} opaque, 1-bit, of natural size; px of it to be redrawn */
    async exportMask() {
      view();
      await surface.trying;
      const { bytes, white } = await askPng(surface.client);
      const png = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: "image/png" });
      return { png, white };
    },

    /** What can be said about the mask. */
    async report() {
      view();
      await surface.trying;
      return (await look(1)).report;
    },

    /**
     * Draws the whole mask, white on black, as large as `side` says, and reports on it.
     *
     * @param {HTMLCanvasElement} canvas
     * @param {number} side CSS px
     */
    async drawPreview(canvas, side) {
      view();
      const [{ report, preview }, { paintGrey }] = await Promise.all([
        look(Math.round(side * devicePixelRatio)),
        import("./grey.js"),
      ]);
      paintGrey(canvas, preview);
      return report;
    },

    /** Replaces the painting by a mask picture of any size, as one step. @param {string | Blob} source */
    async paintMask(source) {
      const { pictureWidth, pictureHeight } = view();
      const { readMaskPicture } = await import("./mask_picture.js");
      commit(surface, {
        type: "stamp",
        mode: "replace",
        code: await readMaskPicture(source, pictureWidth, pictureHeight),
      });
    },

    journal: () => writeJournal(surface.journal, view().pictureWidth, view().pictureHeight),

    /** The live journal, to be read only. */
    get history() {
      return surface.journal;
    },

    /** @param {unknown} data what `journal()` gave @throws {import("../core/read_journal.js").JournalError} */
    async restore(data) {
      const { pictureWidth, pictureHeight } = view();
      const { readJournal } = await import("../core/read_journal.js").catch(() => {
        throw new Error("The saved painting could not be brought back. Reload the page to try again.");
      });
      const journal = readJournal(data, pictureWidth, pictureHeight);
      cancel(surface);
      takeJournal(surface, journal);
    },

    /** What is looked at. @returns {import("../core/viewport.js").Excerpt} */
    excerpt: () => excerptOf(view(), fitMargin(view().width)),

    /** @param {Partial<import("../core/viewport.js").Excerpt> | null} [excerpt] what `excerpt()` gave; without it nothing moves */
    lookAt: (excerpt) => setView(surface, withExcerpt(view(), excerpt, fitMargin(view().width))),

    /** One more step of the painting. @param {import("../core/ops.js").Op} op */
    apply: (op) => commands.apply(op),

    /** @param {string} name of an action */
    run: (name) => actionNamed(name).perform(commands),

    /** @param {string} event @param {(value: any) => void} listener */
    on: (event, listener) => on(events, event, listener),

    /** Says a sentence to screen readers. @param {string} text */
    announce(text) {
      stage.status.textContent = text;
    },

    get state() {
      return {
        ...choices,
        width: surface.view?.pictureWidth ?? 0,
        height: surface.view?.pictureHeight ?? 0,
        scale: surface.view?.scale ?? 1,
        canUndo: canUndo(surface.journal),
        canRedo: canRedo(surface.journal),
        isPainting: surface.gesture !== null,
        isHandOver: surface.pointer !== null,
      };
    },

    destroy() {
      clearTimeout(updating);
      for (const stop of stops) stop();
      endClient(surface.client);
      if (bar) bar.replaceChildren();
      root.replaceChildren();
      root.classList.remove("painter");
      emit(events, "destroyed");
    },
  };
}

/** @returns {Storage | null} null where the browser forbids it */
function defaultStorage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
