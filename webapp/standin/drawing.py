"""From a message to its picture: which of the engine's tools draws which recipe."""

from typing import BinaryIO, Literal, Protocol, cast

from PIL import Image

from webapp.standin import labels, prompts
from webapp.standin.records import Record

Direction = Literal["left", "right", "up", "down"]

MAX_SIDE = 4096
_REDRAWN = 0.6


class Engine(Protocol):
    """What the stand-in asks of whoever draws. All images are RGB; the same seed gives the same picture."""

    def imagine(self, prompt: str, size: tuple[int, int], seed: int) -> list[Image.Image]: ...
    def vary_region(
        self, source: Image.Image, mask: Image.Image, prompt: str, seed: int
    ) -> list[Image.Image]: ...
    def flat_fill(self, source: Image.Image, mask: Image.Image, seed: int) -> list[Image.Image]: ...
    def vary(self, source: Image.Image, prompt: str, seed: int, strength: float) -> list[Image.Image]: ...
    def zoom_out(self, source: Image.Image, factor: float, seed: int) -> list[Image.Image]: ...
    def pan(self, source: Image.Image, direction: Direction, seed: int) -> list[Image.Image]: ...
    def make_square(self, source: Image.Image, seed: int) -> list[Image.Image]: ...
    def upscale(self, quarter: Image.Image, seed: int, creative: bool = False) -> Image.Image: ...
    def grid(self, four: list[Image.Image]) -> Image.Image: ...
    def crop_quarter(self, sheet: Image.Image, number: int) -> Image.Image: ...
    def save(self, image: Image.Image, target: BinaryIO, *, prompt: str) -> None: ...


def default_engine() -> Engine:
    """The real engine, loaded on first use: an app with a token never pays for it."""
    from webapp.standin import engine

    return engine


def draw(
    engine: Engine, record: Record, source: Image.Image | None, mask: Image.Image | None, *, flat: bool
) -> Image.Image:
    """The picture of a message: one image after an upscale, else a grid; no side over `MAX_SIDE` px.

    `source` is the picture it starts from (None for imagine), `mask` the region of a Vary (Region). `flat`
    fills the region, or a picture made from words, with plain colours, at once.
    """
    if labels.makes_single(record.recipe):
        return _enlarge(engine, record, _required(source))
    four = _four(engine, record, source, mask, flat)
    return engine.grid([_within(picture, MAX_SIDE // 2) for picture in four])


def _enlarge(engine: Engine, record: Record, source: Image.Image) -> Image.Image:
    number = labels.quarter_number(record.recipe)
    if number is not None:
        return engine.upscale(engine.crop_quarter(source, number), record.seed)
    creative = record.recipe == "Upscale (Creative)"
    return engine.upscale(_within(source, MAX_SIDE // 2), record.seed, creative)


def _four(
    engine: Engine, record: Record, source: Image.Image | None, mask: Image.Image | None, flat: bool
) -> list[Image.Image]:
    recipe, seed, prompt = record.recipe, record.seed, prompts.words(record.prompt)
    if recipe == labels.IMAGINE:
        size = prompts.size(record.prompt)
        return _plain(engine, size, seed) if flat else engine.imagine(prompt, size, seed)
    source = _required(source)
    if recipe == labels.VARY_REGION:
        if flat:
            return engine.flat_fill(source, _required(mask), seed)
        return engine.vary_region(source, _required(mask), prompt, seed)
    if recipe in labels.VARIATIONS:
        # The engine halves what it varies, so that a quarter is doubled first to come back at its size.
        doubled = engine.upscale(engine.crop_quarter(source, int(recipe[1])), seed)
        return engine.vary(doubled, prompt, seed, _REDRAWN)
    if recipe in labels.STRENGTHS:
        return engine.vary(source, prompt, seed, labels.STRENGTHS[recipe])
    if recipe in labels.ZOOMS:
        return engine.zoom_out(source, labels.ZOOMS[recipe], seed)
    if recipe in labels.PANS:
        return engine.pan(source, cast("Direction", labels.PANS[recipe]), seed)
    if recipe == labels.MAKE_SQUARE:
        return engine.make_square(source, seed)
    raise ValueError(f"nothing is known of how to draw {recipe!r}")


def _plain(engine: Engine, size: tuple[int, int], seed: int) -> list[Image.Image]:
    """The flat fill of an empty picture, which comes back at half its sides."""
    width, height = size
    empty = Image.new("RGB", (2 * width, 2 * height), "grey")
    return engine.flat_fill(empty, Image.new("L", empty.size, 255), seed)


def _required(image: Image.Image | None) -> Image.Image:
    if image is None:
        raise ValueError("the picture or mask to start from is missing")
    return image


def _within(image: Image.Image, side: int) -> Image.Image:
    """The picture, made smaller where a side is longer than `side` px."""
    if max(image.size) <= side:
        return image
    scale = side / max(image.size)
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
