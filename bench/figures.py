"""`Figure`: one thing measured beside its baseline, and how time and memory are taken.

CPU time is compared, because it hardly moves when other programs share the cores; wall time is told beside it.
"""

from __future__ import annotations

import dataclasses as dc
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


@dc.dataclass(frozen=True, kw_only=True)
class Spent:
    """What some work took, in milliseconds."""

    cpu: float
    wall: float


@dc.dataclass(frozen=True, kw_only=True)
class Figure:
    """One thing measured.

    Attributes:
        ours, baseline: in `unit`; None when there is nothing to compare with.
        against: what the baseline is.
        wall: time on the clock in `unit`, when `ours` is CPU time.
        memory: MB this added to the process at its height.
        fault: a drill found what must never be; `make bench` ends with status 1.
        wanted: what was expected, in words; `met` tells whether it came so, None when nothing was expected.
    """

    measure: str
    ours: float
    unit: str = "ms"
    baseline: float | None = None
    against: str = ""
    wall: float | None = None
    memory: float | None = None
    wanted: str = ""
    met: bool | None = None
    fault: bool = False

    @property
    def ratio(self) -> float | None:
        """Give ours over the baseline."""
        return self.ours / self.baseline if self.baseline else None

    def told(self) -> dict[str, Any]:
        """Give the figure as plain data."""
        return dc.asdict(self) | {"ratio": self.ratio}


def spent(work: Callable[[], object], times: int = 1) -> Spent:
    """Do the work so many times and give the least it took."""
    all_spent: list[tuple[float, float]] = []
    for _ in range(times):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        all_spent.append((time.process_time() - cpu, time.perf_counter() - wall))
    return Spent(cpu=1000 * min(c for c, _ in all_spent), wall=1000 * min(w for _, w in all_spent))


def against(measure: str, ours: Spent, baseline: Spent, name: str, **more: Any) -> Figure:
    """Give the figure of two spans, compared by CPU time."""
    return Figure(measure=measure, ours=ours.cpu, wall=ours.wall, baseline=baseline.cpu, against=name, **more)


def never(measure: str, faults: int) -> Figure:
    """Give the figure of something that must not happen once."""
    return Figure(measure=measure, ours=faults, unit="", wanted="0", met=not faults, fault=bool(faults))


def percentile(values: list[float], part: float) -> float:
    """Give the value that this part of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def height() -> float:
    """Give the most memory (MB) this process has had at once since `forget_height`."""
    return _status("VmHWM")


def standing() -> float:
    """Give the memory (MB) this process has now."""
    return _status("VmRSS")


def forget_height() -> None:
    """Let `height` count from now; see proc(5), clear_refs."""
    if os.access("/proc/self/clear_refs", os.W_OK):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))
