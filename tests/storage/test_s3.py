"""What a bucket may do that a folder does not: refuse the key, be slow, be full, break off."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tools import buckets
from tools.processes import free_port
from webapp.errors import StorageError
from webapp.storage.s3 import Bucket, S3Storage


@pytest.fixture
def service() -> Iterator[HTTPServer]:
    with HTTPServer() as server:
        yield server


def bucket_at(server: HTTPServer, timeout_s: float = 10.0) -> Bucket:
    url = server.url_for("").rstrip("/")
    return Bucket("pictures", "", url, "us-east-1", buckets.KEY, buckets.SECRET, timeout_s)


def always(server: HTTPServer, status: int, code: str) -> None:
    body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>no</Message></Error>'
    answer = Response(body, status, content_type="application/xml")
    server.expect_request(re.compile(".*")).respond_with_handler(lambda _request: answer)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "InvalidAccessKeyId", "refuses the pair STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY"),
        (403, "SignatureDoesNotMatch", "refuses the pair STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY"),
        (403, "AccessDenied", "does not let STORAGE_ACCESS_KEY use the bucket of STORAGE_URL, pictures"),
        (404, "NoSuchBucket", "has no bucket pictures, which STORAGE_URL names"),
        (400, "AuthorizationHeaderMalformed", "in another region than STORAGE_REGION says"),
        (507, "XMinioStorageFull", "The bucket of STORAGE_URL, pictures, is full"),
        (507, "SomethingOfItsOwn", "The bucket of STORAGE_URL, pictures, is full"),
        (400, "Odd{0}", "The picture storage answers with an error (Odd0)"),
    ],
)
def test_each_refusal_is_one_sentence_that_names_the_setting(
    service: HTTPServer, status: int, code: str, said: str
) -> None:
    always(service, status, code)
    storage = S3Storage(bucket_at(service))
    with pytest.raises(StorageError) as refused:
        storage.put(BytesIO(b"x"))
    assert said in refused.value.text
    with pytest.raises(StorageError) as known:
        storage.free_bytes()
    assert known.value is refused.value


@pytest.mark.parametrize("status", [403, 404, 500, 507])
def test_a_bucket_that_takes_nothing_is_found_out_by_trying(service: HTTPServer, status: int) -> None:
    always(
        service, status, {403: "AccessDenied", 404: "NoSuchBucket", 500: "InternalError"}.get(status, "507")
    )
    with pytest.raises(StorageError):
        S3Storage(bucket_at(service)).free_bytes()


def test_where_nothing_listens_the_endpoint_is_named() -> None:
    nowhere = Bucket("pictures", "", f"http://127.0.0.1:{free_port()}", "us-east-1", "k", "s")
    with pytest.raises(StorageError, match="cannot be reached at STORAGE_ENDPOINT"):
        S3Storage(nowhere).open("a" * 64)


def test_a_service_that_is_silent_is_waited_for_only_so_long(service: HTTPServer) -> None:
    over = threading.Event()

    def silence(_request: Request) -> Response:
        over.wait(20)
        return Response()

    service.expect_request(re.compile(".*")).respond_with_handler(silence)
    with pytest.raises(StorageError, match="does not answer in time at STORAGE_ENDPOINT"):
        S3Storage(bucket_at(service, timeout_s=0.2)).size("a" * 64)
    over.set()


def test_while_one_asks_whether_it_takes_bytes_nobody_else_waits(service: HTTPServer) -> None:
    asked, over = threading.Event(), threading.Event()

    def slowly(_request: Request) -> Response:
        asked.set()
        over.wait(20)
        return Response(status=507)

    service.expect_request(re.compile(".*")).respond_with_handler(slowly)
    storage = S3Storage(bucket_at(service))
    with ThreadPoolExecutor(1) as other:
        first = other.submit(storage.free_bytes)
        assert asked.wait(20)
        assert storage.free_bytes() is None
        over.set()
        with pytest.raises(StorageError, match="is full"):
            first.result()


def test_reading_goes_on_where_a_connection_broke(service: HTTPServer) -> None:
    data, ranges = b"0123456789" * 10_000, []

    def breaking_off(request: Request) -> Response:
        start = request.range.ranges[0][0] if request.range else 0
        ranges.append(start)
        # The rest is promised, and 40,000 bytes of it are sent.
        sent = Response(iter([data[start : start + 40_000]]), 206 if request.range else 200)
        sent.content_length = len(data) - start
        return sent

    service.expect_request(re.compile(".*")).respond_with_handler(breaking_off)
    with S3Storage(bucket_at(service)).open("a" * 64) as file:
        assert file.read() == data
    assert ranges == [0, 40_000, 80_000]


def test_a_connection_that_breaks_again_and_again_is_an_error(service: HTTPServer) -> None:
    def nothing(request: Request) -> Response:
        answer = Response(iter([]), 206 if request.range else 200)
        answer.content_length = 10
        return answer

    service.expect_request(re.compile(".*")).respond_with_handler(nothing)
    with S3Storage(bucket_at(service)).open("a" * 64) as file, pytest.raises(StorageError, match="broke off"):
        file.read()


def test_a_service_without_conditions_is_asked_without_from_then_on(service: HTTPServer) -> None:
    conditions: list[str | None] = []

    def without(request: Request) -> Response:
        conditions.append(request.headers.get("If-None-Match"))
        body = "<Error><Code>NotImplemented</Code></Error>" if conditions[-1] else ""
        return Response(body, 501 if body else 200, content_type="application/xml")

    service.expect_request(re.compile(".*")).respond_with_handler(without)
    storage = S3Storage(bucket_at(service))
    storage.put(BytesIO(b"one"))
    storage.put(BytesIO(b"two"))
    assert conditions[-2:] == [None, None]
    assert conditions.count("*") in (1, 2)  # boto3 tries a 501 twice


def test_the_same_bytes_are_written_once_where_the_service_knows_conditions(
    bucket_of: dict[str, Bucket],
) -> None:
    storage = S3Storage(replace(bucket_of["moto"], prefix="conditions"))
    key = storage.put(BytesIO(b"once"))
    client = storage._client()
    name = {"Bucket": buckets.BUCKET, "Key": f"conditions/{key[:2]}/{key}"}
    written = client.head_object(**name)["ETag"], client.head_object(**name)["LastModified"]
    storage.put(BytesIO(b"once"))
    assert (client.head_object(**name)["ETag"], client.head_object(**name)["LastModified"]) == written


def test_the_secret_is_not_in_what_a_log_would_show(service: HTTPServer) -> None:
    assert "hush" not in repr(replace(bucket_at(service), secret_key="hush"))
