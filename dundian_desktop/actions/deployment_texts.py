"""The `texts` of a deployment file: what people would type beside its short lists.

``{"problem": {"WT-001": {"责任人": "姜晚禾", "measure": "…"}}}``: table of a ledger, then number or name of a record,
then code name or label of a field, then what is typed there. A record that the file has is completed; what it does not
have is a new record of this number. All goes through `Record.read`, the one door; links are numbers or names of records
of the file, several as a list; the rows of a small table are a list of label -> words.

So a sending union hands a whole prepared deployment to a group, and so the sample is complete.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from dundian_desktop.actions.deployment_shape import Texts
from dundian_desktop.actions.deployment_words import Placed, refuse
from dundian_desktop.errors import RecordError, UserError
from dundian_desktop.fields import Field, Ref, Refs, Rows, Text
from dundian_desktop.ledger import Record

_Words: TypeAlias = str | int
_Cells: TypeAlias = dict[str, _Words]
_Typed: TypeAlias = _Words | list[str | _Cells]
_NOTHING = "没有装入任何内容。"


def completed(records: Iterable[Placed], texts: Texts, kinds: Mapping[str, type[Record]]) -> tuple[Placed, ...]:
    """Give the records of a file with what its texts say, those of a ledger together.

    Args:
        kinds: table name -> record class.

    Raises:
        UserError: something is refused; the sentence names the place.
    """
    shelf = _Shelf()
    for one in records:
        shelf.put(one)
    entries = [(_kind(kinds, table), key, typed) for table, each in texts.items() for key, typed in each.items()]
    known = [_known(shelf, kind, key, typed) for kind, key, typed in entries]
    for id, (kind, key, typed) in zip(known, entries, strict=True):
        shelf.change(id, typed, f"补充内容中{kind.ledger.title}“{key[:20]}”")
    return tuple(shelf.all)


def _kind(kinds: Mapping[str, type[Record]], table: str) -> type[Record]:
    if table not in kinds:
        raise UserError(f"补充内容提到“{table[:20]}”，没有这本台账，{_NOTHING}")
    return kinds[table]


def _known(shelf: _Shelf, kind: type[Record], key: str, typed: Mapping[str, _Typed]) -> str:
    """Give the id of the record that is meant; a new one is put down with the name it will have."""
    place = f"补充内容中{kind.ledger.title}"
    found = shelf.find(kind.ledger.table, key)
    if len(found) > 1:
        raise UserError(f"{place}“{key[:20]}”在文件里有{len(found)}条，请改用编号，{_NOTHING}")
    if not found:
        heads = (field for field in kind.ledger.fields if field.name in kind.ledger.headline)
        names = (typed.get(field.name, typed.get(field.label)) for field in heads if isinstance(field.kind, Text))
        new = kind.of(no=key)
        shelf.put(Placed(record=new, place=f"{place}“{key[:20]}”"), [str(name) for name in names if name])
        return new.id
    return found[0]


class _Shelf:
    """The records of a file in their order, known by number and by name."""

    def __init__(self) -> None:
        self._records: dict[str, Placed] = {}
        self._known: dict[tuple[str, str], list[str]] = {}

    @property
    def all(self) -> Iterable[Placed]:
        """Give them ledger by ledger, each ledger where its first record came; so what signs is there before."""
        ranks: dict[str, int] = {}
        for one in self._records.values():
            ranks.setdefault(one.record.ledger.table, len(ranks))
        return sorted(self._records.values(), key=lambda one: ranks[one.record.ledger.table])

    def put(self, one: Placed, names: Iterable[str] = ()) -> None:
        """Take a record.

        Args:
            names: names it will have besides those it has.

        Raises:
            UserError: its number is another's.
        """
        record, table = one.record, one.record.ledger.table
        if record.no and self.find(table, record.no):
            raise UserError(f"{one.place}的编号“{record.no[:20]}”重复，{_NOTHING}")
        for words in {record.no, *_names(record), *names} - {""}:
            self._known.setdefault((table, words), []).append(record.id)
        self._records[record.id] = one

    def find(self, table: str, words: str) -> list[str]:
        """Give the ids of the records known by a number or a name."""
        return self._known.get((table, words), [])

    def change(self, id: str, typed: Mapping[str, _Typed], place: str) -> None:
        """Write into a record what is typed.

        Raises:
            UserError: it cannot be read.
        """
        record = self._records[id].record
        texts: dict[str, str] = {}
        for name, words in typed.items():
            field = _field(record, name, place)
            texts[field.name] = self._read(field, words, place)
        try:
            self._records[id] = Placed(record=record.read(texts), place=place)
        except RecordError as error:
            raise refuse(place, error) from error

    def _read(self, field: Field, typed: _Typed, place: str) -> str:
        """Give the text for the one door."""
        if isinstance(field.kind, Rows):
            return "\n".join(self._row(field.kind, cells, place) for cells in _many(typed))
        words = [str(each) for each in _many(typed)]
        if isinstance(field.kind, Ref | Refs):
            names = [name.strip() for one in words for name in one.split("、") if name.strip()]
            words = [self._id(field.kind.ledger, name, f"{place}的“{field.label}”") for name in names]
        return "、".join(words)

    def _row(self, kind: Rows, cells: str | _Cells, place: str) -> str:
        if isinstance(cells, str):
            return cells
        told: dict[str, str] = {}
        for name, words in cells.items():
            column = next((c for c in kind.columns if name in (c.name, c.label)), None)
            if column is None:
                raise UserError(f"{place}的表里没有“{name[:20]}”这一栏，{_NOTHING}")
            told[column.label] = self._read(column, words, place)
        return json.dumps(told, ensure_ascii=False)

    def _id(self, ledger: str, words: str, place: str) -> str:
        """Give the id of the record of the file that is known by these words."""
        found = self.find(ledger, words)
        if len(found) == 1:
            return found[0]
        told = f"有{len(found)}条，请改用编号" if found else "没有这一条"
        raise UserError(f"{place}提到“{words[:20]}”，文件里{told}，{_NOTHING}")


def _many(typed: _Typed) -> list[str | _Cells]:
    return typed if isinstance(typed, list) else [str(typed)]


def _names(record: Record) -> list[str]:
    """Give the words by which people know a record, as `Reader.known_as` finds it."""
    heads = (field for field in record.ledger.fields if field.name in record.ledger.headline)
    return [getattr(record, field.name) for field in heads if isinstance(field.kind, Text)]


def _field(record: Record, name: str, place: str) -> Field:
    for field in record.ledger.fields:
        if name in (field.name, field.label):
            return field
    raise UserError(f"{place}没有“{name[:20]}”这一栏，{_NOTHING}")
