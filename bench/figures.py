"""What a bench reports: a figure beside its aim."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the report. `value` should be at most `aim`, or at least `aim` where `more_is_better`."""

    name: str
    value: float
    aim: float
    unit: str
    detail: str
    more_is_better: bool = False

    @property
    def is_met(self) -> bool:
        return self.value >= self.aim if self.more_is_better else self.value <= self.aim


def table(figures: list[Figure]) -> str:
    """The report as a Markdown table."""
    lines = ["| what | measured | aim | | detail |", "| --- | --- | --- | --- | --- |"]
    for figure in figures:
        sign = "at least" if figure.more_is_better else "at most"
        verdict = "met" if figure.is_met else "missed"
        measured, aim = f"{figure.value:.2f} {figure.unit}", f"{sign} {figure.aim:g} {figure.unit}"
        lines.append(f"| {figure.name} | {measured} | {aim} | {verdict} | {figure.detail} |")
    return "\n".join(lines)


def interleaved(rounds: int, *contestants: Callable[[], float]) -> list[float]:
    """The median of each contestant over `rounds` rounds in which every one has its turn.

    Taking turns makes a noisy machine hurt all of them alike, so that their ratio holds.
    """
    taken: list[list[float]] = [[] for _ in contestants]
    for _ in range(rounds):
        for values, contestant in zip(taken, contestants, strict=True):
            values.append(contestant())
    return [statistics.median(values) for values in taken]
