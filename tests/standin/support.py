"""A hand-driven clock, an engine that draws in no time, and a world made of both."""

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from webapp.standin import SAMPLES, World

SQUARE, WIDE, TALL = SAMPLES


class Clock:
    """A clock that moves when told to; `sleep` moves it too."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


class StubEngine:
    """Plain colours by seed, with a note of each call. `fails` makes it raise."""

    def __init__(self, *, fails: bool = False) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.fails = fails

    def imagine(self, prompt: str, size: tuple[int, int], seed: int) -> list[Image.Image]:
        self.calls.append(("imagine", prompt, size))
        if self.fails:
            raise RuntimeError("no paint left")
        return self._four(size, seed)

    def vary_region(
        self, source: Image.Image, mask: Image.Image, prompt: str, seed: int
    ) -> list[Image.Image]:
        self.calls.append(("vary_region", source.size, mask.mode, mask.size, prompt))
        return self._four(self._half(source), seed)

    def flat_fill(self, source: Image.Image, mask: Image.Image, seed: int) -> list[Image.Image]:
        self.calls.append(("flat_fill", source.size, mask.size))
        return self._four(self._half(source), seed)

    def vary(self, source: Image.Image, prompt: str, seed: int, strength: float) -> list[Image.Image]:
        self.calls.append(("vary", source.size, strength))
        return self._four(self._half(source), seed)

    def zoom_out(self, source: Image.Image, factor: float, seed: int) -> list[Image.Image]:
        self.calls.append(("zoom_out", factor))
        return self._four(self._half(source), seed)

    def pan(self, source: Image.Image, direction: str, seed: int) -> list[Image.Image]:
        self.calls.append(("pan", direction))
        return self._four(self._half(source), seed)

    def make_square(self, source: Image.Image, seed: int) -> list[Image.Image]:
        self.calls.append(("make_square",))
        side = max(source.size) // 2
        return self._four((side, side), seed)

    def upscale(self, quarter: Image.Image, seed: int, creative: bool = False) -> Image.Image:
        self.calls.append(("upscale", quarter.size, creative))
        return quarter.resize((quarter.width * 2, quarter.height * 2), Image.Resampling.NEAREST)

    def grid(self, four: Any) -> Image.Image:
        width, height = four[0].size
        sheet = Image.new("RGB", (2 * width, 2 * height))
        for place, picture in enumerate(four):
            sheet.paste(picture, (place % 2 * width, place // 2 * height))
        return sheet

    def crop_quarter(self, sheet: Image.Image, number: int) -> Image.Image:
        width, height = self._half(sheet)
        left, top = (number - 1) % 2 * width, (number - 1) // 2 * height
        return sheet.crop((left, top, left + width, top + height))

    def save(self, image: Image.Image, target: BinaryIO, *, prompt: str) -> None:
        image.save(target, "PNG", compress_level=1)

    @staticmethod
    def _four(size: tuple[int, int], seed: int) -> list[Image.Image]:
        return [Image.new("RGB", size, (seed % 256, seed // 256 % 256, 60 * number)) for number in range(4)]

    @staticmethod
    def _half(source: Image.Image) -> tuple[int, int]:
        return source.width // 2, source.height // 2


def at_once(work: Callable[[], None]) -> None:
    """Run background work here and now."""
    work()


def make_world(folder: Path, clock: Clock, speed: float = 1.0, **options: Any) -> World:
    """A world without threads or real time: it draws on submit, and sleeping moves the clock."""
    return World(
        folder, speed, clock, **{"engine": StubEngine(), "spawn": at_once, "sleep": clock.pass_by, **options}
    )


def encode_mask(
    size: tuple[int, int], form: str = "WEBP", box: tuple[int, int, int, int] | None = None
) -> str:
    """The wire form of a mask of `size` that is white in `box`."""
    mask = Image.new("L", size, 0)
    mask.paste(255, box or (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    return encode(mask, form)


def encode(image: Image.Image, form: str = "PNG", **options: Any) -> str:
    content = io.BytesIO()
    image.save(content, form, **({"lossless": True} if form == "WEBP" else {}) | options)
    return base64.b64encode(content.getvalue()).decode()


def finish(world: World, clock: Clock, answer: dict[str, Any]) -> dict[str, Any]:
    """Let enough time pass for the accepted call and return its message."""
    clock.pass_by(60)
    return world.message(answer["messageId"])
