"""A group's first month in the real window, without a mouse, in a process that listens at its own doors."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.walk import CANARIES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """Walk once; give the folder with the workspaces, the home and the temporary folder of that process."""
    folder = tmp_path_factory.mktemp("walk")
    for room in ("home", "tmp"):
        (folder / room).mkdir()
    places = {"HOME": "home", "XDG_CONFIG_HOME": "home/.config", "XDG_CACHE_HOME": "home/.cache", "TMPDIR": "tmp"}
    around = os.environ | {name: str(folder / room) for name, room in places.items()}
    around |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    listening = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket", "-o", str(folder / "calls.txt")]
    command = [sys.executable, "-m", "tests.journeys.walk", str(folder)]
    if shutil.which("strace"):
        command = listening + command
    done = subprocess.run(command, env=around, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def seen(walked):
    """Give what the walk saw."""
    return json.loads((walked / "seen.json").read_text())


def test_the_month_is_shown_page_by_page(seen) -> None:
    assert seen["pages"] >= 2


def test_locking_takes_every_page_away(seen) -> None:
    assert seen["emptied"]


def test_what_one_wrote_is_the_same_on_the_other_computer(seen) -> None:
    assert seen["same"]
    assert seen["workers"] == 1


def test_no_python_code_opens_a_network_socket(seen) -> None:
    assert seen["sockets"] == []


@pytest.mark.skipif(not shutil.which("strace"), reason="nobody to listen below Python")
def test_no_library_opens_a_network_socket(walked) -> None:
    calls = (walked / "calls.txt").read_text().splitlines()
    assert [call for call in calls if re.search(r"AF_INET|AF_PACKET", call)] == []


@pytest.mark.parametrize("room", ["a", "b", "home", "tmp"])
def test_nothing_a_person_wrote_lies_readable_on_the_disk(walked, room) -> None:
    found = [(path.name, word) for path in _files(walked / room) for word in _readable(path)]
    assert found == []


def test_a_bundle_on_the_stick_tells_nothing_but_its_name(walked) -> None:
    bundles = list((walked / "stick").glob("*.dundian"))
    assert len(bundles) == 2
    assert [word for path in bundles for word in _readable(path)] == []


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _readable(path: Path) -> list[str]:
    data = path.read_bytes()
    return [word for word in CANARIES if any(word.encode(code) in data for code in ("utf-8", "utf-16-le", "gb18030"))]
