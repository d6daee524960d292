"""Install a package of the distribution where that may be done without asking anybody."""

import os
import shutil
import subprocess


def install(*packages: str) -> bool:
    """Try to install Debian packages as root or by passwordless sudo; return whether it worked."""
    if not shutil.which("apt-get"):
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or not _runs(["sudo", "-n", "true"]):
            return False
        prefix = ["sudo", "-n"]
    print(f"Installing {', '.join(packages)} with apt ...", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    return _runs([*apt, "update"]) and _runs([*apt, "install", "-y", "--no-install-recommends", *packages])


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
