"""`Query`: which records of a ledger, in which order, as a value; SQL is made from it here."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from typing import Any

from dundian_desktop import fields
from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Record
from dundian_desktop.store.words import match_expression


@dc.dataclass(frozen=True, kw_only=True)
class Condition:
    """One field must hold one of these plain values; None among them means: or nothing.

    For a set of links or codes, it must hold at least one of them; of rows, a cell must be one.  With `low` or
    `high` it must lie between.
    """

    field: str
    values: tuple[Any, ...] = ()
    low: Any = None
    high: Any = None


@dc.dataclass(frozen=True, kw_only=True)
class Query:
    """Records of one ledger.

    Attributes:
        order: (field, descending) pairs; `updated_at` and `created_at` are fields here too. Newest first when empty.
        words: full-text words that must all be found, "" for any.
        deleted: the recycle bin instead of the living.
        torn: only records with unreconciled conflicts.
    """

    kind: type[Record]
    conditions: tuple[Condition, ...] = ()
    order: tuple[tuple[str, bool], ...] = ()
    words: str = ""
    deleted: bool = False
    torn: bool = False

    def where(self, field: str, *values: Any) -> Query:
        """Give the query with one condition more; values are plain."""
        return dc.replace(self, conditions=(*self.conditions, Condition(field=field, values=values)))

    def between(self, field: str, low: Any, high: Any) -> Query:
        """Give the query with a range more; `low` and `high` are plain and included, None is open."""
        return dc.replace(self, conditions=(*self.conditions, Condition(field=field, low=low, high=high)))

    def in_month(self, month: str) -> Query:
        """Give the query narrowed to a month written ``2026-06``.

        Raises:
            UserError: the ledger has no day that puts a record into a month, or the month is miswritten.
        """
        if not self.kind.ledger.month:
            raise UserError(f"“{self.kind.ledger.title}”不按月份归集，请去掉月份条件。")
        first, last = month_days(month)
        return self.between(self.kind.ledger.month, first.isoformat(), last.isoformat())

    def statement(self, wanted: str, *, ordered: bool = True) -> tuple[str, list[Any]]:
        """Give the SELECT for these columns and its values."""
        tests, values = [f"deleted={int(self.deleted)}"], list[Any]()
        for condition in self.conditions:
            test, some = self._test(condition)
            tests.append(test)
            values += some
        if self.torn:
            tests.append("conflicts<>''")
        if self.words.strip():
            match = match_expression(self.words)
            tests.append("n IN (SELECT rowid FROM word WHERE word MATCH ?)" if match else "0")
            values += [match] if match else []
        sql = f'SELECT {wanted} FROM "{self.kind.ledger.table}" WHERE {" AND ".join(tests)}'
        return (sql + self._order_by(), values) if ordered else (sql, values)

    def _order_by(self) -> str:
        named = [f'"{self._known(field)}"{" DESC" if down else ""}' for field, down in self.order]
        return " ORDER BY " + ", ".join([*named, "n DESC"])

    def _known(self, name: str) -> str:
        if name not in {"updated_at", "created_at", "revision"}:
            self.kind.ledger.field(name)
        return name

    def _test(self, condition: Condition) -> tuple[str, list[Any]]:
        kind = self.kind.ledger.field(condition.field).kind
        name = f'"{condition.field}"'
        if not condition.values:
            bounds = ((">=", condition.low), ("<=", condition.high))
            asked = [(f"{name}{sign}?", bound) for sign, bound in bounds if bound is not None]
            return " AND ".join(test for test, _ in asked) or "1", [bound for _, bound in asked]
        given = [value for value in condition.values if value is not None]
        tests = [f"{name} IS NULL"] if None in condition.values else []
        marks = ",".join("?" * len(given))
        if given and isinstance(kind, fields.Rows):
            cells = f"json_each({name}) row, json_each(row.value) cell"
            tests.append(f"EXISTS (SELECT 1 FROM {cells} WHERE cell.value IN ({marks}))")
        elif given and kind.many:
            tests.append(f"EXISTS (SELECT 1 FROM json_each({name}) WHERE key IN ({marks}))")
        elif given:
            tests.append(f"{name} IN ({marks})")
        return f"({' OR '.join(tests)})", given


def month_days(month: str) -> tuple[dt.date, dt.date]:
    """Give the first and last day of a month written ``2026-06``.

    Raises:
        UserError: it is no month.
    """
    try:
        first = dt.datetime.strptime(month, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise UserError(f"“{month}”不是月份，应写作2026-06。") from None
    after = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return first, after - dt.timedelta(days=1)


def condition_from_text(kind: type[Record], name: str, words: str) -> Condition:
    """Read a condition people wrote as field and value, e.g. ``state`` and ``已办结``; the label serves too.

    Raises:
        UserError: there is no such field, or the value cannot be read.
    """
    for field in kind.ledger.fields:
        if name in (field.name, field.label):
            if not words:
                return Condition(field=field.name, values=(None,))
            return Condition(field=field.name, values=tuple(_plain_parts(field, field.read(words))))
    raise UserError(f"“{kind.ledger.title}”没有“{name}”这一栏。")


def _plain_parts(field: fields.Field, value: Any) -> list[Any]:
    parts = field.kind.split(value)
    return list(parts) if field.kind.many else list(parts.values())
