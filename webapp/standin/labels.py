"""The buttons of the provider: which a message offers, and what pressing one means."""

import re

from webapp.standin.prompts import has_flag

IMAGINE = "imagine"
REROLL = "🔄"
CANCEL_JOB = "Cancel Job"
VARY_REGION = "Vary (Region)"
MAKE_SQUARE = "Make Square"

UPSCALES = ("U1", "U2", "U3", "U4")
VARIATIONS = ("V1", "V2", "V3", "V4")
STRENGTHS = {"Vary (Subtle)": 0.35, "Vary (Strong)": 0.85}
ZOOMS = {"Zoom Out 2x": 2.0, "Zoom Out 1.5x": 1.5}
PANS = {"⬅️": "left", "➡️": "right", "⬆️": "up", "⬇️": "down"}
ENLARGEMENTS = ("Upscale (Subtle)", "Upscale (Creative)")

# Seconds of drawing at speed 1, by what is drawn. With the lead time a person waits about 14, 12 and 6 s.
LEAD_S = 1.5
_IMAGINE_S, _VARY_S, _UPSCALE_S = 12.5, 10.5, 4.5


def makes_single(recipe: str) -> bool:
    """True where the recipe ends in one picture; all others end in a grid."""
    return recipe in UPSCALES or recipe in ENLARGEMENTS


def work_s(recipe: str) -> float:
    """How long the recipe takes at speed 1, in seconds."""
    if recipe == IMAGINE:
        return _IMAGINE_S
    return _UPSCALE_S if makes_single(recipe) else _VARY_S


def quarter_number(label: str) -> int | None:
    """1 to 4 for U1..U4 and V1..V4, else None."""
    found = re.fullmatch("[UV]([1-4])", label)
    return int(found[1]) if found else None


def offered(recipe: str, prompt: str, size: tuple[int, int]) -> tuple[str, ...]:
    """The buttons of a finished message, in the provider's order.

    A picture made with `--oref` offers no Vary (Region); a square one no Make Square; one that was enlarged
    already no further Upscale.
    """
    if not makes_single(recipe):
        return (*UPSCALES, REROLL, *VARIATIONS)
    width, height = size
    return (
        *(() if has_flag(prompt, "oref") else (VARY_REGION,)),
        *STRENGTHS,
        *ZOOMS,
        *(() if width == height else (MAKE_SQUARE,)),
        *PANS,
        *(() if recipe in ENLARGEMENTS else ENLARGEMENTS),
    )
