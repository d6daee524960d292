"""Our painter against a bare canvas, at three picture sizes, in turns."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import psutil

from bench.figures import Figure
from bench.painter.adapters import Bare, Painter, Redraw
from bench.painter.busy import busy_cores
from bench.painter.measure import Row, measure
from bench.painter.pictures import picture, served_pages
from bench.painter.tools import try_tools
from tools.processes import start_app

SIZES_PX = (1024, 2048, 4096)
LARGEST_PX = SIZES_PX[-1]
ROUNDS = 3
EARLIER = 300
"""Strokes before the measured ones, for a painting of an hour."""

FLOOR = "floor_replay"
OURS = "redraw"
SHOWN = {
    "main_per_move": "main thread ms a move",
    "all_per_move": "all of the browser, CPU ms a move",
    "frame_p95": "frame p95 ms",
    "dropped_pct": "frames dropped %",
    "delay_p50": "input to paint p50 ms",
    "delay_p95": "p95",
    "own_frame_p95": "p95, moves with a frame of their own",
    "undo": "undo ms",
    "submit": "submit ms",
    "sent_kb": "sent KB",
    "path_hit": "path in the mask %",
    "heap": "script heap MiB",
    "renderer_rss": "renderer MiB",
    "other_cpu": "others' cores",
}
LONGEST_TASK_MS = 50
"""From here on browsers call it a long task: frames are lost by it."""
AGAINST_FLOOR = {"main_per_move": 1.25, "delay_p95": 1.35, "undo": 1.35, "submit": 1.35}
AT_MOST = {"dropped_pct": (1, "%"), "sent_kb": (110, "KB"), "heap": (12, "MiB")}


def run(rounds: int = ROUNDS) -> list[Figure]:
    for side_px in SIZES_PX:
        picture(side_px)
    with tempfile.TemporaryDirectory() as folder, served_pages() as pages_url:
        app = start_app(Path(folder), MAX_UPLOAD_MB="100")
        try:
            ours = Redraw(app.url, Path(folder) / "data" / "redraw.sqlite")
            pair: list[Painter] = [Bare(FLOOR, pages_url), ours]
            turns = [(side_px, painter) for _ in range(rounds) for side_px in SIZES_PX for painter in pair]
            rows = [_measured(painter, side_px) for side_px, painter in turns]
            old = [_measured(painter, LARGEST_PX, EARLIER) for _ in range(rounds) for painter in pair]
            ready = [
                _measured(painter, LARGEST_PX, with_tools=True) for _ in range(rounds) for painter in pair
            ]
            _wait_until_quiet()
            tools = [asyncio.run(try_tools(ours, LARGEST_PX)) for _ in range(rounds)]
            with busy_cores():
                disturbed = [_measured(ours, side_px) for side_px in SIZES_PX]
        finally:
            app.stop()
    print("\n" + _table(rows + old + ready) + "\n")
    growth = _median(rows, OURS, LARGEST_PX, "main_per_move") / _median(
        rows, OURS, SIZES_PX[0], "main_per_move"
    )
    return [
        *(figure for side_px in SIZES_PX for figure in _figures(rows, side_px, f"{side_px} px")),
        Figure(f"{LARGEST_PX} px against {SIZES_PX[0]} px", growth, 1.25, "×", "main thread a move"),
        *_figures(old, LARGEST_PX, f"{LARGEST_PX} px after {EARLIER} strokes"),
        _ratio(old, LARGEST_PX, "renderer_rss", 1.3, f"{LARGEST_PX} px after {EARLIER} strokes"),
        *_figures(ready, LARGEST_PX, f"{LARGEST_PX} px with all tools loaded"),
        *(
            figure
            for name in ("Wand", "Fill")
            for figure in (
                Figure(f"{LARGEST_PX} px, {name}", _middle(tools, name, "ms"), 1000, "ms", "click to mask"),
                Figure(
                    f"{LARGEST_PX} px, {name}, longest frame",
                    _middle(tools, name, "longest_task_ms"),
                    LONGEST_TASK_MS,
                    "ms",
                    "of the page's own work",
                ),
            )
        ),
        *(_path(disturbed, side_px, f"{side_px} px, all cores busy") for side_px in SIZES_PX),
    ]


def _figures(rows: list[Row], side_px: int, what: str) -> list[Figure]:
    amounts = [
        Figure(f"{what}, {SHOWN[name]}", _median(rows, OURS, side_px, name), most, unit, "")
        for name, (most, unit) in AT_MOST.items()
    ]
    ratios = [_ratio(rows, side_px, name, most, what) for name, most in AGAINST_FLOOR.items()]
    return [*ratios, *amounts, _path(rows, side_px, what)]


def _ratio(rows: list[Row], side_px: int, name: str, most: float, what: str) -> Figure:
    ours, floor = _median(rows, OURS, side_px, name), _median(rows, FLOOR, side_px, name)
    label = {"delay_p95": "input to paint p95 ms"}.get(name, SHOWN[name])
    return Figure(f"{what}, {label}", ours / floor, most, "× the floor", f"{ours:.2f} against {floor:.2f}")


def _path(rows: list[Row], side_px: int, what: str) -> Figure:
    share = _median(rows, OURS, side_px, "path_hit")
    return Figure(f"{what}, path in the mask", share, 100, "%", "", more_is_better=True)


def _measured(painter: Painter, side_px: int, earlier: int = 0, with_tools: bool = False) -> Row:
    _wait_until_quiet()
    row = asyncio.run(asyncio.wait_for(measure(painter, side_px, earlier, with_tools), 240))
    after = f" after {earlier} strokes" if earlier else " with tools" if with_tools else ""
    print(f"  {painter.name} {side_px}{after}: {row['main_per_move']:.2f} ms a move", flush=True)
    return row


def _wait_until_quiet(cores: float = 0.4, patience_s: float = 8) -> None:
    """Wait until the machine is nearly idle, but not for ever: the table says how busy others were."""
    deadline = time.monotonic() + patience_s
    while psutil.cpu_percent(2) / 100 * (psutil.cpu_count() or 1) > cores and time.monotonic() < deadline:
        continue


def _median(rows: list[Row], painter: str, side_px: int, name: str) -> float:
    mine = [row[name] for row in rows if (row["painter"], row["side_px"]) == (painter, side_px)]
    return float(statistics.median([value for value in mine if value is not None] or [float("nan")]))


def _middle(tried: list[dict[str, Row]], tool: str, name: str) -> float:
    return float(statistics.median(each[tool][name] for each in tried))


def _table(rows: list[Row]) -> str:
    lines = ["| medians | " + " | ".join(SHOWN.values()) + " |", "| --- " * (len(SHOWN) + 1) + "|"]
    keys = ("side_px", "earlier", "with_tools")
    for side_px, earlier, with_tools in dict.fromkeys(tuple(row[key] for key in keys) for row in rows):
        mine = [row for row in rows if (row["earlier"], row["with_tools"]) == (earlier, with_tools)]
        for painter in (FLOOR, OURS):
            values = [f"{_median(mine, painter, side_px, name):.2f}" for name in SHOWN]
            after = f", {earlier} strokes before" if earlier else ", all tools loaded" if with_tools else ""
            lines.append(f"| {painter} {side_px}{after} | " + " | ".join(values) + " |")
    return "\n".join(lines)
