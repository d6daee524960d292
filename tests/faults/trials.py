"""Running cells against a site: with the app left alone, and with its processes killed in the fault."""

import random
import time
import uuid
from collections.abc import Iterable, Sequence

from tests.faults.cells import Cell
from tests.faults.rig import WAIT_S, Provider, Site, until
from tests.faults.verdict import Trial, Verdict, at_rest, heal, healed, judge

HEALS_WITHIN_S = 60.0


class Course:
    """Cells on one site, one after the other or all at once. `took_up_s` collects the restarts' times."""

    def __init__(self, site: Site, provider: Provider, *, webhook: bool) -> None:
        self.site = site
        self.provider = provider
        self.webhook = webhook
        self.took_up_s: list[float] = []
        self._random = random.Random(4)

    def alive(self, cells: Sequence[Cell], jobs: int) -> dict[str, Verdict]:
        """Every cell's jobs at once, while the app lives."""
        trials = [self._submit(cell)[0] for _ in range(jobs) for cell in cells]
        self._rest(trials)
        return self._judged(trials)

    def killed(self, cell: Cell, jobs: int) -> Verdict:
        """A cell's jobs, with the app killed as soon as the fault has struck one of them."""
        submitted = [self._submit(cell, holds_webhook=True) for _ in range(jobs)]
        faults = [number for _, numbers in submitted for number in numbers]
        first_struck = submitted[0][1][-1]
        self.provider.wait_for(first_struck)
        if cell.held:
            time.sleep(self._random.uniform(0, 0.3))  # so that others are in it too, and at other places
        self.site.kill()
        began = time.monotonic()
        caught = self._restart_and_take_up([trial.job_id for trial, _ in submitted], began)
        for number in faults:
            self.provider.end(number)
        trials = [Trial(cell, trial.job_id, trial.prompt, killed=True) for trial, _ in submitted]
        self._rest(trials)
        verdict = self._judged(trials)[cell.title]
        if cell.held and cell.state == "sending" and not caught:
            verdict.problems.append(f"{cell.title}: the kill caught no job while it was sending")
        return verdict

    def _restart_and_take_up(self, job_ids: list[str], began: float) -> int:
        """Start the app again and wait until no job is where the kill left it; how many were `sending`."""
        self.site.start()
        caught = sum("sending" in self.site.history(job_id)[-2:] for job_id in job_ids)
        until(lambda: not any(self._is_stuck(job_id) for job_id in job_ids), "jobs of a killed process go on")
        self.took_up_s.append(time.monotonic() - began)
        return caught

    def _is_stuck(self, job_id: str) -> bool:
        return (
            self.site.status(job_id)["status"] == "sending"
            and self.site.history(job_id).count("sending") == 1
        )

    def _submit(self, cell: Cell, *, holds_webhook: bool = False) -> tuple[Trial, list[int]]:
        prompt = f"a red boat [{uuid.uuid4().hex[:12]}]"
        numbers = []
        if holds_webhook and self.webhook:
            # Else it would be lost with the process, and nothing would be left that heals.
            numbers.append(self.provider.order("webhook", "hold", prompt=prompt, times=None, seconds=300))
        numbers += [self.provider.order(prompt=prompt, **order) for order in cell.orders]
        return Trial(cell, self.site.submit(prompt), prompt), numbers

    def _rest(self, trials: Iterable[Trial]) -> None:
        """Wait until nothing moves by itself any more; what never rests is for the judge."""
        moving, ends_at = list(trials), time.monotonic() + WAIT_S
        while moving and time.monotonic() < ends_at:
            moving = at_rest(self.site, self.provider, moving, webhook=self.webhook)
            if moving and all(self._is_doubtful(trial) for trial in moving):
                ends_at = min(ends_at, time.monotonic() + HEALS_WITHIN_S)
            time.sleep(0.3)

    def _is_doubtful(self, trial: Trial) -> bool:
        return bool(self.site.status(trial.job_id)["status"] == "uncertain")

    def _judged(self, trials: list[Trial]) -> dict[str, Verdict]:
        verdicts = judge(self.site, self.provider, trials, webhook=self.webhook)
        doubtful = heal(self.site, self.provider, trials)
        self._rest(doubtful)
        for problem in healed(self.site, self.provider, doubtful).problems:
            verdicts[problem.split(": job")[0]].problems.append(problem)
        return verdicts
