/** The paint page: painter, prompt, pre-flight, drafts and submit put together. */
import { optionalPart, part, setHidden, setText } from "../shared/dom.js";
import { createDrafts, keep, startDrafts } from "./ui/drafts.js";
import { connectSheet } from "./ui/sheet.js";
import { createPainter } from "./ui/painter.js";

/** Longer than between two quick strokes, ms. */
const HAND_RESTS_MS = 150;

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
  setHidden(notice, !text);
};

try {
  start();
} catch (error) {
  warn(/** @type {Error} */ (error).message);
}

function start() {
  const painter = createPainter(part(page, "painter", HTMLElement), {
    bar: part(document, "bar", HTMLElement),
    onSubmit: () => void press("send"),
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

  let loading = /** @type {ReturnType<typeof load> | null} */ (null);
  const load = () =>
    import("./ui/submit_panel.js").then(({ connectSubmit }) =>
      connectSubmit(page, { painter, prompt, csrf, restored }),
    );
  /** @param {"send" | "save"} deed */
  const press = async (deed) => {
    try {
      const deeds = await (loading ??= load());
      await deeds[deed]();
    } catch {
      loading = null;
      warn("What sends the mask could not be loaded. Your painting is kept. Please try again.");
    }
  };
  optionalPart(page, "submit", HTMLButtonElement)?.addEventListener("click", () => void press("send"));
  part(page, "download", HTMLButtonElement).addEventListener("click", () => void press("save"));
  whenFirstPainted(painter, () => {
    (loading ??= load()).catch(() => (loading = null));
    // Where it cannot be loaded, one paints and submits without it.
    void import("./ui/preflight.js")
      .then(({ createPreflight }) => createPreflight(painter, page))
      .catch(() => {});
  });
  connectSheet(page);
}

/**
 * Once something is painted and the hand rests: a second stroke right after the first must not wait for what is loaded.
 *
 * @param {import("./ui/painter.js").Painter} painter
 * @param {() => void} act
 */
function whenFirstPainted(painter, act) {
  let timer = 0;
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(look, HAND_RESTS_MS);
  };
  const look = () => {
    if (painter.state.isPainting) return plan(); // a stroke that is rolled back ends without a change
    if (!painter.state.canUndo) return;
    stop();
    act();
  };
  const stop = painter.on("change", plan);
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
      if (savedAt !== null) void import("./ui/draft_other.js").catch(() => {}); // so that the press need not wait
      const at = new Date(savedAt ?? 0).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
      setText(part(other, "other-when", HTMLElement), at);
    },
    meetTab: () => {
      otherTab.hidden = false;
    },
  });
  for (const [name, deed] of /** @type {const} */ ([
    ["other-open", "swapWithOther"],
    ["other-forget", "forgetOther"],
  ])) {
    part(other, name, HTMLButtonElement).addEventListener("click", async () => {
      const deeds = await import("./ui/draft_other.js");
      await deeds[deed](drafts);
    });
  }
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
  const { takeHanded } = await import("./ui/draft_other.js");
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
