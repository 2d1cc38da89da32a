"""Editors in which one chooses from a few words: a drop-down, yes or no, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout
from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.codes import Vocabulary
from ui.editor import Editor
from ui.ledger_words import NOT_CHOSEN, NOT_FILLED, TAKE_BACK
from ui.parts.flow import FlowLayout
from ui.style import restyle
from ui.tokens import GAP, sized


class ChoiceEditor(Editor):
    """A drop-down of words; the last line takes the choice back, unless one must stand there from the start.

    A word that may no longer be chosen is shown while a record holds it.
    """

    def __init__(self, words: Sequence[str], *, blank: bool = True) -> None:
        super().__init__()
        self.box = QComboBox()
        self._words = list(words)
        self.box.addItems([*self._words, *([TAKE_BACK] if blank else [])])
        self.box.setPlaceholderText(NOT_CHOSEN)
        self.box.setMinimumContentsLength(4)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMaxVisibleItems(14)
        self.box.setCurrentIndex(-1)
        self.box.activated.connect(self._say)
        self.hold(self.box)
        self._pale()

    @override
    def text(self) -> str:
        return "" if self.box.currentText() == TAKE_BACK else self.box.currentText()

    @override
    def put(self, text: str) -> None:
        if text and self.box.findText(text) < 0:
            self.box.addItem(text)
        self.box.setCurrentIndex(self.box.findText(text) if text else -1)
        self._pale()

    def _pale(self) -> None:
        """Write the invitation to choose paler than a choice."""
        self.box.setProperty("empty", not self.text())
        restyle(self.box)

    @Slot(int)
    def _say(self, _row: int) -> None:
        if not self.text():
            self.box.setCurrentIndex(-1)
        self._pale()
        self.typed.emit()


class CodeEditor(ChoiceEditor):
    """A drop-down of a short vocabulary; takes synonyms and codes too."""

    def __init__(self, vocabulary: Vocabulary, *, blank: bool = True) -> None:
        super().__init__([entry.label for entry in vocabulary.choices()], blank=blank)
        self._vocabulary = vocabulary

    @override
    def put(self, text: str) -> None:
        entry = self._vocabulary.find(text)
        super().put(entry.label if entry else text)


class FlagEditor(Editor):
    """Yes, no, or not said."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GAP)
        self._buttons = {word: QRadioButton(word) for word in ("是", "否", NOT_FILLED)}
        for made in self._buttons.values():
            self._group.addButton(made)
            row.addWidget(made)
        row.addStretch()
        self._group.buttonClicked.connect(self.typed)
        self.target = self._buttons["是"]
        self.setFocusProxy(self.target)
        self.put("")

    @override
    def text(self) -> str:
        return next((word for word, made in self._buttons.items() if made.isChecked() and word != NOT_FILLED), "")

    @override
    def put(self, text: str) -> None:
        word = fields.Flag().format(fields.Flag().parse(text)) if text else NOT_FILLED
        self._buttons[word].setChecked(True)
        self.setFocusProxy(self._buttons[word])

    @override
    def named(self, name: str) -> None:
        for word, made in self._buttons.items():
            made.setAccessibleName(f"{name}：{word}")


class CodesEditor(Editor):
    """Boxes to tick, in the vocabulary's order, in columns; a word no longer offered shows while it is held."""

    wide: bool = True

    def __init__(self, kind: fields.Codes) -> None:
        super().__init__()
        self._kind = kind
        self._name = ""
        self._boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._flow = FlowLayout(gap=GAP)
        column.addLayout(self._flow)
        for entry in kind.one.words.choices():
            self._add(entry.code)
        self.target = next(iter(self._boxes.values()), self)
        self.setFocusProxy(self.target)

    @override
    def text(self) -> str:
        return self._kind.format(tuple(code for code, box in self._boxes.items() if box.isChecked()))

    @override
    def put(self, text: str) -> None:
        codes = self._kind.parse(text)
        for code in codes:
            if code not in self._boxes:
                self._add(code)
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    @override
    def named(self, name: str) -> None:
        self._name = name
        for box in self._boxes.values():
            box.setAccessibleName(f"{name}：{box.text()}")

    def _add(self, code: str) -> None:
        box = QCheckBox(self._kind.one.format(code))
        box.setAccessibleName(f"{self._name}：{box.text()}")
        box.setMinimumWidth(sized(96))
        box.clicked.connect(self.typed)
        self._boxes[code] = box
        self._flow.addWidget(box)
