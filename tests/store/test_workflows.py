"""Laws over every ledger whose records have states: random steps, lawful and not, on real encrypted stores."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from dundian_desktop import clock
from dundian_desktop.errors import RecordError, UserError
from dundian_desktop.fields import Day, Field, Ref, Row, Rows, is_absent
from dundian_desktop.ledger import Record, new_id
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.store.history import history
from dundian_desktop.store.store import Store
from tests.devices import Yard, exchange, member, save
from tests.samples import POOL, values

FLOWS = {table: kind for table, kind in all_ledgers().items() if kind.workflow}
SOME = settings(max_examples=4, phases=[Phase.generate])
LEADERS = {POOL[0]: (dt.date(2026, 4, 1), dt.date(2026, 5, 31)), POOL[1]: (dt.date(2026, 6, 1), dt.date(2026, 6, 30))}
"""The leader of a group and the one who took over; whoever else is linked to has never led anybody."""
EARLY = st.dates(dt.date(2026, 3, 20), dt.date(2026, 4, 30))
LATE = st.dates(dt.date(2026, 4, 25), dt.date(2026, 7, 10))


@pytest.fixture(scope="module")
def pair(tmp_path_factory, mould):
    """Give two devices of one group that know two leaders and a member."""
    with Yard(tmp_path_factory.mktemp("pair"), mould) as yard:
        here, there = yard.group(2)
        for id, (starts, ends) in LEADERS.items():
            save(here, member(f"组长{id[-1]}", id=id, starts=starts, ends=ends))
        save(here, member("组员", id=POOL[2], roles=("4",)))
        exchange(here, there, tmp_path_factory.mktemp("stick"))
        yield here, there


def worded(data: st.DataObject, field: Field, now: Any, days: Any = LATE) -> Any:
    """Give a value for a field; a small table may keep its rows, lose them, or say them differently."""
    if isinstance(field.kind, Day):
        return data.draw(days)
    if isinstance(field.kind, Ref) and field.kind.ledger == "member":
        return data.draw(st.sampled_from(POOL[:3]))
    if not isinstance(field.kind, Rows):
        return data.draw(values(field.kind))
    fresh = rows(data, field)
    kept = data.draw(st.sampled_from([now, now, now, (), tuple(dc.replace(r, cells=fresh[0].cells) for r in now)]))
    return tuple(sorted((*kept, *fresh)))


def rows(data: st.DataObject, table: Field) -> tuple[Row, ...]:
    """Give rows nobody wrote yet."""
    return tuple(Row(key=new_id(), cells=row.cells) for row in data.draw(values(table.kind)))


def changed(data: st.DataObject, record: Record) -> Record:
    """Give a record as somebody might try to change it: any step or state, and most of what that asks for."""
    flow = record.workflow
    step = data.draw(st.sampled_from([*flow.steps, *flow.steps_from(flow.state(record)) * 3, None]))
    after = record.stepped(step) if step else record
    if data.draw(st.integers(0, 5)) == 0:
        after = dc.replace(after, **{flow.field: data.draw(values(record.ledger.field(flow.field).kind))})
    asked = (*step.asks, *step.needs, *flow.needs.get(step.to, ())) if step else ()
    others = [field.name for field in record.ledger.fields if not field.system and field.name != flow.field]
    for name in dict.fromkeys((*asked, *data.draw(st.lists(st.sampled_from(others), max_size=1)))):
        if data.draw(st.integers(0, 9)):
            after = dc.replace(after, **{name: worded(data, record.ledger.field(name), getattr(after, name))})
    return after


def allowed(before: Record | None, after: Record) -> bool:
    """Tell whether a change is lawful, said once more and plainly."""
    flow, old = after.workflow, before.workflow.state(before) if before else None
    new = flow.state(after)
    if before and old != new and (old, new) not in {(s, step.to) for step in flow.steps for s in step.sources}:
        return False
    if any(is_absent(getattr(after, name)) for name in flow.needs.get(new, ())):
        return False
    for field in [field for field in after.ledger.fields if before and not is_absent(getattr(before, field.name))]:
        was, now = getattr(before, field.name), getattr(after, field.name)
        grows = isinstance(field.kind, Rows) and field.kind.append
        if (field.once and was != now) or (grows and any(row not in now for row in was)):
            return False
    return put_off(before, after) and signed(before, after) and not after.problems()


def put_off(before: Record | None, after: Record) -> bool:
    """Tell whether new rows beside a deadline each make it later, while something is left to do."""
    for field in promises(type(after)):
        name = after.ledger.later(field).name
        old = getattr(before, name) if before else ()
        added = [row for row in getattr(after, name) if row not in old]
        if added and before and not any(after.workflow.open(one) for one in (before, after)):
            return False
        days = [getattr(after, field.name), *(row.cells[field.name] for row in old)]
        stands = max((day for day in days if day), default=dt.date.min)
        if any(row.cells[field.name] <= stands for row in added):
            return False
    return True


def signed(before: Record | None, after: Record) -> bool:
    """Tell whether the leader of the day signed what has to be signed, if anything was signed anew."""
    sign = after.workflow.signed.get(after.workflow.state(after))
    if sign is None:
        return True
    stood = before and before.workflow.signed.get(before.workflow.state(before)) == sign
    if stood and all(getattr(before, name) == getattr(after, name) for name in (sign.by, sign.on) if name):
        return True
    day = (getattr(after, sign.on) if sign.on else None) or clock.today()
    then = {id for id, (since, until) in LEADERS.items() if since <= day <= until}
    return getattr(after, sign.by) in (then or LEADERS)


def deadlines(record: Record) -> set[dt.date]:
    """Give every deadline a record tells: those written once, and those in the rows beside them."""
    found = {getattr(record, field.name) for field in promises(type(record))}
    for table, name in [(record.ledger.later(field), field.name) for field in promises(type(record))]:
        found |= {row.cells.get(name) for row in getattr(record, table.name)}
    return found - {None}


def promises(kind: type[Record]) -> list[Field]:
    """Give the fields that hold a deadline as it was first promised; later ones stand in rows."""
    return [field for field in kind.ledger.fields if isinstance(field.kind, Day) and kind.ledger.later(field)]


def try_to_save(store: Store, before: Record | None, after: Record) -> Record | None:
    """Save what is lawful; what is not must be refused, with a reason, and leave no trace."""
    stood = store.digest()
    try:
        kept = save(store, after, before)
    except UserError as refusal:
        told = refusal
    else:
        assert allowed(before, after)
        return kept
    own = isinstance(told, RecordError) and all(problem.name for problem in told.problems)  # else of what would follow
    assert not (own and allowed(before, after)), str(told)
    assert str(told).endswith("。")
    assert store.digest() == stood
    return before


def life(data: st.DataObject, store: Store, record: Record | None, blank: Record, acts: int) -> list[Record]:
    """Try some changes one after another; give the record as it was stored after each."""
    stored = [record or try_to_save(store, None, blank)]
    for _ in range(acts):
        stored.append(try_to_save(store, stored[-1], changed(data, stored[-1] or blank)))
    return [one for one in stored if one]


def begun(data: st.DataObject, kind: type[Record]) -> Record:
    """Give a new record with what is required in it and whatever else; it is lawful more often than not."""
    fresh = kind(id=new_id())
    others = st.sampled_from([field for field in kind.ledger.fields if not field.system and not field.required])
    wanted = [field for field in kind.ledger.fields if field.required and is_absent(field.default)]
    for field in (*wanted, *data.draw(st.lists(others, max_size=6, unique=True))):
        fresh = dc.replace(fresh, **{field.name: worded(data, field, (), EARLY)})
    for problem in fresh.problems():
        field = kind.ledger.field(problem.name)
        fresh = dc.replace(fresh, **{field.name: worded(data, field, getattr(fresh, field.name), EARLY)})
    return fresh


@pytest.mark.parametrize("kind", FLOWS.values(), ids=FLOWS)
@SOME
@given(data=st.data())
def test_no_unlawful_state_is_ever_stored_and_no_deadline_is_ever_lost(pair, kind: type[Record], data) -> None:
    here = pair[0]
    stored = life(data, here, None, begun(data, kind), acts=7)
    promised = set[dt.date]().union(*map(deadlines, stored))
    last = [here.reader.get(kind, one.id) for one in stored[-1:]]
    told = " ".join(change.words for one in last for change in history(here.reader, kind, one.id))
    assert [deadlines(one) for one in last if deadlines(one) != promised] == []
    assert [day for day in promised if day.isoformat() not in told] == []


@pytest.mark.parametrize("table", [table for table, kind in FLOWS.items() if promises(kind)])
@settings(SOME, max_examples=2)
@given(data=st.data())
def test_what_two_people_promise_apart_stands_side_by_side(pair, tmp_path_factory, table: str, data) -> None:
    kind, promise = FLOWS[table], promises(FLOWS[table])[0]
    delays = kind.ledger.later(promise)
    first = dc.replace(begun(data, kind), **{promise.name: dt.date(2026, 6, 30)})
    assume(allowed(None, first))
    stick = tmp_path_factory.mktemp("stick")
    save(pair[0], first)
    exchange(*pair, stick)
    stored = list[Record]()
    for store in pair:
        now = store.reader.get(kind, first.id)
        more = tuple(sorted((*getattr(now, delays.name), *rows(data, delays))))
        later = dc.replace(now, **{delays.name: more})
        stored += life(data, store, try_to_save(store, now, later), later, acts=2)
    exchange(*pair, stick)
    merged = [store.reader.get(kind, first.id) for store in pair]
    assert merged[0] == merged[1]
    assert deadlines(merged[0]) == set[dt.date]().union(*map(deadlines, stored))
    assert kind.workflow.state(merged[0]) in set(map(kind.workflow.state, stored))
