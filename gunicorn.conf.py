"""How gunicorn serves Redraw. Addresses and numbers come from the app's own settings (docs/settings.md)."""

import gc
import ipaddress
import os
import resource

from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from webapp import logs, redaction
from webapp.blocks import give_large_blocks_back
from webapp.serving.patient import PatientWorker
from webapp.settings import SettingsError, load

try:
    settings = load(os.environ)
except SettingsError as error:
    raise SystemExit(f"Redraw does not start: {error}") from None


def _most_open_files():
    """As many as the system lets a process have, up to 8,192; it begins with 1,024 on many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 8192 if hard == resource.RLIM_INFINITY else min(hard, 8192)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(soft, most)


_host = f"[{settings.bind}]" if ":" in settings.bind else settings.bind
bind = f"{_host}:{settings.port}"
workers = settings.web_concurrency

# Threads, each for the time the app needs for an answer: slow lines are waited for elsewhere.
worker_class = PatientWorker
PatientWorker.most_body = (settings.max_upload_mb << 20) + (1 << 20)
PatientWorker.folder = settings.data_dir / "cache"
threads = 32
# Beyond these an idle one is dropped, or the slowest. Each may need four file handles: its socket, and files
# for what it sends and gets.
worker_connections = min(2000, _most_open_files() // 4)
timeout = 60
# Platforms kill 30 s after they ask for an end; the background work takes up to 10 s after the requests.
graceful_timeout = 15
keepalive = 5

# Its control socket would lie in the home folder, which may be read-only or shared.
control_socket_disable = True
# The app itself trusts exactly TRUSTED_HOPS proxies.
forwarded_allow_ips = ""
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
loglevel = "warning" if settings.local_mode else "info"


class _Log(Logger):
    """Gunicorn's own lines in the form of the app's."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.lines(redaction.of_settings(settings), settings.log_format))


logger_class = _Log


give_large_blocks_back()


def _is_loopback(host):
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def on_starting(server):
    """Refuse what cannot be meant: TLS of gunicorn's own, local mode where others can reach it."""
    if server.cfg.is_ssl:
        raise SystemExit("Redraw does not start: let a proxy in front end TLS (docs/self-hosting.md).")
    if not settings.local_mode:
        return
    for address in server.cfg.address:
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            raise SystemExit(
                f"Redraw does not start: LOCAL_MODE is on but gunicorn is to listen on {address[0]}, where "
                "anyone could use it without signing in."
            )


def when_ready(server):
    """Say where the app is, in words that a terminal makes clickable, and how a new team gets its admin."""
    if settings.local_mode:
        print(
            f"Redraw is at http://{_host}:{settings.port}{settings.script_name} (Ctrl+C stops it)", flush=True
        )
        return
    from webapp import create_app, first_start

    co = create_app(settings).extensions["redraw"]
    words = first_start.words(co)
    co.database.close()  # before the fork: no worker may inherit a connection
    if words:
        print(words, flush=True)


def post_worker_init(worker):
    """Start the background work in the process that serves; threads started before the fork would be lost."""
    from webapp.services import health
    from webapp.worker import start_embedded

    co = worker.wsgi.extensions["redraw"]
    problem = health.database_problem(co) if co.database.is_sqlite else None  # another one may come back
    if problem:
        worker.log.critical("Redraw does not start: %s", problem)
        raise SystemExit(Arbiter.WORKER_BOOT_ERROR)
    PatientWorker.folder.mkdir(parents=True, exist_ok=True)
    # The app knows it by now. Gunicorn would answer 500 to what does not begin with it, health checks too.
    os.environ.pop("SCRIPT_NAME", None)
    worker.background = start_embedded(worker.wsgi)
    # What is loaded stays: to look through all of it for garbage, again and again, takes 60 ms a time.
    gc.collect()
    gc.freeze()


def worker_exit(server, worker):
    """Let the background work finish the steps in hand; what it cannot finish is taken up by its lease."""
    background = getattr(worker, "background", None)
    if background is not None:
        background.stop()
