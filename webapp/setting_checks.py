"""What settings must be together, beyond what each must be alone."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting is missing or malformed; the text names the variable."""


def with_path(public_url: str | None, path: str) -> str | None:
    """The site's address with the path it lies under, given in it or not."""
    if public_url is None:
        return None
    given = urlsplit(public_url).path
    if given not in ("", path):
        raise SettingsError(
            f"PUBLIC_URL has the path {given}: set SCRIPT_NAME to that path, or leave it out."
        )
    return public_url if given else public_url + path


def check_oidc(values: Mapping[str, Any]) -> None:
    """All four or none, and an address of our own to come back to, which no forged Host turns elsewhere."""
    names = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_domains")
    if not any(values[name] for name in names):
        return
    for name in (*names, "public_url"):
        if not values[name]:
            raise SettingsError(f"{name.upper()} is not set: signing in by OIDC needs it.")
    if find_spec("authlib") is None:
        raise SettingsError("OIDC_ISSUER is set but Authlib is missing: pip install -r requirements-oidc.txt")


def check_bucket(values: Mapping[str, Any]) -> None:
    """A key has two parts, a bucket needs its library, and browsers are sent to a bucket alone."""
    names = ("STORAGE_ACCESS_KEY", "STORAGE_SECRET_KEY")
    missing = [name for name in names if not values[name.lower()]]
    if len(missing) == 1:
        raise SettingsError(f"{missing[0]} is not set: the key to the bucket has two parts.")
    is_bucket = (values["storage_url"] or "").startswith("s3:")
    if values["storage_redirects"] and not is_bucket:
        raise SettingsError("STORAGE_REDIRECTS is on but STORAGE_URL is no bucket to send browsers to.")
    if values["storage_redirects"] and not (values["storage_endpoint"] or values["storage_region"]):
        raise SettingsError("STORAGE_REGION is not set: STORAGE_REDIRECTS needs it with Amazon\u2019s own.")
    if is_bucket and find_spec("boto3") is None:
        raise SettingsError(
            "STORAGE_URL is a bucket but boto3 is missing: pip install -r requirements-s3.txt"
        )


def check_sentry(values: Mapping[str, Any]) -> None:
    """Reporting errors needs its library."""
    if values["sentry_dsn"] and find_spec("sentry_sdk") is None:
        raise SettingsError(
            "SENTRY_DSN is set but sentry-sdk is missing: pip install -r requirements-sentry.txt"
        )
