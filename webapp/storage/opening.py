"""Which storage STORAGE_URL means."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from webapp.settings import Settings
from webapp.storage.face import Storage
from webapp.storage.local import LocalStorage
from webapp.storage.s3 import Bucket, S3Storage


def open_storage(url: str, settings: Settings) -> Storage:
    """The storage at the address; where that is a bucket, its endpoint and keys are those of the settings."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return LocalStorage(Path(unquote(parts.path)))
    return S3Storage(
        Bucket(
            name=parts.netloc,
            prefix=parts.path.strip("/"),
            endpoint=settings.storage_endpoint,
            region=settings.storage_region,
            access_key=settings.storage_access_key,
            secret_key=settings.storage_secret_key,
            redirects=settings.storage_redirects,
        )
    )
