"""Two people changed one field: the panel shows both values and keeps the one that is chosen."""

from __future__ import annotations

import dataclasses as dc

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from dundian_desktop.ledgers.site import Site
from dundian_desktop.store.conflicts import clashes
from tests import devices
from ui.desk import Desk
from ui.ledger_page import LedgerPage
from ui.tasks import Tasks


@pytest.fixture
def torn(group_of, tmp_path):
    one, other = group_of(2)
    record = devices.save(one, devices.site("云麓园区"))
    devices.carry(one, other, tmp_path / "out")
    devices.save(one, dc.replace(record, address="东路"), record)
    devices.save(other, dc.replace(other.reader.get(Site, record.id), address="西路"))
    devices.carry(other, one, tmp_path / "in")
    return one, record.id


def test_both_values_are_told_latest_first(torn):
    store, key = torn
    found = clashes(store.reader, Site, key)
    assert [(clash.field.name, [rival.value for rival in clash.rivals]) for clash in found] == [
        ("address", ["西路", "东路"])
    ]


def test_the_chosen_value_stays(torn, shown, qtbot):
    store, key = torn
    tasks = Tasks()
    page = shown(LedgerPage(Desk(store, tasks), Site))
    page.table.choose(key)
    cards = [page.findChild(QLabel, f"rival{number}").text() for number in (0, 1)]
    assert cards == ["西路", "东路"]
    page.findChild(QPushButton, "use_address_1").click()
    qtbot.waitUntil(lambda: not tasks.busy())
    kept = store.reader.get(Site, key)
    assert (kept.address, kept.meta.conflicts) == ("东路", ())
    assert not page.side.panel.conflicts.isVisible()
    tasks.close()
