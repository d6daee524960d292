"""What can be told of the place the app runs in: does its disk last? Pure."""

from collections.abc import Callable, Mapping
from pathlib import Path

FORGETFUL: Mapping[str, str] = {
    "DYNO": "Heroku wipes its disk at least once a day",
    "K_SERVICE": "Cloud Run keeps nothing on disk",
    "RENDER": "Render keeps nothing outside a disk of its own",
    "RAILWAY_ENVIRONMENT": "Railway keeps nothing outside a volume",
    "FLY_APP_NAME": "Fly keeps nothing outside a volume",
}
"""Variables that platforms set, and what their documentation says of the disk."""

NEVER_LASTING = ("DYNO", "K_SERVICE")


def disk_warning(environ: Mapping[str, str], data_dir: Path, is_mount: Callable[[Path], bool]) -> str | None:
    """Why what is kept in `data_dir` may vanish, in one sentence; None where nothing speaks for it.

    A volume of its own, mounted at the folder or above it, lasts on the platforms that have volumes.
    """
    for name, reason in FORGETFUL.items():
        if environ.get(name):
            lasting = name not in NEVER_LASTING and _on_a_volume(data_dir, is_mount)
            return None if lasting else f"{reason}: pictures and paid jobs kept in {data_dir} will be lost."
    return None


def _on_a_volume(folder: Path, is_mount: Callable[[Path], bool]) -> bool:
    return any(is_mount(path) for path in (folder, *folder.parents) if path != path.parent)
