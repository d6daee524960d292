"""What holds of every storage: files in a folder, and buckets."""

import hashlib
import io
import random
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
import requests
from PIL import Image

from webapp.storage.face import Storage
from webapp.storage.local import LocalStorage


def test_bytes_are_kept_once_under_their_hash(storage: Storage) -> None:
    key = storage.put(BytesIO(b"the same"))
    assert key == storage.put(BytesIO(b"the same")) == hashlib.sha256(b"the same").hexdigest()
    with storage.open(key) as file:
        assert file.read() == b"the same"
    assert storage.size(key) == 8


def test_what_lies_before_the_sources_position_is_not_kept(storage: Storage) -> None:
    source = BytesIO(b"head and body")
    source.seek(9)
    with storage.open(storage.put(source)) as file:
        assert file.read() == b"body"


def test_nothing_is_something_too(storage: Storage) -> None:
    key = storage.put(BytesIO())
    with storage.open(key) as file:
        assert (file.read(), storage.size(key)) == (b"", 0)


def test_a_file_is_read_from_any_place_in_any_order(storage: Storage) -> None:
    data = random.Random(1).randbytes(700_000)
    with storage.open(storage.put(BytesIO(data))) as file:
        assert file.seek(-10, io.SEEK_END) == 699_990
        assert file.read() == data[-10:]
        for at in (300_000, 5, 650_000):
            file.seek(at)
            assert file.read(1000) == data[at : at + 1000]
        file.seek(1_000_000)
        assert file.read() == b""
        file.seek(0)
        assert file.read() == data


def test_a_picture_is_decoded_from_it(storage: Storage) -> None:
    out = BytesIO()
    Image.effect_noise((300, 200), 50).save(out, "PNG")
    out.seek(0)
    with storage.open(storage.put(out)) as file, Image.open(file) as image:
        image.load()
        assert image.size == (300, 200)


def test_forgotten_bytes_are_gone_and_forgetting_twice_is_no_error(storage: Storage) -> None:
    key = storage.put(BytesIO(b"x"))
    storage.delete(key)
    storage.delete(key)
    with pytest.raises(FileNotFoundError):
        storage.open(key)
    with pytest.raises(FileNotFoundError):
        storage.size(key)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "a" * 63, "a" * 63 + "/"])
def test_a_key_that_is_none_reaches_nothing(storage: Storage, key: str) -> None:
    with pytest.raises(FileNotFoundError):
        storage.open(key)


def test_a_source_that_breaks_is_not_kept(storage: Storage) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        storage.put(Broken(b"x"))
    with pytest.raises(FileNotFoundError):
        storage.open(hashlib.sha256(b"x").hexdigest())


def test_a_storage_in_order_takes_bytes(storage: Storage) -> None:
    free = storage.free_bytes()
    assert free is None or free > 0


def test_the_keys_of_all_bytes_come_in_order_from_any_place_on(storage: Storage) -> None:
    keys = sorted(storage.put(BytesIO(bytes([number]))) for number in range(40))
    assert list(storage.keys()) == keys
    assert list(storage.keys(keys[20])) == keys[21:]
    assert list(storage.keys(keys[-1])) == []


def test_the_address_of_an_object_gives_its_bytes_as_a_file_to_keep(storage: Storage) -> None:
    address = storage.address(storage.put(BytesIO(b"the same")), "image/png", "kept.png")
    if isinstance(storage, LocalStorage):
        assert (address, storage.origin()) == (None, None)
        return
    assert str(address).startswith(f"{storage.origin()}/")
    answer = requests.get(str(address), timeout=30)
    assert (answer.content, answer.headers["Content-Type"]) == (b"the same", "image/png")
    assert answer.headers["Content-Disposition"] == "attachment; filename=kept.png"


def test_nothing_is_no_key(storage: Storage) -> None:
    assert list(storage.keys()) == []


def test_what_is_there_can_be_read_while_it_is_put_again(storage: Storage) -> None:
    data = bytes(range(250)) * 12
    key = storage.put(BytesIO(data))
    with ThreadPoolExecutor(2) as others:
        puts = [others.submit(storage.put, BytesIO(data)) for _ in range(20)]
        found = []
        for _ in range(20):
            with storage.open(key) as file:
                found.append(file.read())
        assert {put.result() for put in puts} == {key}
    assert set(found) == {data}
