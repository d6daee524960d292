"""One storage face on everything that may stand behind it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from tools import buckets
from webapp.storage.face import Storage
from webapp.storage.local import LocalStorage
from webapp.storage.s3 import Bucket, S3Storage

SERVICES = ["moto", *(["s3rver"] if "TEST_SERVICES" in os.environ else [])]


@pytest.fixture(scope="session")
def bucket_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Bucket]]:
    """An empty bucket on each S3 service there is, by the service's name."""
    started = {"moto": buckets.start_moto(tmp_path_factory.mktemp("moto"))}
    if "s3rver" in SERVICES:
        started["s3rver"] = buckets.start_s3rver(tmp_path_factory.mktemp("s3rver"))
    found = {
        name: Bucket(buckets.BUCKET, "team/one", program.url, "us-east-1", buckets.KEY, buckets.SECRET)
        for name, program in started.items()
    }
    client = boto3.client(
        "s3",
        endpoint_url=started["moto"].url,
        region_name="us-east-1",
        aws_access_key_id=buckets.KEY,
        aws_secret_access_key=buckets.SECRET,
    )
    client.create_bucket(Bucket=buckets.BUCKET)
    yield found
    for program in started.values():
        program.kill()


@pytest.fixture(params=["files", *SERVICES])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """An empty storage: a folder, or a prefix of its own in a bucket."""
    if request.param == "files":
        return LocalStorage(tmp_path)
    bucket: Bucket = request.getfixturevalue("bucket_of")[request.param]
    return S3Storage(replace(bucket, prefix=tmp_path.name))
