"""A person's side of the app over plain HTTP: the session, the token of the forms, uploads."""

import re
import uuid
from urllib.parse import urlsplit

import requests


class Client:
    """One signed-in person of an app in local mode."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        page = self.session.get(url + "/", timeout=30)
        page.raise_for_status()
        found = re.search(r'name="csrf-token" content="([^"]+)"', page.text)
        assert found, "the page holds no csrf-token"
        self.session.headers["X-CSRFToken"] = found[1]

    def redraw(self, picture_url: str, painting: bytes) -> str:
        """Submit a painted region and return the address of the job."""
        fields = {"button": "Vary (Region)", "prompt": "", "key": str(uuid.uuid4())}
        mask = {"mask": ("mask.png", painting, "image/png")}
        return self._post(f"{urlsplit(picture_url).path}/jobs", files=mask, data=fields).url

    def square_sample(self) -> str:
        """The path of the first square picture on the first page."""
        page = self.session.get(self.url + "/", timeout=30).text
        for path in dict.fromkeys(re.findall(r"/pictures/[0-9a-f-]{36}", page)):
            if "2048 × 2048" in self.session.get(self.url + path, timeout=30).text:
                return str(path)
        raise AssertionError("there is no square sample")

    def upload(self, data: bytes, content_type: str) -> str:
        """Add an image and return the address of the picture."""
        return self._post("/pictures", files={"image": ("picture", data, content_type)}).url

    def convert(self, painting: bytes) -> int:
        """Turn a painting into wire bytes by the mask tool's address; return how many there are."""
        mask = {"mask": ("mask.png", painting, "image/png")}
        answer = self._post("/mask", files=mask, data={"format": "webp"})
        return len(answer.content)

    def _post(self, path: str, **parts: object) -> requests.Response:
        answer = self.session.post(self.url + path, timeout=120, **parts)  # type: ignore[arg-type]
        answer.raise_for_status()
        return answer
