"""The world with the engine it really has, in its fast form."""

from pathlib import Path

from PIL import Image, ImageChops

from tests.standin.support import TALL, Clock, encode_mask
from webapp.standin import World, engine, gallery


def test_a_region_changes_inside_the_mask_and_nowhere_else(tmp_path: Path) -> None:
    world = World(tmp_path, 0, Clock())
    box = (400, 600, 900, 1200)
    mask = encode_mask((TALL.width, TALL.height), "WEBP", box)
    message_id = world.press(TALL.message_id, "Vary (Region)", mask=mask)["messageId"]
    assert world.message(message_id)["status"] == "DONE"
    path = world.picture(f"{message_id}.png")
    assert isinstance(path, Path)
    with Image.open(gallery.FOLDER / TALL.file) as source, Image.open(path) as grid:
        assert "not made by Midjourney" in grid.info["Description"]
        expected = engine.quarter(source)
        quarters = [engine.crop_quarter(grid, number) for number in (1, 2, 3, 4)]
    inside = (200, 300, 450, 600)
    for quarter in quarters:
        assert ImageChops.difference(quarter, expected).getbbox() == inside
    assert len({quarter.crop(inside).tobytes() for quarter in quarters}) == 4
