"""Firefox, driven over WebDriver BiDi by a script in Node."""

import json
import subprocess
from dataclasses import asdict
from pathlib import Path

from tests.browsers.hand import Painted, Painting

SCRIPT = Path(__file__).with_name("firefox.mjs")
TIMEOUT_S = 120


def paint(painting: Painting, executable: Path) -> Painted:
    """Play the painting and submit it."""
    asked = json.dumps({"executable": str(executable), **asdict(painting)})
    done = subprocess.run(
        ["node", str(SCRIPT)], input=asked, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    box = told["box"]
    return Painted((box["x"], box["y"], box["width"], box["height"]), told["job"])
