"""Two S3 services for tests, on free ports: one knows conditions, the other refuses unknown keys.

moto honours `If-None-Match` and takes any key; s3rver (npm) takes one key alone, of whose signature it checks
the form but not the sum, and keeps its objects in a folder. `python -m tools.buckets` installs s3rver, beside
its lock file, where it is missing.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import requests

from tools import node
from tools.processes import ROOT, Program, free_port, start_program

S3RVER = ROOT / "tools" / "s3rver"
BUCKET = "pictures"
KEY, SECRET = "S3RVER", "S3RVER"
"""The one pair of keys that s3rver knows."""


def start_moto(folder: Path) -> Program:
    """moto with the empty bucket `BUCKET`; its objects live in its memory."""
    port = free_port()
    program = start_program(folder, "moto", ["moto.server", "-H", "127.0.0.1", "-p", str(port)], {}, port)
    requests.put(f"{program.url}/{BUCKET}", timeout=30).raise_for_status()
    return program


def settings(program: Program, prefix: str) -> dict[str, str]:
    """The settings by which an app keeps its pictures in the service's bucket, under the prefix."""
    return {
        "STORAGE_URL": f"s3://{BUCKET}/{prefix}",
        "STORAGE_ENDPOINT": program.url,
        "STORAGE_REGION": "us-east-1",
        "STORAGE_ACCESS_KEY": KEY,
        "STORAGE_SECRET_KEY": SECRET,
    }


def start_s3rver(folder: Path) -> Program:
    """s3rver with the empty bucket `BUCKET`, its objects in `folder`, where a restart finds them again."""
    port = free_port()
    program = S3RVER / "node_modules" / "s3rver" / "bin" / "s3rver.js"
    command = ["node", str(program), "-d", str(folder / "objects"), "-a", "127.0.0.1", "-p", str(port)]
    command += ["--configure-bucket", BUCKET, "--no-vhost-buckets"]
    return Program(command, node.environment(os.environ), port, folder / "s3rver.log").start()


def ensure() -> bool:
    """Install s3rver from its lock file unless that was done; return whether it is there."""
    lock, modules = S3RVER / "package-lock.json", S3RVER / "node_modules"
    stamp, wanted = modules / ".installed", hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    print("Installing s3rver into tools/s3rver; this is done once ...", flush=True)
    npm = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if not node.ensure_node() or subprocess.run(npm, cwd=S3RVER, check=False).returncode != 0:
        return False
    stamp.write_text(wanted, encoding="utf-8")
    return True


def main() -> int:
    if not ensure():
        print("s3rver could not be installed: what went wrong stands above.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
