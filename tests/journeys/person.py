"""A person at the keyboard of the real window: goes to pages, fills fields, presses buttons, saves, sleeps over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from dundian_desktop.ledger import Record
from dundian_desktop.store.query import Query
from tests.devices import PASSPHRASE
from tests.journeys.keyboard import Keyboard, called, saying, until
from ui.window import Window


class Days:
    """The moment at which the journey is."""

    now = dt.datetime(2026, 6, 15, 1, 0, tzinfo=dt.UTC)


class Person:
    """Knows the window by what it says, nothing else; `counted` tells the keys of each part of the way."""

    def __init__(self, window: Window, days: Days) -> None:
        self.window = window
        self.days = days
        self.keyboard = Keyboard(window)
        self.counted: dict[str, int] = {}
        self.entries = 0

    @contextmanager
    def part(self, words: str) -> Iterator[None]:
        """Count the keys of a part of the way, and its entries."""
        before, self.entries = self.keyboard.keys, 0
        yield
        self.counted[words] = self.keyboard.keys - before

    def all(self, kind: type[Record]) -> list[Any]:
        """Give the records of a ledger."""
        assert self.window.sitting is not None
        return self.window.sitting.store.reader.list(Query(kind=kind))

    # -- coming and going

    def unlock(self) -> None:
        """Type the passphrase."""
        until(lambda: (gate := self.window.gate()) and gate.isEnabled(), "gate")
        until(lambda: self.keyboard.in_front() and QApplication.focusWidget(), "focus")
        self.keyboard.write(PASSPHRASE)
        self.keyboard.press(Qt.Key.Key_Return)
        until(lambda: self.window.sitting, "inside")

    def sleep(self, days: int) -> None:
        """Lock, let days pass, and open again."""
        self.keyboard.ctrl(Qt.Key.Key_L)
        until(lambda: self.window.sitting is None, "locked")
        self.days.now += dt.timedelta(days=days)
        self.unlock()

    def page(self, digit: Qt.Key, name: str) -> None:
        """Go to a page by Ctrl and a digit."""
        self.keyboard.ctrl(digit)
        until(lambda: self.window.sitting and self.window.sitting.frame.key() == name, name)

    # -- in a form

    def begins(self, field: str) -> None:
        """Wait for a form whose keyboard is at a field."""
        until(lambda: (QApplication.focusWidget() or self.window).accessibleName().startswith(field), field)

    def pick(self, field: str, word: str) -> None:
        """Go on to a field in which a record is picked, and pick it."""
        self.fill(field, word)
        self.keyboard.press(Qt.Key.Key_Return)

    def choose(self, field: str, word: str) -> None:
        """Go on to a field with words to choose from, and choose one."""
        box = self.keyboard.tab_to(saying(field), field)
        if not isinstance(box, QComboBox):
            self.pick(field, word)
            return
        self.entries += 1
        for _ in range(box.count()):
            if box.currentText() != word:
                self.keyboard.press(Qt.Key.Key_Down)
        assert box.currentText() == word, f"{field} has no {word}"

    def fill(self, field: str, words: str) -> None:
        """Go on to a field and write."""
        self.entries += 1
        self.keyboard.tab_to(saying(field), field)
        self.keyboard.write(words)

    def save(self, kind: type[Record], fits: Callable[[Any], object]) -> None:
        """Press Ctrl+S and wait until a record is as it should be."""
        self.keyboard.ctrl(Qt.Key.Key_S)
        until(lambda: any(fits(one) for one in self.all(kind)), f"{kind.__name__} saved")
        until(lambda: QApplication.activeModalWidget() is None and not self.window.tasks.busy(), "at rest")

    # -- on a page

    def push(self, name: str) -> str:
        """Go on to a button, press it, and give its words."""
        made = self.keyboard.tab_to(called(name), name)
        words = made.accessibleName()
        self.keyboard.press(Qt.Key.Key_Space)
        return words

    def go_on(self, fits: Callable[[QWidget], bool], name: str, key: Qt.Key) -> None:
        """Go on to one of several beside each other, then by a key to the one that is called so."""
        at = self.keyboard.tab_to(fits, name)
        while at.objectName() != name:
            before = at
            self.keyboard.press(key)
            at = QApplication.focusWidget() or self.window
            assert at is not before, f"no {name}"

    def step(self, word: str, field: str) -> None:
        """Go on to the step of the record in hand; its small form begins at a field."""
        self.push(f"step_{word}")
        self.begins(field)
