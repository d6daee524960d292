/**
 * Turns pointers and the wheel on a stage into pans, zooms and moves of the divider. Positions are CSS px within
 * the stage. One pointer pans, two pan and zoom; a drag that begins on the divider moves it.
 * @param {HTMLElement} stage
 * @param {HTMLElement | null} divider
 * @param {object} on
 * @param {(dx: number, dy: number) => void} on.pan
 * @param {(factor: number, at: {x: number, y: number}) => void} on.zoom
 * @param {(x: number) => void} on.divide
 */
export function connectStagePointer(stage, divider, on) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let dividing = -1;

  /** @param {PointerEvent | WheelEvent | MouseEvent} event */
  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    stage.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    if (down.size === 1 && divider?.contains(/** @type {Node} */ (event.target))) dividing = event.pointerId;
    else stage.dataset.moving = "";
  });
  stage.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (event.pointerId === dividing && !other) on.divide(now.x);
    else if (other) {
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      on.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      on.zoom(apart(now, other) / Math.max(1, apart(before, other)), middle);
    } else on.pan(now.x - before.x, now.y - before.y);
    down.set(event.pointerId, now);
  });
  /** @param {PointerEvent} event */
  const release = (event) => {
    down.delete(event.pointerId);
    if (event.pointerId === dividing) dividing = -1;
    if (down.size === 0) delete stage.dataset.moving;
  };
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      on.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), place(event));
    },
    { passive: false },
  );
  stage.addEventListener("dblclick", (event) => on.zoom(2, place(event)));
}

/**
 * @param {{x: number, y: number}} a
 * @param {{x: number, y: number}} b
 */
function apart(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
