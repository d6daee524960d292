import { optionalPart, part, setText } from "../shared/dom.js";
import { connectStagePointer } from "./stage_pointer.js";
import { fitView, panBy, resizeStage, splitAt, zoomAt } from "./view.js";
import { actOfKey, compareWords, stepVariation } from "./viewer_keys.js";

/** @typedef {import("./view.js").View} View */

/**
 * Connects the dialog that shows one variation large, compared with the original at the same place and zoom.
 * `preview(n)` names an address of variation n that is already loaded, shown until the full picture has come.
 * @param {HTMLDialogElement} dialog
 * @param {(variation: number) => string} preview
 * @returns {{open: (variation: number) => void}}
 */
export function connectViewer(dialog, preview) {
  const stage = part(dialog, "stage", HTMLElement);
  const box = part(dialog, "box", HTMLElement);
  const shown = part(dialog, "variation", HTMLImageElement);
  const original = optionalPart(dialog, "original", HTMLImageElement);
  const divider = optionalPart(dialog, "divider", HTMLElement);
  const range = optionalPart(dialog, "compare", HTMLInputElement);
  const hold = optionalPart(dialog, "hold", HTMLButtonElement);
  const picture = { width: Number(box.dataset.width), height: Number(box.dataset.height) };
  let stageSize = { width: 1, height: 1 };
  /** @type {View} */
  let view = fitView(picture, stageSize);
  let variation = 1;
  box.style.width = `${picture.width}px`;
  box.style.height = `${picture.height}px`;

  const draw = () => {
    box.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    setText(optionalPart(dialog, "zoom", HTMLOutputElement), `${Math.round(view.scale * 100)} %`);
    if (!range || !divider) return;
    const split = range.valueAsNumber;
    dialog.dataset.split = String(split);
    shown.style.setProperty("--split", `${split}%`);
    range.setAttribute("aria-valuetext", compareWords(split));
    const x = view.x + (picture.width * view.scale * split) / 100;
    divider.style.transform = `translateX(${Math.min(stageSize.width, Math.max(0, x))}px)`;
  };
  /** @param {View} next */
  const look = (next) => {
    view = next;
    draw();
  };
  /** @param {boolean} held */
  const holdOriginal = (held) => {
    if (original) dialog.toggleAttribute("data-held", held);
  };
  /** @param {number} next */
  const show = (next) => {
    variation = next;
    const isChoosing = document.activeElement?.matches("[data-show]");
    for (const button of dialog.querySelectorAll("button[data-show]")) {
      const isThis = button.getAttribute("data-show") === String(next);
      button.setAttribute("aria-pressed", String(isThis));
      if (isThis && isChoosing && button instanceof HTMLElement) button.focus();
      if (isThis) void sharpen(shown, preview(next), button.getAttribute("data-address") ?? "");
    }
    for (const actions of dialog.querySelectorAll("[data-actions-for]")) {
      actions.toggleAttribute("hidden", actions.getAttribute("data-actions-for") !== String(next));
    }
    shown.alt = `Variation ${next}`;
  };
  const middle = () => ({ x: stageSize.width / 2, y: stageSize.height / 2 });

  connectStagePointer(stage, divider, {
    pan: (dx, dy) => look(panBy(view, dx, dy, picture, stageSize)),
    zoom: (factor, at) => look(zoomAt(view, factor, at, picture, stageSize)),
    divide: (x) => {
      if (range) range.valueAsNumber = splitAt(view, x, picture);
      draw();
    },
  });
  range?.addEventListener("input", draw);
  for (const button of dialog.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => show(Number(button.getAttribute("data-show"))));
  }
  part(dialog, "close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  part(dialog, "fit", HTMLButtonElement).addEventListener("click", () => look(fitView(picture, stageSize)));
  hold?.addEventListener("pointerdown", () => holdOriginal(true));
  for (const event of ["pointerup", "pointercancel", "pointerleave", "blur"]) {
    hold?.addEventListener(event, () => holdOriginal(false));
  }
  dialog.addEventListener("keydown", (event) => {
    const act = actOfKey(event, event.target === range);
    if (!act) return;
    event.preventDefault();
    if (act.act === "show") show(act.variation);
    else if (act.act === "step") show(stepVariation(variation, act.by));
    else if (act.act === "zoom") look(zoomAt(view, act.factor, middle(), picture, stageSize));
    else if (act.act === "fit") look(fitView(picture, stageSize));
    else holdOriginal(true);
  });
  dialog.addEventListener("keyup", (event) => {
    if (event.key.toLowerCase() === "o") holdOriginal(false);
  });
  window.addEventListener("blur", () => holdOriginal(false));
  new ResizeObserver(([entry]) => {
    if (!entry || entry.contentRect.width === 0) return;
    const now = { width: entry.contentRect.width, height: entry.contentRect.height };
    look(resizeStage(view, picture, stageSize, now));
    stageSize = now;
    draw();
  }).observe(stage);

  return {
    open: (first) => {
      dialog.showModal();
      show(first);
    },
  };
}

/**
 * Shows what is loaded at once and the full picture when it has come, unless another was asked for meanwhile.
 * @param {HTMLImageElement} image
 * @param {string} loaded
 * @param {string} full
 */
async function sharpen(image, loaded, full) {
  image.dataset.wanted = full;
  image.src = loaded;
  const arriving = new Image();
  arriving.src = full;
  try {
    await arriving.decode();
  } catch {
    return;
  }
  if (image.dataset.wanted === full) image.src = full;
}
