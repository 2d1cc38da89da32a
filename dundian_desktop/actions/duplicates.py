"""What is said and stopped when a record is likely one that is there already."""

from __future__ import annotations

import dataclasses as dc
from typing import TypeVar

from dundian_desktop.errors import UserError
from dundian_desktop.fields import Text
from dundian_desktop.ledger import Ledger, Record
from dundian_desktop.store.likeness import alike
from dundian_desktop.store.merging import Merged
from dundian_desktop.store.sameness import Pair, stops
from dundian_desktop.store.store import Store

R = TypeVar("R", bound=Record)


class SecondRecordError(UserError):
    """What this record is known by is that of another; a second record of it is not entered."""


@dc.dataclass(frozen=True, kw_only=True)
class Entry:
    """What the ledger holds already of a record about to be entered.

    Attributes:
        pairs: the records it is likely the same as, best told first.
        stopped: it must not be entered; the first of `pairs` is the one to open instead.
        sentence: says it, "" when there is nothing to say.
    """

    pairs: tuple[Pair, ...] = ()
    stopped: bool = False
    sentence: str = ""


def entry_of(store: Store, record: R, before: R | None = None) -> Entry:
    """Look whether a record is there already; of a stored one, only what its change brought about.

    Args:
        before: the record as it is stored; None when it is new.
    """
    ledger = type(record).ledger
    found = [pair for pair in alike(store.reader, record) if before is None or _changed(before, record, pair.by)]
    barred = [pair for pair in found if stops(ledger, pair.by)]
    pairs = barred or (found if before is None else [])
    if not pairs:
        return Entry()
    more = f"等{len(pairs)}条" if len(pairs) > 1 else ""
    first = store.reader.get(type(record), pairs[0].one)
    sentence = f"{ledger.title}里已有{first.headline}{more}（{_known(first)}{agreement(ledger, pairs[0].by)}）"
    return Entry(pairs=tuple(pairs), stopped=bool(barred), sentence=sentence)


def refuse_second(entry: Entry) -> None:
    """Refuse what must not be entered twice (V-DUP, domain notes §3.0).

    Raises:
        SecondRecordError: the ledger holds a record of this number, or of this word.
    """
    if entry.stopped:
        raise SecondRecordError(f"{entry.sentence}，没有保存，数据没有变化。请打开那一条修改。")


def agreement(ledger: Ledger, by: tuple[str, ...]) -> str:
    """Give in words in what two records agree, e.g. ``姓名和手机号相同``; the values themselves are never shown."""
    if not by:
        return "已合并过，又有记录指着被合并的那一条"
    near = [name for name in by if len(by) > 1 and _is_prose(ledger, name)]
    same = [ledger.field(name).label for name in by if name not in near]
    told = ["和".join(filter(None, ("、".join(same[:-1]), same[-1]))) + "相同"] if same else []
    return "，".join([*told, *(f"{ledger.field(name).label}相近" for name in near)])


def merged_words(merged: Merged) -> str:
    """Give what a merge did, as one sentence."""
    parts = [f"已合并，保留{merged.kept.no or merged.kept.headline}"]
    parts += [f"补上了{'、'.join(merged.filled)}"] if merged.filled else []
    parts += [f"{merged.links}条记录改指这一条"] if merged.links else []
    parts += [f"{'、'.join(merged.left)}对不上，没有带过来，原来的那条在回收站里"] if merged.left else []
    return "；".join(parts) + "。"


def _is_prose(ledger: Ledger, name: str) -> bool:
    kind = ledger.field(name).kind
    return isinstance(kind, Text) and kind.lines > 1


def _changed(before: Record, record: Record, by: tuple[str, ...]) -> bool:
    return any(getattr(before, name) != getattr(record, name) for name in by)


def _known(record: Record) -> str:
    return f"编号{record.no}，" if record.no else ""
