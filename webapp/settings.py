"""Every setting of the app: one table, read from the environment, validated before anything starts.

`load` is the only reader of the environment. A secret may also come from a file named by `NAME_FILE`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.models import ProviderName
from webapp.setting_checks import SettingsError, check_bucket, check_oidc, check_sentry, with_path
from webapp.setting_kinds import (
    database_url,
    flag,
    hosts,
    http_url,
    one_of,
    seconds,
    secret_key,
    sentry_dsn,
    site_path,
    storage_url,
    text,
    whole,
)

__all__ = ["TABLE", "Setting", "Settings", "SettingsError", "load"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: the variable, what its text means, and what the documentation says."""

    name: str
    parse: Callable[[str], Any]
    default: Any
    help: str
    secret: bool = False


TABLE: tuple[Setting, ...] = (
    Setting(
        "MIDJOURNEY_TOKEN",
        text,
        None,
        "The token of your MyMidjourney account. Without it the stand-in serves and every page says so.",
        secret=True,
    ),
    Setting(
        "MIDJOURNEY_API_URL",
        http_url,
        "https://api.mymidjourney.ai",
        "Where the API is. Any host that speaks the contract, a loopback one too. Refused without a token.",
    ),
    Setting(
        "MIDJOURNEY_API_FAMILY",
        one_of("midjourney", "nova"),
        "midjourney",
        "Which path family the API uses: midjourney or nova.",
    ),
    Setting(
        "PICTURE_HOSTS",
        hosts,
        (),
        "Hosts, as host or host:port separated by commas, that finished pictures may be fetched from "
        "beside the provider's own. Exactly these, and the API's host and port, may be loopback or private.",
    ),
    Setting(
        "CALL_INTERVAL_S",
        seconds,
        3.0,
        "Least seconds between paid calls of the account. 0 means no pacing, for tests.",
    ),
    Setting(
        "MASK_FORMAT",
        one_of("webp", "png"),
        "webp",
        "The format of the mask on the wire: webp (lossless) or png.",
    ),
    Setting(
        "MAX_UPLOAD_MB", whole(1, 500), 40, "The largest picture or painting that may be uploaded, in MB."
    ),
    Setting(
        "TRUSTED_HOSTS", hosts, (), "Host names the site is served under, separated by commas. Empty: any."
    ),
    Setting(
        "TRUSTED_HOPS",
        whole(0, 9),
        0,
        "How many proxies of your own stand in front and set the X-Forwarded headers.",
    ),
    Setting(
        "DATA_DIR", text, "./data", "The folder for the database, the pictures and the generated secret."
    ),
    Setting("DATABASE_URL", database_url, None, "Where the database is. Empty: SQLite in DATA_DIR."),
    Setting(
        "STORAGE_URL",
        storage_url,
        None,
        "Where pictures are kept: file:///folder or s3://bucket/prefix. Empty: files in DATA_DIR.",
    ),
    Setting("STORAGE_ENDPOINT", http_url, None, "Where an S3-compatible service is. Empty: Amazon's own."),
    Setting("STORAGE_REGION", text, None, "The region of the bucket, where its service asks for one."),
    Setting("STORAGE_ACCESS_KEY", text, None, "The name of the key to the bucket.", secret=True),
    Setting("STORAGE_SECRET_KEY", text, None, "The secret of the key to the bucket.", secret=True),
    Setting(
        "STORAGE_REDIRECTS",
        flag,
        False,
        "On: browsers that may see a picture fetch it from the bucket, by an address good for a minute.",
    ),
    Setting(
        "PUBLIC_URL",
        http_url,
        None,
        "The site's own address. With it the provider is asked to call back when a job moves.",
    ),
    Setting(
        "SCRIPT_NAME",
        site_path,
        None,
        "The path under which the site lies, such as /tools/redraw, where it does not have a host to itself.",
    ),
    Setting(
        "SECRET_KEY",
        secret_key,
        None,
        "Signs cookies and forms. Empty: generated once into DATA_DIR.",
        secret=True,
    ),
    Setting("LOCAL_MODE", flag, False, "On for one person on this machine: no sign-in, loopback only."),
    Setting(
        "OIDC_ISSUER",
        http_url,
        None,
        "The address of an OpenID Connect provider by which the team signs in too.",
    ),
    Setting("OIDC_CLIENT_ID", text, None, "What the provider calls this app."),
    Setting("OIDC_CLIENT_SECRET", text, None, "The secret the provider gave this app.", secret=True),
    Setting(
        "OIDC_DOMAINS",
        hosts,
        (),
        "Domains, separated by commas, whose verified e-mail addresses become members by the provider.",
    ),
    Setting("PORT", whole(1, 65535), 8000, "The port to listen on."),
    Setting("WEB_CONCURRENCY", whole(1, 64), 1, "How many web processes gunicorn starts."),
    Setting(
        "BIND",
        text,
        None,
        "The address to listen on. Empty: 127.0.0.1 in local mode, otherwise every interface.",
    ),
    Setting(
        "STANDIN_SPEED",
        seconds,
        1.0,
        "How fast the stand-in works: 2 is twice as fast, 0 finishes at once with a flat fill.",
    ),
    Setting(
        "RETENTION_DAYS",
        whole(1, 36_500),
        None,
        "After so many days pictures and jobs that nobody needs are deleted for good. Empty: never.",
    ),
    Setting(
        "LOG_DAYS",
        whole(1, 36_500),
        730,
        "After so many days entries of the log of who did what are deleted.",
    ),
    Setting(
        "METRICS_TOKEN",
        secret_key,
        None,
        "What Prometheus sends as its bearer token to read /metrics. Empty: only admins may.",
        secret=True,
    ),
    Setting(
        "LOG_FORMAT",
        one_of("text", "json"),
        None,
        "How log lines are written: text or json. Empty: text on a terminal, json otherwise.",
    ),
    Setting("SENTRY_DSN", sentry_dsn, None, "The Sentry project that errors are sent to.", secret=True),
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
    storage_endpoint: str | None
    storage_region: str | None
    storage_access_key: str | None
    storage_secret_key: str | None
    storage_redirects: bool
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
    retention_days: int | None
    log_days: int
    metrics_token: str | None
    log_format: str | None
    sentry_dsn: str | None

    @property
    def practice(self) -> bool:
        """True where the stand-in serves, since no token is set."""
        return self.midjourney_token is None

    @property
    def provider(self) -> ProviderName:
        """The provider every new job goes to."""
        return ProviderName.STANDIN if self.practice else ProviderName.MIDJOURNEY

    @property
    def database_setting(self) -> str:
        """The variable that says where the database is."""
        return "DATA_DIR" if self.database_url == _sqlite_in(self.data_dir) else "DATABASE_URL"

    @property
    def storage_setting(self) -> str:
        """The variable that says where pictures are kept."""
        return "DATA_DIR" if self.storage_url == _pictures_in(self.data_dir) else "STORAGE_URL"

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
    values["public_url"] = with_path(values["public_url"], values["script_name"])
    check_oidc(values)
    check_bucket(values)
    check_sentry(values)
    data_dir = Path(values["data_dir"]).expanduser().absolute()
    values["data_dir"] = data_dir
    values["database_url"] = values["database_url"] or _sqlite_in(data_dir)
    values["storage_url"] = values["storage_url"] or _pictures_in(data_dir)
    values["bind"] = values["bind"] or ("127.0.0.1" if values["local_mode"] else "0.0.0.0")  # noqa: S104
    if values["local_mode"] and values["bind"] not in ("127.0.0.1", "::1", "localhost"):
        raise SettingsError(
            "LOCAL_MODE is on but BIND is not a loopback address: anyone could use it without signing in."
        )
    return Settings(**values)


def _sqlite_in(data_dir: Path) -> str:
    return f"sqlite:///{data_dir / 'redraw.sqlite'}"


def _pictures_in(data_dir: Path) -> str:
    return (data_dir / "pictures").as_uri()


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
