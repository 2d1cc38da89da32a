"""Where Tab goes: what is made later than its neighbours has to be put in their order by hand.

Qt goes through widgets in the order in which they were made, so that a row added to a form, or a button put between
two others, would come after everything else.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_in(block: QWidget) -> list[QWidget]:
    """Give the widgets inside a block, itself included, at which Tab stops, in their order on the screen."""
    within = (one for one in (block, *block.findChildren(QWidget)) if one.window() is block.window())  # no drop-downs
    return [one for one in within if _stops(one)]


def put_before(block: QWidget, after: QWidget) -> None:
    """Let Tab go through a block right before it comes to a widget of the same window."""
    new = stops_in(block)
    before = after.previousInFocusChain()
    while before and before is not after and (before in new or not _stops(before)):
        before = before.previousInFocusChain()
    _chain(before if before is not after else None, new)


def put_after(block: QWidget, before: QWidget) -> None:
    """Let Tab go through a block right after a widget of the same window at which it stops."""
    _chain(before, stops_in(block))


def _chain(before: QWidget | None, new: list[QWidget]) -> None:
    for stop in new:
        if before and before.window() is stop.window():
            QWidget.setTabOrder(before, stop)
        before = stop


def _stops(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget itself; one that hands the keyboard on counts by what it hands it to."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
