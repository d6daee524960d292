"""Keeping a secret out of every text that leaves the package, also where the provider echoes it."""

import html
import json
from urllib.parse import quote

MARK = "[token]"
MOST_WORDS = 500


class Redactor:
    """Replaces a secret in texts by `mark`, in each way it may come back: as it is, escaped, wrongly decoded.

    Prints as nothing of itself, so that it may stand in a repr or a traceback.
    """

    def __init__(self, secret: str, mark: str = MARK) -> None:
        sound = secret.encode("utf-8", "replace").decode("utf-8")
        forms = {
            secret,
            sound,
            sound.encode("utf-8").decode("latin-1"),  # a header read by the letter of HTTP
            json.dumps(sound)[1:-1],
            json.dumps(sound, ensure_ascii=False)[1:-1],
            quote(sound, safe=""),
            html.escape(sound),
        }
        self.__mark = mark
        self.__forms = sorted(filter(None, forms), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """The text without the secret, of any length."""
        for form in self.__forms:
            text = text.replace(form, self.__mark)
        return text

    def sentence(self, text: str) -> str:
        """The text without the secret, on one line and short enough to be shown."""
        line = " ".join(self(text).split())
        return line if len(line) <= MOST_WORDS else line[: MOST_WORDS - 1].rstrip() + "…"

    def __repr__(self) -> str:
        return "Redactor()"
