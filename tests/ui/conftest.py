"""The window under test: no screen, the shipped fonts, our own dress."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests.ui.looks import WIDE
from ui import style
from ui.tidying import tidy


@pytest.fixture(scope="session")
def qapp_cls():
    style.before_start()
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp):
    style.speak_chinese(qapp)
    style.dress(qapp)


@pytest.fixture(autouse=True)
def tidied():
    """Collect cyclic garbage between tests and never in a worker's thread, as the window itself does."""
    gc.disable()
    yield
    tidy()
    gc.enable()


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
