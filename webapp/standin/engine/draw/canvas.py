"""A float picture to paint on, in shares of its height, finished with bloom, a soft shoulder and grain."""

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from webapp.standin.engine.draw.colour import RGB, array, gradient
from webapp.standin.engine.draw.noise import Floats, Rng
from webapp.standin.engine.draw.smooth import blurred, resized

Box = tuple[int, int, int, int]
Place2D = Callable[[float, float], tuple[float, float]]
Pen = Callable[[ImageDraw.ImageDraw, Place2D], None]


class Canvas:
    """`px` is (height, width, 3) float32, 0..1 and beyond for lights. `unit` is the shorter side in px."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.unit = float(min(size))
        self.px: Floats = np.zeros((self.height, self.width, 3), np.float32)

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    def rows(self) -> Floats:
        """The middle of each row in px, as a column."""
        return np.arange(self.height, dtype=np.float32)[:, None] + np.float32(0.5)

    def columns(self) -> Floats:
        """The middle of each column in px, as a row."""
        return np.arange(self.width, dtype=np.float32)[None, :] + np.float32(0.5)

    def clip(self, box: tuple[float, float, float, float]) -> Box:
        """`box` (left, top, right, bottom) in whole px inside the canvas."""
        left, top = max(0, int(np.floor(box[0]))), max(0, int(np.floor(box[1])))
        return left, top, min(self.width, int(np.ceil(box[2]))), min(self.height, int(np.ceil(box[3])))

    def lay(self, colour: RGB | Floats, cover: Floats, box: Box | None = None) -> None:
        """Paint `colour` (one, or (h, w, 3)) where `cover` (h, w, 0..1) says, over the box or everything."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        view = self.px[top:bottom, left:right]
        paint = array(colour) if isinstance(colour, tuple) else colour
        view += (paint - view) * cover[..., None]

    def light(self, colour: RGB, amount: Floats, box: Box | None = None) -> None:
        """Add light: brightens without washing out what is bright already."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        view = self.px[top:bottom, left:right]
        view += array(colour) * amount[..., None] * np.maximum(0.15, 1 - 0.75 * view)

    def glow(
        self, x: float, y: float, radius: float, colour: RGB, strength: float, power: float = 2.0
    ) -> None:
        """A round glow of `radius` px around a point, fading to nothing at its rim."""
        box = self.clip((x - radius, y - radius, x + radius, y + radius))
        left, top, right, bottom = box
        if left >= right or top >= bottom:
            return
        dx = (np.arange(left, right, dtype=np.float32) + 0.5 - x)[None, :]
        dy = (np.arange(top, bottom, dtype=np.float32) + 0.5 - y)[:, None]
        fall = np.maximum(0, 1 - np.sqrt(dx * dx + dy * dy) / np.float32(radius)) ** np.float32(power)
        self.light(colour, fall * np.float32(strength), box)

    def shape(
        self, colour: RGB | Floats, box: tuple[float, float, float, float],
        draw: Pen,
        opacity: float = 1.0, blur: float = 0.0,
    ) -> None:  # fmt: skip
        """Paint what `draw` fills with 255; it gets a drawing and a function from canvas px to its px."""
        clipped = self.clip(box)
        if clipped[0] >= clipped[2] or clipped[1] >= clipped[3]:
            return
        cover = cover_of(clipped, draw, blur)
        self.lay(colour, cover * np.float32(opacity), clipped)

    def polygon(
        self,
        colour: RGB | Floats,
        points: Sequence[tuple[float, float]],
        opacity: float = 1.0,
        blur: float = 0.0,
    ) -> None:
        """A filled polygon; a colour array must fit its clipped bounding box."""
        self.shape(
            colour,
            bounds(points),
            lambda pen, at: pen.polygon([at(*p) for p in points], fill=255),
            opacity,
            blur,
        )

    def ellipse(
        self,
        colour: RGB | Floats,
        box: tuple[float, float, float, float],
        opacity: float = 1.0,
        blur: float = 0.0,
    ) -> None:
        """A filled ellipse in `box`."""
        pad = 3 * blur
        grown = (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)
        self.shape(
            colour,
            grown,
            lambda pen, at: pen.ellipse((*at(*box[:2]), *at(*box[2:])), fill=255),
            opacity,
            blur,
        )

    def rectangles(
        self, colour: RGB, boxes: Sequence[tuple[float, float, float, float]], opacity: float = 1.0
    ) -> None:
        """Filled rectangles (left, top, right, bottom), all in one pass."""

        def draw(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
            for left, top, right, bottom in boxes:
                pen.rectangle((*at(left, top), *at(right, bottom)), fill=255)

        corners = [corner for box in boxes for corner in (box[:2], box[2:])]
        self.shape(colour, bounds(corners), draw, opacity)

    def line(
        self, colour: RGB, points: Sequence[tuple[float, float]], width: float, opacity: float = 1.0
    ) -> None:
        """A stroke of `width` px through points."""
        left, top, right, bottom = bounds(points)

        def draw(pen: ImageDraw.ImageDraw, at: Place2D) -> None:
            scale = at(1, 0)[0] - at(0, 0)[0]
            pen.line([at(*p) for p in points], fill=255, width=max(1, round(width * scale)), joint="curve")

        # A stroke thinner than the samples can show is drawn as thin as can be, and fainter.
        faint = min(1.0, 3 * width)
        self.shape(colour, (left - width, top - width, right + width, bottom + width), draw, opacity * faint)

    def ramp(
        self, box: tuple[float, float, float, float], stops: Sequence[tuple[float, RGB]], down: bool = False
    ) -> Floats:
        """A gradient across (or down) `box`, cut to what of it lies on the canvas."""
        left, top, right, bottom = self.clip(box)
        if left >= right or top >= bottom:
            return np.zeros((0, 0, 3), np.float32)
        if down:
            at = (np.arange(top, bottom, dtype=np.float32) + 0.5 - box[1]) / max(1e-6, box[3] - box[1])
            return np.repeat(gradient(stops, at.astype(np.float32))[:, None], right - left, axis=1)
        at = (np.arange(left, right, dtype=np.float32) + 0.5 - box[0]) / max(1e-6, box[2] - box[0])
        return np.repeat(gradient(stops, at.astype(np.float32))[None], bottom - top, axis=0)

    def image(
        self, rng: Rng, grain: float = 0.013, bloom: float = 0.22, vignette: float = 0.16
    ) -> Image.Image:
        """The finished picture: lights bloom, corners darken a little, film grain hides banding."""
        px = self.px
        if bloom:
            px = px + np.float32(bloom) * self._bloom()
        if vignette:
            dx, dy = self.columns() / self.width - 0.5, self.rows() / self.height - 0.5
            px = px * (1 - np.float32(vignette) * np.minimum(1, 2 * (dx * dx + dy * dy)) ** 1.5)[..., None]
        knee = np.float32(0.82)
        over = np.maximum(px - knee, 0)
        px = np.minimum(px, knee) + (1 - knee) * (1 - np.exp(-over / (1 - knee)))
        noise = rng.standard_normal((self.height, self.width), dtype=np.float32)[..., None] * np.float32(
            grain
        )
        noise = noise + rng.random((self.height, self.width, 1), dtype=np.float32) / 255
        return Image.fromarray(np.clip((px + noise) * 255, 0, 255).astype(np.uint8))

    def _bloom(self) -> Floats:
        step = max(2, round(self.unit / 160))
        bright = np.clip((self.px - 0.62) * 2.2, 0, 2)
        channels = []
        for index in range(3):
            small = np.asarray(Image.fromarray(np.ascontiguousarray(bright[..., index])).reduce(step))
            channels.append(resized(blurred(small, 4.0), self.size))
        return np.stack(channels, -1)


def bounds(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The bounding box of points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def cover_of(box: Box, draw: Pen, blur: float = 0.0, oversample: int = 3) -> Floats:
    """Anti-aliased cover 0..1 of what `draw` fills, for the px of `box`."""
    left, top, right, bottom = box
    mask = Image.new("L", ((right - left) * oversample, (bottom - top) * oversample))
    draw(ImageDraw.Draw(mask), lambda x, y: ((x - left) * oversample, (y - top) * oversample))
    small = mask.reduce(oversample)
    if blur > 0.3:
        small = small.filter(ImageFilter.GaussianBlur(blur))
    return np.asarray(small, dtype=np.float32) / 255
