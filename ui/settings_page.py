"""设置: who works here, how safe it is, backups, size of text, working days, fonts, examining the data, about."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dundian_desktop.store.keyfile import Pace
from dundian_desktop.store.workspace import Workspace
from ui.desk import Desk
from ui.parts.dialog import scrolling
from ui.parts.tile import Tile
from ui.parts.view_tabs import View, ViewTabs
from ui.settings_about import AboutTile
from ui.settings_backup import BackupTile
from ui.settings_calendar import CalendarTile
from ui.settings_data import DoctorTile, FontTile
from ui.settings_here import HereTile, LookTile
from ui.settings_safety import SafetyTile
from ui.tokens import GAP, sized


class SettingsPage(QWidget):
    """Tabs on top, so that nothing is hidden far below."""

    lock_asked = Signal()
    minutes_chosen = Signal(int)
    scale_chosen = Signal(object)  # TextScale
    standing_changed = Signal()  # something the line at the foot tells

    def __init__(self, desk: Desk, workspace: Workspace, pace: Pace | None = None) -> None:
        super().__init__()
        self.setObjectName("settingsPage")
        self.here = HereTile(desk)
        self.look = LookTile(desk)
        self.safety = SafetyTile(desk, workspace, pace)
        self.backup = BackupTile(desk, workspace.folder)
        self.calendar = CalendarTile(desk)
        self.fonts = FontTile(desk)
        self.doctor = DoctorTile(desk)
        self.about = AboutTile()
        self._rooms: dict[str, tuple[str, tuple[Tile, ...]]] = {
            "here": ("本机与人员", (self.here, self.look)),
            "safety": ("安全", (self.safety,)),
            "backup": ("备份", (self.backup,)),
            "days": ("工作日历", (self.calendar,)),
            "data": ("字体与检查", (self.fonts, self.doctor)),
            "about": ("关于", (self.about,)),
        }
        self.tabs = ViewTabs([View(key, word) for key, (word, _) in self._rooms.items()])
        self.tabs.chosen.connect(self.choose)
        self._arrange()
        self.safety.lock_asked.connect(self.lock_asked)
        self.safety.minutes_chosen.connect(self.minutes_chosen)
        self.look.scale_chosen.connect(self.scale_chosen)
        self.here.changed.connect(self.standing_changed)
        self.backup.made.connect(self.standing_changed)
        self.choose("here")

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show one room of settings."""
        self.tabs.choose(key)
        for name, (_, tiles) in self._rooms.items():
            for tile in tiles:
                tile.setVisible(name == key)

    def _arrange(self) -> None:
        body = QWidget()
        column = QVBoxLayout()
        column.setSpacing(3 * GAP)
        for _, tiles in self._rooms.values():
            for tile in tiles:
                column.addWidget(tile)
        column.addStretch()
        middle = QWidget()
        middle.setMaximumWidth(sized(860))
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(body)
        row.setContentsMargins(4 * GAP, 0, 4 * GAP, 4 * GAP)
        row.addWidget(middle, 1)
        row.addStretch()
        head = QVBoxLayout()
        head.setContentsMargins(4 * GAP, 0, 4 * GAP, 0)
        head.addWidget(self.tabs)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2 * GAP)
        page.addLayout(head)
        page.addWidget(scrolling(body), 1)
