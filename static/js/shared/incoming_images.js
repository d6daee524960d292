/**
 * Calls `take` with an image file dropped or pasted anywhere on the page, and shows `veil` while one is dragged over it.
 * A paste of text is left alone. Returns a function that lets go.
 * @param {HTMLElement | null} veil
 * @param {(file: File) => void} take
 */
export function watchIncomingImages(veil, take) {
  const control = new AbortController();
  const { signal } = control;
  let depth = 0;

  /** @param {boolean} shown */
  const show = (shown) => {
    if (!shown) depth = 0;
    if (veil) veil.hidden = !shown;
  };
  window.addEventListener(
    "dragenter",
    (event) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth += 1;
      show(true);
    },
    { signal },
  );
  window.addEventListener(
    "dragleave",
    () => {
      depth -= 1;
      if (depth <= 0) show(false);
    },
    { signal },
  );
  window.addEventListener(
    "dragover",
    (event) => {
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
    },
    { signal },
  );
  window.addEventListener(
    "drop",
    (event) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      show(false);
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    },
    { signal },
  );
  window.addEventListener(
    "paste",
    (event) => {
      const file = event.clipboardData?.files[0];
      if (!file) return;
      event.preventDefault();
      take(file);
    },
    { signal },
  );
  return () => control.abort();
}

/** @param {DataTransfer | null} data */
function carriesFiles(data) {
  return data?.types.includes("Files") ?? false;
}
