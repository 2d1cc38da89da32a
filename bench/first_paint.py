"""From starting the program until its first window is painted; beside a bare main window.

Every run is a fresh process with a home of its own, ours and the baseline in turn, after one of each unmeasured.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.figures import Figure, Spent
from bench.places import scratch, workspace

RUNS = 9
MOST = 2.5


def measure(runs: int = RUNS) -> list[Figure]:
    """Measure the first start (no workspace yet) and a later one (the door of a workspace)."""
    with scratch() as folder:
        workspace(folder, "A").close()
        home = folder / "home"
        home.mkdir()
        bare = [sys.executable, "bench/bare_window.py"]
        ours = [sys.executable, "-m", "ui", "--smoke", "--workspace"]
        every = {"bare": bare, "first": [*ours, str(folder / "none")], "later": [*ours, str(folder / "A")]}
        took = _in_turn(every, home, runs)
    return [
        _figure("start to first paint, no workspace yet", took["first"], took["bare"]),
        _figure("start to first paint, a workspace to unlock", took["later"], took["bare"]),
    ]


def _figure(name: str, ours: list[Spent], bare: list[Spent]) -> Figure:
    mine, its = _median(ours), _median(bare)
    ratio = mine.cpu / its.cpu
    return Figure(
        measure=name,
        ours=mine.cpu,
        wall=mine.wall,
        baseline=its.cpu,
        against="bare QMainWindow",
        wanted=f"≤ {MOST} x",
        met=ratio <= MOST,
    )


def _median(runs: list[Spent]) -> Spent:
    return Spent(cpu=statistics.median(r.cpu for r in runs), wall=statistics.median(r.wall for r in runs))


def _in_turn(every: dict[str, list[str]], home: Path, runs: int) -> dict[str, list[Spent]]:
    took: dict[str, list[Spent]] = {name: [] for name in every}
    for number in range(runs + 1):
        for name, words in every.items():
            one = _run(words, home)
            if number:
                took[name].append(one)
    return took


def _run(words: list[str], home: Path) -> Spent:
    environment = os.environ | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": "."}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(words, env=environment, check=True, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu=1000 * cpu, wall=1000 * wall)
