"""Where Tab goes: what is made later than its neighbours has to be put in their order by hand.

Qt goes through widgets in the order in which they were made, so that a row added to a form, or a button put between
two others, would come after everything else.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_in(block: QWidget) -> list[QWidget]:
    """Give the widgets inside a block, itself included, at which Tab stops, in their order on the screen."""
    return [one for one in (block, *block.findChildren(QWidget)) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def put_before(block: QWidget, after: QWidget) -> None:
    """Let Tab go through a block right before it comes to a widget of the same window."""
    before = after.previousInFocusChain()
    for stop in stops_in(block):
        if before:
            QWidget.setTabOrder(before, stop)
        before = stop
