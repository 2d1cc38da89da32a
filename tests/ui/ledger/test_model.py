"""The model keeps Qt's rules for every ledger, reads pages, and shows nothing sensitive."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from dundian_desktop import clock
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.query import Query
from tests import devices
from tests.samples import rows_of
from tests.ui.ledger.conftest import OWN_ID, Canteen
from ui import record_model
from ui.parts.chip import CHIP_ROLE, Tone
from ui.record_model import RecordModel
from ui.wanted import Wanted

FEW = {"max_examples": 1, "suppress_health_check": list(HealthCheck), "deadline": None}


@pytest.fixture
def model_of(desk):
    def make(kind, **query):
        model = RecordModel(desk, kind)
        model.show(Wanted(query=Query(kind=kind, **query)))
        return model

    return make


def cell(model, row, name):
    return model.words(row, [field.name for field in model.columns].index(name))


@settings(**FEW)
@given(data=st.data())
def test_the_model_keeps_the_rules_of_qt(kind, model_of, store, qtmodeltester, data):
    with store.act() as act:
        for record in data.draw(rows_of(kind, min_size=1, max_size=4)):
            act.save(record)
    model = model_of(kind)
    assert model.rowCount() >= 1
    qtmodeltester.check(model)


def test_a_sensitive_value_is_masked_in_every_role(model_of, save):
    save(Worker(name="向秀英", category="P01", id_card=OWN_ID, mobile="13900000001"))
    model = model_of(Worker)
    texts = [
        str(model.data(model.index(0, column), role))
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    assert not any(OWN_ID in text or "13900000001" in text for text in texts)
    assert cell(model, 0, "mobile") == "139****0001"


def test_links_are_shown_by_name(model_of, save):
    unit = save(devices.enterprise()) if hasattr(devices, "enterprise") else None
    who = save(devices.worker("向秀英"))
    save(Canteen(name="一食堂", opened=dt.date(2026, 6, 1), cooks=(who.id,), unit=unit.id if unit else None))
    assert cell(model_of(Canteen), 0, "cooks") == "向秀英"


def test_a_link_to_what_has_not_come_yet_says_so(model_of, save):
    save(Canteen(name="一食堂", opened=dt.date(2026, 6, 1), cooks=("0" * 32,)))
    assert cell(model_of(Canteen), 0, "cooks") == "（未收到）"


def test_days_carry_their_weekday_and_sums_their_thousands(model_of, save):
    save(Canteen(name="一食堂", opened=dt.date(2026, 6, 12), price=123_456_700))
    model = model_of(Canteen)
    assert cell(model, 0, "opened") == "2026-06-12 周五"
    assert cell(model, 0, "price") == "1,234,567"


def test_numbers_stand_at_the_right(model_of, save):
    save(Canteen(name="一食堂", opened=dt.date(2026, 6, 12), seats=8))
    model = model_of(Canteen)
    at = [field.name for field in model.columns].index("seats")
    assert model.data(model.index(0, at), Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_a_long_list_arrives_from_beside(model_of, save, settled, monkeypatch):
    save(Canteen(name="一食堂", opened=dt.date(2026, 6, 12)))
    monkeypatch.setattr(record_model, "_SHORT_LIST", 0)
    model = model_of(Canteen)
    assert model.rowCount() == 0
    settled()
    assert model.rowCount() == 1


def test_only_the_list_asked_for_last_arrives(desk, save, settled, monkeypatch):
    save(Canteen(name="一食堂", opened=dt.date(2026, 6, 12)))
    monkeypatch.setattr(record_model, "_SHORT_LIST", 0)
    model = RecordModel(desk, Canteen)
    model.show(Wanted(query=Query(kind=Canteen)))
    model.show(Wanted(query=Query(kind=Canteen, deleted=True)))
    settled()
    assert model.rowCount() == 0


@pytest.mark.parametrize(("left", "tone"), [(-2, Tone.BAD), (2, Tone.WARN)])
def test_a_deadline_over_or_near_is_a_chip(model_of, save, left, tone):
    due = clock.today() + dt.timedelta(days=left)
    save(Deed(content="食堂降温", measure="装风扇", due=due, state=DeedState.RUNNING))
    model = model_of(Deed)
    at = [field.name for field in model.columns].index("due")
    assert model.data(model.index(0, at), CHIP_ROLE).tone is tone


def test_state_deadline_and_headline_come_first(desk):
    names = [field.name for field in RecordModel(desk, Deed).columns]
    assert names[:3] == ["state", "due", "content"]
