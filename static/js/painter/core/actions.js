/**
 * Everything a person can do, once: toolbar, keyboard, tooltips and the help sheet all read this table.
 *
 * @typedef {import("./painter_commands.js").PainterCommands} PainterCommands
 *
 * @typedef {object} Action
 * @property {string} name
 * @property {string} label the accessible name
 * @property {"Tools" | "Brush" | "Painting" | "View" | "Page"} group
 * @property {readonly string[]} keys see keys.js
 * @property {(painter: PainterCommands) => boolean} isEnabled
 * @property {(painter: PainterCommands) => boolean} [isOn] for what stays pressed
 * @property {(painter: PainterCommands) => void} perform
 * @property {(painter: PainterCommands) => void} [release] for what lasts as long as its key is held
 * @property {boolean} [isFixed] its keys are not to be changed
 */
import { MASK_ACTIONS } from "./mask_actions.js";
import { LEAST_SIZE, MOST_SIZE, steppedSize } from "./state.js";

const ZOOM_STEP = 1.25;
const always = () => true;
/** @param {PainterCommands} painter */
const withPicture = (painter) => painter.hasPicture;

/**
 * @param {import("./tools/index.js").ToolName} tool
 * @param {string} label
 * @param {string[]} keys
 * @returns {Action}
 */
function toolAction(tool, label, keys) {
  return {
    name: tool,
    label,
    group: "Tools",
    keys,
    isEnabled: always,
    isOn: ({ choices }) => choices.tool === tool && (tool !== "brush" || choices.mode === "paint"),
    perform: (painter) => painter.chooseTool(tool, "paint"),
  };
}

/** @type {readonly Action[]} */
export const ACTIONS = [
  toolAction("brush", "Brush", ["B"]),
  {
    name: "eraser",
    label: "Eraser",
    group: "Tools",
    keys: ["E"],
    isEnabled: always,
    isOn: ({ choices }) => choices.tool === "brush" && choices.mode === "erase",
    perform: (painter) => painter.chooseTool("brush", "erase"),
  },
  toolAction("rectangle", "Rectangle", ["R", "U"]),
  toolAction("ellipse", "Ellipse", ["O"]),
  toolAction("lasso", "Lasso", ["L"]),
  toolAction("polygon", "Polygon", ["P"]),
  toolAction("fill", "Fill", ["G"]),
  toolAction("wand", "Wand", ["W"]),
  toolAction("snap", "Snap brush", ["S"]),
  {
    name: "swap",
    label: "Swap paint and erase",
    group: "Tools",
    keys: ["X"],
    isEnabled: always,
    isOn: ({ choices }) => choices.mode === "erase",
    perform: (painter) => painter.swapMode(),
  },
  {
    name: "hand",
    label: "Move the picture",
    group: "View",
    keys: ["H"],
    isEnabled: withPicture,
    isOn: ({ choices }) => choices.tool === "hand",
    perform: (painter) => painter.chooseTool(painter.choices.tool === "hand" ? "brush" : "hand"),
  },
  {
    name: "smaller",
    label: "Smaller",
    group: "Brush",
    keys: ["["],
    isEnabled: ({ choices }) => choices.size > LEAST_SIZE,
    perform: (painter) => painter.setSize(steppedSize(painter.choices.size, -1)),
  },
  {
    name: "larger",
    label: "Larger",
    group: "Brush",
    keys: ["]"],
    isEnabled: ({ choices }) => choices.size < MOST_SIZE,
    perform: (painter) => painter.setSize(steppedSize(painter.choices.size, 1)),
  },
  {
    name: "undo",
    label: "Undo",
    group: "Painting",
    keys: ["Mod+Z"],
    isEnabled: (painter) => painter.canUndo,
    perform: (painter) => painter.undo(),
  },
  {
    name: "redo",
    label: "Redo",
    group: "Painting",
    keys: ["Mod+Shift+Z", "Mod+Y"],
    isEnabled: (painter) => painter.canRedo,
    perform: (painter) => painter.redo(),
  },
  {
    name: "invert",
    label: "Invert",
    group: "Painting",
    keys: ["Mod+I"],
    isEnabled: withPicture,
    perform: (painter) => painter.apply({ type: "invert" }),
  },
  {
    name: "clear",
    label: "Clear",
    group: "Painting",
    keys: ["Delete", "Mod+D"],
    isEnabled: (painter) => painter.canUndo,
    perform: (painter) => painter.apply({ type: "clear" }),
  },
  ...MASK_ACTIONS,
  {
    name: "type-shape",
    label: "Type a shape",
    group: "Painting",
    keys: ["T"],
    isEnabled: withPicture,
    perform: (painter) => painter.typeShape(),
  },
  {
    name: "grid",
    label: "Keyboard grid",
    group: "Painting",
    keys: ["K"],
    isEnabled: withPicture,
    isOn: (painter) => painter.isGridOn,
    perform: (painter) => painter.toggleGrid(),
  },
  {
    name: "zoom-out",
    label: "Zoom out",
    group: "View",
    keys: ["-"],
    isEnabled: withPicture,
    perform: (painter) => painter.zoomBy(1 / ZOOM_STEP),
  },
  {
    name: "zoom-in",
    label: "Zoom in",
    group: "View",
    keys: ["+", "="],
    isEnabled: withPicture,
    perform: (painter) => painter.zoomBy(ZOOM_STEP),
  },
  {
    name: "fit",
    label: "Fit",
    group: "View",
    keys: ["Mod+0"],
    isEnabled: withPicture,
    perform: (painter) => painter.fit(),
  },
  {
    name: "actual",
    label: "Actual size",
    group: "View",
    keys: ["Mod+1"],
    isEnabled: withPicture,
    perform: (painter) => painter.showActualSize(),
  },
  {
    name: "mask",
    label: "Hide the mask",
    group: "View",
    keys: ["M"],
    isEnabled: always,
    isOn: ({ choices }) => !choices.isMaskShown,
    perform: (painter) => painter.showMask(!painter.choices.isMaskShown),
  },
  {
    name: "original",
    label: "See the original",
    group: "View",
    keys: ["\\"],
    isEnabled: withPicture,
    perform: (painter) => painter.peek(true),
    release: (painter) => painter.peek(false),
  },
  {
    name: "specks",
    label: "Show missed specks",
    group: "View",
    keys: ["J"],
    isEnabled: always,
    isOn: ({ choices }) => choices.showsSpecks,
    perform: (painter) => painter.showSpecks(!painter.choices.showsSpecks),
  },
  {
    name: "options",
    label: "View options",
    group: "View",
    keys: ["V"],
    isEnabled: always,
    perform: (painter) => painter.openOptions(),
  },
  ...Array.from({ length: 10 }, (_, i) => opacityAction(i + 1)),
  {
    name: "cancel",
    label: "Drop the stroke in progress",
    group: "Painting",
    keys: ["Escape"],
    isFixed: true,
    isEnabled: always,
    perform: (painter) => painter.cancel(),
  },
  {
    name: "submit",
    label: "Redraw region",
    group: "Page",
    keys: ["Mod+Enter"],
    isEnabled: withPicture,
    perform: (painter) => painter.submit(),
  },
  {
    name: "help",
    label: "Help",
    group: "Page",
    keys: ["?"],
    isEnabled: always,
    perform: (painter) => painter.openHelp(),
  },
];

/** @param {number} tenths @returns {Action} */
function opacityAction(tenths) {
  return {
    name: `opacity-${tenths}`,
    label: `Mask at ${tenths * 10} %`,
    group: "View",
    keys: [String(tenths % 10)],
    isEnabled: always,
    perform: (painter) => painter.setOpacity(tenths / 10),
  };
}

/** @param {string} name @returns {Action} */
export function actionNamed(name) {
  const action = ACTIONS.find((each) => each.name === name);
  if (!action) throw new RangeError(`there is no action "${name}"`);
  return action;
}
