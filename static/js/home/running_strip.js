import { part, setText } from "../shared/dom.js";

/**
 * @typedef {object} RunningJob as GET /running tells it
 * @property {string} id
 * @property {string} url of its page
 * @property {string} status
 * @property {string} stage in words
 * @property {number | null} progress 0-100
 * @property {string} name its prompt, or what it does
 * @property {string | null} person
 *
 * @typedef {{jobs: RunningJob[]}} Running
 */

/**
 * Shows what is under way and whose it is; elements that stay keep their focus.
 * @param {HTMLElement} strip
 * @param {RunningJob[]} jobs
 */
export function showStrip(strip, jobs) {
  if (strip.dataset.strip !== "yes") return;
  const list = part(strip, "running-list", HTMLUListElement);
  const shown = new Map([...list.querySelectorAll("a")].map((link) => [link.dataset.id ?? "", link]));
  for (const [id, link] of shown) {
    if (!jobs.some((job) => job.id === id)) link.closest("li")?.remove();
  }
  for (const job of jobs) {
    let link = shown.get(job.id);
    if (!link) {
      link = newLink(job);
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    const [dot, words, stage] = link.children;
    if (dot instanceof HTMLElement) dot.dataset.status = job.status;
    setText(words, wordsOf(job));
    setText(stage, stageOf(job));
  }
  part(strip, "running-none", HTMLElement).hidden = jobs.length > 0;
}

/** @param {RunningJob} job */
export function wordsOf({ person, name }) {
  return person ? `${person}: ${name}` : name;
}

/** @param {RunningJob} job */
export function stageOf({ stage, progress }) {
  return progress === null ? stage : `${stage}, ${progress} %`;
}

/** @param {RunningJob} job */
function newLink(job) {
  const link = document.createElement("a");
  link.className = "running-job";
  link.href = job.url;
  link.dataset.id = job.id;
  for (const name of ["dot", "running-words", "muted small"]) {
    const span = document.createElement("span");
    span.className = name;
    link.append(span);
  }
  return link;
}
