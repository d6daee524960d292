"""Square test pictures, and a server for the bare pages that show them."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

PAGES = Path(__file__).parent / "pages"


def picture(side_px: int) -> Path:
    """A colourful picture with large shapes and fine grain, made once."""
    path = PAGES / "images" / f"photo{side_px}.jpg"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        random = np.random.default_rng(7)
        out = np.zeros((side_px, side_px, 3), np.float32)
        for octave in range(2, 9):
            small = Image.fromarray(random.integers(0, 255, (2**octave, 2**octave, 3), dtype=np.uint8))
            large = small.resize((side_px, side_px), Image.Resampling.BICUBIC)
            out += np.asarray(large, np.float32) / 2 ** (octave - 1)
        Image.fromarray(np.clip(out, 0, 255).astype(np.uint8)).save(path, "JPEG", quality=90)
    return path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, directory=str(PAGES), **options)

    def do_POST(self) -> None:
        """Take a mask; `/last` gives it back."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.last_mask = body  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def do_GET(self) -> None:
        if self.path != "/last":
            super().do_GET()
            return
        body: bytes = self.server.last_mask  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing: the report is what is printed."""


@contextmanager
def served_pages() -> Iterator[str]:
    """The address under which the bare pages are served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
