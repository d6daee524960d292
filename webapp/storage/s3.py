"""Bytes by content hash in a private bucket of any S3-compatible service."""

import base64
import contextlib
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from webapp.errors import StorageError
from webapp.storage.face import ADDRESS_LASTS_S, is_key
from webapp.storage.s3_errors import CALL_ERRORS, code_of, explain
from webapp.storage.s3_file import S3File

KNOWN_FOR_S = 10.0
"""For so long what was seen last tells whether it takes bytes; then that is tried."""

READ_AHEAD = 256 << 10
CONNECTIONS = 40
NOTHING_THERE = ("404", "NoSuchKey", "NotFound")
CONDITION_UNKNOWN = ("NotImplemented", "501", "InvalidArgument")
CONDITION_IN_DOUBT = "ConditionalRequestConflict"
"""Somebody deleted the same bytes in that moment."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is, and the key to it; without one boto3 finds it where it always looks (AWS_...).

    The service may be silent for `timeout_s`. With `redirects` it hands objects out itself.
    """

    name: str
    prefix: str
    endpoint: str | None
    region: str | None
    access_key: str | None
    secret_key: str | None = field(repr=False)
    timeout_s: float = 10.0
    redirects: bool = False
    listed_at_once: int = 1000


class S3Storage:
    """`Storage` in a bucket, as `prefix/ab/abcdef...`. Nothing connects before it is used."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self._origin: str | None = None
        self._guard = threading.Lock()
        self._made: Any = None
        self._trying = threading.Lock()
        self._known_at = -KNOWN_FOR_S
        self._trouble: StorageError | None = None
        self._knows_conditions = True

    def put(self, source: BinaryIO) -> str:
        start = source.tell()
        sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
        while chunk := source.read(1 << 20):
            sha256.update(chunk)
            md5.update(chunk)
        source.seek(start)
        # By the MD5, which every service knows, it checks what arrived.
        self._upload(sha256.hexdigest(), source, base64.b64encode(md5.digest()).decode())
        self._know(None)
        return sha256.hexdigest()

    def open(self, key: str) -> BinaryIO:
        name = self._name(key)
        answer = self._call("get_object", Key=name)

        def again(offset: int) -> BinaryIO:
            return cast("BinaryIO", self._call("get_object", Key=name, Range=f"bytes={offset}-")["Body"])

        file = S3File(answer["Body"], int(answer["ContentLength"]), again)
        return cast("BinaryIO", BufferedReader(file, READ_AHEAD))

    def address(self, key: str, content_type: str, download: str | None = None) -> str | None:
        if not self.bucket.redirects:
            return None
        how = f"attachment; filename={download}" if download else "inline"
        asked = {"ResponseContentType": content_type, "ResponseContentDisposition": how}
        given = {"Bucket": self.bucket.name, "Key": self._name(key), **asked}
        try:
            signed = self._client().generate_presigned_url("get_object", given, ADDRESS_LASTS_S)
        except CALL_ERRORS() as error:
            raise self._failed(error) from error
        return str(signed)

    def origin(self) -> str | None:
        if self._origin is None and (address := self.address("0" * 64, "image/png")):
            self._origin = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
        return self._origin

    def size(self, key: str) -> int:
        return int(self._call("head_object", Key=self._name(key))["ContentLength"])

    def delete(self, key: str) -> None:
        self._call("delete_object", Key=self._name(key))

    def keys(self, after: str = "") -> Iterator[str]:
        prefix, most = self._under_prefix(""), self.bucket.listed_at_once
        start = self._name(after) if after else prefix
        while start:
            answer = self._call("list_objects_v2", Prefix=prefix, StartAfter=start, MaxKeys=most)
            names = [str(one["Key"]) for one in answer.get("Contents", ())]
            for folder, _, key in (name.removeprefix(prefix).partition("/") for name in names):
                if is_key(key) and folder == key[:2]:
                    yield key
            start = names[-1] if answer["IsTruncated"] and names else ""

    def free_bytes(self) -> int | None:
        """None: a bucket has no end, or does not tell. Whether it takes bytes is tried now and then."""
        if time.monotonic() - self._known_at >= KNOWN_FOR_S and self._trying.acquire(blocking=False):
            try:  # whoever asks meanwhile gets the last answer and does not wait
                self._try_to_write()
            finally:
                self._trying.release()
        if self._trouble is not None:
            raise self._trouble
        return None

    def _try_to_write(self) -> None:
        with contextlib.suppress(OSError):
            self._call("put_object", Key=self._under_prefix("last-try"), Body=b"It takes bytes.\n")
            self._know(None)

    def _know(self, trouble: StorageError | None) -> None:
        self._trouble, self._known_at = trouble, time.monotonic()

    def _failed(self, error: Exception) -> StorageError:
        trouble = explain(error, self.bucket.name)
        self._know(trouble)
        return trouble

    def _upload(self, key: str, source: BinaryIO, md5: str) -> None:
        """Write it unless it is there, and at the same moment only once where the service knows conditions.

        Some services write it again whatever is asked, and show it empty meanwhile: so look first.
        """
        start = source.tell()
        if self._is_there(key, source.seek(0, os.SEEK_END) - start):
            return
        source.seek(start)
        given: dict[str, Any] = {"Key": self._name(key), "Body": source, "ContentMD5": md5}
        if self._knows_conditions:
            try:
                self._client().put_object(Bucket=self.bucket.name, IfNoneMatch="*", **given)
            except CALL_ERRORS() as error:
                code = code_of(error)
                if code == "PreconditionFailed":
                    return
                if code not in (*CONDITION_UNKNOWN, CONDITION_IN_DOUBT):
                    raise self._failed(error) from error
                self._knows_conditions = code == CONDITION_IN_DOUBT
                source.seek(start)
            else:
                return
        self._call("put_object", **given)

    def _is_there(self, key: str, size: int) -> bool:
        try:
            return self.size(key) == size
        except (FileNotFoundError, StorageError):  # a refusal is told better by what comes next
            return False

    def _call(self, operation: str, **given: Any) -> Any:
        try:
            return getattr(self._client(), operation)(Bucket=self.bucket.name, **given)
        except CALL_ERRORS() as error:
            if code_of(error) in NOTHING_THERE and operation != "put_object":
                raise FileNotFoundError(given.get("Key")) from None
            raise self._failed(error) from error

    def _name(self, key: str) -> str:
        if not is_key(key):
            raise FileNotFoundError(key)
        return self._under_prefix(f"{key[:2]}/{key}")

    def _under_prefix(self, name: str) -> str:
        return f"{self.bucket.prefix}/{name}" if self.bucket.prefix else name

    def _client(self) -> Any:
        """Made at the first use: boto3 takes a third of a second to load, and connections end in a fork."""
        with self._guard:
            if self._made is None:
                self._made = _new_client(self.bucket)
            return self._made


def _new_client(bucket: Bucket) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=min(3.0, bucket.timeout_s),
        read_timeout=bucket.timeout_s,
        retries={"mode": "standard", "total_max_attempts": 2},
        max_pool_connections=CONNECTIONS,
        signature_version="s3v4",
        s3={"addressing_style": "path" if bucket.endpoint else "virtual"},
        # Its newer defaults are refused by services that do not know them.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name=bucket.region,
        aws_access_key_id=bucket.access_key,
        aws_secret_access_key=bucket.secret_key,
        config=config,
    )
