"""Nothing the engine draws can be taken for Midjourney's."""

import io
import json
import uuid
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from webapp.standin import engine
from webapp.standin.engine.marking import stamp_box
from webapp.standin.engine.samples import FOLDER

INDEX = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))


def bears_the_stamp(picture: Image.Image) -> bool:
    """True where light letters lie on a dark ribbon at the lower right."""
    part = np.asarray(picture.crop(stamp_box(picture.size)).convert("L"), dtype=float)
    wide, tall = part.shape[1], part.shape[0]
    inner = part[tall // 5 : -(tall // 5), wide // 10 : -(wide // 10)]
    return bool(inner.max() > 150 and np.percentile(inner, 25) < 0.72 * inner.max())


@pytest.mark.parametrize("size", [(64, 64), (300, 200), (1024, 1024), (1792, 2688)])
@pytest.mark.parametrize("ground", [(0, 0, 0), (255, 255, 255), (128, 90, 60)])
def test_the_stamp_shows_on_any_ground_and_touches_only_its_box(
    size: tuple[int, int], ground: tuple[int, int, int]
) -> None:
    plain = Image.new("RGB", size, ground)
    stamped = engine.stamp(plain)
    box = ImageChops.difference(plain, stamped).getbbox()
    assert box is not None
    left, top, right, bottom = stamp_box(size)
    assert (min(left, box[0]), min(top, box[1])) == (left, top)
    assert (max(right, box[2]), max(bottom, box[3])) == (right, bottom)
    assert np.asarray(stamped.crop(box).convert("L")).std() > 15
    assert plain.getpixel((size[0] - 1, size[1] - 1)) == ground


def test_imagined_pictures_bear_the_stamp() -> None:
    assert all(bears_the_stamp(picture) for picture in engine.imagine("night sea", (360, 360), 1))


def test_a_region_that_covers_the_stamp_is_stamped_again() -> None:
    source = engine.stamp(Image.new("RGB", (400, 400), (90, 110, 130)))
    mask = Image.new("L", source.size)
    mask.paste(255, (200, 200, 400, 400))
    assert all(bears_the_stamp(picture) for picture in engine.vary_region(source, mask, "", 1))
    assert all(bears_the_stamp(picture) for picture in engine.flat_fill(source, mask, 1))


def test_a_region_elsewhere_inherits_the_stamp() -> None:
    source = engine.stamp(Image.new("RGB", (400, 400), (90, 110, 130)))
    mask = Image.new("L", source.size)
    mask.paste(255, (20, 20, 200, 200))
    for picture in engine.vary_region(source, mask, "red", 1):
        box = stamp_box(picture.size)
        assert picture.crop(box).tobytes() == engine.quarter(source).crop(box).tobytes()


def test_zooming_out_leaves_one_stamp_at_its_place() -> None:
    source = engine.stamp(Image.new("RGB", (240, 240), (90, 110, 130)))
    for picture in engine.zoom_out(source, 2, 1):
        assert bears_the_stamp(picture)
        left, top, right, bottom = (30 + value // 4 for value in stamp_box((240, 240)))
        assert np.asarray(picture.crop((left, top, right, bottom)).convert("L"), dtype=float).std() < 8


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_file_says_what_it_is(kind: str) -> None:
    content = io.BytesIO()
    picture = engine.imagine("sea", (64, 64), 1)[0]
    engine.save(picture, content, prompt='a "red" boat <é>', kind=kind)
    with Image.open(io.BytesIO(content.getvalue())) as saved:
        assert (saved.format, saved.size) == (kind, (64, 64))
        if kind == "PNG":
            words = (saved.info["Software"], saved.info["Description"], saved.info["Prompt"])
        else:
            words = (saved.getexif()[0x0131], saved.getexif()[0x010E], 'a "red" boat <é>')
            assert b"not made by Midjourney" in saved.info["xmp"]
        if kind != "JPEG":
            assert saved.convert("RGB").tobytes() == picture.tobytes()
    assert words == ("Redraw stand-in", "Practice picture, not made by Midjourney", 'a "red" boat <é>')


def test_the_suffix_of_a_path_decides_the_kind(tmp_path: Path) -> None:
    engine.save(Image.new("RGB", (8, 8)), tmp_path / "a.webp", prompt="")
    with Image.open(tmp_path / "a.webp") as saved:
        assert saved.format == "WEBP"


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="not GIF"):
        engine.save(Image.new("RGB", (8, 8)), io.BytesIO(), prompt="", kind="GIF")


def test_the_samples_are_the_three_shapes_of_an_upscale() -> None:
    assert [(entry["width"], entry["height"]) for entry in INDEX] == [
        (2048, 2048),
        (2912, 1632),
        (1792, 2688),
    ]
    assert len({uuid.UUID(entry["message_id"]) for entry in INDEX}) == 3


@pytest.mark.parametrize("entry", INDEX, ids=[entry["title"] for entry in INDEX])
def test_a_sample_is_a_small_stamped_file_of_its_size_that_says_what_it_is(entry: dict[str, str]) -> None:
    path = FOLDER / entry["file"]
    assert path.stat().st_size <= 600 * 1024
    with Image.open(path) as sample:
        assert sample.size == (entry["width"], entry["height"])
        assert sample.getexif()[0x0131] == "Redraw stand-in"
        assert b"not made by Midjourney" in sample.info["xmp"]
        assert bears_the_stamp(sample.convert("RGB"))
