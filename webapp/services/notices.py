"""What everybody should know before they submit: one sentence each, shown on every page."""

from webapp.models import Account
from webapp.services import account, processes, room
from webapp.services.collaborators import Collaborators


def banners(co: Collaborators) -> list[str]:
    """The sentences to show, the most urgent first; two indexed reads."""
    found = [*_paused(account.get(co)), *co.warnings]
    no_worker = processes.no_worker(co)
    if no_worker:
        found.insert(0, no_worker)
    problem = room.problem(co)
    if problem:
        found.insert(0, f"{problem}: no job is taken or sent until it is put right. Nothing is charged.")
    return found


def balance(co: Collaborators) -> str | None:
    """What is left on the account in words, where the provider tells it."""
    known = None if co.settings.practice else account.get(co)
    return known.balance if known else None


def is_paused(co: Collaborators) -> bool:
    """True while nothing is sent because the provider refuses the account."""
    known = account.get(co)
    return known is not None and known.paused_at is not None


def _paused(known: Account | None) -> list[str]:
    if known is None or known.paused_at is None:
        return []
    if known.paused_code == "unauthorized":
        return ["The provider refuses the token: check MIDJOURNEY_TOKEN. Jobs wait; nothing is charged."]
    return [f"The provider says: {known.paused_text} Jobs wait; nothing is charged."]
