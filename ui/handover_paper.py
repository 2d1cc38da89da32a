"""工作交接清单 before it is printed: looked at, then saved or printed for three signatures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from dundian_desktop.actions.handover_papers import rotation_pages
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.progress import Progress
from dundian_desktop.reports.pdf import Pages
from ui.desk import Desk
from ui.parts.labels import label
from ui.print_preview import PrintPreview


class HandoverPaper(PrintPreview):
    """Shows the list of one rotation.

    Args:
        told: what was just done, in a sentence; "" when it is only looked at.
    """

    def __init__(self, desk: Desk, rotation: Rotation, parent: QWidget, told: str = "") -> None:
        super().__init__("打印交接清单", "交接清单", desk, parent, name="handoverPaper")
        self._rotation = rotation
        if told:
            self.body.insertWidget(0, label(told, wraps=True, name="handoverTold"))
        store = desk.store

        def work(progress: Progress, fonts: Path | None) -> Pages:
            return rotation_pages(store, rotation, progress, own_fonts=fonts)

        self.draw(work)

    @override
    def file_name(self) -> str:
        names = self.desk.store.reader.names(Member, [self._rotation.leaving or "", self._rotation.successor or ""])
        day = f"{self._rotation.day:%m%d}" if self._rotation.day else ""
        return "-".join(filter(None, ("交接清单", *names.values(), day)))
