"""Kills the program at random moments of saves, exports and imports, and looks at what is left.

After every kill: what was said to be saved is there, pages, structure and chain are sound, no bundle stands under its
final name that cannot be read whole, and an import left all or nothing. Every tenth time, and at the end, the whole
examination (`doctor`) is made too. ``bench/run.py kill9 --size 1000`` kills as often.
"""

from __future__ import annotations

import dataclasses as dc
import multiprocessing
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench import kill9_worker
from bench.figures import Figure, never
from bench.kill9_worker import Said
from bench.phrases import workers
from bench.places import PASSPHRASE, devices, fill, scratch
from dundian_desktop.actions.doctor import examine
from dundian_desktop.errors import UserError
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.store.examination import broken_logs, damaged_pages, structure_is_sound
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import open_workspace

KILLS = 200
_OPERATIONS = 600
_LONGEST = 20.0


@dc.dataclass(kw_only=True)
class Drill:
    """What is needed to go on killing, and what was found so far."""

    folder: Path
    seed: int = 0
    peer: str = ""
    bundle: Path = Path()
    before: str = ""
    after: str = ""
    chance: random.Random = dc.field(default_factory=lambda: random.Random(9))
    saved: dict[str, Said] = dc.field(default_factory=dict[str, Said])
    found: Counter[str] = dc.field(default_factory=Counter[str])
    # The most seconds a process lives after it is ready; follows what the work takes on this machine.
    longest: dict[str, float] = dc.field(default_factory=lambda: {"save": 0.8, "export": 0.3, "take": 0.4})

    def killed(self, name: str, work: Callable[..., None], folder: Path, *more: Any) -> list[Any]:
        """Start the work in a process, kill it at a random moment, and give what it had said."""
        context = multiprocessing.get_context("forkserver")
        ours, its = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(folder, its, *more))
        process.start()
        its.close()
        said = self._until_killed(process.kill, ours, name)
        process.join()
        hit = (process.exitcode or 0) < 0
        self.found[name if hit else f"{name} was done before"] += 1
        self.longest[name] *= 1.02 if hit else 0.9
        self.found["broke off by itself"] += (process.exitcode or 0) > 0
        process.close()
        return said

    def _until_killed(self, kill: Callable[[], None], pipe: Connection, name: str) -> list[Any]:
        said: list[Any] = []
        # Some die while they open the file, most while they work.
        opening = self.chance.random() < 0.15
        if not opening:
            pipe.poll(_LONGEST)
            said += _all_said(pipe, most=1)
        time.sleep(self.chance.random() * (0.1 if opening else self.longest[name]))
        kill()
        return [one for one in said + _all_said(pipe) if one != kill9_worker.READY]


def _all_said(pipe: Connection, most: int = 10**9) -> list[Any]:
    said: list[Any] = []
    try:
        while len(said) < most:
            said.append(pipe.recv())
    except (EOFError, OSError):
        pipe.close()
    return said


def measure(kills: int = KILLS) -> list[Figure]:
    """Kill so many times, half of them during saves, a quarter each during exports and imports."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["bench.kill9_worker"])
    with scratch() as folder:
        drill = _prepared(folder)
        for act, share in ((_save, kills - 2 * (kills // 4)), (_export, kills // 4), (_take, kills // 4)):
            name = act.__name__.strip("_")
            while drill.found[name] < share:
                act(drill)
        _look_whole(drill)
    return _figures(drill.found)


def _figures(found: Counter[str]) -> list[Figure]:
    kills = found["save"] + found["export"] + found["take"]
    what = f"{kills} kills ({found['save']} in saves, {found['export']} in exports, {found['take']} in imports)"
    seen = Figure(measure=f"{what}: writes that were acknowledged", ours=found["acknowledged"], unit="")
    faults = ("acknowledged writes lost", "unsound after a kill", "half bundles", "half imports", "broke off by itself")
    done = sum(n for name, n in found.items() if name.endswith("done before"))
    late = Figure(measure="kill -9: not counted, as the work was done before the kill", ours=done, unit="")
    return [seen, late, *(never(f"kill -9: {name}", found[name]) for name in faults)]


def _prepared(folder: Path) -> Drill:
    """Make a writer with records, a reader that has none of them, and the bundle between them."""
    with devices(folder, "AB") as (writer, reader):
        fill(writer, workers(_OPERATIONS))
        drill = Drill(folder=folder, peer=reader.device.hex(), before=reader.digest(), after=writer.digest())
        (folder / "stick").mkdir()
        drill.bundle = outgoing.send(writer, find_peer(writer, drill.peer), folder).files[0].path
    return drill


def _save(drill: Drill) -> None:
    drill.seed += 1
    said = drill.killed("save", kill9_worker.save, drill.folder / "A", drill.seed)
    drill.found["acknowledged"] += len(said)
    told: dict[str, Said] = {one[0]: one for one in said}
    drill.saved |= told
    with open_workspace(drill.folder / "A", PASSPHRASE) as workspace:
        drill.found["acknowledged writes lost"] += _lost(workspace.store, told)
        _look(drill, workspace.store, drill.found["save"])


def _lost(store: Store, told: dict[str, Said]) -> int:
    """Count what does not stand as it was said to; one save more may have been committed and not said any more."""
    pairs = [(one, kill9_worker.stands(store, id)) for id, one in told.items()]
    return sum(now != said and now[1] <= said[1] for said, now in pairs)


def _export(drill: Drill) -> None:
    stick = drill.folder / "stick"
    said = drill.killed("export", kill9_worker.export, drill.folder / "A", stick, drill.peer)
    drill.found["acknowledged"] += len(said)
    drill.found["acknowledged writes lost"] += sum(not Path(path).exists() for path in said)
    with open_workspace(drill.folder / "B", PASSPHRASE) as workspace:
        for path in stick.glob("*.dundian"):
            drill.found["half bundles"] += not _whole(workspace.store, path)
    for path in stick.iterdir():
        path.unlink()
    with open_workspace(drill.folder / "A", PASSPHRASE) as workspace:
        fill(workspace.store, workers(20, seed=drill.found["export"]))
        _look(drill, workspace.store, drill.found["export"])


def _whole(reader: Store, path: Path) -> bool:
    try:
        incoming.open_for_us(reader, path)
    except UserError:
        return False
    return True


def _take(drill: Drill) -> None:
    place = drill.folder / "copy"
    shutil.copytree(drill.folder / "B", place)
    said = drill.killed("take", kill9_worker.take, place, drill.bundle)
    drill.found["acknowledged"] += len(said)
    with open_workspace(place, PASSPHRASE) as workspace:
        digest = workspace.store.digest()
        drill.found["half imports"] += digest not in {drill.before, drill.after}
        drill.found["acknowledged writes lost"] += bool(said) and digest != drill.after
        incoming.take(workspace.store, drill.bundle)
        drill.found["half imports"] += workspace.store.digest() != drill.after
        _look(drill, workspace.store, drill.found["take"])
    shutil.rmtree(place)


def _look(drill: Drill, store: Store, number: int) -> None:
    """Look at structure, pages and chain; every tenth time at everything."""
    if number % 10 == 0:
        drill.found["unsound after a kill"] += not examine(store).sound
        return
    sound = structure_is_sound(store.reader) and not damaged_pages(store.reader) and not broken_logs(store.reader)
    drill.found["unsound after a kill"] += not sound or bool(store.lost_operations())


def _look_whole(drill: Drill) -> None:
    """At the end, look for everything that was ever said to be saved."""
    with open_workspace(drill.folder / "A", PASSPHRASE) as workspace:
        drill.found["acknowledged writes lost"] += _lost(workspace.store, drill.saved)
        drill.found["unsound after a kill"] += not examine(workspace.store).sound
