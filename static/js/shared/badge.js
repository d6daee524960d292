/**
 * The number of news in the tab: in front of its title, and as a dot on its icon, until somebody looks.
 * @param {Document} page
 * @param {Window} frame
 * @returns {{add: () => void}}
 */
export function connectBadge(page, frame) {
  let count = 0;
  const icon = page.querySelector('link[rel="icon"]');
  const show = () => {
    const wanted = titled(count, page.title);
    if (page.title !== wanted) page.title = wanted;
    if (!(icon instanceof HTMLLinkElement)) return;
    icon.href = icon.href.replace(/favicon(-dot)?\.svg/, count ? "favicon-dot.svg" : "favicon.svg");
  };
  const clear = () => {
    if (!count) return;
    count = 0;
    show();
  };
  const title = page.querySelector("title");
  if (title) new MutationObserver(show).observe(title, { childList: true });
  page.addEventListener("visibilitychange", () => !page.hidden && clear());
  for (const sign of ["pointerdown", "keydown", "focus"]) frame.addEventListener(sign, clear);
  return {
    add: () => {
      count += 1;
      show();
    },
  };
}

/**
 * A title with the count in front, "(2) Pictures", or without one for 0. Pure.
 * @param {number} count
 * @param {string} title
 */
export function titled(count, title) {
  const bare = title.replace(/^\(\d+\) /, "");
  return count ? `(${count}) ${bare}` : bare;
}
