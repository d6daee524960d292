"""The three samples every fresh world holds: upscales to paint on before anything was imagined."""

import json
from dataclasses import dataclass
from pathlib import Path

from webapp.standin.records import Record

FOLDER = Path(__file__).resolve().parent / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample; `width` and `height` are px, `file` lies in `FOLDER`, `message_id` never changes."""

    message_id: str
    title: str
    prompt: str
    file: str
    width: int
    height: int


SAMPLES = tuple(Sample(**entry) for entry in json.loads((FOLDER / "index.json").read_text(encoding="utf-8")))


def as_record(sample: Sample, now: float) -> Record:
    """The sample as a message that was finished when the world began."""
    return Record(
        id=sample.message_id,
        button="U1",
        recipe="U1",
        prompt=sample.prompt,
        seed=int(sample.message_id[:7], 16),
        created_at=now,
        started_at=now,
        drawn_at=now,
        finished_at=now,
        file=sample.file,
        width=sample.width,
        height=sample.height,
    )
