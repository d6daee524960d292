"""Find Firefox and WebKit's GTK port, in which the painter must make the same masks as in Chromium.

`python -m tools.other_browsers` installs what is missing where that may be done; tests only call the finders.
"""

import shutil
import sys
from pathlib import Path

from tools import distribution

PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")
NONE_FOUND = (
    "These tests need Firefox, WebKitWebDriver with its MiniBrowser, and Xvfb, and not all were found "
    f"or could be installed. Install them (Debian: apt install {' '.join(PACKAGES)}) and run make again."
)


def firefox() -> Path | None:
    """The program, the long-term release first."""
    return next((Path(path) for path in map(shutil.which, ("firefox-esr", "firefox")) if path), None)


def webkit() -> tuple[Path, Path] | None:
    """WebKit's driver and the browser it drives; None without a display server for them, too."""
    driver, display = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browsers = sorted(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"), reverse=True)
    return (Path(driver), browsers[0]) if driver and display and browsers else None


def are_ready() -> bool:
    return firefox() is not None and webkit() is not None


def main() -> int:
    if are_ready() or (distribution.install(*PACKAGES) and are_ready()):
        return 0
    print(NONE_FOUND, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
