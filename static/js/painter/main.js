/** The paint page: painter, prompt, pre-flight, drafts and submit put together. */
import { part, setText } from "../shared/dom.js";
import { createDrafts, keep, startDrafts } from "./ui/drafts.js";
import { connectSheet } from "./ui/sheet.js";
import { createPainter } from "./ui/painter.js";
import { connectSubmit } from "./ui/submit_panel.js";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-paint]"));
const data = /** @type {Record<string, string>} */ (page.dataset);
const csrf = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
const prompt = part(page, "prompt", HTMLTextAreaElement);
const notice = part(page, "notice", HTMLElement);

/** @param {string} text */
const warn = (text) => {
  notice.textContent = text;
  notice.hidden = false;
};

const painter = createPainter(part(page, "painter", HTMLElement), {
  bar: part(document, "bar", HTMLElement),
  onSubmit: () => send(),
  earlier: data.earlier ? JSON.parse(data.earlier) : null,
});
painter.on("problem", warn);
const size = { width: Number(data.width), height: Number(data.height) };
// A picture that fails to load is said on the surface; one can paint on all the same.
void painter
  .loadPicture(data.imageUrl, { ...size, alt: data.title, thumbnail: data.thumbnailUrl })
  .catch(() => {});

const saved = part(document, "saved", HTMLElement);
const drafts = createDrafts({
  painter,
  url: data.draftUrl,
  person: data.person,
  csrf,
  readPrompt: () => prompt.value,
  showPrompt: (text) => {
    if (!data.fromMaskUrl) prompt.value = text;
  },
  say: (text) => setText(saved, text),
  warn,
});
const restored = startDrafts(drafts).then(startFromMask);
prompt.addEventListener("input", () => keep(drafts));

const send = connectSubmit(page, { painter, prompt, csrf, restored });
const stopWaiting = painter.on("change", () => {
  if (!painter.state.canUndo) return;
  stopWaiting();
  void import("./ui/preflight.js").then(({ createPreflight }) => createPreflight(painter, page));
});
connectSheet(page);

/** What was painted on the picture before this one is offered where nothing is painted yet. */
function offerEarlier() {
  const { canUndo, canRedo, isPainting } = painter.state;
  if (data.earlier && !canUndo && !canRedo && !isPainting) painter.run("start-from");
}

/** "Paint again with this mask": once, so that a reload goes on with what was painted since. */
async function startFromMask() {
  if (!data.fromMaskUrl) return offerEarlier();
  try {
    await painter.paintMask(data.fromMaskUrl);
    history.replaceState(null, "", location.pathname);
  } catch (error) {
    warn(/** @type {Error} */ (error).message);
  }
}
