"""工作日历: how far public holidays are known, and taking in those of another year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from dundian_desktop import clock
from dundian_desktop.actions.working_days import SAMPLE, take_calendar, write_sample
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.policy.arrangement import Arrangement, spoken_days
from dundian_desktop.policy.calendar import SHIPPED, calendar_of
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label
from ui.parts.tile import Tile
from ui.tokens import GAP

_ABOUT = (
    "时限里的“工作日”按它计算，调休上班的周末也算。下一年的放假安排公布后，"
    "用派出单位发来的文件载入，或照样例写一个（一年一个文件，程序会检查）。"
)
_FILES = "放假安排 (*.json)"


class CalendarTile(Tile):
    """Tells this year and the next; a year that is not known is named."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("工作日历", "settingsCalendar")
        self.desk = desk
        sample = button("存一份样例…", Kind.QUIET, name="calendarSample")
        sample.clicked.connect(self._ask_sample)
        take = button("载入放假安排…", icon_name="file-import", name="calendarTake")
        take.clicked.connect(self._ask_file)
        self.head.addWidget(sample)
        self.head.addWidget(take)
        self._until = label("", wraps=True, name="calendarUntil")
        self._known = label("", Role.SECOND, wraps=True, name="calendarYears")
        self.unknown, self.verdict = Banner(), Banner()
        self.body.setSpacing(2 * GAP)
        for part in (label(_ABOUT, Role.SECOND, wraps=True), self._until, self._known, self.unknown, self.verdict):
            self.body.addWidget(part)
        self.body.addStretch()
        self.refresh()

    def refresh(self) -> None:
        """Tell how far the calendar is known, and the days of this year and the next."""
        calendar, year = calendar_of(self.desk.store), clock.today().year
        self._until.setText(f"工作日历：已知到{calendar.known_until}年。")
        near = [known for one in (year, year + 1) if (known := calendar.years.get(one))]
        self._known.setText("\n".join(map(_told, near)))
        self._known.setVisible(bool(near))
        if note := calendar.note(dt.date(year, 1, 1), dt.date(year + 1, 1, 1)):
            self.unknown.put(note, Mood.NOTE if year in calendar.years else Mood.WARN, closable=False)
        self.unknown.setVisible(bool(note))

    def take(self, path: Path) -> None:
        """Take in the arrangement of one year."""
        store = self.desk.store

        def work(_progress: Progress) -> Arrangement:
            return take_calendar(store, path)

        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._taken)
        task.refused.connect(self._refuse)

    def save_sample(self, path: Path) -> None:
        """Write the shipped example to where a person can change it."""

        def work(_progress: Progress) -> Path:
            write_sample(path)
            return path

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._saved)
        task.refused.connect(self._refuse)

    @Slot(object)
    def _taken(self, taken: Arrangement) -> None:
        self.verdict.put(f"已载入{taken.year}年的放假安排，时限已按它重新计算。", Mood.GOOD)
        self.refresh()
        self.desk.changed.emit(frozenset(self.desk.store.kinds))

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self.verdict.put(f"样例已存好：{path}。用记事本打开，改成要载入的那一年，存成 UTF-8。", Mood.GOOD)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.verdict.put(str(error), Mood.BAD)

    @Slot()
    def _ask_file(self) -> None:
        dialog = self._dialog("选择放假安排", QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    @Slot()
    def _ask_sample(self) -> None:
        dialog = self._dialog("样例存到哪里", QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"放假安排-{SAMPLE}")
        dialog.fileSelected.connect(self._save_sample_to)
        dialog.open()

    @Slot(str)
    def _take_file(self, path: str) -> None:
        self.take(Path(path))

    @Slot(str)
    def _save_sample_to(self, path: str) -> None:
        self.save_sample(Path(path))

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, title, folder, _FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(mode)
        return dialog


def _told(known: Arrangement) -> str:
    source = "" if known.source == SHIPPED else f"，依据：{known.source}"
    worked = spoken_days(known.workdays, known.year) or "无"
    return f"{known.year}年{source}\n放假：{spoken_days(known.holidays, known.year)}\n调休上班：{worked}"
