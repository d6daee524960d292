"""One storage face on everything that may stand behind it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tools import buckets
from webapp.storage.face import Storage
from webapp.storage.local import LocalStorage
from webapp.storage.s3 import Bucket, S3Storage

PLACES = ["s3rver"] if "TEST_SERVICES" in os.environ else ["files", "moto"]
"""What `make test-services` adds, or what `make test` tries."""

START = {"moto": buckets.start_moto, "s3rver": buckets.start_s3rver}


@pytest.fixture(scope="session")
def bucket_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Bucket]]:
    """An empty bucket on each S3 service that is tried, by the service's name."""
    started = {name: START[name](tmp_path_factory.mktemp(name)) for name in PLACES if name in START}
    yield {
        name: Bucket(
            buckets.BUCKET,
            "team/one",
            program.url,
            "us-east-1",
            buckets.KEY,
            buckets.SECRET,
            redirects=True,
            listed_at_once=7 if name == "moto" else 1000,  # the other breaks where a listing has an end
        )
        for name, program in started.items()
    }
    for program in started.values():
        program.kill()


@pytest.fixture(params=PLACES)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """An empty storage: a folder, or a prefix of its own in a bucket."""
    if request.param == "files":
        return LocalStorage(tmp_path)
    bucket: Bucket = request.getfixturevalue("bucket_of")[request.param]
    return S3Storage(replace(bucket, prefix=tmp_path.name))
