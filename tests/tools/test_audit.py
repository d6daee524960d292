"""The audit's own parts: what it counts as an error of the server, what lures a server, the table."""

import urllib.request
from pathlib import Path

from tools.audit.catcher import Catcher
from tools.audit.report import Part, table
from tools.audit.site import Site
from tools.processes import Program

LOG = """answered:503:GET:/
answered:500:POST:/pictures
answered:200:GET:/500
Traceback (most recent call last):
  File "x.py", line 1, in <module>
    raise ValueError("no")
ValueError: no
answered:500:POST:/pictures
"""


def test_each_error_of_the_server_since_the_audit_began_is_told_once(tmp_path: Path):
    log = tmp_path / "log"
    log.write_text(LOG)
    site = Site(Program([], {}, 1, log), "", "", "", "", "", began=LOG.index("answered:500"))
    assert site.server_errors() == ["500 POST /pictures", "ValueError: no"]
    assert site.answers() == 3


def test_whoever_asks_the_catcher_is_remembered_but_for_the_tool_itself():
    with Catcher() as catcher:
        for path in ("ssrf/abc/1/", "get_ssrf.php?session_id=abc"):
            with urllib.request.urlopen(catcher.url + path) as answer:
                assert answer.read() == b"{}"
        assert catcher.asked == ["/ssrf/abc/1/"]


def test_the_table_counts_findings_and_tells_each():
    lines = table([Part("bandit", "10 lines", []), Part("wapiti", "2 forms", ["XSS: GET /"])]).splitlines()
    assert [line.split()[-1] for line in lines[1:3]] == ["0", "1"]
    assert lines[-1] == "wapiti: XSS: GET /"
