/**
 * "Start from a mask": an image file, a mask that was sent before, or what was painted on the picture before this one. It is shown in place of
 * the painting and becomes a step of it only when the person says so.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/sight.js").TransferChoice} TransferChoice
 *
 * @typedef {object} Earlier a painting on a picture that this one was made from, or a mask sent with this one
 * @property {string} title of that picture, or what was wished then
 * @property {string | null} sent_at when it was sent, ISO 8601; null for a picture before this one
 * @property {number} width px
 * @property {number} height
 * @property {import("../core/transfer.js").Frame} frame where it lies in this one
 * @property {string | null} draft_url
 * @property {string | null} mask_url
 */
import { readJournal } from "../core/read_journal.js";
import { listen, make } from "./dom.js";
import { send } from "./engine_client.js";
import { on } from "./events.js";
import { readMaskPicture } from "./mask_picture.js";
import { commit } from "./surface.js";
import { askTrial } from "./trials.js";

const WHOLE = { left: 0, top: 0, width: 1, height: 1 };
const MOST_TITLE = 24;

/** @param {Surface} surface @param {HTMLElement} root @param {readonly Earlier[]} earlier */
export function openStartFrom(surface, root, earlier) {
  const { client, events, view } = surface;
  if (!view || root.querySelector(".painter-start")) return;
  const { pictureWidth: width, pictureHeight: height } = view;
  const words = make("span", { role: "status" }, "Start from");
  const file = make("input", { type: "file", accept: "image/*", hidden: true, "aria-label": "Mask image" });
  const choose = button("An image file…", () => file.click());
  const old = earlier
    .filter((each) => !each.sent_at)
    .map((each) =>
      button(`The mask of “${shortened(each.title) || "the picture before"}”`, () =>
        show(() => readEarlier(each)),
      ),
    );
  const sent = earlier.filter((each) => each.sent_at);
  const choice = createChoice(sent, (chosen) => void show(() => readEarlier(chosen)));
  const use = button("Use it", () => {});
  const drop = button("Cancel", () => close(), "button-ghost");
  const panel = make("div", {
    class: "painter-step painter-start",
    role: "group",
    "aria-label": "Start from a mask",
  });
  panel.append(words, ...old, ...(sent.length ? [choice] : []), choose, file, use, drop);
  use.hidden = true;

  /** @param {() => Promise<TransferChoice>} read */
  const show = async (read) => {
    panel.setAttribute("aria-busy", "true");
    try {
      const { op } = await askTrial(client, await read());
      if (!panel.isConnected) return;
      if (!op.code.length) throw new Error("This mask is black all over: nothing of it is to be redrawn.");
      words.textContent = "This is what it masks";
      use.hidden = false;
      use.onclick = () => {
        close();
        commit(surface, op);
      };
      use.focus();
    } catch (error) {
      use.hidden = true;
      words.textContent = /** @type {Error} */ (error).message;
    } finally {
      panel.removeAttribute("aria-busy");
    }
  };
  /** @param {File} image @returns {Promise<TransferChoice>} */
  const readFile = async (image) => {
    const code = await readMaskPicture(image, width, height);
    return choiceOf({ type: "stamp", mode: "replace", code }, { width, height }, WHOLE);
  };
  /** @param {Earlier} painting @returns {Promise<TransferChoice>} */
  const readEarlier = async (painting) => {
    const { frame } = painting;
    const journal = await readDraft(painting);
    if (journal) {
      return { tool: "transfer", mode: "replace", journal, from: sizeOf(painting), frame };
    }
    if (!painting.mask_url) throw new Error("Nothing is painted on that picture any more.");
    const size = { width: Math.round(width * frame.width), height: Math.round(height * frame.height) };
    const code = await readMaskPicture(painting.mask_url, size.width, size.height);
    return choiceOf({ type: "stamp", mode: "replace", code }, size, frame);
  };
  file.addEventListener("change", () => {
    const image = file.files?.[0];
    if (image) void show(() => readFile(image));
    file.value = "";
  });
  const close = () => {
    stops.forEach((stop) => stop());
    if (!use.hidden) send(client, { kind: "drop-trial" });
    const hadFocus = panel.contains(document.activeElement);
    panel.remove();
    if (hadFocus) surface.stage.surface.focus({ preventScroll: true });
  };
  const stops = [
    on(events, "change", () => close()),
    on(events, "gesture", () => close()),
    listen(
      window,
      { keydown: (event) => event.key === "Escape" && (event.stopPropagation(), close()) },
      { capture: true },
    ),
  ];
  root.append(panel);
}

/** @param {string} text @param {() => void} act @param {string} [kind] */
function button(text, act, kind = "") {
  const element = make("button", { type: "button", class: `button ${kind}` }, text);
  element.addEventListener("click", act);
  return element;
}

/**
 * The masks that were sent before, to choose one of.
 *
 * @param {readonly Earlier[]} sent @param {(chosen: Earlier) => void} take
 */
function createChoice(sent, take) {
  const names = sent.map(({ title, sent_at }) => {
    const when = new Date(sent_at ?? 0).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    return title ? `${when}: “${shortened(title)}”` : when;
  });
  const options = names.map((name, i) => make("option", { value: i }, name));
  const first = make("option", { value: "", disabled: true, selected: true }, "A mask sent before…");
  const choice = make("select", { class: "input", "aria-label": "A mask sent before" }, first, ...options);
  choice.addEventListener("change", () => take(sent[Number(choice.value)]));
  return choice;
}

/** @param {Earlier} earlier @returns {Promise<import("../core/history.js").Journal | null>} null where nothing is painted */
async function readDraft(earlier) {
  if (!earlier.draft_url) return null;
  const answer = await fetch(earlier.draft_url, { headers: { Accept: "application/json" } });
  if (answer.status !== 200) return null;
  const { painting } = await answer.json();
  const journal = readJournal(painting, earlier.width, earlier.height);
  return journal.cursor ? journal : null;
}

/**
 * @param {import("../core/ops.js").StampOp} op
 * @param {{width: number, height: number}} from
 * @param {import("../core/transfer.js").Frame} frame
 * @returns {TransferChoice}
 */
function choiceOf(op, from, frame) {
  return { tool: "transfer", mode: "replace", journal: { ops: [op], cursor: 1 }, from, frame };
}

/** @param {Earlier} earlier */
function sizeOf({ width, height }) {
  return { width, height };
}

/** @param {string} title */
function shortened(title) {
  return title.length > MOST_TITLE ? `${title.slice(0, MOST_TITLE - 1)}…` : title;
}
