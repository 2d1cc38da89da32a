"""`make bench`: measures, and prints a table; ``bench/run.py NAME...`` measures only those.

Each measure runs in a process of its own, so that none pays for another's memory. The table also goes to
build/bench.json. Exit status 1 when a drill found a fault; a figure beyond its expectation is only marked.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEASURES = {
    "paint": "bench.first_paint",
    "list": "bench.long_list",
    "search": "bench.searching",
    "month": "bench.month",
    "duties": "bench.duties",
    "bundle": "bench.bundles",
    "kill9": "bench.kill9",
    "flip": "bench.flip",
    "leak": "bench.leak",
}
HEADS = ("measure", "ours", "on the clock", "baseline", "ratio", "+MB", "wanted", "")
WIDTHS = (58, 12, 12, 12, 8, 7, 24, 2)


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASURES, []], metavar="NAME", help=" ".join(MEASURES))
    parser.add_argument("--size", type=int, help="smaller or larger than the issue asks for")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.into:
        return _measure_here(asked.names[0], asked.size, asked.into)
    _print_row(HEADS)
    figures = [figure for name in asked.names or MEASURES for figure in _measure_apart(name, asked.size)]
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    return int(any(figure.get("fault") for figure in figures))


def _measure_apart(name: str, size: int | None) -> list[dict[str, Any]]:
    """Run one measure in a fresh process, print what it gave, and give it."""
    with tempfile.NamedTemporaryFile("r", suffix=".json", encoding="utf-8") as answer:
        words = [sys.executable, __file__, name, "--into", answer.name]
        done = subprocess.run([*words, *(["--size", str(size)] if size else [])], cwd=ROOT, check=False)
        figures = json.loads(answer.read() or "[]")
    if done.returncode:
        figures.append({"measure": f"{name}: broke off with status {done.returncode}", "fault": True})
    for figure in figures:
        _print_row(_cells(figure))
    return figures


def _measure_here(name: str, size: int | None, into: Path) -> int:
    measure = importlib.import_module(MEASURES[name]).measure
    figures = measure(size) if size else measure()
    into.write_text(json.dumps([figure.told() for figure in figures]), encoding="utf-8")
    return 0


def _cells(figure: dict[str, Any]) -> tuple[str, ...]:
    unit = figure.get("unit", "")
    met = figure.get("met")
    return (
        figure["measure"],
        _number(figure.get("ours"), unit),
        _number(figure.get("wall"), unit),
        _number(figure.get("baseline"), unit),
        _number(figure.get("ratio"), "x"),
        _number(figure.get("memory"), ""),
        figure.get("wanted", ""),
        "" if met is None else "✓" if met else "▲",
    )


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def _print_row(cells: tuple[str, ...]) -> None:
    padded = (
        cell.ljust(width) if n in {0, 6} else cell.rjust(width)
        for n, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
    print(" ".join(padded), flush=True)


if __name__ == "__main__":
    sys.exit(main())
