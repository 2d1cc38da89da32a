"""Merging: one act makes one record of two; another takes that back.

* The kept record takes what it lacks: blank fields, and members of sets and rows that the other has. What its ledger
  would not allow stays behind and is named.
* Every link to the other record, in every ledger and in the rows inside records, leads to the kept one afterwards.
* The other goes into the recycle bin. It says where it went (``_into/<kept id>``) and the kept one what came
  (``_from/<other id>``): both histories show it, and so the act is found again.
* Nothing is merged over a conflict: writing there would settle what nobody has seen.
* The kept record is written alive. So when two devices merge the same two in opposite directions both stay, are found
  alike again, and nothing is lost.
* A link that somebody else made meanwhile to the record that is gone is `left_behind`; merging again leads it on.
"""

from __future__ import annotations

import dataclasses as dc
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from dundian_desktop.errors import UserError
from dundian_desktop.fields import Field, Kind, Ref, Refs, Rows, is_absent
from dundian_desktop.ledger import Record
from dundian_desktop.store.act import Act
from dundian_desktop.store.apply import Touched
from dundian_desktop.store.likeness import pairs
from dundian_desktop.store.operation import ALIVE, FROM, INTO, about, packed_value, unpacked
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.rows import changed_parts, parts_of
from dundian_desktop.store.sameness import Pair
from dundian_desktop.store.store import Store

R = TypeVar("R", bound=Record)
_NOTE = "合并"
_ID = re.compile(r"[0-9a-f]{32}")


class CannotMergeError(UserError):
    """These two records cannot be made one, or one not two."""


@dc.dataclass(frozen=True, kw_only=True)
class Merged:
    """What a merge did.

    Attributes:
        kept: the record as it is stored now.
        filled: labels of the fields in which it took something over.
        left: labels of those whose value had to stay with the other.
        links: how many records lead to it now that led to the other before.
    """

    kept: Record
    filled: tuple[str, ...]
    left: tuple[str, ...]
    links: int


def merge(act: Act, kinds: Mapping[str, type[Record]], kind: type[Record], kept: str, gone: str) -> Merged:
    """Make one record of two.

    Args:
        kinds: every declared ledger, by table.
        kept: id of the record that stays.
        gone: id of the one that goes into the bin; one merged into `kept` before only has its late links led on.

    Raises:
        CannotMergeError: they are not two living records of a ledger that merges, or a conflict is in the way.
    """
    one, other = act.reader.get(kind, kept), act.reader.get(kind, gone)
    late = bool(other.meta and other.meta.deleted) and heir(act.reader, gone) == kept
    _refuse(one, other, late=late)
    links = list(_links(act.reader, kinds, kind, gone))
    for record, field in links:
        _refuse_torn(record, field.name)
    united = dc.replace(one) if late else _united(one, other)
    if not late:
        changes = changed_parts(parts_of(one), parts_of(united))
        act.write(kind, kept, {**changes, FROM + gone: True, ALIVE: True}, note=_NOTE)
        act.write(kind, gone, {INTO + kept: True, ALIVE: False}, note=_NOTE)
    moved = {record.id: record for record, _ in links if record.id != gone}
    for record in moved.values():
        _lead_on(act, record, [field for found, field in links if found.id == record.id], (gone, kept))
    took = [f.name for f in kind.ledger.fields if getattr(one, f.name) != getattr(united, f.name)]
    left = [] if late else [name for name in _lacking(one, other) if name not in took]
    return Merged(
        kept=act.reader.get(kind, kept),
        filled=tuple(kind.ledger.field(name).label for name in took),
        left=tuple(kind.ledger.field(name).label for name in left),
        links=len(moved),
    )


# -- what stands in the way


def _refuse(kept: Record, gone: Record, *, late: bool) -> None:
    ledger = type(kept).ledger
    if not ledger.alike:
        raise CannotMergeError(f"“{ledger.title}”的记录不合并，数据没有变化。多出来的一条请直接删除。")
    if kept.id == gone.id:
        raise CannotMergeError("这是同一条记录，不用合并，数据没有变化。")
    for record in (kept, gone):
        if record.meta and record.meta.deleted and not (late and record is gone):
            raise CannotMergeError(f"{_called(record)}在回收站里，没有合并，数据没有变化。请先恢复再合并。")
        for name in record.meta.conflicts if record.meta else ():
            _refuse_torn(record, name)


def _refuse_torn(record: Record, name: str) -> None:
    if record.meta and name in record.meta.conflicts:
        label = record.ledger.field(name).label
        raise CannotMergeError(
            f"{_called(record)}的“{label}”有两种写法还没有选定，没有合并，数据没有变化。请先在“有冲突”里选定。"
        )


def _called(record: Record) -> str:
    return f"{record.ledger.noun}{record.no or record.headline}"


# -- what the kept record takes over


def _united(kept: R, gone: R) -> R:
    """Give the kept record with what it lacks, as far as its ledger allows."""
    wanted = _offered(kept, gone)
    faults = set(map(str, kept.problems()))
    whole = dc.replace(kept, **wanted)
    if faults.issuperset(map(str, whole.problems())):
        return whole
    united = kept
    for name, value in wanted.items():
        more = dc.replace(united, **{name: value})
        if faults.issuperset(map(str, more.problems())):
            united = more
    return united


def _offered(kept: Record, gone: Record) -> dict[str, Any]:
    """Give field name -> value with what the other adds."""
    found: dict[str, Any] = {}
    for field in kept.ledger.fields:
        mine, theirs = getattr(kept, field.name), getattr(gone, field.name)
        if field.system or is_absent(theirs):
            continue
        value = _without(field.kind, _both(field.kind, mine, theirs), {kept.id, gone.id})
        if value != mine:
            found[field.name] = value
    return found


def _both(kind: Kind[Any], mine: Any, theirs: Any) -> Any:
    if is_absent(mine):
        return theirs
    return kind.join({**kind.split(theirs), **kind.split(mine)}) if kind.many else mine


def _without(kind: Kind[Any], value: Any, ids: set[str]) -> Any:
    """Give a value that does not lead to the two themselves."""
    if isinstance(kind, Ref):
        return None if value in ids else value
    return tuple(one for one in value if one not in ids) if isinstance(kind, Refs) else value


def _lacking(kept: Record, gone: Record) -> list[str]:
    return list(_offered(kept, gone))


# -- links


def _links(
    reader: Reader, kinds: Mapping[str, type[Record]], kind: type[Record], gone: str
) -> Iterator[tuple[Record, Field]]:
    """Give every record that leads to this one, deleted ones too, with the field that does."""
    for other in kinds.values():
        for field in other.ledger.fields:
            if not _leads(field.kind, kind.ledger.table):
                continue
            test = f'"{field.name}"=?' if isinstance(field.kind, Ref) else f'instr("{field.name}", ?)>0'
            for (id,) in reader.rows(f'SELECT id FROM "{other.ledger.table}" WHERE {test}', (gone,)):
                yield reader.get(other, id), field


def leading_to(kinds: Mapping[str, type[Record]], kind: type[Record]) -> frozenset[str]:
    """Give the tables of the ledgers whose records can lead to this one."""
    table = kind.ledger.table
    return frozenset(name for name, one in kinds.items() if any(_leads(f.kind, table) for f in one.ledger.fields))


def mentions(reader: Reader, kinds: Mapping[str, type[Record]], kind: type[Record], id: str) -> int:
    """Count the living records that lead to this one."""
    found = {record.id for record, _ in _links(reader, kinds, kind, id) if record.meta and not record.meta.deleted}
    return len(found - {id})


def _leads(kind: Kind[Any], table: str) -> bool:
    if isinstance(kind, Rows):
        return any(_leads(column.kind, table) for column in kind.columns)
    return isinstance(kind, Ref | Refs) and kind.ledger == table


def _lead_on(act: Act, record: Record, names: list[Field], way: tuple[str, str]) -> None:
    """Let the links of one record that lead to the first id lead to the second; one in the bin stays there."""
    gone, kept = way
    stored = act.reader.get(type(record), record.id)
    to = None if record.id == kept else kept
    moved = dc.replace(stored, **{f.name: _led(f.kind, getattr(stored, f.name), gone, to) for f in names})
    act.write(type(record), record.id, changed_parts(parts_of(stored), parts_of(moved)), note=_NOTE)


def _led(kind: Kind[Any], value: Any, gone: str, kept: str | None) -> Any:
    if isinstance(kind, Ref):
        return kept if value == gone else value
    if isinstance(kind, Rows):
        return tuple(dc.replace(row, cells=_led_cells(kind, row.cells, gone, kept)) for row in value)
    rest = {one for one in value if one != gone}
    return tuple(sorted(rest | {kept} if kept and gone in value else rest))


def _led_cells(kind: Rows, cells: Mapping[str, Any], gone: str, kept: str | None) -> dict[str, Any]:
    links = {column.name for column in kind.columns if isinstance(column.kind, Ref)}
    return {name: kept if name in links and cell == gone else cell for name, cell in cells.items()}


# -- afterwards


def heir(reader: Reader, gone: str) -> str:
    """Give the id of the record that a record in the bin was merged into, the latest; "" when it was not."""
    found = _merging(reader, gone)
    return found[0] if found else ""


def _merging(reader: Reader, gone: str) -> tuple[str, bytes, int] | None:
    """Give (id of the kept record, log, act) of the merge that put a record into the bin, or None."""
    rows = reader.rows(
        "SELECT w.field, l.id, o.body, v.body FROM write w JOIN entity e ON e.n=w.entity JOIN log l ON l.n=w.log "
        "JOIN op o ON o.log=w.log AND o.seq=w.seq LEFT JOIN vault v ON v.log=o.log AND v.seq=o.seq "
        "WHERE e.id=? AND w.field>=? AND w.field<? AND w.value=? AND NOT EXISTS (SELECT 1 FROM superseded s "
        "WHERE s.entity=w.entity AND s.field=w.field AND s.log=w.log AND s.seq=w.seq) ORDER BY w.hlc DESC, l.id DESC",
        (bytes.fromhex(gone), INTO, INTO[:-1] + "0", packed_value(True)),
    )
    for part, log, body, vault in rows:
        if unpacked(body, vault)[0].fields.get(ALIVE) is False:
            return part.removeprefix(INTO), log, about(body).act
    return None


def unmerge(store: Store, kind: type[Record], gone: str) -> set[str]:
    """Take back the merge that put a record into the bin, and give the ledgers that changed.

    Raises:
        CannotMergeError: the record was not merged.
        CannotUndoError: something was changed since; the sentence says what.
    """
    record = store.reader.get(kind, gone)
    found = _merging(store.reader, gone)
    if found is None:
        raise CannotMergeError(f"{_called(record)}没有合并到别的记录，或已经拆开，数据没有变化。")
    return store.undo(found[1], found[2])


def left_behind(reader: Reader, kinds: Mapping[str, type[Record]], kind: type[Record]) -> list[Pair]:
    """Give (kept, gone) for the records merged away to which a living record still, or again, leads."""
    table = kind.ledger.table
    sql = (
        f'SELECT t.id FROM "{table}" t JOIN write w ON w.entity=t.n WHERE t.deleted=1 AND w.field>=? AND w.field<? '
        "GROUP BY t.id ORDER BY t.created_at, t.id"
    )
    gone = [id for (id,) in reader.rows(sql, (INTO, INTO[:-1] + "0"))]
    wanted = _led_to(reader, kinds, table) if gone else frozenset[str]()
    into = {id: heir(reader, id) for id in gone if id in wanted}
    return [Pair(one=kept, other=id, by=()) for id, kept in into.items() if kept and _lives(reader, kind, kept)]


def _led_to(reader: Reader, kinds: Mapping[str, type[Record]], table: str) -> frozenset[str]:
    """Give the ids that living records' links to a ledger hold."""
    held: set[str] = set()
    for other in kinds.values():
        for field in other.ledger.fields:
            if _leads(field.kind, table):
                sql = f'SELECT DISTINCT "{field.name}" FROM "{other.ledger.table}" WHERE deleted=0'
                held.update(id for (cell,) in reader.rows(sql) for id in _ID.findall(cell or ""))
    return frozenset(held)


def _lives(reader: Reader, kind: type[Record], id: str) -> bool:
    record = reader.find(kind, id)
    return bool(record and record.meta and not record.meta.deleted)


def suspects(reader: Reader, kinds: Mapping[str, type[Record]], kind: type[Record]) -> list[Pair]:
    """Give everything in a ledger that waits for a person: records alike, then links left behind by a merge."""
    return [*pairs(reader, kind), *left_behind(reader, kinds, kind)] if kind.ledger.alike else []


def suspects_in(reader: Reader, kinds: Mapping[str, type[Record]], touched: Touched) -> dict[str, int]:
    """Count, for each ledger, the pairs that what was just written has a part in, and all links left behind."""
    found: dict[str, int] = {}
    for table, kind in kinds.items():
        alike = pairs(reader, kind) if table in touched.ledgers else []
        ours = [pair for pair in alike if not touched.entities.isdisjoint(_numbers(reader, kind, pair))]
        if number := len(ours) + (len(left_behind(reader, kinds, kind)) if kind.ledger.alike else 0):
            found[table] = number
    return found


def _numbers(reader: Reader, kind: type[Record], pair: Pair) -> list[int | None]:
    return [reader.number_of(kind, id) for id in (pair.one, pair.other)]
