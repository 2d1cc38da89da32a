"""The least a Qt program can do: an empty main window, painted once. Baseline of `first_paint`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """Closes once it has been painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing, and leave."""
        super().paintEvent(event)
        QTimer.singleShot(0, self.close)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(1280, 760)
    window.show()
    sys.exit(app.exec())
