"""Laws over every ledger, found from its declaration; a ledger that exists in this file only obeys them too."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum
import re
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dundian_desktop import fields
from dundian_desktop.exchange.sheet.forms import form_of
from dundian_desktop.fields import Row, is_absent
from dundian_desktop.ledger import Record, new_id, rule
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.reports.document import Column
from dundian_desktop.reports.listing import Listing, print_listing
from dundian_desktop.store import creation, migrate
from dundian_desktop.store.history import history
from dundian_desktop.store.query import Query
from dundian_desktop.store.rows import changed_parts, columns, parts_of
from dundian_desktop.store.schema import column_type
from dundian_desktop.store.search import searched_text, suggest
from dundian_desktop.store.words import runs
from tests.devices import Yard, carry, save
from tests.samples import some, values


class Weather(enum.StrEnum):
    FINE = "晴"
    RAIN = "雨"


class Probe(
    Record, table="probe", title="试验台账", code="SY", headline=("name",), month="day", empty="还没有试验记录。"
):
    """Declared nowhere but here, with every kind there is."""

    name: str = fields.text("名称", required=True, search=True, initials=True, listed=True)
    tale: str = fields.text("经过", lines=5, max_length=500, search=True, sensitivity=fields.Sensitivity.PERSONAL)
    secret: str = fields.text("隐情", sensitivity=fields.Sensitivity.SENSITIVE)
    day: dt.date | None = fields.day("日期", required=True, listed=True)
    hour: dt.time | None = fields.time_of_day("时间")
    at: dt.datetime | None = fields.moment("时刻")
    count: int | None = fields.whole("数目", low=-5, high=500, unit="个")
    sum: int | None = fields.money("金额")
    good: bool | None = fields.flag("可否")
    sky: Weather | None = fields.choice("天色", Weather)
    mood: str | None = fields.code("情绪", "mood")
    tasks: tuple[str, ...] = fields.codes("任务", "task")
    friend: str | None = fields.ref("相关", "probe")
    friends: tuple[str, ...] = fields.refs("相关各条", "probe")
    card: str = fields.id_card("身份证号", sensitivity=fields.Sensitivity.SENSITIVE)
    credit: str = fields.uscc("信用代码")
    mobile: str = fields.mobile("手机号", sensitivity=fields.Sensitivity.SENSITIVE)
    place: str = fields.region("区划")
    pictures: tuple[fields.Attachment, ...] = fields.photos("照片")
    steps: tuple[Row, ...] = fields.rows(
        "步骤",
        (
            fields.Field(name="day", label="日期", kind=fields.Day(), required=True),
            fields.Field(name="words", label="内容", kind=fields.Text(), required=True),
            fields.Field(name="cost", label="花费", kind=fields.Money()),
        ),
    )

    @rule("tale", "雨天要写经过")
    def rain_has_tale(self) -> bool:
        """A rainy record tells its tale."""
        return self.sky is not Weather.RAIN or bool(self.tale)


KINDS = {**all_ledgers(), "probe": Probe}
LEDGERS = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
FEW = settings(max_examples=4, phases=[Phase.generate])  # what fails is seldom the same twice on a store
_DISTINCT = {
    (repr(field.kind), field.masked): pytest.param(field, id=f"{table}.{field.name}")
    for table, kind in KINDS.items()
    for field in kind.ledger.fields
}
FIELDS = pytest.mark.parametrize("field", _DISTINCT.values())
"""One field of every kind with its settings, masked or not."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Give two devices that hold every ledger, the throw-away one too."""
    with Yard(tmp_path_factory.mktemp("pair"), tmp_path_factory.mktemp("unused")) as yard:
        yield yard.group(2, KINDS)


@pytest.fixture(scope="module")
def here(pair):
    return pair[0]


@FIELDS
@FEW
@given(data=st.data())
def test_parsing_undoes_formatting(field: fields.Field, data: st.DataObject) -> None:
    value = data.draw(values(field.kind))
    assert field.kind.parse(field.kind.format(value)) == value
    assert field.read(field.show(value)) == value


@FIELDS
@FEW
@given(data=st.data())
def test_an_operation_carries_a_value_and_gives_it_back(field: fields.Field, data: st.DataObject) -> None:
    value = data.draw(values(field.kind))
    assert field.kind.join(field.kind.split(value)) == value
    if not field.kind.many:
        assert field.kind.value(field.kind.plain(value)) == value


@FIELDS
def test_no_parts_make_no_value(field: fields.Field) -> None:
    assert is_absent(field.kind.join({}))


@FIELDS
def test_a_blank_input_is_an_absent_value(field: fields.Field) -> None:
    assert is_absent(field.read(" \n\t ")) or field.read("") == field.default
    assert field.show(None) == field.shade(None) == ""


@FIELDS
@FEW
@given(data=st.data())
def test_a_masked_field_shows_less_than_it_holds(field: fields.Field, data: st.DataObject) -> None:
    value = data.draw(values(field.kind))
    if field.masked:
        assert field.shade(value) != field.show(value) or value == "无"
    else:
        assert field.shade(value) == field.show(value)


@FIELDS
def test_every_kind_has_a_column_a_sheet_form_and_samples(field: fields.Field) -> None:
    assert column_type(field.kind).__visit_name__ in {"text", "integer"}
    assert form_of(field.kind).meaning()
    assert values(field.kind) is not None


@LEDGERS
def test_labels_are_chinese_and_unique(kind: type[Record]) -> None:
    labels = [field.label for field in kind.ledger.fields]
    assert len(set(labels)) == len(labels)
    assert [label for label in [*labels, kind.ledger.title, kind.ledger.noun] if not re.match("[一-鿿]", label)] == []


@LEDGERS
def test_names_are_plain_ascii_words(kind: type[Record]) -> None:
    names = [kind.ledger.table, *(field.name for field in kind.ledger.fields)]
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []
    assert re.fullmatch("[A-Z]{2,3}", kind.ledger.code)


@LEDGERS
def test_a_declaration_names_only_what_it_has(kind: type[Record]) -> None:
    ledger = kind.ledger
    known = {field.name for field in ledger.fields}
    assert {*ledger.headline, *filter(None, [ledger.month]), *(one.field for one in ledger.rules)} <= known
    assert isinstance(ledger.field(ledger.month).kind, fields.Day) if ledger.month else True
    links = (field.kind for field in ledger.fields)
    assert {link.ledger for link in links if isinstance(link, fields.Ref | fields.Refs)} <= set(KINDS)


@LEDGERS
def test_no_field_hides_a_column_of_the_store(kind: type[Record]) -> None:
    assert len(set(columns(kind))) == len(columns(kind))


def test_titles_codes_and_places_in_the_menu_are_unique() -> None:
    for name in ("title", "code", "order"):
        told = [getattr(kind.ledger, name) for kind in all_ledgers().values()]
        assert len(set(told)) == len(told)


def drawn(kind: type[Record]) -> list[tuple[Record, Record]]:
    """Give lawful records with ids nobody has, as no two people ever make the same, each with what it may become."""
    return [(dc.replace(before, id=new_id()), after) for before, after in some(kind)]


def altered(wanted: Record, before: Record) -> Record:
    """Give a stored record as somebody may change it."""
    return dc.replace(wanted, id=before.id, no=before.no)


@LEDGERS
def test_the_store_gives_back_what_it_took(here, kind: type[Record]) -> None:
    for record, _ in drawn(kind):
        saved = save(here, record)
        assert saved == _as_filed(record, saved)
        assert here.reader.get(kind, record.id) == saved
        assert saved.meta.revision >= 1


def _as_filed(record: Record, saved: Record) -> Record:
    """Give a record with what the program fills in by itself taken from the stored one."""
    system = {field.name: getattr(saved, field.name) for field in record.ledger.fields if field.system}
    return dc.replace(record, **system)


@LEDGERS
def test_an_edit_is_kept_and_nothing_else_changes(here, kind: type[Record]) -> None:
    for made, wanted in drawn(kind):
        before = save(here, made)
        after = altered(wanted, before)
        assert save(here, after, before) == after
        assert here.reader.get(kind, before.id).meta.revision == before.meta.revision + (after != before)


@LEDGERS
def test_a_deleted_record_comes_back_whole(here, kind: type[Record]) -> None:
    for made, _ in drawn(kind):
        record = save(here, made)
        with here.act() as act:
            act.void(kind, record.id)
        assert here.reader.get(kind, record.id).meta.deleted
        assert record.id not in [one.id for one in here.reader.list(Query(kind=kind))]
        with here.act() as act:
            act.restore(kind, record.id)
        assert here.reader.get(kind, record.id) == record
        assert not here.reader.get(kind, record.id).meta.deleted


@LEDGERS
def test_history_tells_each_changed_field_once_an_act(here, kind: type[Record]) -> None:
    for made, wanted in drawn(kind):
        before = save(here, made)
        told = len(history(here.reader, kind, before.id))
        after = save(here, altered(wanted, before), before)
        fresh = history(here.reader, kind, before.id)[told:]
        changed = {part.partition("/")[0] for part in changed_parts(parts_of(before), parts_of(after))}
        assert {change.label for change in fresh} == {kind.ledger.field(name).label for name in changed}
        assert {c.label: c.words for c in fresh} == {
            f.label: f.show(getattr(after, f.name)) for f in kind.ledger.fields if f.name in changed
        }


@LEDGERS
def test_undo_puts_back_what_stood(here, kind: type[Record]) -> None:
    for made, wanted in drawn(kind):
        before = save(here, made)
        after = save(here, altered(wanted, before), before)
        if after != before:
            here.undo(*here.last_act())
        assert here.reader.get(kind, before.id) == before


@LEDGERS
def test_search_finds_the_words_of_every_search_field(here, kind: type[Record]) -> None:
    for made, _ in drawn(kind):
        record = save(here, made)
        for run in runs(searched_text(record)):
            found = here.reader.list(Query(kind=kind, words=run))
            assert record.id in [one.id for one in found]
            assert all(run in "|".join(runs(searched_text(one))) for one in found)


@LEDGERS
def test_what_lists_mask_is_not_searched(kind: type[Record]) -> None:
    assert [field.name for field in kind.ledger.fields if field.search and field.masked] == []


@LEDGERS
def test_type_ahead_finds_a_record_by_its_name(here, kind: type[Record]) -> None:
    for made, _ in drawn(kind):
        record = save(here, made)
        for name in (field.name for field in kind.ledger.fields if field.initials):
            same = suggest(here.reader, kind, getattr(record, name), most=1000)
            assert record.id in same


def test_a_bundle_brings_equal_records_of_every_ledger(pair, tmp_path_factory) -> None:
    here, there = pair
    made = [save(here, record) for kind in KINDS.values() for record, _ in drawn(kind)]
    carry(here, there, tmp_path_factory.mktemp("stick"))
    assert [there.reader.get(type(record), record.id) for record in made] == made
    for kind in KINDS.values():
        assert there.reader.list(Query(kind=kind)) == here.reader.list(Query(kind=kind))
    assert here.digest() == there.digest()


def test_tables_made_anew_are_the_same_cell_by_cell(here) -> None:
    for kind in KINDS.values():
        save(here, drawn(kind)[-1][0])
    before = {table: _table(here, table) for table in KINDS}
    here.rebuild()
    assert {table: _table(here, table) for table in KINDS} == before


def _table(store: Any, table: str) -> list[tuple[Any, ...]]:
    return store.reader.rows(f'SELECT * FROM "{table}" ORDER BY n')


@LEDGERS
def test_the_listing_prints(tmp_path_factory, kind: type[Record]) -> None:
    record = drawn(kind)[-1][0]
    listed = [field for field in kind.ledger.fields if field.listed]
    rows = [tuple(field.shade(getattr(record, field.name)) for field in listed)] * 3
    shown = tuple(Column(label=field.label, width=field.width) for field in listed)
    path = tmp_path_factory.mktemp("paper") / "list.pdf"
    assert print_listing(Listing(title=kind.ledger.title, columns=shown, rows=rows), path).pages >= 1
    assert path.read_bytes().startswith(b"%PDF-")


def test_migrations_from_nothing_make_what_the_declarations_say(tmp_path) -> None:
    path = tmp_path / "ledger.db"
    migrate.run_upgrade(path, bytes(32))
    assert migrate.differences(path, bytes(32), all_ledgers()) == []


def test_a_new_file_is_what_the_migrations_make(tmp_path) -> None:
    old, new = tmp_path / "migrated.db", tmp_path / "made.db"
    migrate.run_upgrade(old, bytes(32))
    creation.make_file(new, bytes(32), all_ledgers())
    assert migrate.differences(new, bytes(32), all_ledgers()) == []
    assert _statements(old) == _statements(new)


def _statements(path: Any) -> dict[str, str]:
    """Give every table, index and guard of a file by name, in words that do not depend on blanks and quotes."""
    with creation.engine_for(path, bytes(32)).connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sorted(re.findall(r"\w+", sql))) for name, sql in rows if name != "alembic_version"}


def test_a_ledger_of_a_test_is_no_ledger_of_the_product() -> None:
    assert "probe" not in all_ledgers()
