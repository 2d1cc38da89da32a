"""An incident as it is reported: its page, its bundle of its own, and what is still due of it."""

from __future__ import annotations

from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.exchange.envelope import Written
from dundian_desktop.exchange.flash import send_flash
from dundian_desktop.exchange.peers import Peer
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.incident import LOCAL_UNION, SUPERIOR_UNION, Incident
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Document
from dundian_desktop.reports.incident import Around, incident_document
from dundian_desktop.reports.pdf import Printed, pages_of, print_document
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

_LOCAL, _SUPERIOR = "当地工会", "上级工会"


def addressees(store: Store, incident: Incident) -> dict[str, str]:
    """Give the two unions an incident goes to, by their code in the vocabulary ``report_to``.

    Named as its chain of reports names them, else as the group's record does, else by what the policy calls them.
    """
    group = next(iter(store.reader.list(Query(kind=Group))), None)
    named = {LOCAL_UNION: group.host if group else "", SUPERIOR_UNION: group.dispatch_union if group else ""}
    for row in incident.reports:
        if row.cells.get("union") and row.cells.get("to") in named:
            named[row.cells["to"]] = row.cells["union"]
    return {LOCAL_UNION: named[LOCAL_UNION] or _LOCAL, SUPERIOR_UNION: named[SUPERIOR_UNION] or _SUPERIOR}


def incident_page(store: Store, incident: Incident, main: Store | None = None) -> Document:
    """Compose the page (专报) of an incident.

    Args:
        store: where the incident is kept.
        incident: as it stands.
        main: the ordinary workspace, when the incident is kept apart; group and units are known there.
    """
    known = main or store
    unit = known.reader.find(Enterprise, incident.enterprise) if incident.enterprise else None
    return incident_document(
        incident,
        Around(
            group=known.group()[0],
            addressees=tuple(addressees(known, incident).values()),
            unit=unit.name if unit else "",
            day=clock.today(),
            demo=known.settings.get("demo", False),
        ),
    )


def print_incident(
    store: Store, incident: Incident, path: Path, *, main: Store | None = None, own_fonts: Path | None = None
) -> Printed:
    """Print the page of an incident.

    Raises:
        MachineError: the file cannot be written.
    """
    return print_document(incident_page(store, incident, main), path, own_fonts=own_fonts)


def send_at_once(
    store: Store,
    incident: Incident,
    peer: Peer,
    folder: Path,
    progress: Progress = SILENT,
    *,
    main: Store | None = None,
) -> Written:
    """Write an incident and its page for a peer, in a bundle that carries nothing else.

    Raises:
        UserError: the folder is not there.
        MachineError: the disk is full or the stick is gone; no half file is left.
        CancelledError: the person stopped it; nothing is left.
    """
    pages = pages_of(incident_page(store, incident, main), progress=progress)
    return send_flash(store, peer, incident, pages.content, folder, progress)
