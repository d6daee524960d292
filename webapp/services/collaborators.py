"""What the services work with, built once by `create_app` and handed to every service function."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.db.engine import Database
from webapp.db.watched import WatchedJobs
from webapp.identity import IdentityProvider
from webapp.provider.client import ProviderClient
from webapp.provider.fetch import SafeFetcher
from webapp.provider.post import SafePoster
from webapp.services.alive import Alive
from webapp.services.decoding import Decoding
from webapp.services.one_at_a_time import OneAtATime
from webapp.services.team.passwords import Hashing
from webapp.settings import Settings
from webapp.storage.face import Storage


@dataclass(frozen=True, slots=True)
class Collaborators:
    """The outside world of the services: data, bytes, provider, time.

    `ring` tells the background work that a job may be due; losing a ring loses nothing. `pause` waits for so
    many seconds. `account` names the provider account for the shared pacing and holds nothing secret.
    `decoding` bounds how many pictures are decoded at once, `converting` masks to one, `hashing` how many
    passwords. `identity` is the team's identity provider, where it has one. `warnings` are sentences about
    the place the app runs in.
    """

    settings: Settings
    database: Database
    watched: WatchedJobs
    storage: Storage
    provider: ProviderClient
    fetcher: SafeFetcher
    poster: SafePoster
    account: str
    now: Callable[[], datetime]
    ring: Callable[[], None]
    pause: Callable[[float], None]
    cache_dir: Path
    alive: Alive
    hashing: Hashing
    converting: OneAtATime
    decoding: Decoding
    started_at: datetime
    identity: IdentityProvider | None = None
    warnings: tuple[str, ...] = ()
