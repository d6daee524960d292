"""A person at the form, over HTTP."""

import re
import uuid
from datetime import datetime
from typing import Any

import requests

from tests.support import painting

SIDE_PX = 64
SOURCE = "00000000-0000-4000-8000-00000000feed"
PAINTING = painting(SIDE_PX, SIDE_PX, (8, 8, 40, 40))


class Person:
    """Somebody in local mode at the app of this address, with one small picture to paint on."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = new_session()
        self.picture = self._sign_in_and_add_picture()

    def submit(self, prompt: str, key: str = "") -> str:
        """Paint and submit a region; returns the job's id."""
        answer = self._session.post(
            f"{self.url}/pictures/{self.picture}/jobs",
            data={"button": "Vary (Region)", "prompt": prompt, "key": key or str(uuid.uuid4())},
            files={"mask": ("mask.png", PAINTING, "image/png")},
            headers={"Accept": "application/json"},
            timeout=60,
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def status(self, job_id: str) -> dict[str, Any]:
        return dict(self._get(f"/jobs/{job_id}/status").json())

    def history(self, job_id: str) -> list[str]:
        """The states a job went through, each once for every line of its receipt."""
        return [line["status"] for line in self._history(job_id)]

    def began_after_s(self, job_id: str) -> float:
        """How long after its submit the job's call began."""
        at = {line["status"]: datetime.fromisoformat(line["at"]) for line in self._history(job_id)[::-1]}
        return (at["sending"] - at["waiting"]).total_seconds()

    def bytes_of(self, address: str) -> bytes:
        return self._get(address).content

    def press(self, job_id: str, what: str, **fields: str) -> None:
        """Use a button of the results page: attach, resend, give-up."""
        self._post(f"/jobs/{job_id}/{what}", fields)

    def resume(self) -> None:
        """Somebody put the account right and says so."""
        self._post("/account/resume", {})

    def _history(self, job_id: str) -> list[dict[str, Any]]:
        return list(self._get(f"/jobs/{job_id}/receipt").json()["history"])

    def _sign_in_and_add_picture(self) -> str:
        page = self._get("/").text
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert token, "the page has no CSRF token"
        self._session.headers["X-CSRFToken"] = token[1]
        return self._post("/pictures", {"message_id": SOURCE}).url.rsplit("/", 1)[1]

    def _get(self, path: str) -> requests.Response:
        answer = self._session.get(self.url + path, timeout=60)
        answer.raise_for_status()
        return answer

    def _post(self, path: str, fields: dict[str, str]) -> requests.Response:
        answer = self._session.post(self.url + path, data=fields, timeout=60)
        answer.raise_for_status()
        return answer


def new_session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session
