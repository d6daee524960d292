"""Our painter's cost per pointer move against a bare canvas's, at two picture sizes, in turns."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import psutil

from bench.figures import Figure
from bench.painter.adapters import Bare, Painter, Redraw
from bench.painter.measure import Row, measure
from bench.painter.pictures import picture, served_pages
from tools.processes import start_app

SIZES_PX = (1024, 4096)
ROUNDS = 3
FLOOR = "floor_replay"
SHOWN = {
    "main_per_move": "main thread ms a move",
    "all_per_move": "all of the browser, CPU ms a move",
    "frame_p95": "frame p95 ms",
    "dropped_pct": "frames dropped %",
    "delay_p50": "input to paint p50 ms",
    "delay_p95": "p95",
    "undo": "undo ms",
    "heap": "script heap MiB",
    "renderer_rss": "renderer MiB",
    "other_cpu": "others' cores",
}


def run(rounds: int = ROUNDS) -> list[Figure]:
    for side_px in SIZES_PX:
        picture(side_px)
    with tempfile.TemporaryDirectory() as folder, served_pages() as pages_url:
        app = start_app(Path(folder), MAX_UPLOAD_MB="100")
        try:
            pair: list[Painter] = [Bare(FLOOR, pages_url), Redraw(app.url)]
            turns = [(side_px, painter) for _ in range(rounds) for side_px in SIZES_PX for painter in pair]
            rows = [_measured(painter, side_px) for side_px, painter in turns]
        finally:
            app.stop()
    print("\n" + _table(rows) + "\n")
    small, large = SIZES_PX
    growth = _cost(rows, "redraw", large) / _cost(rows, "redraw", small)
    same = Figure(f"painter at {large} px against {small} px", growth, 1.25, "×", "main thread a move")
    return [*(_against_floor(rows, side_px) for side_px in SIZES_PX), same]


def _against_floor(rows: list[Row], side_px: int) -> Figure:
    ours, floor = _cost(rows, "redraw", side_px), _cost(rows, FLOOR, side_px)
    name = f"painter at {side_px} px, main thread a move, against a bare canvas"
    return Figure(name, ours / floor, 2, "×", f"{ours:.2f} ms against {floor:.2f} ms")


def _cost(rows: list[Row], painter: str, side_px: int) -> float:
    return _median(rows, painter, side_px, "main_per_move")


def _measured(painter: Painter, side_px: int) -> Row:
    _wait_until_quiet()
    row = asyncio.run(asyncio.wait_for(measure(painter, side_px), 240))
    print(f"  {painter.name} {side_px}: {row['main_per_move']:.2f} ms a move", flush=True)
    return row


def _wait_until_quiet(cores: float = 0.4, patience_s: float = 8) -> None:
    """Wait until the machine is nearly idle, but not for ever: the table says how busy others were."""
    deadline = time.monotonic() + patience_s
    while psutil.cpu_percent(2) / 100 * (psutil.cpu_count() or 1) > cores and time.monotonic() < deadline:
        continue


def _median(rows: list[Row], painter: str, side_px: int, name: str) -> float:
    mine = [row[name] for row in rows if (row["painter"], row["side_px"]) == (painter, side_px)]
    return statistics.median([value for value in mine if value is not None] or [float("nan")])


def _table(rows: list[Row]) -> str:
    lines = ["| medians | " + " | ".join(SHOWN.values()) + " |", "| --- " * (len(SHOWN) + 1) + "|"]
    for side_px in SIZES_PX:
        for painter in (FLOOR, "redraw"):
            values = [f"{_median(rows, painter, side_px, name):.2f}" for name in SHOWN]
            lines.append(f"| {painter} {side_px} | " + " | ".join(values) + " |")
    return "\n".join(lines)
