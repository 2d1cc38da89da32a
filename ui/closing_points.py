"""Step 1 of closing a stint: each point green or amber, with one press that mends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dundian_desktop.policy.closing import Point
from ui.parts.buttons import button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.dialog import scrolling
from ui.parts.labels import Role, card, label
from ui.tokens import GAP, sized

ITEMS = "items"
_WORDS = {"months": "去封账", ITEMS: "去移交"}
"""What the button beside a point says, where it is not 去补."""


class PointsStep(QWidget):
    """Shows the points; says which one is to be mended."""

    mending_asked = Signal(object)  # Point

    def __init__(self) -> None:
        super().__init__()
        self._points: Sequence[Point] = ()
        self._made: list[QWidget] = []
        self._told = label("", wraps=True, name="closingTold")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2 * GAP)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(self._told)
        column.addLayout(self._rows)
        column.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(body))

    def put(self, points: Sequence[Point]) -> None:
        """Show how the points stand."""
        for old in self._made:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._points = points
        self._told.setText(_summed(points))
        self._made = [self._row(number, point) for number, point in enumerate(points)]
        for made in self._made:
            self._rows.addWidget(made)

    def _row(self, number: int, point: Point) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(3 * GAP)
        made = card(row, name=f"point_{point.key}")
        row.setContentsMargins(4 * GAP, 2 * GAP, 4 * GAP, 2 * GAP)
        chip = ChipLabel(_chip(point), made)
        chip.setFixedWidth(sized(96))
        row.addWidget(chip)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(point.words, Role.SECTION))
        words.addWidget(label(point.told, Role.SECOND, wraps=True, name=f"pointTold_{point.key}"))
        row.addLayout(words, 1)
        if not point.done:
            go = button(_WORDS.get(point.key, "去补"), name=f"pointGo_{point.key}", tip=point.words)
            go.setAccessibleName(f"{go.text()}：{point.words}")
            go.setProperty("point", number)
            go.clicked.connect(self._ask)
            row.addWidget(go)
        return made

    @Slot()
    def _ask(self) -> None:
        self.mending_asked.emit(self._points[int(self.sender().property("point"))])


def _chip(point: Point) -> Chip:
    if point.done:
        return Chip("已完成", Tone.GOOD)
    return Chip("必须补", Tone.BAD) if point.must else Chip("还差", Tone.WARN)


def _summed(points: Sequence[Point]) -> str:
    left = [point for point in points if not point.done]
    must = [point.words for point in left if point.must]
    if must:
        return f"政策要求蹲点结束形成工作总结和调研报告。还差{'、'.join(must)}，补齐以后才能生成移交包。"
    if left:
        return f"可以收尾。还有 {len(left)} 项没有做完，能补的先补上。"
    return "各项都已完成，可以生成移交包。"
