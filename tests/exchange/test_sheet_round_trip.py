"""Every ledger goes into a sheet and comes back the same; laws over the declarations."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import itertools
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dundian_desktop import fields
from dundian_desktop.exchange.sheet import read_sheet, write_sheet
from dundian_desktop.exchange.sheet.forms import form_of
from dundian_desktop.ledger import Record, new_id
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.progress import Silent
from tests.exchange.sheets import NAMES, Names, read_here
from tests.samples import POOL, some, values

LEDGERS = pytest.mark.parametrize("kind", all_ledgers().values(), ids=lambda kind: kind.ledger.table)
FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    database=None,
)  # fmt: skip
_ROOM = tempfile.TemporaryDirectory()
_NUMBERS = itertools.count()


@pytest.fixture(scope="module", autouse=True)
def _tidy_up():
    yield
    _ROOM.cleanup()


def somewhere() -> Path:
    return Path(_ROOM.name) / f"{next(_NUMBERS)}.xlsx"


def out(records: list[Any], kind: type[Record], naming: Names, *, sensitive: bool) -> Path:
    path = somewhere()
    write_sheet(path, kind, records, naming, progress=Silent(), sensitive=sensitive)
    return path


def comparable(record: Record) -> dict[str, Any]:
    """What a sheet carries to a stranger: not what the program fills, not files, and rows without their keys."""
    return {
        field.name: [row.cells for row in value] if isinstance(field.kind, fields.Rows) else value
        for field in record.ledger.fields
        if not field.system and form_of(field.kind).taken
        for value in [getattr(record, field.name)]
    }


@LEDGERS
def test_a_ledger_goes_out_in_full_and_comes_in_elsewhere_the_same(kind: type[Record]) -> None:
    records = [dc.replace(one, id=new_id()) for one, _ in some(kind)]
    reading = read_here(out(records, kind, Names(), sensitive=True), kind)
    assert [row.problems for row in reading.bad] == []
    assert [comparable(row.record) for row in reading.good] == [comparable(record) for record in records]
    assert [row.record.id for row in reading.good] == [record.id for record in records]
    assert reading.unknown_headers == reading.missing_headers == ()


@LEDGERS
def test_a_masked_sheet_that_comes_back_untouched_changes_nothing(kind: type[Record]) -> None:
    records = [dc.replace(one, id=new_id()) for one, _ in some(kind)]
    naming = Names(records)
    reading = read_here(out(records, kind, naming, sensitive=False), kind, naming)
    assert [row.problems for row in reading.bad] == []
    assert [row.record for row in reading.good] == records
    assert not any(row.changes or row.texts for row in reading.good)


@LEDGERS
def test_a_ledger_without_records_still_has_its_labels(kind: type[Record]) -> None:
    reading = read_here(out([], kind, Names(), sensitive=False), kind)
    assert reading.good == reading.bad == reading.missing_headers == ()


@LEDGERS
def test_every_field_has_a_form_that_explains_itself(kind: type[Record]) -> None:
    for field in kind.ledger.fields:
        assert form_of(field.kind).meaning()


@FEW
@given(values(fields.Moment()))
def test_a_moment_is_read_as_it_was_written(moment: dt.datetime) -> None:
    assert _again(fields.moment("时刻"), moment) == moment


@FEW
@given(values(fields.Money()))
def test_money_keeps_its_fen(money: int) -> None:
    assert _again(fields.money("金额"), money) == money


@FEW
@given(st.lists(st.sampled_from(POOL), min_size=1, unique=True).map(lambda ids: tuple(sorted(ids))))
def test_several_links_are_read_by_their_names(ids: tuple[str, ...]) -> None:
    assert _again(fields.refs("人", "member"), ids) == ids


def _again(declared: Any, value: Any) -> Any:
    """Send one value of a ledger that exists for this test only through a sheet."""
    made = dc.make_dataclass("Odd", [("odd", Any, declared)], frozen=True, kw_only=True).__dataclass_fields__["odd"]
    field = dc.replace(fields.spec_of(made), name="odd")
    from dundian_desktop.exchange.sheet.cells import cell_of
    from dundian_desktop.exchange.sheet.written import written

    held = written(field, value, Names(), sensitive=True)
    return field.kind.parse(form_of(field.kind).words(cell_of(held), Names(), None))


def test_a_name_with_a_mark_between_names_is_one_name() -> None:
    assert _again(fields.ref("单位", "enterprise"), POOL[5]) == POOL[5]
    assert NAMES[POOL[5]] == "甲、乙合作社"


def test_the_whole_way_through_a_process_of_its_own(tmp_path: Path) -> None:
    from dundian_desktop.ledgers.site import Site

    site = Site(name="云麓园区", region="439901")
    write_sheet(tmp_path / "驻点 台账.xlsx", Site, [site], Names(), progress=Silent(), sensitive=True)
    reading = read_sheet(tmp_path / "驻点 台账.xlsx", Site, Names(), progress=Silent())
    assert [row.record for row in reading.good] == [site]
    assert reading.sheet == "驻点"
