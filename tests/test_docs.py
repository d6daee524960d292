"""The documentation says what the code does: every setting is described, every link leads somewhere."""

import re
from pathlib import Path

import pytest

from tools.links import anchors, dead_links, documents
from webapp.settings import TABLE

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]*) \|", re.MULTILINE)


def documented() -> dict[str, str]:
    """Name and default of each setting as the documentation gives them, in its order."""
    return {name: default.strip().strip("`") for name, default in ROW.findall(SETTINGS_PAGE)}


def test_every_setting_is_documented_in_the_order_of_the_table_and_no_other():
    assert list(documented()) == [row.name for row in TABLE]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_the_documented_default_is_the_real_one(row):
    shown = documented()[row.name]
    if row.default in (None, ()):
        assert shown == "none"
    elif isinstance(row.default, bool):
        assert shown == ("on" if row.default else "off")
    else:
        assert shown == f"{row.default:g}" if isinstance(row.default, float) else shown == str(row.default)


@pytest.mark.parametrize("row", [row for row in TABLE if row.secret], ids=lambda row: row.name)
def test_each_secret_is_said_to_be_readable_from_a_file(row):
    assert f"`{row.name}_FILE`" in SETTINGS_PAGE


@pytest.mark.parametrize("document", documents(ROOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_the_documentation_leads_somewhere(document):
    assert list(dead_links(document, ROOT)) == []


def test_a_link_to_a_missing_file_heading_or_named_path_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# One\n[a](#one) [b](#two) [c](gone.md) ![d](page.md) `src/gone.py` [e](https://example.org)"
    )
    assert list(dead_links(page, tmp_path)) == ["#two", "gone.md", "src/gone.py"]


def test_headings_become_the_anchors_that_viewers_give_them():
    text = "# Two commands\n## `make run`: how\n## `make run`: how\n```\n# not one\n```\n"
    assert anchors(text) == {"two-commands", "make-run-how", "make-run-how-1"}
