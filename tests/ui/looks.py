"""What the tests of the window share: its three sizes, and what a screen reader can say."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

SMALLEST = (910, 485)  # logical pixels of 1366x768 at 150 %, less the task bar
MIDDLE = (1092, 582)  # the same at 125 %
WIDE = (1366, 728)  # the same at 100 %
CONTROLS = (
    *(QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox),
    *(QAbstractSpinBox, QAbstractItemView, QProgressBar),
)


def nameless(widget: QWidget) -> list[str]:
    """Give the visible controls that a screen reader has no words for."""
    return [
        f"{type(child).__name__} {child.objectName()}"
        for child in widget.findChildren(QWidget)
        if isinstance(child, CONTROLS) and child.isVisibleTo(widget) and not _name_of(child)
    ]


def _name_of(widget: QWidget) -> str:
    if widget.objectName() == "qt_spinbox_lineedit":
        return "spoken by the box around it"
    seen = QAccessible.queryAccessibleInterface(widget)
    return seen.text(QAccessible.Text.Name) if seen else widget.accessibleName()
