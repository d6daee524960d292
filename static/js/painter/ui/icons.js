/** The painter's own icons: 24-px grid, 1.75-px line, in the colour of the text around them. */

const SVG = "http://www.w3.org/2000/svg";

/** Path data, by action. @type {Record<string, string>} */
const PATHS = {
  brush:
    "M19.6 4.4c-4.2 2-7.8 5.2-9.9 8.7l1.2 1.2c3.5-2.1 6.7-5.7 8.7-9.9zM8.6 13.9c-2.4-.2-3.5 1.2-3.7 2.9-.1 1.2-.6 1.9-1.4 2.4 2.8 1.4 7.6 1 7.3-3.1",
  eraser:
    "m9.2 19.2-4.5-4.5a1.8 1.8 0 0 1 0-2.5l7.6-7.6a1.8 1.8 0 0 1 2.5 0l4.5 4.5a1.8 1.8 0 0 1 0 2.5l-7.6 7.6zM8.3 8.7l7 7M9 19.2h10.5",
  snap: "M4 7.5 9.5 4l5 3 5.5-2v6.5L14.5 14l-5-3L4 13.5zM9.5 4v7M14.5 7v7M4 13.5V18l5.5 2 5-3 5.5 1.5v-7M9.5 11v9M14.5 14v3",
  rectangle: "M4.5 6.5h15v11h-15z",
  ellipse: "M20 12c0 3.3-3.6 6-8 6s-8-2.7-8-6 3.6-6 8-6 8 2.7 8 6z",
  lasso:
    "M7.2 15.4C5.2 14.4 4 12.8 4 11c0-3.3 3.6-6 8-6s8 2.7 8 6-3.6 6-8 6c-.7 0-1.4-.1-2-.2M10 16.6a2.2 2.2 0 1 1-4.3.4c0-1.1 1-2 2.2-2 1.3 0 2.2.9 2.1 1.6-.1 1.7-1.5 3.2-4 3.6",
  polygon: "M12 4.5 19.5 10l-2.8 9H7.3l-2.8-9z",
  fill: "m10.7 4 7.6 7.6-6.5 6.5a1.8 1.8 0 0 1-2.5 0l-4.9-4.9a1.8 1.8 0 0 1 0-2.5l6.5-6.5M8.5 3l3 3M4.3 12.2h13.5M20.3 15.5c.9 1.3 1.3 2.1 1.3 2.8a1.4 1.4 0 0 1-2.7 0c0-.7.5-1.5 1.4-2.8z",
  wand: "M4.5 19.5 13.5 10.5M16.5 3.5v3M16.5 10v3M11.8 8.2h3M18.2 8.2h3M13.6 5.3l.9.9M19.4 5.3l-.9.9M19.4 11.1l-.9-.9",
  swap: "M4 8.5h13.5M14 5l3.5 3.5L14 12M20 15.5H6.5M10 12l-3.5 3.5L10 19",
  hand: "M8 12.5V6.2a1.4 1.4 0 0 1 2.8 0v4.6-6.3a1.4 1.4 0 0 1 2.8 0v6.3-5a1.4 1.4 0 0 1 2.8 0v6-3a1.3 1.3 0 0 1 2.6 0v6c0 3.5-2.3 5.7-5.7 5.7-2.7 0-4.2-1.2-5.5-3.4L5.2 13a1.4 1.4 0 0 1 2.4-1.4l.9 1.5",
  undo: "M9 5.5 4.5 10 9 14.5M5 10h9a5.2 5.2 0 0 1 0 10.4h-3",
  redo: "m15 5.5 4.5 4.5-4.5 4.5M19 10h-9a5.2 5.2 0 0 0 0 10.4h3",
  invert: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8.5h4.7M12 12h6M12 15.5h4.7",
  clear: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.3 11v5M13.7 11v5",
  more: "M5.5 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2zM12 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2zM18.5 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2z",
  "zoom-in": "M10.8 4.5a6.3 6.3 0 1 0 0 12.6 6.3 6.3 0 0 0 0-12.6zM15.5 15.5 20 20M8 10.8h5.6M10.8 8v5.6",
  "zoom-out": "M10.8 4.5a6.3 6.3 0 1 0 0 12.6 6.3 6.3 0 0 0 0-12.6zM15.5 15.5 20 20M8 10.8h5.6",
  fit: "M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15M8.5 8.5h7v7h-7z",
  mask: "M3.5 12S6.5 6.5 12 6.5s8.5 5.5 8.5 5.5-3 5.5-8.5 5.5S3.5 12 3.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  options:
    "M4 7.5h9M17.5 7.5H20M4 16.5h2.5M11 16.5h9M15.2 5.2a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6zM8.8 14.2a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z",
  help: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.6 9.6a2.5 2.5 0 1 1 3.7 2.2c-.9.5-1.3 1-1.3 2M12 16.6v.1",
};

/** @param {string} name of an action on the rail or the bar @returns {SVGSVGElement} */
export function icon(name) {
  return drawIcon(PATHS[name] ?? "");
}

/** @param {string} path @returns {SVGSVGElement} */
export function drawIcon(path) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    class: "icon",
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.75",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    focusable: "false",
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
