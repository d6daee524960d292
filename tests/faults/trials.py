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
        self._looks = 3 if webhook else 1  # a call that was held may be made, and told of, a moment later
        self.random = random.Random(4)

    def alive(self, cells: Sequence[Cell], jobs: int) -> dict[str, Verdict]:
        """Every cell's jobs at once, while the app lives."""
        trials = [self.submit(cell)[0] for _ in range(jobs) for cell in cells]
        self.rest(trials)
        return self.judged(trials)

    def killed(self, cell: Cell, jobs: int) -> Verdict:
        """A cell's jobs, with the app killed as soon as the fault has struck one of them."""
        submitted = [self.submit(cell, killed=True) for _ in range(jobs)]
        trials = [trial for trial, _ in submitted]
        self.provider.wait_for(submitted[0][1][-1])
        if cell.held:
            time.sleep(self.random.uniform(0, 0.3))  # so that others are in it too, and at other places
        self.site.kill()
        caught = self.restart(trials)
        for number in (number for _, numbers in submitted for number in numbers):
            self.provider.end(number)
        self.rest(trials)
        verdict = self.judged(trials)[cell.title]
        if cell.held and cell.state == "sending" and not caught:
            verdict.problems.append(f"{cell.title}: the kill caught no job while it was sending")
        return verdict

    def submit(self, cell: Cell, *, killed: bool = False) -> tuple[Trial, list[int]]:
        """A job of the cell and the numbers of its orders, the last of them the fault itself."""
        prompt = f"a red boat [{uuid.uuid4().hex[:12]}]"
        numbers = []
        if killed and self.webhook and not cell.is_deaf:
            # Else it would be lost with the process, and nothing would be left that heals.
            numbers.append(self.provider.order("webhook", "hold", prompt=prompt, times=None, seconds=600))
        numbers += [self.provider.order(prompt=prompt, **order) for order in cell.orders]
        return Trial(cell, self.site.submit(prompt), killed=killed), numbers

    def restart(self, trials: Iterable[Trial]) -> int:
        """Start the killed app and wait until no call is where the kill left it; returns how many were."""
        began = time.monotonic()
        self.site.start()
        calling = [trial.job_id for trial in trials if self._was_calling(trial.job_id)]
        until(
            lambda: all(self._is_taken_up(job_id) for job_id in calling), "the jobs of a killed process go on"
        )
        if calling:
            self.took_up_s.append(time.monotonic() - began)
        return len(calling)

    def rest(self, trials: Sequence[Trial]) -> float:
        """Wait until nothing moves by itself any more; what never rests is for the judge. Returns seconds."""
        began = time.monotonic()
        moving, ends_at = list(trials), began + WAIT_S
        still = 0
        while still < self._looks and time.monotonic() < ends_at:
            moving = at_rest(self.site, self.provider, moving or trials, webhook=self.webhook)
            if moving and all(self.site.status(trial.job_id)["status"] == "uncertain" for trial in moving):
                ends_at = min(ends_at, time.monotonic() + HEALS_WITHIN_S)
            still = 0 if moving else still + 1
            time.sleep(0.3)
        return time.monotonic() - began

    def judged(self, trials: Sequence[Trial]) -> dict[str, Verdict]:
        """The verdicts of jobs at rest, and of what a person then does about the uncertain ones."""
        verdicts = judge(self.site, self.provider, trials, webhook=self.webhook)
        doubtful = heal(self.site, self.provider, trials)
        self.rest(doubtful)
        killed = [trial for trial in doubtful if trial.killed]  # their fault may come only now
        self.rest(heal(self.site, self.provider, killed))
        for problem in healed(self.site, self.provider, doubtful).problems:
            verdicts[problem.split(": job")[0]].problems.append(problem)
        return verdicts

    def _was_calling(self, job_id: str) -> bool:
        """True where the job is in its call, or was until it was taken up just now."""
        return self.site.history(job_id)[-2:] in (["waiting", "sending"], ["sending", "uncertain"])

    def _is_taken_up(self, job_id: str) -> bool:
        return self.site.history(job_id)[-1] != "sending"
