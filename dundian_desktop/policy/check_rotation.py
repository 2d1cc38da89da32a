"""R05 and X14: a post passes on without a gap and with a list; a longer leave is reported (policy 四(一); notes §1.3).

* The policy says no more than that members may rotate: that no post stands empty and that a list goes with it is usual.
* Days on which nobody works are no gap.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.absence import Absence
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.ledgers.union_building import UnionBuilding
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, BeginRecord, Finding, Level, Mend, OpenPage, Telling, opening, told
from dundian_desktop.policy.inspection import Inspection
from dundian_desktop.policy.open_items import open_items

_ONE_DAY = dt.timedelta(days=1)
_HAND_OVER = OpenPage(page=Rotation.ledger.table)
"""Where the wizard hands everything over at once."""


@dc.dataclass(frozen=True, kw_only=True)
class Change:
    """A member who leaves before the stint ends, and who takes over."""

    leaving: Member
    ends: dt.date
    successors: tuple[Member, ...]
    listed: bool


def changes(seen: Inspection) -> list[Change]:
    """Give every change of members."""
    members = {one.id: one for one in seen.books.of(Member)}
    after: dict[str, dict[str, Member]] = defaultdict(dict)
    for one in members.values():
        if one.replaces:
            after[one.replaces][one.id] = one
    listed: set[str] = set()
    for one in seen.books.of(Rotation):
        if one.leaving and (successor := members.get(one.successor or "")):
            after[one.leaving][successor.id] = successor
        if one.leaving and one.items:
            listed.add(one.leaving)
    return [
        Change(
            leaving=one,
            ends=one.ends,
            successors=tuple(after[one.id].values()),
            listed=one.id in listed or any(next_.handover.strip() for next_ in after[one.id].values()),
        )
        for one in members.values()
        if one.ends and one.ends < seen.stint.ends
    ]


def posts_filled(seen: Inspection) -> Iterator[Finding]:
    """A post does not stand empty on a working day (R05)."""
    for change in changes(seen):
        name, ends = change.leaving.name, change.ends
        begins = [one.starts for one in change.successors if one.starts]
        if not begins:
            if seen.passed(ends):
                sentence = f"{name}{ends.month}月{ends.day}日离组，没有登记接替的人。"
                yield _told(sentence, change, BeginRecord(ledger=Rotation.ledger.table))
        elif (gap := seen.calendar.between(ends, min(begins) - _ONE_DAY)) > 0:
            sentence = f"{name}离组到接替的人到组，中间有{gap}个工作日没有人，请核对日期。"
            yield _told(sentence, change, None)


def posts_handed_over(seen: Inspection) -> Iterator[Finding]:
    """A post passes on with the list of what is open (R05)."""
    for change in changes(seen):
        begun = [one for one in change.successors if seen.seen(one.starts)]
        if begun and not change.listed:
            sentence = f"{change.leaving.name}离组，没有交接清单，请在人员轮换中办理交接。"
            yield _told(sentence, change, _HAND_OVER)


def _told(sentence: str, change: Change, mend: Mend | None) -> Finding:
    people = (change.leaving, *change.successors)
    return told(Duty.R05, Level.WARNING, sentence, people, basis=Basis.USUAL, mend=mend)


def work_left_behind(seen: Inspection) -> Iterator[Finding]:
    """Nothing open is answered for by somebody who has left (R05)."""
    gone = {change.leaving.id: change.leaving for change in changes(seen) if seen.passed(change.ends)}
    left: dict[str, list[Record]] = defaultdict(list)
    for item in open_items(seen.books) if gone else ():
        if item.owner in gone and not _is_founded(item.record):
            left[item.owner].append(item.record)
    for owner, some in left.items():
        sentence = f"{gone[owner].name}已离组，还有{len(some)}件在办事项由其负责，请办理交接，改由接替的人负责。"
        yield told(Duty.R05, Level.WARNING, sentence, some, basis=Basis.USUAL, mend=_HAND_OVER)


def _is_founded(record: Record) -> bool:
    """A union that was approved is founded, whatever formalities are still to come."""
    return isinstance(record, UnionBuilding) and record.approved_on is not None


LEAVE_NOT_REPORTED = Telling[Absence](
    duty=Duty.X14,
    level=Level.WARNING,
    one=lambda one: f"请假{one.no}共{one.days}天，超过本组参数，没有登记已报派出单位。",
    many="{n}次请假的天数超过本组参数，没有登记已报派出单位。",
    basis=Basis.PARAMETER,
    mend=opening("reported"),
)


def leave_reported(seen: Inspection) -> Iterator[Finding]:
    """A longer leave is reported to the sending union (X14)."""
    begun = (one for one in seen.books.of(Absence) if seen.seen(one.starts))
    yield from LEAVE_NOT_REPORTED.of(
        [one for one in begun if one.days > seen.parameters.leave_days and one.reported is not True]
    )
