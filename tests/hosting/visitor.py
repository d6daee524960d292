"""A person's browser without the browser: cookies, forms, and where an address leads."""

import re
import time

import requests

from tests.support import painting
from tools.processes import Program

PASSWORD = "apples over the fence"


class Visitor:
    """Visits the site at `url`, which may lie under a path."""

    def __init__(self, url: str, ca: str | None = None) -> None:
        self.url = url.rstrip("/")
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.verify = ca or True
        self.http.headers.update({"Accept": "text/html", "Referer": self.url + "/"})

    def get(self, path: str, **options: object) -> requests.Response:
        return self.http.get(self.url + path, timeout=60, **options)  # type: ignore[arg-type]

    def post(self, path: str, files: object = None, **fields: str) -> requests.Response:
        token = re.findall(r'name="csrf-token" content="([^"]+)"', self.get("/sign-in").text)[0]
        data = {"csrf_token": token, **fields}
        return self.http.post(self.url + path, data=data, files=files, timeout=60)  # type: ignore[arg-type]

    def set_up(self, app: Program) -> requests.Response:
        """Become the first admin by the link in the log."""
        path = re.findall(r"/welcome/[\w-]{43}", app.log)[-1]
        return self.post(path, name="Ada", password=PASSWORD)

    def first_picture(self) -> str:
        """The path of a picture of the first page, below the site's own."""
        return "/pictures/" + re.findall(r'href="[^"]*/pictures/([0-9a-f-]{36})"', self.get("/").text)[0]

    def redraw(self, picture: str) -> str:
        """Have a region of the picture redrawn, and wait; the path of the picture that came of it."""
        size = re.findall(r"(\d+) × (\d+)", self.get(picture).text)[0]
        png = painting(int(size[0]), int(size[1]), (200, 200, 600, 600))
        order = {"button": "Vary (Region)", "prompt": "a red boat"}
        job = self.post(f"{picture}/jobs", {"mask": ("mask.png", png)}, **order)
        assert job.status_code == 200, job.text
        status = {"status": "unknown"}
        for _ in range(600):
            status = self.http.get(job.url + "/status", timeout=60).json()
            if status["status"] == "done":
                return "/pictures/" + status["picture_url"].split("/pictures/")[1].removesuffix("/image")
            time.sleep(0.1)  # a real process works meanwhile
        raise AssertionError(status)
