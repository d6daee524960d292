"""schemathesis over the API: each address with what its description allows, and with what it does not."""

import json
import subprocess
from pathlib import Path

from tools.audit.report import Part
from tools.audit.site import Site

SECONDS = 120
EXAMPLES = 25
CONFIG = Path(__file__).with_name("schemathesis.toml")


def audit(bin_folder: Path, folder: Path, site: Site) -> Part:
    """Every failed check, with the address; bounded to `SECONDS` and the same requests each time."""
    report = folder / "schemathesis.json"
    command = [str(bin_folder / "schemathesis"), "--config-file", str(CONFIG), "run"]
    command += [f"{site.app.url}/api/openapi.json", "--header", f"Authorization: Bearer {site.token}"]
    command += ["--max-examples", str(EXAMPLES), "--max-time", str(SECONDS), "--seed", "1"]
    command += ["--continue-on-failure", "--request-timeout", "30"]
    command += ["--report", "json", "--report-json-path", str(report)]
    with (folder / "schemathesis.log").open("wb") as log:
        subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False, timeout=4 * SECONDS)
    told = json.loads(report.read_text(encoding="utf-8"))
    findings = [
        f"{failure['title']}: {operation}"
        for failure in told["failures"]
        for operation in failure["operations"]
    ]
    findings += [str(error) for error in told["errors"]]
    asked, tested = told["test_cases"]["generated"], told["operations"]["tested"]
    findings += [] if tested == told["operations"]["total"] else [f"only {tested} operations were tested"]
    return Part("schemathesis", f"{asked:,} requests to {tested} operations of the API", findings)
