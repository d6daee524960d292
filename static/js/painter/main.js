/** The paint page: painter, prompt, pre-flight, drafts and submit put together. */
import { part, setText } from "../shared/dom.js";
import { createDrafts, forgetOther, keep, startDrafts, swapWithOther, takeHanded } from "./ui/drafts.js";
import { connectSheet } from "./ui/sheet.js";
import { createPainter } from "./ui/painter.js";
import { connectSubmit } from "./ui/submit_panel.js";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-paint]"));
const data = /** @type {Record<string, string>} */ (page.dataset);
const csrf = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
const prompt = part(page, "prompt", HTMLTextAreaElement);
const notice = part(page, "notice", HTMLElement);
/** @type {import("./ui/start_from.js").Earlier[]} */
const earlier = data.earlier ? JSON.parse(data.earlier) : [];

/** @param {string} text empty takes it away */
const warn = (text) => {
  setText(notice, text);
  notice.hidden = !text;
};

try {
  start();
} catch (error) {
  warn(/** @type {Error} */ (error).message);
}

function start() {
  const painter = createPainter(part(page, "painter", HTMLElement), {
    bar: part(document, "bar", HTMLElement),
    onSubmit: () => send(),
    earlier,
  });
  painter.on("problem", warn);
  const size = { width: Number(data.width), height: Number(data.height) };
  // A picture that fails to load is said on the surface; one can paint on all the same.
  const known = { ...size, alt: data.title, thumbnail: data.thumbnailUrl };
  void painter.loadPicture(data.imageUrl, known).catch(() => {});

  const drafts = connectDrafts(painter);
  const restored = startDrafts(drafts)
    .then(() => takeWhatIsHanded(drafts))
    .then(() => startFromMask(painter));
  prompt.addEventListener("input", () => keep(drafts));

  const send = connectSubmit(page, { painter, prompt, csrf, restored });
  const stopWaiting = painter.on("change", () => {
    if (!painter.state.canUndo) return;
    stopWaiting();
    // Where it cannot be loaded, one paints and submits without it.
    void import("./ui/preflight.js")
      .then(({ createPreflight }) => createPreflight(painter, page))
      .catch(() => {});
  });
  connectSheet(page);
}

/** @param {import("./ui/painter.js").Painter} painter */
function connectDrafts(painter) {
  const saved = part(document, "saved", HTMLElement);
  const other = part(page, "other", HTMLElement);
  const otherTab = part(page, "other-tab", HTMLElement);
  let told = "";
  const drafts = createDrafts({
    painter,
    url: data.draftUrl,
    person: data.person,
    csrf,
    readPrompt: () => prompt.value,
    showPrompt: (text) => {
      if (!data.fromMaskUrl) prompt.value = text;
    },
    say: (mark, why) => {
      setText(saved, mark);
      if (why ? why !== told : notice.textContent === told) warn(why);
      told = why;
    },
    warn,
    offerOther: (savedAt) => {
      other.hidden = savedAt === null;
      const at = new Date(savedAt ?? 0).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
      setText(part(other, "other-when", HTMLElement), at);
    },
    meetTab: () => {
      otherTab.hidden = false;
    },
  });
  part(other, "other-open", HTMLButtonElement).addEventListener("click", () => void swapWithOther(drafts));
  part(other, "other-forget", HTMLButtonElement).addEventListener("click", () => void forgetOther(drafts));
  return drafts;
}

/**
 * What was painted on the picture before this one is offered where nothing is painted yet.
 *
 * @param {import("./ui/painter.js").Painter} painter
 */
function offerEarlier(painter) {
  const { canUndo, canRedo, isPainting } = painter.state;
  if (earlier.some((each) => !each.sent_at) && !canUndo && !canRedo && !isPainting) painter.run("start-from");
}

/**
 * A request from a teammate brings their painting, once: a reload goes on with what was painted since.
 *
 * @param {import("./ui/drafts.js").Drafts} drafts
 */
async function takeWhatIsHanded(drafts) {
  if (!data.handedUrl) return;
  await takeHanded(drafts, data.handedUrl);
  history.replaceState(null, "", location.pathname);
}

/**
 * "Paint again with this mask": once, so that a reload goes on with what was painted since.
 *
 * @param {import("./ui/painter.js").Painter} painter
 */
async function startFromMask(painter) {
  if (!data.fromMaskUrl) return offerEarlier(painter);
  try {
    await painter.paintMask(data.fromMaskUrl);
    history.replaceState(null, "", location.pathname);
  } catch (error) {
    warn(/** @type {Error} */ (error).message);
  }
}
