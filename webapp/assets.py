"""Own scripts and styles under a versioned address: cached for a year, compressed once, never stale.

The version is a hash of all files in `static/`, so relative imports between modules stay in step and an old
address is a 404 instead of an old file.
"""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

from webapp.access import Access, requires

COMPRESSED = frozenset({".js", ".css", ".svg", ".webmanifest", ".json"})


def version_of(folder: Path) -> str:
    """A short hash over names and contents of all static files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def install(app: Flask, folder: Path) -> None:
    """Serve `folder` under `/static/<version>/`; the endpoint is Flask's usual `static`."""
    version = version_of(folder)

    @app.get(f"/static/{version}/<path:filename>", endpoint="static")
    @requires(Access.PUBLIC)
    def static(filename: str) -> Response:
        response = send_from_directory(folder, filename, max_age=31_536_000, conditional=True)
        response.cache_control.public = True
        response.cache_control.immutable = True
        if Path(filename).suffix in COMPRESSED and response.status_code == 200:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings["gzip"]:
                response.direct_passthrough = False
                response.set_data(_gzipped(folder / filename))
                response.content_encoding = "gzip"
                response.set_etag(f"{version}-gzip")
        return response


@lru_cache(maxsize=512)
def _gzipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
