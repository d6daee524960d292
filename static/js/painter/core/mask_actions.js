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
  stepAction("grow", "Grow", "Shift+G", "The mask gets wider by as many px as you say"),
  stepAction("shrink", "Shrink", "Shift+S", "The mask gets narrower"),
  stepAction("smooth", "Smooth", "Shift+O", "Takes bumps and notches off its edge"),
  {
    name: "fill-holes",
    label: "Fill holes",
    group: "Painting",
    keys: ["Shift+F"],
    hint: "Whatever the mask goes around",
    isEnabled: ({ canUndo }) => canUndo,
    perform: (painter) => painter.apply({ type: "fill-holes" }),
  },
  {
    name: "drop-specks",
    label: "Drop specks",
    group: "Painting",
    keys: ["Shift+D"],
    hint: "Areas too small to be seen at once",
    isEnabled: ({ canUndo }) => canUndo,
    perform: (painter) => painter.apply({ type: "drop-specks", area: painter.speckArea }),
  },
  {
    name: "start-from",
    label: "Start from a mask",
    group: "Painting",
    keys: ["Shift+L"],
    hint: "An image file, or what was painted on the picture before this one",
    isEnabled: ({ hasPicture }) => hasPicture,
    perform: (painter) => painter.startFrom(),
  },
  {
    name: "mirror",
    label: "Mirror",
    group: "Brush",
    keys: ["Shift+M"],
    hint: "Whatever is painted, on both sides of an upright line; drag its handle",
    isEnabled: ({ hasPicture }) => hasPicture,
    isOn: ({ choices }) => choices.mirror.x !== null,
    perform: (painter) => painter.toggleMirror("x"),
  },
  {
    name: "mirror-level",
    label: "Mirror up and down",
    group: "Brush",
    keys: ["Shift+N"],
    hint: "About a level line",
    isEnabled: ({ hasPicture }) => hasPicture,
    isOn: ({ choices }) => choices.mirror.y !== null,
    perform: (painter) => painter.toggleMirror("y"),
  },
];

/**
 * @param {import("./steps.js").StepName} name
 * @param {string} label
 * @param {string} key
 * @param {string} hint
 * @returns {Action}
 */
function stepAction(name, label, key, hint) {
  return {
    name,
    label,
    group: "Painting",
    keys: [key],
    hint,
    isEnabled: ({ canUndo }) => canUndo,
    perform: (painter) => painter.adjustMask(name),
  };
}
