"""bandit over the code that is served."""

import json
import subprocess
from pathlib import Path

from tools.audit.report import Part

ROOT = Path(__file__).resolve().parents[2]
LOOKED_AT = ("webapp", "deploy", "wsgi.py", "gunicorn.conf.py")

ACCEPTED = {
    # Words that name a secret are taken for one: the names of deeds, columns, roles and form fields.
    ("B105", "webapp/access.py"): 1,
    ("B105", "webapp/db/people.py"): 1,
    ("B105", "webapp/services/webhooks.py"): 1,
    ("B105", "webapp/team_models.py"): 4,
    ("B105", "webapp/views/sign_in.py"): 1,
    # Every interface is listened on outside local mode, where everything lies behind the sign-in.
    ("B104", "webapp/settings.py"): 1,
    ("B104", "webapp/first_start.py"): 1,
    # /dev/shm, only for the empty files by which gunicorn sees that a worker lives.
    ("B108", "gunicorn.conf.py"): 2,
    # saxutils.escape writes XML; it parses none.
    ("B406", "webapp/standin/engine/marking.py"): 1,
    # The container's health check asks its own loopback address, written there.
    ("B310", "deploy/healthy.py"): 1,
    # Column names of our own, in the stand-in's store.
    ("B608", "webapp/standin/store.py"): 1,
    # Statements put together of what stands in the same file, with nothing from outside.
    ("B608", "webapp/db/migrations/versions/0010_search.py"): 5,
    ("B608", "webapp/db/wakeups.py"): 1,
}
"""What was looked at and is right, and how often it occurs: one more of the kind is a finding."""


def audit(bin_folder: Path) -> Part:
    """Each finding that is not accepted, and each acceptance that nothing needs any more."""
    command = [str(bin_folder / "bandit"), "--quiet", "--recursive", "--format", "json", *LOOKED_AT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    found: dict[tuple[str, str], list[str]] = {}
    for result in told["results"]:
        name = result["filename"].removeprefix("./")
        line = f"{name}:{result['line_number']} {result['test_id']} {result['issue_text']}"
        found.setdefault((result["test_id"], name), []).append(line)
    findings = [line for key, lines in found.items() if len(lines) > ACCEPTED.get(key, 0) for line in lines]
    findings += [
        f"{key[1]} {key[0]} is accepted {most} times and found {len(found.get(key, []))} times"
        for key, most in ACCEPTED.items()
        if len(found.get(key, [])) < most
    ]
    findings += [f"{error['filename']}: {error['reason']}" for error in told["errors"]]
    lines_of_code = told["metrics"]["_totals"]["loc"]
    return Part("bandit", f"{lines_of_code:,} lines of code", findings)
