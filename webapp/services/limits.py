"""How often something may be done, counted in the database by all processes together.

Off in local mode, where there is one person.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from enum import StrEnum

from webapp.db import attempts as rows
from webapp.errors import TooMany
from webapp.services.collaborators import Collaborators

WINDOW_S = 300


class Limit(StrEnum):
    """What is counted; each for one address, name or person at a time."""

    SIGN_IN_ADDRESS = "sign-in address"
    SIGN_IN_NAME = "sign-in name"
    SUBMITS = "submits"
    UPLOADS = "uploads"
    SHARE_VIEWS = "share views"
    SHARE_TRIES = "share tries"
    HAND_OVERS = "hand-overs"


@dataclass(frozen=True, slots=True)
class Rule:
    """At most so many within the present window of 5 minutes and the one before it."""

    most: int
    text: str


SIGN_IN_TEXT = "Too many tries: wait ten minutes and try again."
RULES = {
    Limit.SIGN_IN_ADDRESS: Rule(30, SIGN_IN_TEXT),
    Limit.SIGN_IN_NAME: Rule(10, SIGN_IN_TEXT),
    Limit.SUBMITS: Rule(200, "You have submitted very many jobs: wait ten minutes. Nothing was charged."),
    Limit.UPLOADS: Rule(200, "You have added very many pictures: wait ten minutes and go on."),
    Limit.SHARE_VIEWS: Rule(600, "This address asks too often: wait ten minutes and try again."),
    Limit.SHARE_TRIES: Rule(10, SIGN_IN_TEXT),
    Limit.HAND_OVERS: Rule(60, "You have handed very much over: wait ten minutes and go on."),
}


def count(co: Collaborators, limit: Limit, who: str) -> None:
    """Count one more; raise `TooMany` beyond the rule. `who` is kept as a hash alone."""
    if co.settings.local_mode:
        return
    name = f"{limit} {hashlib.sha256(who.encode()).hexdigest()[:32]}"
    with co.database.write() as connection:
        lately = rows.count(connection, name, co.now(), WINDOW_S)
    if lately > RULES[limit].most:
        raise TooMany(RULES[limit].text, retry_after_s=2 * WINDOW_S)


def place_of(address: str | None) -> str:
    """What counts as one address: an IPv4 address, or the 64-bit network that one IPv6 customer has."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
