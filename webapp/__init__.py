"""Redraw: paint the region of a Midjourney picture to redraw, send it, keep what comes back."""

import hashlib
import logging
import os
import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy.exc import DBAPIError
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import access, assets, headers, logs, redaction, request_id, sentry
from webapp.cookies import HostBoundCookie
from webapp.db.engine import Database
from webapp.db.wakeups import Wakeups
from webapp.db.watched import WatchedJobs
from webapp.errors import AppError
from webapp.hosting import disk_warning
from webapp.identity import IdentityProvider
from webapp.prefix import UnderPath
from webapp.provider.client import ProviderClient
from webapp.provider.fetch import VENDOR_HOSTS, SafeFetcher
from webapp.provider.post import SafePoster
from webapp.provider.transport import WsgiAdapter, new_session
from webapp.provider.wire import Family
from webapp.services import blobs
from webapp.services.alive import Alive
from webapp.services.collaborators import Collaborators
from webapp.services.decoding import Decoding
from webapp.services.one_at_a_time import OneAtATime
from webapp.services.team import sessions
from webapp.services.team.passwords import Hashing
from webapp.settings import Settings, load
from webapp.standin import BASE_URL, World, create_standin_app
from webapp.storage.opening import open_storage

VERSION = "0.1.0"
ROOT = Path(__file__).parent.parent


def create_app(
    settings: Settings | None = None,
    *,
    now: Callable[[], datetime] | None = None,
    hashing: Hashing | None = None,
) -> Flask:
    """Build the app from its settings, by default the environment's. Starts nothing."""
    settings = settings or load(os.environ)
    redact = redaction.of_settings(settings)
    logs.install(logs.lines(redact, settings.log_format))
    sentry.install(settings.sentry_dsn, VERSION, redact)
    app = Flask(__name__, static_folder=None, template_folder=str(ROOT / "templates"))
    _configure(app, settings)
    bell = threading.Event()
    database = Database(settings.database_url)
    wakeups = None if database.is_sqlite else Wakeups(database)
    co = build_collaborators(
        settings,
        database,
        now=now or (lambda: datetime.now(UTC)),
        ring=wakeups.ring if wakeups else bell.set,
        hashing=hashing or Hashing(),
    )
    app.extensions["redraw"] = co
    app.extensions["redraw_bell"] = bell
    app.extensions["redraw_listen"] = wakeups.listen if wakeups else None
    _register(app, co)
    return app


def build_collaborators(
    settings: Settings,
    database: Database,
    *,
    now: Callable[[], datetime],
    ring: Callable[[], None],
    hashing: Hashing,
) -> Collaborators:
    """The services' outside world. Without a token the stand-in is mounted where the provider would be."""
    api_url = BASE_URL if settings.practice else settings.midjourney_api_url
    token = settings.midjourney_token or "no-token-in-practice-mode"
    mounts = {}
    if settings.practice:
        world = World(settings.data_dir / "standin", speed=settings.standin_speed)
        mounts[BASE_URL] = WsgiAdapter(create_standin_app(world))
    api_host = _host_and_port(api_url)
    converting = OneAtATime(settings.data_dir / "processes" / "converting")
    return Collaborators(
        settings=settings,
        database=database,
        watched=WatchedJobs(database),
        storage=open_storage(settings.storage_url, settings),
        provider=ProviderClient(
            api_url=api_url,
            family=Family(settings.midjourney_api_family),
            token=token,
            session=new_session(mounts),
        ),
        fetcher=SafeFetcher(
            hosts=(*VENDOR_HOSTS, api_host, *settings.picture_hosts),
            private_ok=(api_host, *settings.picture_hosts),
            mounts=mounts,
        ),
        poster=SafePoster(own_network_ok=settings.local_mode),
        account=hashlib.sha256(f"{api_url} {token}".encode()).hexdigest()[:32],
        now=now,
        ring=ring,
        pause=time.sleep,
        cache_dir=settings.data_dir / "cache",
        alive=Alive(settings.data_dir / "processes"),
        hashing=hashing,
        started_at=now(),
        converting=converting,
        decoding=Decoding(converting),
        identity=_identity_provider(settings),
        warnings=_warnings(settings),
    )


def _identity_provider(settings: Settings) -> IdentityProvider | None:
    issuer, name, secret = settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret
    if issuer is None or name is None or secret is None:
        return None
    return IdentityProvider(issuer, name, secret, settings.oidc_domains)


def _warnings(settings: Settings) -> tuple[str, ...]:
    keeps_here = settings.database_url.startswith("sqlite") or settings.storage_url.startswith("file:")
    warning = disk_warning(os.environ, settings.data_dir, os.path.ismount) if keeps_here else None
    if warning:
        logging.getLogger(__name__).error("%s", warning)
    return (warning,) if warning else ()


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        APP_VERSION=VERSION,
        SECRET_KEY=settings.secret_key or _generated_secret(settings.data_dir),
        MAX_CONTENT_LENGTH=(settings.max_upload_mb << 20) + (1 << 20),
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=sessions.LASTS,
    )
    app.session_interface = HostBoundCookie(always=(settings.public_url or "").startswith("https://"))
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # Flask asks of each hook and view, at each request, whether it is a coroutine: none is.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    if settings.script_name:
        app.wsgi_app = UnderPath(app.wsgi_app, settings.script_name)  # type: ignore[method-assign]
    if settings.trusted_hops:
        # Each proxy adds an address; scheme and host are one word, which the last of them sets.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_hops, x_proto=1, x_host=1)  # type: ignore[method-assign]
    request_id.install(app, trusted=settings.trusted_hops > 0)


def _register(app: Flask, co: Collaborators) -> None:
    """Views and guards. The order of the guards is a promise: `webapp.access` says which."""
    from webapp import cli, views
    from webapp.views import answers

    access.check_host(app, co)
    access.bound_bodies(app, co)
    csrf = CSRFProtect(app)
    for blueprint in views.BLUEPRINTS:
        app.register_blueprint(blueprint)
    csrf.exempt(views.hook.views)
    csrf.exempt(views.api.views)  # cookies count for nothing there
    assets.install(app, ROOT / "static")
    access.install(app, co)
    headers.install(app, lambda: blobs.origin(co))
    app.register_error_handler(AppError, answers.show_error)
    app.register_error_handler(Exception, answers.show_error)
    app.register_error_handler(DBAPIError, answers.show_outage)
    app.context_processor(answers.page_facts)
    cli.install(app)


def _host_and_port(url: str) -> str:
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def _generated_secret(data_dir: Path) -> str:
    """The key in DATA_DIR, made by whichever process comes first."""
    path = data_dir / "secret_key"
    data_dir.mkdir(parents=True, exist_ok=True)
    part = data_dir / f".secret_key-{secrets.token_hex(8)}"
    if not path.exists():
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            os.link(part, path)  # fails where another process was first: its key is the key
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="utf-8").strip()
