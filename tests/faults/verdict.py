"""What must hold of every job, whatever went wrong: one judge for all cells."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.faults.cells import Cell
from tests.faults.rig import Provider, Site

TERMINAL = frozenset({"done", "failed", "cancelled", "expired"})


@dataclass
class Verdict:
    """How many jobs a cell had, and one sentence for each that broke a promise."""

    jobs: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{len(self.problems)} of {self.jobs} WRONG" if self.problems else f"{self.jobs}"


@dataclass(frozen=True)
class Trial:
    """A job of a cell. `killed` says that the app's processes were killed while it was under way."""

    cell: Cell
    job_id: str
    killed: bool = False


def at_rest(site: Site, provider: Provider, trials: Iterable[Trial], *, webhook: bool) -> list[Trial]:
    """The trials that are still going to change by themselves."""
    made = provider.charges()
    moving = []
    for trial in trials:
        status = site.status(trial.job_id)["status"]
        heals = status == "uncertain" and webhook and trial.job_id in made and not trial.cell.is_deaf
        if status not in TERMINAL and (status != "uncertain" or heals):
            moving.append(trial)
    return moving


def judge(site: Site, provider: Provider, trials: Iterable[Trial], *, webhook: bool) -> dict[str, Verdict]:
    """One verdict for each cell, by its title."""
    made = provider.charges()
    verdicts: dict[str, Verdict] = {}
    for trial in trials:
        verdict = verdicts.setdefault(trial.cell.title, Verdict())
        verdict.jobs += 1
        messages = made.get(trial.job_id, [])
        for problem in _problems(site, provider, trial, messages, webhook=webhook):
            verdict.problems.append(f"{trial.cell.title}: job {trial.job_id} {problem}")
    return verdicts


def _problems(
    site: Site, provider: Provider, trial: Trial, messages: list[str], *, webhook: bool
) -> list[str]:
    status = site.status(trial.job_id)
    state, history = status["status"], site.history(trial.job_id)
    wanted = {_end(trial.cell, webhook=webhook)}
    if trial.killed:
        # The kill may come before the fault, which a second process then may or may not meet; and whoever
        # dies between the call and its answer leaves a call of which nothing is known.
        wanted |= {"done"} | ({"uncertain"} if _died_in_the_call(history) else set())
        if webhook and messages and not trial.cell.is_deaf:
            wanted -= {"uncertain"}
    found = []
    if len(messages) > 1:
        found.append(f"was charged {len(messages)} times")
    if state not in wanted:
        found.append(f"is {state} after {_words(history)}, not {' or '.join(sorted(wanted))}")
    if not trial.killed and len(messages) != trial.cell.charges:
        found.append(f"was charged {len(messages)} times, not {trial.cell.charges}")
    if state == "done":
        found += _picture_problems(site, provider, status, messages)
    return found


def _end(cell: Cell, *, webhook: bool) -> str:
    """A call that was made is known by its webhook, where there is one."""
    heals = webhook and cell.charges and not cell.is_deaf
    return "done" if cell.end == "uncertain" and heals else cell.end


def _died_in_the_call(history: list[str]) -> bool:
    return ("sending", "uncertain") in pairwise(history)


def _picture_problems(
    site: Site, provider: Provider, status: dict[str, Any], messages: list[str]
) -> list[str]:
    if len(messages) != 1 or not status["picture_url"]:
        return [f"is done with {len(messages)} messages and the picture {status['picture_url']}"]
    same = site.bytes_of(status["picture_url"]) == provider.picture(messages[0])
    return [] if same else ["is done with other bytes than the provider's"]


def heal(site: Site, provider: Provider, trials: Iterable[Trial]) -> list[Trial]:
    """What a person does about each uncertain job: attach what was made, send again what was not."""
    made = provider.charges()
    doubtful = [trial for trial in trials if site.status(trial.job_id)["status"] == "uncertain"]
    for trial in doubtful:
        messages = made.get(trial.job_id)
        if messages:
            site.press(trial.job_id, "attach", message_id=messages[0])
        else:
            site.press(trial.job_id, "resend")
    return doubtful


def healed(site: Site, provider: Provider, trials: Iterable[Trial]) -> Verdict:
    """After `heal` each job is done, charged once in all; a killed one may have met its fault only then."""
    made = provider.charges()
    verdict = Verdict()
    for trial in trials:
        verdict.jobs += 1
        status, messages = site.status(trial.job_id), made.get(trial.job_id, [])
        if status["status"] == "done":
            found = _picture_problems(site, provider, status, messages)
        elif trial.killed and _ended_by_its_fault(trial.cell, status["status"], messages):
            found = []
        else:
            found = [f"is {status['status']} with {len(messages)} charges after a person decided"]
        verdict.problems += [f"{trial.cell.title}: job {trial.job_id} {problem}" for problem in found]
    return verdict


def _ended_by_its_fault(cell: Cell, state: str, messages: list[str]) -> bool:
    return state == cell.end == "failed" and len(messages) == cell.charges


def _words(history: list[str]) -> str:
    return ", ".join(
        f"{state} ({count})" if count > 1 else state for state, count in Counter(history).items()
    )
