"""Lawful values and records made from declarations: kind -> strategy, ledger -> strategy.

Values are as the window would make them: they refuse nothing, and parsing what they format gives them back.
Links point into `POOL`, a fixed pool of ids, so that a test can know every name.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache, singledispatch
from typing import Any, TypeVar

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dundian_desktop import fields
from dundian_desktop.fields import numbers
from dundian_desktop.ledger import Record

R = TypeVar("R", bound=Record)

POOL = tuple(f"0190c0de{number:024x}" for number in range(12))
"""Ids of records that links may point to, whatever their ledger."""

_TRICKY = ("=1+1", "+86", "-3", "@甲", "＝求和", "＋", "－", "＠", "%s{0}", "<font>", "'", '"引"', "a,b;c", "_x0041_")
_SIGNS = "工会蹲点走访职工慰问诉求欠薪工资社保张王李赵第一二三。，；：、（）“”—…Az09 =+-@%<>&'\"\\/{}_#~😀𠮷é"
_MOMENTS = (dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31))  # noqa: DTZ001 - hypothesis wants naive bounds


@singledispatch
def values(kind: fields.Kind[Any]) -> SearchStrategy[Any]:
    """Give lawful, present values of a kind.

    Raises:
        NotImplementedError: nobody has said yet what this kind holds.
    """
    raise NotImplementedError(kind)


def records(kind: type[R], **fixed: Any) -> SearchStrategy[R]:
    """Give lawful records of a ledger; `fixed` fields hold what is given."""
    chosen = {field.name: _present_or_not(field) for field in kind.ledger.fields}
    made = st.builds(kind, id=_ids(), **{**chosen, **{name: st.just(value) for name, value in fixed.items()}})
    return made.map(lambda record: _lawful(_put_off(_unsigned(record), fixed), fixed)).filter(_may_be_kept)


def _may_be_kept(record: Record) -> bool:
    """Tell whether a record, and what is made with it, is lawful and may lie in an ordinary file."""
    made = (one for follow in record.follows(None) if (one := follow.make(None)))
    return not record.problems() and not _apart(record) and not any(one.problems() or _apart(one) for one in made)


def _apart(record: Record) -> bool:
    return record.sensitivity is fields.Sensitivity.POLITICAL


def edits(before: R) -> SearchStrategy[R]:
    """Give what a stored record may lawfully become: its state, what stays and what only grows as they were."""
    flow, kept = before.workflow, dict[str, Any]()
    for field in before.ledger.fields:
        grows = isinstance(field.kind, fields.Rows) and field.kind.append
        if (field.once or grows) and not fields.is_absent(getattr(before, field.name)):
            kept[field.name] = getattr(before, field.name)
    if flow:
        kept[flow.field] = flow.state(before)
        kept |= {name: getattr(before, name) for name in flow.needs.get(flow.state(before), ())}
    return records(type(before), **kept)


def _unsigned(record: R) -> R:
    """Give a record in no state that somebody would have to sign for; a made-up link signs nothing."""
    flow = record.workflow
    if flow and flow.state(record) in flow.signed:
        return dc.replace(record, **{flow.field: record.ledger.field(flow.field).default})
    return record


def _put_off(record: R, fixed: dict[str, Any]) -> R:
    """Give a record whose drawn rows put its deadline off, each later than the one before; what is done has none."""
    for field in record.ledger.fields:
        later = record.ledger.later(field) if field.once else None
        if later and later.name not in fixed:
            last, kept = getattr(record, field.name), list[fields.Row]()
            for row in getattr(record, later.name) if record.workflow.open(record) else ():
                if last is None or row.cells[field.name] > last:
                    last, kept = row.cells[field.name], [*kept, row]
            record = dc.replace(record, **{later.name: tuple(kept)})
    return record


@cache
def some(kind: type[R]) -> tuple[tuple[R, R], ...]:
    """Give the simplest lawful record of a ledger and a few others, each with what it may become.

    Drawing a record of sixty fields costs more than keeping it, so the laws over every ledger share these.
    """
    drawn: list[tuple[R, R]] = []

    @settings(max_examples=3, phases=[Phase.generate])
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        before = data.draw(records(kind))
        drawn.append((before, data.draw(edits(before))))

    draw()
    return tuple(drawn)


def rows_of(kind: type[R], **size: int) -> SearchStrategy[list[R]]:
    """Give lists of lawful records with ids of their own."""
    return st.lists(records(kind), unique_by=lambda record: record.id, **size)


def _present_or_not(field: fields.Field) -> SearchStrategy[Any]:
    present = values(field.kind)
    return present if field.required else st.one_of(present, st.just(field.default))


def _lawful(record: R, fixed: dict[str, Any]) -> R:
    """Take away one value after another that need not be there, until no law is broken."""
    for field in reversed(record.ledger.fields):
        if not record.problems():
            break
        if not field.required and field.name not in fixed:
            record = dc.replace(record, **{field.name: field.default})
    return record


def _ids() -> SearchStrategy[str]:
    return st.integers(0, 2**74 - 1).map(lambda number: f"0190{number:028x}")


@values.register
def _(kind: fields.Text) -> SearchStrategy[str]:
    if kind.pattern:
        return st.from_regex(kind.pattern, fullmatch=True).filter(str.isascii)
    signs = _SIGNS + ("\n" if kind.lines > 1 else "")
    free = st.text(signs, min_size=max(1, kind.min_length), max_size=min(kind.max_length, kind.min_length + 60))
    tricky = st.sampled_from(
        [words for words in _TRICKY if kind.min_length <= len(words) <= kind.max_length] or ["职工" * 10]
    )
    return st.one_of(free, tricky).map(kind.parse).filter(_keepable(kind))


def _keepable(kind: fields.Kind[Any]) -> Callable[[Any], bool]:
    return lambda value: not fields.is_absent(value) and kind.refuse(value) is None


@values.register
def _(kind: fields.Whole) -> SearchStrategy[int]:
    return st.integers(kind.low, kind.high)


@values.register
def _(kind: fields.Money) -> SearchStrategy[int]:
    return st.integers(0, kind.high)


@values.register
def _(kind: fields.Flag) -> SearchStrategy[bool]:
    return st.booleans()


@values.register
def _(kind: fields.Day) -> SearchStrategy[dt.date]:
    near = st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31))
    return st.one_of(near, st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))


@values.register
def _(kind: fields.TimeOfDay) -> SearchStrategy[dt.time]:
    return st.times().map(lambda time: time.replace(second=0, microsecond=0))


@values.register
def _(kind: fields.Moment) -> SearchStrategy[dt.datetime]:
    moments = st.datetimes(*_MOMENTS, timezones=st.just(dt.UTC))
    return moments.map(lambda moment: moment.replace(second=0, microsecond=0))


@values.register
def _(kind: fields.Choice) -> SearchStrategy[Any]:
    return st.sampled_from(list(kind.options))


@values.register
def _(kind: fields.Code) -> SearchStrategy[str]:
    return st.sampled_from([entry.code for entry in kind.words.choices()])


@values.register
def _(kind: fields.Codes) -> SearchStrategy[tuple[str, ...]]:
    chosen = st.lists(values(kind.one), min_size=1, max_size=4, unique=True)
    return chosen.map(lambda codes: kind.join(dict.fromkeys(codes, True)))


@values.register
def _(kind: fields.Ref) -> SearchStrategy[str]:
    return st.sampled_from(POOL)


@values.register
def _(kind: fields.Refs) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(values(kind.one), min_size=1, max_size=4, unique=True).map(lambda ids: tuple(sorted(ids)))


@values.register
def _(kind: fields.IdCard) -> SearchStrategy[str]:
    born = st.dates(dt.date(1930, 1, 1), dt.date(2010, 12, 31)).map(lambda day: f"{day:%Y%m%d}")
    first17 = st.builds("{}{}{:03d}".format, st.sampled_from(["439901", "430121"]), born, st.integers(1, 999))
    return first17.map(lambda digits: digits + id_check(digits))


def id_check(first17: str) -> str:
    """Give the check character of an ID card number (GB 11643-1999)."""
    weights = (2 ** (17 - place) % 11 for place in range(17))
    return "10X98765432"[sum(int(c) * w for c, w in zip(first17, weights, strict=True)) % 11]


@values.register
def _(kind: fields.Uscc) -> SearchStrategy[str]:
    body = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=15, max_size=15)
    made = body.map(lambda rest: ("81" if kind.union else "91") + rest).map(lambda f: f + numbers.uscc_check(f))
    return made if kind.union else st.one_of(made, st.just("无"))


@values.register
def _(kind: fields.Mobile) -> SearchStrategy[str]:
    return st.integers(13_000_000_000, 19_999_999_999).map(str)


@values.register
def _(kind: fields.Region) -> SearchStrategy[str]:
    return st.sampled_from(["439901", "430121", "110101"])


@values.register
def _(kind: fields.Rows) -> SearchStrategy[tuple[fields.Row, ...]]:
    cells = st.fixed_dictionaries(
        {column.name: values(column.kind) for column in kind.columns if column.required},
        optional={column.name: values(column.kind) for column in kind.columns if not column.required},
    )
    row = st.builds(fields.Row, key=_ids(), cells=cells)
    return st.lists(row, min_size=1, max_size=3, unique_by=lambda one: one.key).map(_sorted)


def _sorted(rows: Sequence[fields.Row]) -> tuple[fields.Row, ...]:
    return tuple(sorted(rows))


@values.register
def _(kind: fields.Files) -> SearchStrategy[tuple[fields.Attachment, ...]]:
    shas = st.lists(
        st.integers(0, 2**64).map(lambda n: f"{n:064x}"), min_size=1, max_size=min(3, kind.most), unique=True
    )
    names = st.sampled_from(["照片一.jpg", "签收表：7月.pdf", "IMG_0001.JPG"])
    return st.tuples(shas, names).map(
        lambda made: tuple(fields.Attachment(place=n, sha=sha, name=made[1]) for n, sha in enumerate(made[0]))
    )
