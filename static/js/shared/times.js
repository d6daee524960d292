/**
 * Shows every `<time datetime>` under `root` in the reader's own zone and manner; the server wrote it in UTC.
 * @param {ParentNode} root
 */
export function localiseTimes(root) {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const element of root.querySelectorAll("time[datetime]")) {
    const at = new Date(element.getAttribute("datetime") ?? "");
    if (!Number.isNaN(at.getTime())) element.textContent = format.format(at);
  }
}
