"""The flags in a prompt: what `--ar` asks for, and the words left when the flags are taken away."""

import math
import re

# The four sizes the provider documents, and three of them turned by a quarter.
SIZES = {
    (1, 1): (1024, 1024),
    (4, 3): (1232, 928),
    (3, 4): (928, 1232),
    (3, 2): (1344, 896),
    (2, 3): (896, 1344),
    (16, 9): (1456, 816),
    (9, 16): (816, 1456),
}

_FLAG = re.compile(r"(?:^|\s)(?:--|—)([a-z]+)((?:\s+(?!--|—)\S+)?)", re.IGNORECASE)


class FlagError(ValueError):
    """A flag's value cannot be read."""


def has_flag(prompt: str, name: str) -> bool:
    """True where the prompt bears `--name`."""
    return any(found[1].lower() == name for found in _FLAG.finditer(prompt))


def words(prompt: str) -> str:
    """The prompt up to its first flag; flags come last."""
    found = _FLAG.search(prompt)
    return (prompt[: found.start()] if found else prompt).strip()


def size(prompt: str) -> tuple[int, int]:
    """Width and height in px of one picture of the grid: the documented size nearest to `--ar W:H`.

    Square without the flag; raises `FlagError` where its value is not two whole numbers above 0.
    """
    ratios = [found[2].strip() for found in _FLAG.finditer(prompt) if found[1].lower() in ("ar", "aspect")]
    if not ratios:
        return SIZES[1, 1]
    found = re.fullmatch(r"([1-9][0-9]{0,4}):([1-9][0-9]{0,4})", ratios[-1])
    if found is None:
        raise FlagError(f"--ar wants two whole numbers as in 16:9, not {ratios[-1]!r}")
    wanted = math.log(int(found[1]) / int(found[2]))
    nearest = min(SIZES, key=lambda ratio: abs(math.log(ratio[0] / ratio[1]) - wanted))
    return SIZES[nearest]
