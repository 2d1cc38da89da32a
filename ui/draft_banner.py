"""Asks about what was begun and not saved, by name and time; nothing comes back or goes away by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from dundian_desktop import clock, fields
from dundian_desktop.ledger import Record
from dundian_desktop.store.drafts import Draft
from dundian_desktop.store.store import Store
from ui.icons import picture
from ui.ledger_words import DROP, RESUME
from ui.names import called
from ui.parts.buttons import Kind, button
from ui.parts.labels import label
from ui.tokens import GAP, Colour

_CUT = 16  # characters of what was typed


class DraftBanner(QFrame):
    """Shows the latest draft of a ledger; hidden while there is none."""

    resume_asked = Signal(object)  # a Draft
    drop_asked = Signal(object)  # a Draft

    def __init__(self, store: Store, kind: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("tone", "warn")
        self._store = store
        self._kind = kind
        self._draft: Draft | None = None
        mark = QLabel()
        mark.setPixmap(picture("notes", Colour.WARN, 20, self.devicePixelRatioF()))
        self._words = label("", wraps=True, name="draftWords")
        self.resume = button(RESUME, name="draftResume")
        self.resume.clicked.connect(self._resume)
        self.drop = button(DROP, Kind.QUIET, name="draftDrop")
        self.drop.clicked.connect(self._drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GAP, GAP, 2 * GAP, GAP)
        row.setSpacing(2 * GAP)
        row.addWidget(mark)
        row.addWidget(self._words, 1)
        row.addWidget(self.resume)
        row.addWidget(self.drop)
        self.hide()

    def put(self, drafts: Sequence[Draft]) -> None:
        """Show the first of these, and how many there are."""
        self._draft = drafts[0] if drafts else None
        self.setVisible(bool(drafts))
        if self._draft:
            at = clock.local(self._draft.saved_at)
            when = f"{at.month}月{at.day}日 {at:%H:%M}"
            what = "·".join(filter(None, (self._kind.ledger.noun, self._hint(self._draft))))
            self._words.setText(f"上次有 {len(drafts)} 条没存完（{what}，{when}）")

    def draft(self) -> Draft | None:
        """Give the draft that is asked about."""
        return self._draft

    def _hint(self, draft: Draft) -> str:
        """Give a few words by which the person knows it again: what it links to, or its longest text."""
        links = {
            field.kind.ledger: draft.texts[field.name]
            for field in self._kind.ledger.fields
            if isinstance(field.kind, fields.Ref) and draft.texts.get(field.name)
        }
        for table, key in links.items():
            if name := called(self._store, table, [key]).get(key):
                return name
        open_texts = (
            draft.texts[f.name]
            for f in self._kind.ledger.fields
            if isinstance(f.kind, fields.Text) and not f.masked and draft.texts.get(f.name)
        )
        longest = max(open_texts, key=len, default="").replace("\n", " ")
        return longest[:_CUT] + ("…" if len(longest) > _CUT else "")

    @Slot()
    def _resume(self) -> None:
        self.resume_asked.emit(self._draft)

    @Slot()
    def _drop(self) -> None:
        self.drop_asked.emit(self._draft)
