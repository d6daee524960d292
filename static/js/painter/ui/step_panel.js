/**
 * A whole-mask step under one's eyes: the mask shows it at once, a slider says by how many px. Enter or any other
 * act keeps it, Esc drops it.
 *
 * @typedef {import("../core/steps.js").StepName} StepName
 * @typedef {import("./surface.js").Surface} Surface
 */
import { actionNamed } from "../core/actions.js";
import { stepOp, stepRange } from "../core/steps.js";
import { listen, make } from "./dom.js";
import { on } from "./events.js";
import { adjustStep, commit, dropStep, setStep, settle } from "./surface.js";

/** @param {Surface} surface @param {HTMLElement} root @param {StepName} name */
export function openStep(surface, root, name) {
  const { view, events } = surface;
  if (!view) return;
  const { first, most } = stepRange(view.pictureWidth, view.pictureHeight);
  const { label } = actionNamed(name);
  const slider = make("input", {
    type: "range",
    class: "range",
    min: 1,
    max: most,
    step: 1,
    value: first,
    "aria-label": `${label} by`,
  });
  const output = make("output", { class: "painter-step-px", "aria-hidden": "true" });
  const apply = make("button", { type: "button", class: "button" }, "Apply");
  const drop = make("button", { type: "button", class: "button button-ghost" }, "Cancel");
  const panel = make("div", { class: "painter-step", role: "group", "aria-label": label });
  panel.append(make("span", { "aria-hidden": "true" }, label), slider, output, apply, drop);

  const showPx = () => {
    output.textContent = `${slider.value} px`;
    slider.setAttribute("aria-valuetext", `${slider.value} pixels of the picture`);
  };
  let isBusy = false;
  /** The mask follows as fast as the engine can, one number at a time. */
  const follow = async () => {
    showPx();
    if (isBusy) return;
    isBusy = true;
    for (let step = surface.step; step && panel.isConnected && isBehind(step); step = surface.step) {
      await adjustStep(surface, stepOp(name, slider.valueAsNumber)).catch(() => {});
    }
    isBusy = false;
  };
  /** @param {import("../core/ops.js").RadiusOp} step */
  const isBehind = (step) => Math.abs(step.radius) !== slider.valueAsNumber;

  slider.addEventListener("input", () => void follow());
  apply.addEventListener("click", () => settle(surface));
  drop.addEventListener("click", () => dropStep(surface));
  const stops = [
    listen(window, { keydown: (event) => onKey(event, surface) }, { capture: true }),
    on(events, "step", (step) => step ?? close()),
  ];
  const close = () => {
    const hadFocus = panel.contains(document.activeElement);
    stops.forEach((stop) => stop());
    panel.remove();
    if (hadFocus) surface.stage.surface.focus({ preventScroll: true });
  };

  const step = stepOp(name, first);
  commit(surface, step);
  setStep(surface, step);
  showPx();
  root.append(panel);
  slider.focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event @param {Surface} surface */
function onKey(event, surface) {
  const { target } = event;
  const isElsewhere =
    target instanceof HTMLElement && target.matches("textarea, button, a, input:not([type=range])");
  if (event.key !== "Escape" && (event.key !== "Enter" || isElsewhere || event.ctrlKey || event.metaKey))
    return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === "Escape") dropStep(surface);
  else settle(surface);
}
