"""What an empty page says: what this is, the one thing to do, and one quiet other way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import picture
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label
from ui.tokens import GAP, Colour, sized


class EmptyState(QWidget):
    """Shown in place of a list without rows.

    Three uses: nothing yet (line, main, quiet), nothing matches (line, main "清除筛选"),
    nothing to do (line alone, a good thing).
    """

    main_pressed = Signal()
    quiet_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._line = label("", wraps=True, name="emptyLine")
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._main = button("", Kind.PRIMARY, name="emptyMain")
        self._main.clicked.connect(self.main_pressed)
        self._also = label("也可以", Role.SECOND)
        self._quiet = button("", Kind.QUIET, name="emptyQuiet")
        self._quiet.clicked.connect(self.quiet_pressed)
        self._arrange()

    def put(self, line: str, *, main: str = "", quiet: str = "", icon_name: str = "inbox") -> None:
        """Set the words; a button without words is not shown."""
        self._line.setText(line)
        self._picture.setPixmap(picture(icon_name, Colour.SCROLL, 48, self.devicePixelRatioF()))
        for made, words in ((self._main, main), (self._quiet, quiet)):
            made.setText(words)
            made.setAccessibleName(words)
            made.setVisible(bool(words))
        self._also.setVisible(bool(main and quiet))

    def _arrange(self) -> None:
        quiet = QHBoxLayout()
        quiet.setSpacing(0)
        quiet.addStretch()
        quiet.addWidget(self._also)
        quiet.addWidget(self._quiet)
        quiet.addStretch()
        self._line.setMaximumWidth(sized(440))
        page = QVBoxLayout(self)
        page.setContentsMargins(6 * GAP, 6 * GAP, 6 * GAP, 6 * GAP)
        page.setSpacing(3 * GAP)
        page.addStretch(2)
        page.addWidget(self._picture)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._line, 4)
        middle.addStretch(1)
        page.addLayout(middle)
        page.addWidget(self._main, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addLayout(quiet)
        page.addStretch(3)
