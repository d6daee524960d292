/**
 * A rectangle, ellipse or polygon by numbers.
 *
 * @typedef {import("./surface.js").Surface} Surface
 */
import { boxFrom, polygonFrom, ShapeError } from "../core/typed_shape.js";
import { make } from "./dom.js";
import { commit } from "./surface.js";

const KINDS = /** @type {const} */ ([
  ["rectangle", "Rectangle"],
  ["ellipse", "Ellipse"],
  ["polygon", "Polygon"],
]);
const MODES = /** @type {const} */ ([
  ["paint", "Paint"],
  ["erase", "Erase"],
]);
const FIELDS = /** @type {const} */ ([
  ["left", "Left", "0"],
  ["top", "Top", "0"],
  ["width", "Width", "25%"],
  ["height", "Height", "25%"],
]);

/** Opens the dialog; it is made when first asked for. @param {Surface} surface @param {HTMLElement} root */
export function openShapeDialog(surface, root) {
  let dialog = root.querySelector("dialog.painter-shape");
  if (!(dialog instanceof HTMLDialogElement)) {
    dialog = createDialog(surface);
    root.append(dialog);
  }
  /** @type {HTMLDialogElement} */ (dialog).showModal();
}

/** @param {Surface} surface */
function createDialog(surface) {
  const title = make("h2", { id: "painter-shape-title" }, "Type a shape");
  const kinds = createChoice("Shape", "kind", KINDS);
  const modes = createChoice("Mode", "mode", MODES);
  const boxes = make(
    "div",
    { class: "painter-shape-fields" },
    ...FIELDS.map(([name, label, value]) =>
      make(
        "label",
        { class: "field" },
        make("span", { class: "label" }, label),
        make("input", { class: "input", name, value, inputmode: "decimal", autocomplete: "off" }),
      ),
    ),
  );
  const corners = make("textarea", {
    class: "input",
    name: "corners",
    rows: 3,
    spellcheck: "false",
    placeholder: "10%,10%  90%,10%  50%,90%",
  });
  const polygon = make(
    "label",
    { class: "field", hidden: true },
    make("span", { class: "label" }, "Corners: x,y of each"),
    corners,
  );
  const error = make("p", { class: "field-error", role: "alert" });
  const add = make("button", { type: "submit", class: "button button-primary" }, "Add to the mask");
  const close = make("button", { type: "button", class: "button" }, "Close");
  const form = make(
    "form",
    { class: "stack", novalidate: true },
    title,
    kinds,
    make("p", { class: "hint" }, "In pixels of the picture, or in percent: 120 or 12.5%."),
    boxes,
    polygon,
    modes,
    error,
    make("div", { class: "actions" }, add, close),
  );
  const dialog = make("dialog", { class: "dialog painter-shape", "aria-labelledby": title.id }, form);
  form.addEventListener("change", () => {
    const isPolygon = new FormData(form).get("kind") === "polygon";
    boxes.hidden = isPolygon;
    polygon.hidden = !isPolygon;
    error.textContent = "";
  });
  close.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      commit(surface, readShape(form, surface));
      surface.stage.status.textContent = "Added to the mask.";
      dialog.close();
    } catch (problem) {
      if (!(problem instanceof ShapeError)) throw problem;
      error.textContent = problem.message;
    }
  });
  return dialog;
}

/** @param {HTMLFormElement} form @param {Surface} surface @throws {ShapeError} */
function readShape(form, { view }) {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "");
  if (!view) throw new ShapeError("There is no picture to paint on yet.");
  const size = { width: view.pictureWidth, height: view.pictureHeight };
  const mode = text("mode") === "erase" ? "erase" : "paint";
  const kind = text("kind");
  if (kind === "polygon") return polygonFrom(mode, text("corners"), size);
  const typed = { left: text("left"), top: text("top"), width: text("width"), height: text("height") };
  return boxFrom(kind === "ellipse" ? "ellipse" : "rectangle", mode, typed, size);
}

/**
 * @param {string} legend
 * @param {string} name
 * @param {readonly (readonly [string, string])[]} options value and label, the first chosen
 */
function createChoice(legend, name, options) {
  const radios = options.map(([value, label], i) =>
    make(
      "label",
      { class: "painter-choice" },
      make("input", { type: "radio", name, value, checked: i === 0 }),
      label,
    ),
  );
  return make(
    "fieldset",
    { class: "painter-choices" },
    make("legend", { class: "label" }, legend),
    ...radios,
  );
}
