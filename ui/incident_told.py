"""To whom an incident was told: the two unions the policy names, each with way, moment and person reached."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from dundian_desktop import clock
from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Moment, Row
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.incident import FIRST_REPORT
from ui.parts.buttons import button
from ui.parts.labels import Role, label, named
from ui.tokens import GAP

_NOT_YET = "还没有报告"
Said = tuple[str, str, str]
"""One line as it was typed: way, moment, person."""


class ToldRows(QWidget):
    """One line for each union; a line whose way is not chosen says nothing was told yet.

    Args:
        unions: code in the vocabulary ``report_to`` -> name of the union.
    """

    typed = Signal()

    def __init__(self, unions: Mapping[str, str]) -> None:
        super().__init__()
        self._unions = dict(unions)
        self.ways: dict[str, QComboBox] = {}
        self.moments: dict[str, QLineEdit] = {}
        self.people: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * GAP)
        grid.addWidget(label("报告当地工会和上级工会（打完电话点“刚报过”即可）", Role.SECTION), 0, 0, 1, 5)
        for place, (code, union) in enumerate(self._unions.items(), start=1):
            self._line(grid, place, code, union)
        grid.setColumnStretch(4, 1)

    def rows(self) -> tuple[Row, ...]:
        """Give the rows of the chain of reports."""
        made: list[Row] = []
        for code, union in self._unions.items():
            way = self.ways[code].currentData()
            if way:
                cells = {
                    "stage": FIRST_REPORT,
                    "to": code,
                    "union": union,
                    "way": way,
                    "at": Moment().parse(self.moments[code].text()),
                    "person": self.people[code].text().strip(),
                }
                made.append(Row(key=new_id(), cells={name: cell for name, cell in cells.items() if cell != ""}))
        return tuple(made)

    def said(self) -> dict[str, Said]:
        """Give by union what stands in each line that says anything, as it was typed."""
        lines = {
            code: (way.currentText(), self.moments[code].text(), self.people[code].text())
            for code, way in self.ways.items()
        }
        return {code: line for code, line in lines.items() if line != (_NOT_YET, "", "")}

    def put(self, said: Mapping[str, Said]) -> None:
        """Show what was typed in lines like these."""
        for code, (way, moment, person) in said.items():
            if code in self.ways:
                self.ways[code].setCurrentText(way)
                self.moments[code].setText(moment)
                self.people[code].setText(person)

    def problem(self) -> str:
        """Say in a whole sentence which line cannot be read, or ""."""
        for code, union in self._unions.items():
            if self.ways[code].currentData():
                try:
                    Moment().parse(self.moments[code].text())
                except ValueError as error:
                    return f"报告{union}的时间{error}，没有保存。请改正后再存。"
        return ""

    def _line(self, grid: QGridLayout, place: int, code: str, union: str) -> None:
        way = named(QComboBox(), f"toldWay_{code}")
        way.setAccessibleName(f"报告{union}的方式")
        way.addItem(_NOT_YET, "")
        for entry in vocabulary("report_way").choices():
            way.addItem(entry.label, entry.code)
        way.activated.connect(self._chose)
        way.setProperty("code", code)
        moment = named(QLineEdit(), f"toldAt_{code}")
        moment.setAccessibleName(f"报告{union}的时间")
        moment.setPlaceholderText("时间")
        moment.textEdited.connect(self.typed)
        person = named(QLineEdit(), f"toldPerson_{code}")
        person.setAccessibleName(f"{union}的接报人")
        person.setPlaceholderText("接报人")
        just = button("刚报过", name=f"toldJust_{code}", tip="记为刚才用电话报告")
        just.setProperty("code", code)
        just.clicked.connect(self._just_told)
        sort = vocabulary("report_to").label(code)
        name = label(f"{sort}：{union}" if union != sort else sort, wraps=True)
        self.ways[code], self.moments[code], self.people[code] = way, moment, person
        for column, made in enumerate((name, way, moment, just, person)):
            grid.addWidget(made, place, column)

    @Slot()
    def _chose(self) -> None:
        code = str(self.sender().property("code"))
        if self.ways[code].currentData() and not self.moments[code].text():
            self.moments[code].setText(Moment().format(clock.now()))
        self.typed.emit()

    @Slot()
    def _just_told(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            code = str(pressed.property("code"))
            way = self.ways[code]
            if not way.currentData():
                way.setCurrentIndex(1)
            self.moments[code].setText(Moment().format(clock.now()))
            self.typed.emit()
