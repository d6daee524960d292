/**
 * What is done to the mask as a whole, and the mirror: rows of the table of actions that the menu "More" shows.
 *
 * @typedef {import("./actions.js").Action} Action
 */

/** @type {readonly Action[]} */
export const MASK_ACTIONS = [
  {
    name: "all",
    label: "Select all",
    group: "Painting",
    keys: ["Mod+A"],
    isEnabled: ({ hasPicture }) => hasPicture,
    perform: (painter) => painter.apply({ type: "all" }),
  },
  stepAction("grow", "Grow", "Shift+G"),
  stepAction("shrink", "Shrink", "Shift+S"),
  stepAction("smooth", "Smooth", "Shift+O"),
  {
    name: "fill-holes",
    label: "Fill holes",
    group: "Painting",
    keys: ["Shift+F"],
    isEnabled: ({ canUndo }) => canUndo,
    perform: (painter) => painter.apply({ type: "fill-holes" }),
  },
  {
    name: "drop-specks",
    label: "Drop specks",
    group: "Painting",
    keys: ["Shift+D"],
    isEnabled: ({ canUndo }) => canUndo,
    perform: (painter) => painter.apply({ type: "drop-specks", area: painter.speckArea }),
  },
  {
    name: "start-from",
    label: "Start from a mask",
    group: "Painting",
    keys: ["Shift+L"],
    isEnabled: ({ hasPicture }) => hasPicture,
    perform: (painter) => painter.startFrom(),
  },
  {
    name: "mirror",
    label: "Mirror",
    group: "Brush",
    keys: ["Shift+M"],
    isEnabled: ({ hasPicture }) => hasPicture,
    isOn: ({ choices }) => choices.mirror.x !== null,
    perform: (painter) => painter.toggleMirror("x"),
  },
  {
    name: "mirror-level",
    label: "Mirror up and down",
    group: "Brush",
    keys: ["Shift+N"],
    isEnabled: ({ hasPicture }) => hasPicture,
    isOn: ({ choices }) => choices.mirror.y !== null,
    perform: (painter) => painter.toggleMirror("y"),
  },
];

/**
 * @param {import("./steps.js").StepName} name
 * @param {string} label
 * @param {string} key
 * @returns {Action}
 */
function stepAction(name, label, key) {
  return {
    name,
    label,
    group: "Painting",
    keys: [key],
    isEnabled: ({ canUndo }) => canUndo,
    perform: (painter) => painter.adjustMask(name),
  };
}
