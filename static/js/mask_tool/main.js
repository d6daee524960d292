// The mask tool: a local image is painted on with the painter; only the painted mask goes to the server.
import { createPainter } from "../painter/ui/painter.js";
import { part } from "../shared/dom.js";
import { refusalOf } from "../shared/image_types.js";
import { watchIncomingImages } from "../shared/incoming_images.js";
import { connectCodePanel } from "./code_panel.js";
import { followPainting } from "./mask_bytes.js";
import { connectTakeaway } from "./takeaway.js";

const PREVIEW_PX = 308;

const tool = document.querySelector("[data-mask-tool]");
if (tool instanceof HTMLElement) connectMaskTool(tool);

/** @param {HTMLElement} root */
function connectMaskTool(root) {
  const start = part(root, "start", HTMLElement);
  const work = part(root, "work", HTMLElement);
  const complaint = part(root, "start-error", HTMLElement);
  const convertUrl = root.dataset.convertUrl ?? "";
  /** @type {import("../painter/ui/painter.js").Painter | null} */
  let painter = null;

  const code = connectCodePanel(root, root.dataset.buttonUrl ?? "");
  const ready = () => {
    if (!painter) throw new Error("there is nothing to paint on yet");
    return painter;
  };
  const exportMask = async () => (await ready().exportMask()).png;
  const show = connectTakeaway(root, { url: convertUrl, export: exportMask, code });
  const bytes = followPainting({
    url: convertUrl,
    look: () => ready().drawPreview(part(root, "preview", HTMLCanvasElement), PREVIEW_PX),
    export: exportMask,
    onState: show,
  });

  /** @param {File} file */
  const open = async (file) => {
    const refusal = refusalOf(file);
    complaint.hidden = !refusal;
    complaint.textContent = refusal ?? "";
    if (refusal) return;
    start.hidden = true;
    work.hidden = false;
    painter ??= newPainter();
    try {
      const { width, height } = await painter.loadPicture(file, { alt: file.name });
      part(root, "name", HTMLElement).textContent = file.name;
      part(root, "size", HTMLElement).textContent = `${width} × ${height}`;
      bytes.changed();
    } catch (error) {
      painter.destroy();
      painter = null;
      start.hidden = false;
      work.hidden = true;
      complaint.hidden = false;
      complaint.textContent = error instanceof Error ? error.message : "This image cannot be shown.";
    }
  };
  const newPainter = () => {
    const made = createPainter(part(root, "painter", HTMLElement), { bar: part(root, "bar", HTMLElement) });
    made.on("change", bytes.changed);
    made.on("problem", (text) => {
      part(root, "state", HTMLElement).textContent = text;
    });
    return made;
  };

  for (const name of ["file", "other-file"]) {
    const input = part(root, name, HTMLInputElement);
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      input.value = "";
      if (file) void open(file);
    });
  }
  const veil = document.querySelector("[data-drop-veil]");
  watchIncomingImages(veil instanceof HTMLElement ? veil : null, (file) => void open(file));
}
