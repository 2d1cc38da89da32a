"""Two hands on a keyboard: what a person does to the window, without a mouse and without waiting by the clock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.record_form import RecordForm

LONGEST = 40_000  # milliseconds; nothing a person waits for takes so long, but a loaded machine may


def until(fits: Callable[[], object], told: str | Callable[[], object] = "") -> None:
    """Let the window live until something is so."""
    patience = QDeadlineTimer(LONGEST)
    while not fits():
        assert not patience.hasExpired(), f"never: {told() if callable(told) else told}"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def seen(window: QWidget, kind: type[QWidget], name: str) -> QWidget | None:
    """Give the widget of this name that can be seen."""
    found = [one for one in window.findChildren(kind, name) if one.isVisible()]
    return found[-1] if found else None


def find(window: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """Wait for the widget of this name, and give it."""
    until(lambda: seen(window, kind, name), name)
    found = seen(window, kind, name)
    assert found is not None
    return found


def key(window: QWidget, code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    until(lambda: _in_front(window), "active")
    QTest.keyClick(QApplication.focusWidget() or window, code, held)


def _in_front(window: QWidget) -> bool:
    window.activateWindow()
    return window.isActiveWindow() or QApplication.activeModalWidget() is not None


def ctrl(window: QWidget, code: Qt.Key) -> None:
    """Press a key with Ctrl."""
    key(window, code, Qt.KeyboardModifier.ControlModifier)


def press(window: QWidget, name: str) -> None:
    """Go to a button and press it with the space bar."""
    made = find(window, QAbstractButton, name)
    until(made.isEnabled, f"{name} enabled")
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Space)


def write(widget: QWidget, text: str) -> None:
    """Write a text as an input method commits it."""
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def write_line(window: QWidget, name: str, text: str) -> None:
    """Write into the line of this name."""
    write(find(window, QLineEdit, name), text)


def fill(form: RecordForm, texts: dict[str, str]) -> None:
    """Fill a form field by field."""
    for name, text in texts.items():
        row = form.form.rows[name]
        form.form.unfold(row)
        row.focus()
        _enter(row.editor.target, text)


def _enter(target: QWidget, text: str) -> None:
    if isinstance(target, QComboBox):
        for _ in range(target.count()):
            if target.currentText() != text:
                QTest.keyClick(target, Qt.Key.Key_Down)
        assert target.currentText() == text, f"no {text} to choose"
        target.activated.emit(target.currentIndex())
    elif isinstance(target, QCheckBox):
        QTest.keyClick(target, Qt.Key.Key_Space)
    elif isinstance(target, QPlainTextEdit):
        write(target, text)
    else:
        line = target if isinstance(target, QLineEdit) else target.focusProxy() or target
        write(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)  # picks what is offered
