"""What a process that begins to serve a team says while the team has no admin yet."""

from webapp.services import health
from webapp.services.collaborators import Collaborators
from webapp.services.team import links
from webapp.settings import Settings


def words(co: Collaborators) -> str | None:
    """The one-time link that makes the first admin, in words for the log; None where none is needed.

    Meant for the operator's eyes: it is printed as it is, beside the log that takes secrets out.
    """
    if co.settings.local_mode or health.problems(co):
        return None
    token = links.make_set_up(co)
    if token is None:
        return None
    return (
        "Redraw has no admin yet. Whoever opens this link within a day becomes the first one:\n"
        f"    {site(co.settings)}/welcome/{token}"
    )


def site(settings: Settings) -> str:
    """The address of the site as far as the settings tell it."""
    if settings.public_url:
        return settings.public_url
    scheme = "https" if settings.trusted_hops else "http"
    host = "localhost" if settings.bind in ("0.0.0.0", "::", "127.0.0.1", "::1") else settings.bind  # noqa: S104
    place = settings.trusted_hosts[0] if settings.trusted_hosts else f"{host}:{settings.port}"
    return f"{scheme if settings.trusted_hosts else 'http'}://{place}{settings.script_name}"
