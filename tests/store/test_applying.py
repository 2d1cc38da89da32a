"""Only `apply` writes synced tables; what it writes is a chain, without personal values, and stands up to strangers."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.errors import MachineError, RecordError
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.site import Site
from dundian_desktop.store import logs
from dundian_desktop.store.apply import Applier
from dundian_desktop.store.examination import broken_logs
from dundian_desktop.store.operation import (
    ALIVE,
    BrokenOperationError,
    Logged,
    Operation,
    about,
    chained,
    packed,
    unpacked,
)
from tests.devices import member, save, site, worker

SYNCED = ["op", "write", "superseded", *all_ledgers()]
CANARIES = ["金丝雀姓名", "13912345678", "金丝雀住址路9号", "金丝雀致困"]
STRANGER, LOG = b"s" * 16, b"l" * 16


@pytest.fixture
def filled(store):
    save(store, site("云麓园区"))
    for make in (member, worker):
        save(store, make())
    return store


@pytest.mark.parametrize("table", SYNCED)
@pytest.mark.parametrize(
    "act", ['DELETE FROM "{0}"', 'UPDATE "{0}" SET {1}={1}', 'INSERT INTO "{0}" SELECT * FROM "{0}"']
)
def test_nobody_but_apply_changes_a_synced_table(filled, table: str, act: str) -> None:
    if not filled.reader.rows(f'SELECT 1 FROM "{table}"'):
        _put_a_row(filled, table)
    column = filled.reader.rows("SELECT name FROM pragma_table_info(?)", (table,))[0][0]
    with pytest.raises(driver.IntegrityError, match="outside apply"), filled.writing() as connection:
        connection.execute(act.format(table, column))


def _put_a_row(store, table: str) -> None:
    """Let a synced table have a row, as apply would, so that a stray statement has something to hit."""
    rows = store.reader.rows("SELECT name, type FROM pragma_table_info(?)", (table,))
    names = ",".join(f'"{name}"' for name, _ in rows)
    values = [7 if kind == "INTEGER" else "x" for _, kind in rows]
    with store.writing() as connection:
        connection.execute("INSERT INTO gate(n, open) VALUES (1, 1)")
        marks = ",".join("?" * len(values))
        connection.execute(f'INSERT INTO "{table}"({names}) VALUES ({marks})', values)
        connection.execute("DELETE FROM gate")


def test_the_gate_is_shut_after_an_act_and_after_a_refused_one(store) -> None:
    save(store, site())
    with pytest.raises(RecordError):
        save(store, Site(name=""))
    assert store.reader.rows("SELECT count(*) FROM gate") == [(0,)]


def test_the_reading_connection_cannot_write(store) -> None:
    with pytest.raises(MachineError, match="不能写入"):
        store.reader.rows("DELETE FROM setting")


def test_each_operation_is_chained_to_the_one_before(filled) -> None:
    head = bytes(32)
    for (body,) in filled.reader.rows("SELECT body FROM op ORDER BY seq"):
        head = hashlib.sha256(head + hashlib.sha256(body).digest()).digest()
    assert logs.heads(filled.reader)[filled.log] == head
    assert broken_logs(filled.reader) == []


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE op SET body=zeroblob(40) WHERE seq=2",
        "DELETE FROM op WHERE seq=2",
        "DELETE FROM op WHERE seq=3",
        "UPDATE vault SET body=(SELECT body FROM vault WHERE seq=3) WHERE seq=2",
        "UPDATE log SET head=zeroblob(32)",
    ],
)
def test_an_altered_log_is_noticed(filled, spoil: str) -> None:
    with filled.writing() as connection:
        connection.execute("INSERT INTO gate(n, open) VALUES (1, 1)")
        connection.execute(spoil)
        connection.execute("DELETE FROM gate")
    assert broken_logs(filled.reader) == [filled.log]


def test_personal_values_stand_in_the_vault_and_never_in_an_operation(store) -> None:
    save(store, worker(CANARIES[0], mobile=CANARIES[1], address=CANARIES[2], hardship_cause=CANARIES[3]))
    bodies = b"".join(body for (body,) in store.reader.rows("SELECT body FROM op"))
    vaults = b"".join(body for (body,) in store.reader.rows("SELECT body FROM vault"))
    assert [canary for canary in CANARIES if canary.encode() in bodies] == []
    assert [canary for canary in CANARIES if canary.encode() not in vaults] == []


def test_personal_values_are_not_in_an_undo_or_an_edit_either(store) -> None:
    before = save(store, worker(CANARIES[0], mobile=CANARIES[1]))
    save(store, worker("乙", id=before.id), before)
    store.undo(*store.last_act())
    bodies = b"".join(body for (body,) in store.reader.rows("SELECT body FROM op"))
    assert [canary for canary in CANARIES if canary.encode() in bodies] == []
    assert store.reader.get(type(before), before.id).mobile == CANARIES[1]


def test_equal_personal_values_give_different_commitments(store) -> None:
    for _ in range(3):
        save(store, worker("同名", mobile="13900001234"))
    bodies = [body for (body,) in store.reader.rows("SELECT body FROM op")]
    commits = {unpacked(body, None)[0].commit for body in bodies}
    assert len(commits) == 3
    assert None not in commits


def test_without_its_vault_part_an_operation_still_reads(store) -> None:
    record = save(store, site("园区", contact="甲"))
    with store.writing() as connection:
        connection.execute("DELETE FROM vault")
    store.rebuild()
    kept = store.reader.get(Site, record.id)
    assert (kept.name, kept.contact) == ("园区", "")
    assert broken_logs(store.reader) == []


def operation(**changes: object) -> Operation:
    plain = {
        "hlc": 5 << 16, "act": 1, "ledger": "site", "entity": b"e" * 16, "actor": STRANGER,
        "fields": {"name": "外来", ALIVE: True}, "base": {}, "hidden": [],
    }  # fmt: skip
    return Operation(**(plain | changes))


def receive(store, *bodies: bytes, vaults: tuple[bytes | None, ...] = ()) -> None:
    """Let a stranger's operations in as an import would, after the signatures were checked."""
    with store.writing() as connection:
        applier = Applier(connection, store.kinds)
        place = applier.place(LOG, STRANGER)
        parts = [*vaults, *[None] * len(bodies)]
        ops = [Logged(log=LOG, seq=place.seq + n, body=b, vault=parts[n - 1]) for n, b in enumerate(bodies, start=1)]
        applier.apply([(place, ops)])
    store.catch_up()


def nested(depth: int) -> bytes:
    return msgspec.msgpack.encode(operation()).replace(
        msgspec.msgpack.encode("外来"), b"\x91" * depth + msgspec.msgpack.encode("外来")
    )


BROKEN = {
    "nothing": b"",
    "noise": b"\xff" * 40,
    "a number": b"\x05",
    "cut short": packed(operation(), {})[0][:-9],
    "a short entity": packed(operation(entity=b"e" * 15), {})[0],
    "a long actor": packed(operation(actor=b"a" * 17), {})[0],
    "a stamp before time": packed(operation(hlc=-1), {})[0],
    "a stamp beyond 63 bits": packed(operation(hlc=1 << 63), {})[0],
    "a base beyond 62 bits": packed(operation(base={"name": [(LOG, 1 << 62)]}), {})[0],
    "a base at nothing": packed(operation(base={"name": [(LOG, 0)]}), {})[0],
    "a base of no log": packed(operation(base={"name": [(b"", 1)]}), {})[0],
    "fields as a list": msgspec.msgpack.encode([1, 5, 1, "site", b"e" * 16, STRANGER, 1, ["name"], {}, [], None, ""]),
    "a name that is no text": packed(operation(), {})[0].replace(b"\xa4name", b"\xa4n\xffme"),
    "a little too deep": nested(9),
    "as deep as this machine can": nested(900),
    "far too deep": nested(100_000),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_what_is_no_operation_is_refused_and_changes_nothing(store, body: bytes) -> None:
    save(store, site())
    before = store.digest()
    with pytest.raises(BrokenOperationError):
        receive(store, packed(operation(), {})[0], body)
    assert store.digest() == before
    assert store.reader.totals() == (1, 1)


@given(st.binary(max_size=80))
def test_no_bytes_raise_anything_but_broken(noise: bytes) -> None:
    for read in (
        lambda: unpacked(noise, None),
        lambda: about(noise),
        lambda: unpacked(packed(operation(), {})[0], noise),
    ):
        try:
            read()
        except BrokenOperationError:
            continue


def test_a_vault_part_that_was_not_committed_to_is_refused(store) -> None:
    body, vault = packed(operation(), {"contact": "甲"})
    _, other = packed(operation(), {"contact": "乙"})
    with pytest.raises(BrokenOperationError):
        receive(store, body, vaults=(other,))
    receive(store, body, vaults=(vault,))
    assert store.reader.get(Site, (b"e" * 16).hex()).contact == "甲"


ODD = [
    None,
    7,
    -(2**63),
    2**64 - 1,
    1.5,
    float("nan"),
    True,
    b"\x00",
    [1],
    {"a": 1},
    "",
    "\x00",
    "x" * 70_000,
    [[["a"]]],
]


@pytest.mark.parametrize("table", sorted(all_ledgers()))
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_a_value_that_does_not_fit_is_left_out_and_the_rest_stands(store, table: str, odd: object) -> None:
    kind = store.kinds[table]
    names = [f.name for f in kind.ledger.fields]
    parts = {f"{name}/{'0' * 64}" if kind.ledger.field(name).kind.many else name: odd for name in names}
    receive(store, packed(operation(ledger=table, fields={**parts, ALIVE: True}), {})[0])
    record = store.reader.get(kind, (b"e" * 16).hex())
    assert all(map(str, record.doubts()))
    assert all(isinstance(field.shade(getattr(record, field.name)), str) for field in kind.ledger.fields)
    before = store.digest()
    store.rebuild()
    assert store.digest() == before


def test_one_bad_member_of_a_set_does_not_hide_the_others(store) -> None:
    rows = {"progress/1": {"day": "2026-06-01", "words": "好"}, "progress/2": {"day": "昨天", "words": "坏"}}
    receive(store, packed(operation(ledger="deed", fields={"content": "修路", ALIVE: True, **rows}), {})[0])
    deed = store.reader.get(store.kinds["deed"], (b"e" * 16).hex())
    assert [row.cells["words"] for row in deed.progress] == ["好"]


def test_a_clock_gone_mad_is_believed_in_nothing_but_its_own_dates(store) -> None:
    receive(store, packed(operation(hlc=(1 << 63) - 1), {})[0])
    mine = save(store, site("自己的"))
    assert mine.meta.updated_at.year < 2100
    assert store.reader.get(Site, (b"e" * 16).hex()).meta.updated_at.year > 6000


def test_an_operation_of_a_ledger_not_known_here_is_kept_and_makes_no_row(store) -> None:
    body, _ = packed(operation(ledger="of_tomorrow"), {})
    receive(store, body)
    assert store.reader.rows("SELECT body FROM op") == [(body,)]
    assert sum(store.reader.rows(f'SELECT count(*) FROM "{t}"')[0][0] for t in store.kinds) == 0
    store.rebuild()
    assert store.search("外来") == []


def test_a_field_not_known_here_is_kept_and_survives_an_edit(store) -> None:
    receive(store, packed(operation(fields={"name": "外来", "of_tomorrow": "值", ALIVE: True}), {})[0])
    record = store.reader.get(Site, (b"e" * 16).hex())
    save(store, site("改过", id=record.id, no=record.no), record)
    heads = store.reader.heads(record.id)
    assert heads["of_tomorrow"] == [(LOG, 1)]


def test_two_values_of_a_field_not_known_here_are_no_conflict_anybody_could_settle(store) -> None:
    for value in ("甲", "乙"):
        receive(store, packed(operation(fields={"name": "外来", "of_tomorrow": value, ALIVE: True}), {})[0])
    assert store.reader.get(Site, (b"e" * 16).hex()).meta.conflicts == ()


def test_the_chain_head_follows_from_bodies_alone() -> None:
    assert chained(bytes(32), b"a") != chained(bytes(32), b"b")
    assert chained(chained(bytes(32), b"a"), b"b") != chained(chained(bytes(32), b"b"), b"a")
