"""The mouse wheel never changes a field by accident.

Qt lets the wheel turn a drop-down, number or date that merely lies under the pointer; on a ledger that is
silent damage.  The guard gives such a wheel to the page that scrolls.  A field the person is in keeps it.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QApplication, QComboBox, QWidget
from typing_extensions import override

_TURNED_BY_WHEEL = (QComboBox, QAbstractSpinBox)  # date edits are spin boxes


class WheelGuard(QObject):
    """Install once: ``app.installEventFilter(WheelGuard(app))``."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel or not isinstance(watched, _TURNED_BY_WHEEL):
            return False
        if _in_use(watched):
            return False
        _scroll_around(watched, cast("QWheelEvent", event))
        return True


def _in_use(field: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return field.hasFocus() or (focused is not None and field.isAncestorOf(focused))


def _scroll_around(field: QWidget, wheel: QWheelEvent) -> None:
    around = field.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    wheel.accept()
    if around is not None:
        QCoreApplication.sendEvent(around.viewport(), _carried_over(wheel, around.viewport()))


def _carried_over(wheel: QWheelEvent, target: QWidget) -> QWheelEvent:
    return QWheelEvent(
        target.mapFromGlobal(wheel.globalPosition()),
        wheel.globalPosition(),
        wheel.pixelDelta(),
        wheel.angleDelta(),
        wheel.buttons(),
        wheel.modifiers(),
        wheel.phase(),
        wheel.inverted(),
    )
