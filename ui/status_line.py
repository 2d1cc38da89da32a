"""The line at the foot: is it kept, is it backed up, who am I, which day of the stay is it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.icons import picture
from ui.parts.labels import Role, label
from ui.tokens import GAP, Colour, sized


@dataclass(frozen=True, kw_only=True)
class Status:
    """What the line says; empty parts are left out.

    Attributes:
        saved: ``已保存 10:32``.
        backup: ``备份 今天08:12``.
        backup_late: the backup is too old; it is said in another colour and with another mark.
        group: ``第3蹲点组``.
        person: ``王建国``.
        day: ``第37/92天``.
    """

    saved: str = ""
    backup: str = ""
    backup_late: bool = False
    group: str = ""
    person: str = ""
    day: str = ""


class StatusLine(QFrame):
    """Shows a `Status`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._saved = _Piece("check", Colour.GOOD, "statusSaved")
        self._backup = _Piece("database", Colour.HINT, "statusBackup")
        self._offline = _Piece("wifi-off", Colour.HINT, "statusOffline")
        self._offline.put("离线")
        self._offline.setToolTip("本程序从不联网，资料只在这台电脑上")
        self._who = _Piece("user", Colour.HINT, "statusWho")
        self._day = _Piece("calendar-event", Colour.HINT, "statusDay")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GAP, 0, 4 * GAP, 0)
        row.setSpacing(4 * GAP)
        for piece in (self._saved, self._backup, self._offline):
            row.addWidget(piece)
        row.addStretch()
        row.addWidget(self._who)
        row.addWidget(self._day)
        self.setFixedHeight(sized(28))

    def put(self, status: Status) -> None:
        """Show how things stand."""
        self._saved.put(status.saved)
        self._backup.put(status.backup)
        self._backup.mark("alert-triangle" if status.backup_late else "database", late=status.backup_late)
        self._who.put(" ".join(filter(None, (status.group, status.person))))
        self._day.put(status.day)


class _Piece(QWidget):
    """A small mark and a few words."""

    def __init__(self, icon_name: str, colour: Colour, name: str) -> None:
        super().__init__()
        self._colour = colour
        self._mark = QLabel()
        self._words = label("", Role.QUIET, name=name)
        self.mark(icon_name, late=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._mark)
        row.addWidget(self._words)
        self.put("")

    def put(self, text: str) -> None:
        self._words.setText(text)
        self.setVisible(bool(text))

    def mark(self, icon_name: str, *, late: bool) -> None:
        colour = Colour.WARN if late else self._colour
        self._mark.setPixmap(picture(icon_name, colour, 14, self.devicePixelRatioF()))
