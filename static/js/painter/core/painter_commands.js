/**
 * What the actions ask of a painter, whatever page it is on.
 *
 * @typedef {object} PainterCommands
 * @property {import("./state.js").Choices} choices
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 * @property {boolean} hasPicture
 * @property {(tool: import("./state.js").Choices["tool"], mode?: import("./ops.js").Mode) => void} chooseTool
 * @property {() => void} swapMode
 * @property {(size: number) => void} setSize
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {(op: import("./ops.js").Op) => void} apply
 * @property {(step: import("./steps.js").StepName) => void} adjustMask lets the person choose by how much
 * @property {() => void} startFrom lets the person choose a mask made elsewhere
 * @property {(axis: "x" | "y") => void} toggleMirror
 * @property {number} speckArea smaller islands are specks, px
 * @property {(factor: number) => void} zoomBy about the middle
 * @property {() => void} fit
 * @property {() => void} showActualSize
 * @property {(isShown: boolean) => void} showMask
 * @property {(opacity: number) => void} setOpacity
 * @property {() => void} cancel the gesture in progress
 * @property {() => void} finish it, as a polygon is closed
 * @property {boolean} isGridOn cells of the picture are chosen by the arrow keys
 * @property {(isShown: boolean) => void} showSpecks
 * @property {(isAway: boolean) => void} peek the mask is away while this is held
 * @property {() => void} toggleGrid
 * @property {() => void} typeShape
 * @property {() => void} openOptions
 * @property {() => void} openHelp
 * @property {() => void} submit
 */
export {};
