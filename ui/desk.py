"""`Desk`: what every page holds in its hands: the store, the lanes, and the one signal to redraw.

* Reads for the screen go through `store.reader` at once; writes go to the store lane, one act at a time.
* After an act `changed` names the ledgers that changed; nothing else makes a page redraw itself.
* Every act of this sitting can be taken back, the latest first, and done again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.store.act import Act
from dundian_desktop.store.store import Store
from ui import ledger_words, pictures, words
from ui.defaults import remembered
from ui.errand import Errand, Outcome, Step, Then, acting, undoing
from ui.tasks import Task, Tasks, Work

_MOST_STEPS = 100
_OWN_DEVICE = "本机"


class Desk(QObject):
    """Made once when a workspace opens, handed down to every page.

    Args:
        store: the open file.
        tasks: the two lanes.
        device_name: gives what people call a device, by its key in hex.
        parent: owner.
    """

    changed = Signal(object)  # frozenset of ledger tables; the only redraw signal
    said = Signal(str, str, object)  # a toast: words, word of its button or "", what the button does or None
    troubled = Signal(object)  # a UserError or MachineError that nobody else shows
    undo_changed = Signal()
    drafts_changed = Signal()  # what stood in a form is kept, or forgotten without being saved
    record_asked = Signal(str, str)  # ledger table, record key: somebody wants to see it on its own page

    def __init__(
        self,
        store: Store,
        tasks: Tasks,
        device_name: Callable[[str], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.tasks = tasks
        self.device_name = device_name or self._number_of_device
        self.born: tuple[Record, ...] = ()  # what the latest act made in other ledgers by itself
        self._done: list[Step] = []
        self._taken_back: list[Step] = []

    def act(self, called: str, work: Callable[[Act], Any]) -> Errand:
        """Run one act on the store lane.

        Args:
            called: what menus call it after 撤销, e.g. ``删除 3 条走访记录``.
            work: does the act; its result comes with `Errand.done`.
        """
        return self._send(called, acting(self.store, work), self._did)

    def run(self, called: str, work: Callable[[Progress], Outcome]) -> Errand:
        """Run work of the store lane that is one act already, e.g. an import; `called` is as in `act`."""
        return self._send(called, work, self._did)

    def save(
        self,
        record: Record,
        before: Record | None = None,
        then: Then | None = None,
        refused: Then | None = None,
        *,
        along: Callable[[Act], None] | None = None,
    ) -> Errand:
        """Save a record and hand it to `then` as stored; what the next new one begins with is remembered.

        Its draft is forgotten in the same act: nobody is offered what is saved already.

        Args:
            along: what the same act writes besides.
        """

        def work(act: Act) -> Record:
            saved = act.save(record, before)
            if along:
                along(act)
            act.forget_draft(saved.id)
            return act.reader.get(type(record), saved.id)

        verb = "修改" if before else words.NEW
        errand = self.act(f"{verb}{record.ledger.noun}", work)
        errand.done.connect(self._remember)
        return self._shown(errand, then, refused)

    def void(self, kind: type[Record], ids: Sequence[str], called: str = "", then: Then | None = None) -> Errand:
        """Put records into the recycle bin; a toast offers the way back."""
        return self._life(Act.void, words.DELETE, kind, ids, called, then)

    def restore(self, kind: type[Record], ids: Sequence[str], called: str = "", then: Then | None = None) -> Errand:
        """Take records out of the recycle bin."""
        return self._life(Act.restore, ledger_words.RESTORE, kind, ids, called, then)

    def settle(self, kind: type[Record], key: str, field: str, value: Any, then: Then | None = None) -> Errand:
        """End a conflict with the value somebody chose."""
        label = kind.ledger.field(field).label

        def work(act: Act) -> None:
            act.settle(kind, key, field, value)

        return self._shown(self.act(f"选定“{label}”", work), then, None)

    # -- back and forth

    def undo_words(self) -> str:
        """Give what can be taken back, e.g. ``撤销 删除走访记录``; "" when there is nothing."""
        return f"{words.UNDO} {self._done[-1].words}" if self._done else ""

    def redo_words(self) -> str:
        """Give what can be done again, or ""."""
        return f"{ledger_words.REDO} {self._taken_back[-1].words}" if self._taken_back else ""

    @Slot()
    def undo(self) -> None:
        """Take the latest act back."""
        if self._done:
            step = self._done.pop()
            self._shown(self._send(step.words, undoing(self.store, step), self._undid), None, None)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._taken_back:
            step = self._taken_back.pop()
            self._shown(self._send(step.words, undoing(self.store, step), self._redid), None, None)

    # -- beside the acts

    def keep_draft(self, ledger: str, key: str, texts: Mapping[str, str]) -> Task:
        """Keep what stands in a form; `finished` gives the moment. What may not be kept here leaves no trace."""
        store, copy = self.store, dict(texts)
        reason = store.kinds[ledger].unkept(copy)

        def work(_progress: Progress) -> Any:
            if reason:
                store.drafts.drop(key)
                store.fold_in()
                raise UserError(reason)
            return store.drafts.keep(ledger, key, copy)

        return self._draft_task(work)

    def drop_draft(self, key: str) -> Task:
        """Forget what stood in a form."""

        def work(_progress: Progress) -> None:
            self.store.drafts.drop(key)

        return self._draft_task(work)

    def _draft_task(self, work: Work) -> Task:
        task = self._watched(self.tasks.on_store(work))
        task.ended.connect(self.drafts_changed)
        return task

    def put_setting(self, name: str, value: Any) -> Task:
        """Keep a small named value."""

        def work(_progress: Progress) -> None:
            self.store.settings.put(name, value)

        return self._watched(self.tasks.on_store(work))

    def keep_photo(self, source: bytes | Path) -> Task:
        """Shrink a picture and keep it; `finished` gives its `Attachment`."""
        return self._watched(self.tasks.on_store(pictures.keeping_photo(self.store, source)))

    def keep_file(self, source: Path) -> Task:
        """Keep a file as it is; `finished` gives its `Attachment`."""
        return self._watched(self.tasks.on_store(pictures.keeping_file(self.store, source)))

    def thumbnail(self, sha: str) -> bytes:
        """Give a small picture of a kept photo, b"" when it is not at hand."""
        return pictures.thumbnail(self.store, sha)

    def trouble(self, error: object) -> None:
        """Show an error of somebody who has no place for it."""
        self.troubled.emit(error)

    def _life(
        self,
        deed: Callable[[Act, type[Record], str], None],
        verb: str,
        kind: type[Record],
        ids: Sequence[str],
        *more: Any,
    ) -> Errand:
        called, then = more
        which = called if len(ids) == 1 and called else f"{len(ids)} 条{kind.ledger.noun}"

        def work(act: Act) -> str:
            for key in ids:
                deed(act, kind, key)
            return f"已{verb} {which}"

        errand = self.act(f"{verb} {which}", work)
        errand.done.connect(self._say_undoable)
        return self._shown(errand, then, None)

    def _send(self, called: str, work: Callable[[Progress], Outcome], landed: Callable[[str, Outcome], None]) -> Errand:
        errand = Errand(called, self)
        task = self.tasks.on_store(work)
        task.finished.connect(errand.land)
        task.refused.connect(errand.refuse)
        task.ended.connect(errand.deleteLater)
        errand.landed.connect(landed)
        return errand

    def _shown(self, errand: Errand, then: Then | None, refused: Then | None) -> Errand:
        return errand.then(then, refused or self.trouble)

    def _watched(self, task: Task) -> Task:
        task.refused.connect(self.trouble)
        return task

    @Slot(str, object)
    def _did(self, called: str, outcome: Outcome) -> None:
        self.born = outcome.born
        if outcome.place:
            self._taken_back.clear()
            self._done = [*self._done[1 - _MOST_STEPS :], Step(called, *outcome.place)]
        self._tell(outcome)

    @Slot(str, object)
    def _undid(self, called: str, outcome: Outcome) -> None:
        if outcome.place:
            self._taken_back.append(Step(called, *outcome.place))
        self._tell(outcome)
        self.said.emit(f"已撤销：{called}", "", None)

    @Slot(str, object)
    def _redid(self, called: str, outcome: Outcome) -> None:
        if outcome.place:
            self._done.append(Step(called, *outcome.place))
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        self.undo_changed.emit()
        if outcome.changed:
            self.changed.emit(outcome.changed)

    @Slot(object)
    def _remember(self, record: Record) -> None:
        name, kept = remembered(record)
        if kept:
            self.put_setting(name, kept)

    @Slot(object)
    def _say_undoable(self, told: str) -> None:
        self.said.emit(told, words.UNDO, self.undo)

    def _number_of_device(self, device: str) -> str:
        return _OWN_DEVICE if device == self.store.device.hex() else f"设备 {device[:4].upper()}"
