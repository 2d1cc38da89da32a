"""The window under test: no screen, the shipped fonts, our own dress."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dundian_desktop import clock
from tests.ui.inside import NOW
from tests.ui.looks import WIDE
from ui.desk import Desk
from ui.tasks import Tasks


@pytest.fixture(autouse=True)
def inside(dressed, tidied):
    """Let every test have the window's dress and its tidiness."""


@pytest.fixture
def shown(qtbot):
    """Show a widget in a size, so that its layout and focus are real."""
    owned = []

    def show(widget: QWidget, size: tuple[int, int] = WIDE) -> QWidget:
        owned.append(widget)
        widget.resize(*size)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        QCoreApplication.sendPostedEvents()
        return widget

    yield show
    for widget in filter(isValid, owned):
        widget.close()
    for widget in filter(isValid, owned):
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(qtbot, store):
    """Give a desk over the store of the test; its lanes are empty when the test ends."""
    tasks = Tasks()
    yield Desk(store, tasks)
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=15_000)
    tasks.close()
    QCoreApplication.sendPostedEvents()


@pytest.fixture
def settled(qtbot, desk):
    """Wait until nothing is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not desk.tasks.busy(), timeout=15_000)
        QCoreApplication.sendPostedEvents()

    return wait


@pytest.fixture
def mid_june(monkeypatch):
    """Let it be the day on which the sample's stint has its sixty-first."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
