/**
 * The keys of the painter as a table for docs/painter.md, from the table of actions.
 *
 *     node tools/painter_keys.js          writes it into the page
 */
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL, URL } from "node:url";
import { ACTIONS } from "../static/js/painter/core/actions.js";
import { HINTS } from "../static/js/painter/core/hints.js";
import { showKey } from "../static/js/painter/core/keys.js";

export const PAGE = new URL("../docs/painter.md", import.meta.url);
const BETWEEN = /(<!-- keys -->\n)[\s\S]*?(<!-- end of keys -->)/;

/** @returns {string} Markdown */
export function keysTable() {
  const rows = ACTIONS.map(({ name, group, label, keys }) => {
    const shown = keys.map((key) => `\`${showKey(key, false)}\``).join(" ");
    return `| ${group} | ${label} | ${shown} | ${HINTS[name] ?? ""} |\n`;
  });
  return `| group | action | keys | more |\n|---|---|---|---|\n${rows.join("")}`;
}

/** @param {string} page @returns {string} the page with the table as it should be */
export function withKeys(page) {
  return page.replace(BETWEEN, (_, start, end) => `${start}${keysTable()}${end}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(PAGE, withKeys(readFileSync(PAGE, "utf8")));
