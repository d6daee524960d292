import { part, setText } from "../shared/dom.js";
import { refusalOf } from "../shared/image_types.js";
import { watchIncomingImages } from "../shared/incoming_images.js";
import { intentOf, wordsFor } from "./intent.js";

/**
 * Makes the form for adding a picture one field: it says what it takes the typed text for, takes images dropped
 * and pasted, and sends words as `prompt`. The form stays a plain form: the server answers with a page.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} veil shown while an image is dragged over the page
 */
export function connectComposer(form, veil) {
  const field = form.querySelector("input[name=message_id]");
  if (!(field instanceof HTMLInputElement)) throw new Error("the form has no message_id field");
  const file = part(form, "file", HTMLInputElement);
  const view = {
    chosen: part(form, "chosen", HTMLElement),
    preview: part(form, "preview", HTMLImageElement),
    name: part(form, "file-name", HTMLElement),
    label: part(form, "field-label", HTMLElement),
    hint: part(form, "hint", HTMLElement),
    error: part(form, "error", HTMLElement),
  };
  const plainWords = form.querySelector("input[name=prompt]");
  if (plainWords instanceof HTMLInputElement) plainWords.disabled = true;

  const intent = () => intentOf(field.value, Boolean(file.files?.length));
  const show = () => {
    const words = wordsFor(intent());
    setText(view.label, words.label);
    setText(view.hint, words.hint);
    field.placeholder = words.placeholder;
  };
  const showFile = () => {
    const chosen = file.files?.[0];
    URL.revokeObjectURL(view.preview.src);
    view.chosen.hidden = !chosen;
    if (chosen) {
      view.preview.src = URL.createObjectURL(chosen);
      view.name.textContent = chosen.name;
    }
    show();
  };
  /** @param {string} text */
  const complain = (text) => {
    view.error.textContent = text;
    view.error.setAttribute("role", "alert");
    view.error.className = "composer-error field-error";
  };
  /** @param {File} incoming */
  const take = (incoming) => {
    const refusal = refusalOf(incoming);
    if (refusal) {
      complain(refusal);
      return;
    }
    const transfer = new DataTransfer();
    transfer.items.add(incoming);
    file.files = transfer.files;
    view.error.textContent = "";
    showFile();
    field.focus();
  };

  field.addEventListener("input", show);
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (chosen && refusalOf(chosen)) file.value = "";
    if (chosen) take(chosen);
    else showFile();
  });
  part(form, "forget", HTMLButtonElement).addEventListener("click", () => {
    file.value = "";
    showFile();
    field.focus();
  });
  watchIncomingImages(veil, take);

  form.addEventListener("submit", (event) => {
    const meant = intent();
    if (meant === "nothing") {
      event.preventDefault();
      field.focus();
      return;
    }
    field.name = meant === "words" ? "prompt" : "message_id";
    field.value = field.value.trim();
  });
  window.addEventListener("pageshow", () => {
    field.name = "message_id";
    showFile();
  });
  showFile();
}
