/**
 * What the labels of the actions leave open, by their names: read with the help sheet, which few people open.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const HINTS = Object.freeze({
  brush: "Shift+click draws a straight line; the right button erases",
  rectangle: "Shift: square, Alt: from the middle, Space: move while drawing",
  ellipse: "Shift: circle, Alt: from the middle, Space: move while drawing",
  lasso: "Go around a region; the line closes itself",
  polygon: "A corner a click; double-click or the first corner closes, Backspace takes one back",
  fill: "Fills what painted lines go around",
  wand: "Takes what looks alike; drag for more or less, Alt: everywhere in the picture",
  snap: "Takes whole pieces of the picture, so that its edges are the mask's",
  swap: "For every tool",
  hand: "Or hold Space, or drag with the middle button or two fingers",
  smaller: "Or Alt and the wheel",
  grow: "The mask gets wider by as many px as you say",
  shrink: "The mask gets narrower",
  smooth: "Takes bumps and notches off its edge",
  "fill-holes": "Whatever the mask goes around",
  "drop-specks": "Areas too small to be seen at once",
  "start-from": "An image file, or what was painted on the picture before this one",
  mirror: "Whatever is painted, on both sides of an upright line; drag its handle",
  "mirror-level": "About a level line",
  "type-shape": "Rectangle, ellipse or polygon by numbers",
  grid: "Arrows move, Space paints a cell, Enter divides it, Backspace goes back",
  "zoom-in": "Or the wheel, at the pointer",
  actual: "A picture pixel is a screen pixel",
  original: "As long as the key is held",
  specks: "Rings around what is easily overlooked",
  options: "Colour, hatch, marching edge, loupe, pen",
  help: "All keys",
});
