"""One act on its way to the store and back: what the desk and the page that asked for it hear of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.store.act import Act
from dundian_desktop.store.store import Store

Then = Callable[[Any], None]
"""A bound method of whoever asked; it is forgotten when its owner is gone."""


class Step(NamedTuple):
    """One act that can be taken back: its words, and where it stands in the logs."""

    words: str
    log: bytes
    number: int


class Outcome(NamedTuple):
    """What an act gave, which ledgers it changed, and where it stands in the logs if it wrote anything.

    `born` are the records that its saves made in other ledgers by themselves.
    """

    result: Any
    changed: frozenset[str]
    place: tuple[bytes, int] | None = None
    born: tuple[Record, ...] = ()


class Errand(QObject):
    """Exactly one of `done` and `refused` is heard; `landed` is the desk's own, before `done`."""

    landed = Signal(str, object)  # words, Outcome
    done = Signal(object)
    refused = Signal(object)  # a UserError or MachineError

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words

    def then(self, done: Then | None = None, refused: Then | None = None) -> Errand:
        """Let bound methods hear how it went, and give the errand itself."""
        if done:
            self.done.connect(done)
        if refused:
            self.refused.connect(refused)
        return self

    @Slot(object)
    def land(self, outcome: Outcome) -> None:
        """Tell the desk, then whoever asked."""
        self.landed.emit(self._words, outcome)
        self.done.emit(outcome.result)

    @Slot(object)
    def refuse(self, error: UserError | MachineError) -> None:
        """Tell why nothing was changed."""
        self.refused.emit(error)


def acting(store: Store, work: Callable[[Act], Any]) -> Callable[[Progress], Outcome]:
    """Give the work of one act as the store lane runs it."""

    def run(_progress: Progress) -> Outcome:
        with store.act() as act:
            result = work(act)
        changed = frozenset(act.changed)
        return Outcome(result, changed, store.last_act() if changed else None, tuple(act.born))

    return run


def undoing(store: Store, step: Step) -> Callable[[Progress], Outcome]:
    """Give the work of taking an act back; taking that back in turn does the act again."""

    def run(_progress: Progress) -> Outcome:
        changed = frozenset(store.undo(step.log, step.number))
        return Outcome(step, changed, store.last_act() if changed else None)

    return run
