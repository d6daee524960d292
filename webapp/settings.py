"""Every setting of the app: one table, read from the environment, validated before anything starts.

`load` is the only reader of the environment. A secret may also come from a file named by `NAME_FILE`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from webapp.models import ProviderName

LEAST_SECRET_KEY = 16
EXAMPLE_KEYS = ("changeme", "change-me", "change_me", "change me", "example", "secret", "password", "your-")
"""What keys that were copied from instructions hold."""


class SettingsError(Exception):
    """A setting is missing or malformed; the text names the variable."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: the variable, what its text means, and what the documentation says."""

    name: str
    parse: Callable[[str], Any]
    default: Any
    help: str
    secret: bool = False


def _text(value: str) -> str:
    return value


def _flag(value: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if value.lower() not in words:
        raise ValueError("must be on or off")
    return words[value.lower()]


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(value)

    return parse


def _seconds(value: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value):
        raise ValueError("must be a number, 0 or more")
    return float(value)


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in words:
            raise ValueError("must be " + " or ".join(words))
        return value

    return parse


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or parts.username
    ):
        raise ValueError("must be an http or https address without query, fragment or user name")
    return value.rstrip("/")


def _path(value: str) -> str:
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+/?", value) or "/." in value:
        raise ValueError("must be a path such as /tools/redraw")
    return value.rstrip("/")


def _hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    for host in hosts:
        if not re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?", host):
            raise ValueError(f"must be host or host:port, separated by commas; {host!r} is neither")
    return hosts


def _secret_key(value: str) -> str:
    is_one_key_held_down = len(set(value)) < 6
    if (
        len(value) < LEAST_SECRET_KEY
        or is_one_key_held_down
        or any(word in value.casefold() for word in EXAMPLE_KEYS)
    ):
        raise ValueError(
            f"must be {LEAST_SECRET_KEY} characters or more that nobody can guess, and no example; "
            "`openssl rand -hex 32` makes one"
        )
    return value


def _database_url(value: str) -> str:
    if value.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + value.split("://", 1)[1]
    if value.startswith(("postgresql+psycopg://", "sqlite:///")):
        return value
    raise ValueError("must start with postgres://, postgresql:// or sqlite:///")


def _storage_url(value: str) -> str:
    if not value.startswith("file:///"):
        raise ValueError("must start with file:///")
    return value


TABLE: tuple[Setting, ...] = (
    Setting(
        "MIDJOURNEY_TOKEN",
        _text,
        None,
        "The token of your MyMidjourney account. Without it the stand-in serves and every page says so.",
        secret=True,
    ),
    Setting(
        "MIDJOURNEY_API_URL",
        _http_url,
        "https://api.mymidjourney.ai",
        "Where the API is. Any host that speaks the contract, a loopback one too. Refused without a token.",
    ),
    Setting(
        "MIDJOURNEY_API_FAMILY",
        _one_of("midjourney", "nova"),
        "midjourney",
        "Which path family the API uses: midjourney or nova.",
    ),
    Setting(
        "PICTURE_HOSTS",
        _hosts,
        (),
        "Hosts, as host or host:port separated by commas, that finished pictures may be fetched from "
        "beside the provider's own. Exactly these, and the API's host and port, may be loopback or private.",
    ),
    Setting(
        "CALL_INTERVAL_S",
        _seconds,
        3.0,
        "Least seconds between paid calls of the account. 0 means no pacing, for tests.",
    ),
    Setting(
        "MASK_FORMAT",
        _one_of("webp", "png"),
        "webp",
        "The format of the mask on the wire: webp (lossless) or png.",
    ),
    Setting(
        "MAX_UPLOAD_MB", _whole(1, 500), 40, "The largest picture or painting that may be uploaded, in MB."
    ),
    Setting(
        "TRUSTED_HOSTS", _hosts, (), "Host names the site is served under, separated by commas. Empty: any."
    ),
    Setting(
        "TRUSTED_HOPS",
        _whole(0, 9),
        0,
        "How many proxies of your own stand in front and set the X-Forwarded headers.",
    ),
    Setting(
        "DATA_DIR", _text, "./data", "The folder for the database, the pictures and the generated secret."
    ),
    Setting("DATABASE_URL", _database_url, None, "Where the database is. Empty: SQLite in DATA_DIR."),
    Setting(
        "STORAGE_URL",
        _storage_url,
        None,
        "Where pictures are kept, as file:///folder. Empty: files in DATA_DIR.",
    ),
    Setting(
        "PUBLIC_URL",
        _http_url,
        None,
        "The site's own address. With it the provider is asked to call back when a job moves.",
    ),
    Setting(
        "SCRIPT_NAME",
        _path,
        None,
        "The path under which the site lies, such as /tools/redraw, where it does not have a host to itself.",
    ),
    Setting(
        "SECRET_KEY",
        _secret_key,
        None,
        "Signs cookies and forms. Empty: generated once into DATA_DIR.",
        secret=True,
    ),
    Setting("LOCAL_MODE", _flag, False, "On for one person on this machine: no sign-in, loopback only."),
    Setting(
        "OIDC_ISSUER",
        _http_url,
        None,
        "The address of an OpenID Connect provider by which the team signs in too.",
    ),
    Setting("OIDC_CLIENT_ID", _text, None, "What the provider calls this app."),
    Setting("OIDC_CLIENT_SECRET", _text, None, "The secret the provider gave this app.", secret=True),
    Setting(
        "OIDC_DOMAINS",
        _hosts,
        (),
        "Domains, separated by commas, whose verified e-mail addresses become members by the provider.",
    ),
    Setting("PORT", _whole(1, 65535), 8000, "The port to listen on."),
    Setting("WEB_CONCURRENCY", _whole(1, 64), 1, "How many web processes gunicorn starts."),
    Setting(
        "BIND",
        _text,
        None,
        "The address to listen on. Empty: 127.0.0.1 in local mode, otherwise every interface.",
    ),
    Setting(
        "STANDIN_SPEED",
        _seconds,
        1.0,
        "How fast the stand-in works: 2 is twice as fast, 0 finishes at once with a flat fill.",
    ),
    Setting(
        "METRICS_TOKEN",
        _secret_key,
        None,
        "What Prometheus sends as its bearer token to read /metrics. Empty: only admins may.",
        secret=True,
    ),
    Setting("LOG_FORMAT", _one_of("text", "json"), "text", "How log lines are written: text or json."),
)
"""All settings, in the order of the documentation (`docs/settings.md`); a test compares the two."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The validated settings. One field per row of `TABLE`, in lower case."""

    midjourney_token: str | None
    midjourney_api_url: str
    midjourney_api_family: str
    picture_hosts: tuple[str, ...]
    call_interval_s: float
    mask_format: str
    max_upload_mb: int
    trusted_hosts: tuple[str, ...]
    trusted_hops: int
    data_dir: Path
    database_url: str
    storage_url: str
    public_url: str | None
    script_name: str
    secret_key: str | None
    local_mode: bool
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: str | None
    oidc_domains: tuple[str, ...]
    port: int
    web_concurrency: int
    bind: str
    standin_speed: float
    metrics_token: str | None
    log_format: str

    @property
    def practice(self) -> bool:
        """True where the stand-in serves, since no token is set."""
        return self.midjourney_token is None

    @property
    def provider(self) -> ProviderName:
        """The provider every new job goes to."""
        return ProviderName.STANDIN if self.practice else ProviderName.MIDJOURNEY

    def __repr__(self) -> str:
        return f"Settings(practice={self.practice}, local_mode={self.local_mode}, data_dir={self.data_dir})"


def load(environ: Mapping[str, str]) -> Settings:
    """Read and validate the settings; raise `SettingsError` with the variable's name in the text."""
    values = {row.name.lower(): _read(row, environ) for row in TABLE}
    if values["midjourney_token"] is None and environ.get("MIDJOURNEY_API_URL", "").strip():
        raise SettingsError(
            "MIDJOURNEY_API_URL is set but MIDJOURNEY_TOKEN is not: set the token, or unset the address."
        )
    values["script_name"] = values["script_name"] or ""
    values["public_url"] = _with_path(values["public_url"], values["script_name"])
    _check_oidc(values)
    data_dir = Path(values["data_dir"]).expanduser().absolute()
    values["data_dir"] = data_dir
    values["database_url"] = values["database_url"] or f"sqlite:///{data_dir / 'redraw.sqlite'}"
    values["storage_url"] = values["storage_url"] or (data_dir / "pictures").as_uri()
    values["bind"] = values["bind"] or ("127.0.0.1" if values["local_mode"] else "0.0.0.0")  # noqa: S104
    if values["local_mode"] and values["bind"] not in ("127.0.0.1", "::1", "localhost"):
        raise SettingsError(
            "LOCAL_MODE is on but BIND is not a loopback address: anyone could use it without signing in."
        )
    return Settings(**values)


def _with_path(public_url: str | None, path: str) -> str | None:
    """The site's address with the path it lies under, given in it or not."""
    if public_url is None:
        return None
    given = urlsplit(public_url).path
    if given not in ("", path):
        raise SettingsError(
            f"PUBLIC_URL has the path {given}: set SCRIPT_NAME to that path, or leave it out."
        )
    return public_url if given else public_url + path


def _check_oidc(values: Mapping[str, Any]) -> None:
    """All four or none, and an address of our own to come back to, which no forged Host turns elsewhere."""
    names = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_domains")
    if not any(values[name] for name in names):
        return
    for name in (*names, "public_url"):
        if not values[name]:
            raise SettingsError(f"{name.upper()} is not set: signing in by OIDC needs it.")
    if find_spec("authlib") is None:
        raise SettingsError("OIDC_ISSUER is set but Authlib is missing: pip install -r requirements-oidc.txt")


def _read(row: Setting, environ: Mapping[str, str]) -> Any:
    raw = environ.get(row.name, "").strip()
    file_name = environ.get(row.name + "_FILE", "").strip() if row.secret else ""
    if raw and file_name:
        raise SettingsError(f"{row.name} and {row.name}_FILE are both set: keep one.")
    if file_name:
        try:
            raw = Path(file_name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{row.name}_FILE cannot be read: {type(error).__name__}.") from None
    if not raw:
        return row.default
    try:
        return row.parse(raw)
    except ValueError as error:
        raise SettingsError(f"{row.name} {error}.") from None
