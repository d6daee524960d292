"""What an audit found, and the table that tells it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One tool's answer: what it looked at, in words, and each finding as a line. No finding is good."""

    name: str
    looked_at: str
    findings: list[str]


def table(parts: list[Part]) -> str:
    """The parts one below the other, and then every finding."""
    rows = [("part", "looked at", "findings")]
    rows += [(part.name, part.looked_at, str(len(part.findings))) for part in parts]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [f"{name:<{widths[0]}}  {words:<{widths[1]}}  {count:>8}" for name, words, count in rows]
    lines += [f"{part.name}: {finding}" for part in parts for finding in part.findings]
    return "\n".join(lines)
