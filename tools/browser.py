"""Find the browser that the end-to-end tests drive, and install one where there is none.

`python -m tools.browser` is what `make test` calls; the tests themselves only call `find`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import distribution

SHELL = "chromium-headless-shell"
"""Chromium without its windows: the same pages for two thirds of the work."""

NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NONE_FOUND = (
    "The end-to-end tests need Chromium, and none was found or could be installed. "
    "Install it (Debian, Ubuntu: apt install chromium), or set CHROMIUM to the path of a Chromium or Chrome."
)


def find() -> str | None:
    """The path of a Chromium that starts: `CHROMIUM`, the distribution's, Chrome, or Playwright's own."""
    return next((path for path in _candidates() if path and _starts(path)), None)


def _candidates() -> Iterator[str | None]:
    yield os.environ.get("CHROMIUM")
    yield from map(shutil.which, NAMES)
    yield from PLACES
    yield _playwrights()


def _starts(path: str) -> bool:
    """True where the program answers with its version; Ubuntu's chromium-browser may be an empty shell."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _playwrights() -> str | None:
    """The browser that `playwright install chromium` fetched, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> int:
    if not os.environ.get("CHROMIUM") and not shutil.which(SHELL):
        distribution.install(SHELL)
    path = find()
    if path is None and distribution.install("chromium"):
        path = find()
    if path is None:
        print("Installing Playwright's Chromium ...", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        path = find()
    if path is None:
        print(NONE_FOUND, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
