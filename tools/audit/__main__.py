"""`make audit`: bandit, schemathesis and wapiti against a team's site of its own, on this machine alone.

Ends with 1 where one of them finds anything or the app answers a request by an error of the server. About ten
minutes. SECURITY.md says what is looked for.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from tools.audit import api, code, pages
from tools.audit.report import Part, table
from tools.audit.site import start
from tools.environment import ROOT, ensure

VENV = ROOT / ".venv-audit"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.audit", description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for what the tools and the app wrote")
    keep: Path | None = parser.parse_args().keep
    ensure(ROOT / "requirements-audit.txt", VENV, "--no-deps")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            parts = audit(VENV / "bin", folder)
        finally:
            if keep is not None:
                shutil.copytree(folder, keep, dirs_exist_ok=True)
    print("\n" + table(parts))
    return 1 if any(part.findings for part in parts) else 0


def audit(bin_folder: Path, folder: Path) -> list[Part]:
    """All parts one after the other; the app and the tools write into `folder`."""
    print("Looking at the code ...", flush=True)
    parts = [code.audit(bin_folder)]
    site = start(folder)
    try:
        print("Looking at the pages; this takes minutes ...", flush=True)
        parts += pages.audit(bin_folder, folder, site)
        print("Looking at the API ...", flush=True)  # last, since it deletes pictures
        parts.append(api.audit(bin_folder, folder, site))
        parts.append(Part("errors of the server", f"{site.answers():,} answers", site.server_errors()))
    finally:
        site.app.stop()
    return parts


if __name__ == "__main__":
    raise SystemExit(main())
