"""Find what the documentation points at that is not there: files, headings, and paths in code marks.

Addresses on the web are left alone: a check that needs the network fails for reasons of the network.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
IMAGE_TAG = re.compile(r"<(?:img|source)\b[^>]*?\bsrc(?:set)?=\"([^\"]+)\"")
NAMED_PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|js|css|html|md|toml|json|txt|sh|yml))`")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def documents(root: Path) -> list[Path]:
    """The Markdown files that people read: those at the top, in docs/ and in bench/."""
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("bench/**/*.md")])


def slug(heading: str) -> str:
    """The anchor that GitHub and most viewers give a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def anchors(text: str) -> set[str]:
    """The anchors of all headings of a document, repeated ones numbered."""
    seen: dict[str, int] = {}
    found = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        name = slug(heading)
        found.add(f"{name}-{seen[name]}" if name in seen else name)
        seen[name] = seen.get(name, 0) + 1
    return found


def dead_links(document: Path, root: Path) -> Iterator[str]:
    """Each target of `document` that does not exist, as it is written there."""
    prose = FENCE.sub("", document.read_text(encoding="utf-8"))
    for target in [*LINK.findall(prose), *IMAGE_TAG.findall(prose)]:
        if not re.match(r"[a-z][a-z0-9+.-]*:", target) and not _exists(target, document, root):
            yield target
    for path in NAMED_PATH.findall(prose):
        if not any(file.is_file() for folder in _rooms(root) for file in folder.glob(path)):
            yield path


def _rooms(root: Path) -> Iterator[Path]:
    """Where a path in code marks may begin: at the top, or in a room that a document speaks of."""
    yield root
    yield from (root / room for room in ("webapp", "static/js", "static/js/painter", "tests"))


def _exists(target: str, document: Path, root: Path) -> bool:
    path_text, _, anchor = unquote(target).partition("#")
    if path_text.startswith("/"):
        path = root / path_text.lstrip("/")
    else:
        path = document.parent / path_text if path_text else document
    if not path.exists():
        return False
    return not anchor or path.suffix != ".md" or anchor in anchors(path.read_text(encoding="utf-8"))


def main() -> int:
    pages = documents(ROOT)
    dead = [f"{page.relative_to(ROOT)}: {target}" for page in pages for target in dead_links(page, ROOT)]
    for line in dead:
        print(f"{line} is not there", file=sys.stderr)
    print(f"{len(pages)} documents, {len(dead)} dead links")
    return 1 if dead else 0


if __name__ == "__main__":
    raise SystemExit(main())
