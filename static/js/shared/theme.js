// A classic script in <head>, so that the page is never painted in the wrong theme.
// "system" is the absence of data-theme: CSS then follows prefers-color-scheme.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("redraw-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden; the system's theme serves.
  }
})();
