"""This machine's small pictures: those of the first page are made ahead, those of no picture dropped."""

import re
import time

from webapp.db import gallery
from webapp.db import pictures as rows
from webapp.errors import AppError
from webapp.services import images, pictures
from webapp.services.collaborators import Collaborators
from webapp.services.cursors import PAGE_SIZE
from webapp.services.housekeeping.step import State, Step
from webapp.team_models import GalleryFilter

WIDTH_PX = 640
"""What the home page shows its tiles in."""

MADE_AT_ONCE = 4
LOOKED_AT_ONCE = 500
UNFINISHED_FOR_S = 3600
"""A part of a file that is older belongs to a process that was killed while it wrote it."""

NAME = re.compile(r"([0-9a-f]{64})-(?:[0-4]-\d+|card)")


def tidy(co: Collaborators, state: State) -> Step:
    """Drop what belongs to no picture any more, then make ahead; state: the last name looked at."""
    if state.get("dropped"):
        return _make_ahead(co)
    return _drop(co, str(state.get("after", "")))


def _drop(co: Collaborators, after: str) -> Step:
    co.cache_dir.mkdir(parents=True, exist_ok=True)
    names = sorted(path.name for path in co.cache_dir.iterdir() if path.name > after)[:LOOKED_AT_ONCE]
    of_blob = {name: found[1] for name in names if (found := NAME.fullmatch(name))}
    with co.database.read() as connection:
        named = rows.of_blobs(connection, set(of_blob.values()))
    stale = [name for name, blob in of_blob.items() if blob not in named]
    parts = [name for name in names if name.startswith(".part-") and _is_old(co, name)]
    for name in (*stale, *parts):
        (co.cache_dir / name).unlink(missing_ok=True)
    did = {"thumbnail{s} dropped": len(stale) + len(parts)}
    return Step(did, {"after": names[-1]} if len(names) == LOOKED_AT_ONCE else {"dropped": True})


def _make_ahead(co: Collaborators) -> Step:
    with co.database.read() as connection:
        newest = gallery.find_pictures(connection, GalleryFilter(), before=None, limit=PAGE_SIZE).page
    wanted = [
        one
        for one in newest
        if images.cached(co.cache_dir, images.derived_name(one.blob, None, WIDTH_PX)) is None
    ]
    made = 0
    for picture in wanted[:MADE_AT_ONCE]:
        try:
            pictures.image(co, picture, None, WIDTH_PX)[0].close()
        except AppError:
            continue  # its bytes are missing or damaged, which is told elsewhere
        made += 1
    is_over = made < MADE_AT_ONCE
    return Step({"thumbnail{s} made": made}, None if is_over else {"dropped": True})


def _is_old(co: Collaborators, name: str) -> bool:
    try:
        return time.time() - (co.cache_dir / name).stat().st_mtime > UNFINISHED_FOR_S
    except FileNotFoundError:
        return False
