"""The app on SQLite in front of the provider that costs nothing, and the form that submits to it."""

import contextlib
import io
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageDraw

from bench.client import Client
from bench.jobs.provider import SIDE_PX
from tools.processes import Program, free_port, start_app, start_program


@contextlib.contextmanager
def running(**settings: str) -> Iterator[Program]:
    """The app with its provider, until the block ends."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as ends:
        folder, port = Path(name), free_port()
        provider = start_program(folder, "provider", ["bench.jobs.provider", str(port)], {}, port)
        ends.callback(provider.kill)
        app = start_app(folder, MIDJOURNEY_TOKEN="bench", MIDJOURNEY_API_URL=provider.url, **settings)
        ends.callback(app.stop)
        yield app


class Submitter(Client):
    """A person with one small picture who submits regions of it."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        added = self._post("/pictures", data={"message_id": str(uuid.uuid4())})
        self.picture = added.url.rsplit("/", 1)[1]

    def submit_words(self) -> str:
        """Submit words and return the path of the job."""
        fields = {"prompt": "a harbour", "key": str(uuid.uuid4())}
        return urlsplit(self._post("/pictures", data=fields).url).path

    def submit(self, painting: bytes | None = None) -> str:
        """Submit a region, a small one if none is given, and return the path of the job."""
        fields = {"button": "Vary (Region)", "prompt": "a red boat", "key": str(uuid.uuid4())}
        mask = {"mask": ("mask.png", painting or PAINTING, "image/png")}
        answer = self.session.post(
            f"{self.url}/pictures/{self.picture}/jobs",
            data=fields,
            files=mask,
            headers={"Accept": "application/json"},
            timeout=120,
        )
        answer.raise_for_status()
        return str(answer.json()["url"])

    def is_done(self, path: str) -> bool:
        answer = self.session.get(f"{self.url}{path}/status", timeout=60)
        answer.raise_for_status()
        status = answer.json()["status"]
        assert status not in ("failed", "uncertain", "cancelled", "expired"), answer.text
        return bool(status == "done")


def _painting() -> bytes:
    image = Image.new("L", (SIDE_PX, SIDE_PX))
    ImageDraw.Draw(image).rectangle((8, 8, 40, 40), fill=255)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


PAINTING = _painting()
