"""Lines of a CSV file that a spreadsheet opens without running anything. Pure."""

import csv
from collections.abc import Iterable
from io import StringIO

ACTING = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula; such cells get an apostrophe in front (OWASP)."""


def line(cells: Iterable[object]) -> str:
    """One line as RFC 4180 has it, every cell quoted where it needs to be."""
    out = StringIO()
    csv.writer(out).writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    is_number = isinstance(cell, int | float)
    return f"'{text}" if text.startswith(ACTING) and not is_number else text
