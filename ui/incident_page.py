"""The page of incidents: the ordinary list, with what an incident asks for at once beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.actions.incidents import incident_page
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.progress import Progress
from dundian_desktop.reports.pdf import Pages, pages_of
from dundian_desktop.store.act import Act
from ui.desk import Desk
from ui.flash_dialog import FlashFile, SendFlash
from ui.incident_told import Said
from ui.incident_wizard import IncidentWizard
from ui.ledger_page import LedgerPage
from ui.names import called
from ui.parts.buttons import Kind, button
from ui.print_preview import PrintPreview
from ui.tokens import GAP


class IncidentPage(LedgerPage):
    """Adds the wizard, the page on paper, the bundle of its own, and the way to what is kept apart.

    Args:
        desk: of the file in which these incidents are kept.
        kind: the ledger of incidents.
        main: the desk of the ordinary workspace, when these are kept apart.
        parent: owner.
    """

    def __init__(
        self, desk: Desk, kind: type[Record], *, main: Desk | None = None, parent: QWidget | None = None
    ) -> None:
        self.main = main
        super().__init__(desk, kind, parent=parent)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(1, self._tools())

    @override
    @Slot()
    def begin_new(self) -> None:
        """Begin with the wizard of the first report."""
        self.begin_with({}, {})

    def begin_with(self, texts: Mapping[str, str], told: Mapping[str, Said]) -> None:
        """Begin with the wizard, and with what was written of the incident and of whom it was told to elsewhere."""
        self.wizard = IncidentWizard(self.desk, self, apart=self.main is not None, texts=texts)
        self.wizard.told.put(told)
        self.wizard.written.connect(self._keep)
        self.wizard.apart_asked.connect(self._carry_over)
        self.wizard.open()

    def chosen(self) -> Incident | None:
        """Give the incident in hand, or None after saying that one is to be chosen."""
        record = self.side.panel.record
        if isinstance(record, Incident):
            return record
        self.desk.said.emit("请先在列表里点一条重大事项。", "", None)
        return None

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        tools = (
            ("补记报告", "clock", "incidentFollow", self.follow_up),
            ("专报…", "file-type-pdf", "incidentPage", self.show_paper),
            ("急报到 U 盘…", "usb", "incidentFlash", self.ask_flash),
            ("查看急报…", "file-import", "incidentRead", self.ask_read),
        )
        for word, icon_name, name, slot in tools:
            made = button(word, Kind.QUIET, icon_name=icon_name, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
        row.addStretch()
        if self.main is None:
            apart = button("另行保管…", Kind.QUIET, icon_name="lock", name="incidentApart", tip="政治安全类，单独口令")
            apart.clicked.connect(self.ask_apart)
            row.addWidget(apart)
        return row

    @Slot(object)
    def _keep(self, incident: Incident) -> None:
        def work(act: Act) -> Record:
            return act.save(incident)

        self.desk.act("报重大事项", work).then(self._kept, self.wizard.show_refusal)

    @Slot(object)
    def _kept(self, incident: Incident) -> None:
        self.wizard.accept()
        self.show_record(incident.id)
        self.desk.said.emit("首报已存。两级工会都报了以后，在“补记报告”里把时间和接报人补齐。", "", None)

    @Slot()
    def follow_up(self) -> None:
        """Write another report into the chain of the incident in hand."""
        if record := self.chosen():
            self.side.edit(record, "reports", adds=True)

    @Slot()
    def show_paper(self) -> None:
        """Show the page of the incident in hand, to be saved or printed."""
        if record := self.chosen():
            IncidentPaper(self.desk, record, self, main=self.main).open()

    @Slot()
    def ask_flash(self) -> None:
        """Ask for whom and where the incident in hand is written in a bundle of its own."""
        if record := self.chosen():
            SendFlash(self.desk, record, self, main=self.main).open()

    @Slot()
    def ask_read(self) -> None:
        """Ask for a flash somebody sent, and show it."""
        FlashFile(self.desk, self).ask()

    @Slot()
    def ask_apart(self) -> None:
        """Open the door of what is kept apart."""
        from ui.apart_room import enter_apart  # noqa: PLC0415 - the room is made of this page

        enter_apart(self.desk, self)

    @Slot()
    def _carry_over(self) -> None:
        """Open the door; behind it the wizard goes on with what was written here, and this one goes."""
        from ui.apart_room import enter_apart  # noqa: PLC0415 - the room is made of this page

        texts, told = self.wizard.fields.texts(), self.wizard.told.said()
        unit = texts.pop("enterprise")  # units are registered in the ordinary file alone
        texts["place"] = texts["place"] or called(self.desk.store, "enterprise", [unit]).get(unit, "")
        enter_apart(self.desk, self, self.wizard, (texts, told))


class IncidentPaper(PrintPreview):
    """Draws the page (专报) of one incident."""

    def __init__(self, desk: Desk, incident: Incident, parent: QWidget, *, main: Desk | None = None) -> None:
        super().__init__("重大事项专报", "重大事项专报", desk, parent, name="incidentPaper")
        self._incident = incident
        store, ordinary = desk.store, main.store if main else None

        def work(progress: Progress, fonts: Path | None) -> Pages:
            return pages_of(incident_page(store, incident, ordinary), own_fonts=fonts, progress=progress)

        self.draw(work)

    @override
    def file_name(self) -> str:
        return f"重大事项专报-{self._incident.no}"
