// The floor: live strokes on a canvas of screen size, kept as points, redrawn on undo; no app around.
// Query: ?img=/images/photo1024.jpg. The picture is shown in a box of 800 by 800 CSS px, the brush is 40 wide.
const BOX = 800;
const BRUSH = 40;

const query = new URLSearchParams(location.search);
const box = document.getElementById("box");
const image = new Image();
image.className = "layer";
image.draggable = false;
image.src = query.get("img");
await image.decode();

const canvas = document.createElement("canvas");
canvas.width = canvas.height = BOX;
canvas.className = "layer";
canvas.style.opacity = "0.6";
box.append(image, canvas);

const pen = canvas.getContext("2d");
pen.lineCap = pen.lineJoin = "round";
pen.lineWidth = BRUSH;
pen.strokeStyle = "#f00";

const strokes = [];
let current = null;

const segment = (from, to) => {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
};

const trace = (points) => {
  pen.beginPath();
  pen.moveTo(...points[0]);
  for (const point of points) pen.lineTo(...point);
  pen.stroke();
};

canvas.addEventListener("pointerdown", (event) => {
  current = [[event.offsetX, event.offsetY]];
  strokes.push(current);
  segment(current[0], current[0]);
});
canvas.addEventListener("pointermove", (event) => {
  if (!current) return;
  for (const moved of event.getCoalescedEvents()) {
    const point = [moved.offsetX, moved.offsetY];
    segment(current.at(-1), point);
    current.push(point);
  }
});
addEventListener("pointerup", () => {
  current = null;
});
document.getElementById("undo").addEventListener("click", () => {
  strokes.pop();
  pen.clearRect(0, 0, BOX, BOX);
  strokes.forEach(trace);
});

// The mask is drawn once, at the picture's own size, and its PNG is posted.
document.getElementById("submit").addEventListener("click", async () => {
  const natural = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const mask = natural.getContext("2d");
  mask.fillRect(0, 0, natural.width, natural.height);
  mask.scale(natural.width / BOX, natural.height / BOX);
  mask.lineCap = mask.lineJoin = "round";
  mask.lineWidth = BRUSH;
  mask.strokeStyle = "#fff";
  for (const [first, ...rest] of strokes) {
    mask.beginPath();
    mask.moveTo(...first);
    for (const point of rest) mask.lineTo(...point);
    mask.stroke();
  }
  await fetch("/submit", { method: "POST", body: await natural.convertToBlob({ type: "image/png" }) });
});

requestAnimationFrame(() => requestAnimationFrame(() => (window.__ready = true)));
