"""R08 and R13: the list of deeds (办实事清单), and comfort at its times; X04 (policy 四(五); domain notes §3.6, §5.3).

* A deed is told once: for what it lacks, and for how it stands on the day looked at.
* What is handed to the local union (移交) when the stint ends is no longer the group's own delay, but it is told.
* Who sends coolness in the hot months, or comforts those in hardship, model workers and craftsmen at all, has done it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dundian_desktop.ledgers.activity import Activity
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.policy.arrangement import spoken_days
from dundian_desktop.policy.deeds import comforts, deadline_on, done_late, open_on
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, BeginRecord, Finding, Level, Telling, opening, stepping, told
from dundian_desktop.policy.inspection import Inspection
from dundian_desktop.policy.sorting import sorted_out
from dundian_desktop.policy.span import Span

COOLNESS, WARMTH, FESTIVAL, AID = "S01", "S02", "S04", "S17"
"""Codes of 送清凉, 送温暖, 节日慰问 and 困难救助 in the vocabulary ``deed_category``."""
GIVING_COOLNESS, COMFORTING = "A05", "A14"
"""Codes of 送清凉 and 走访慰问 in the vocabulary ``activity_category``."""
HOT_MONTHS = (7, 8)
"""July and August, in which sending coolness is usual all over the country (domain notes R13: 高温季)."""
FESTIVALS = ((1, 1, "元旦"), (5, 1, "五一"), (7, 1, "七一"), (10, 1, "国庆节"))
"""Days about which comforting is usual (policy 四(五): 重要时间节点; domain notes R13)."""


def _spoken(day: dt.date | None) -> str:
    return spoken_days((day,), day.year) if day else ""


LACKING = Telling[Deed](
    duty=Duty.R08,
    level=Level.RED,
    one=lambda deed: f"实事“{deed.headline}”缺内容、措施或完成时限，请补齐。",
    many="{n}件实事缺内容、措施或完成时限，请补齐。",
    mend=opening("measure"),
)
OVERDUE = Telling[Deed](
    duty=Duty.R08,
    level=Level.RED,
    one=lambda deed: f"实事“{deed.content}”到期未办结，请登记办结、延期或移交。",
    many="{n}件实事到期未办结，请登记办结、延期或移交。",
    mend=stepping("办结"),
)
UNFINISHED = Telling[Deed](
    duty=Duty.R08,
    level=Level.RED,
    one=lambda deed: f"蹲点结束时实事“{deed.content}”没有办结，也没有移交，请登记办结或移交。",
    many="蹲点结束时{n}件实事没有办结，也没有移交，请登记办结或移交。",
    mend=opening("handed_to_host"),
)
HANDED = Telling[Deed](
    duty=Duty.R08,
    level=Level.NOTE,
    one=lambda deed: f"蹲点结束时实事“{deed.content}”没有办结，已移交驻在工会。",
    many="蹲点结束时{n}件实事没有办结，已移交驻在工会。",
)
LATE = Telling[Deed](
    duty=Duty.R08,
    level=Level.NOTE,
    one=lambda deed: f"实事“{deed.content}”超过时限办结：时限{_spoken(deed.deadline)}，{_spoken(deed.done_on)}办结。",
    many="{n}件实事超过时限办结。",
)
BEYOND = Telling[Deed](
    duty=Duty.R08,
    level=Level.WARNING,
    one=lambda deed: f"实事“{deed.content}”的时限在蹲点结束以后，建议改在结束前，或选移交驻在工会。",
    many="{n}件实事的时限在蹲点结束以后，建议改在结束前，或选移交驻在工会。",
    basis=Basis.USUAL,
    mend=opening("handed_to_host"),
)


def deeds_lacking_elements(seen: Inspection) -> Iterator[Finding]:
    """A deed names content, measure and deadline (policy 四(五), R08)."""
    yield from LACKING.of([d for d in seen.books.of(Deed) if not (d.content and d.measure and d.due)])


def deeds_standing(seen: Inspection) -> Iterator[Finding]:
    """A deed is done in time, delayed with a reason, or handed over; its deadline lies in the stint (R08)."""
    yield from sorted_out(seen.books.of(Deed), lambda deed: _standing(seen, deed))


def _standing(seen: Inspection, deed: Deed) -> Telling[Deed] | None:
    if not open_on(deed, seen.today):
        late = deed.state is DeedState.DONE and done_late(deed) and seen.span.holds(deed.done_on)
        return LATE if late else None
    if deed.handed_to_host:
        return HANDED if seen.ended else None
    if seen.ended:
        return UNFINISHED
    deadline = deadline_on(deed, seen.today)
    if seen.passed(deadline):
        return OVERDUE
    return BEYOND if deadline and deadline > seen.stint.ends else None


def done_fit_listed(seen: Inspection) -> Iterator[Finding]:
    """No more is done than was listed (domain notes §4.1)."""
    listed, done = seen.total("K401"), seen.total("K402")
    if done.value > listed.value:
        unlisted = [deed for deed in seen.books.of(Deed) if deed.id in set(done.records) - set(listed.records)]
        sentence = f"累计办成实事{done.value}件，多于列入清单的{listed.value}件，请核对启动日期。"
        yield told(Duty.X04, Level.RED, sentence, unlisted)


def comfort_at_its_times(seen: Inspection) -> Iterator[Finding]:
    """Coolness is sent in the hot months, and festivals are used to comfort (policy 四(五), R13)."""
    passed = [day for day in seen.stint.whole.days if seen.seen(day)]
    cool, comforted = _coolness(seen), _comforted(seen)
    if any(day.month in HOT_MONTHS for day in passed) and not cool:
        yield told(
            Duty.R13,
            Level.NOTE,
            "蹲点期内有高温季节，清单和活动中还没有送清凉。",
            mend=BeginRecord(ledger="deed", texts={"content": "高温送清凉", "category": "送清凉"}),
        )
    names = [name for month, day, name in FESTIVALS if any((one.month, one.day) == (month, day) for one in passed)]
    if names and not (cool or comforted):
        sentence = f"蹲点期内有{'、'.join(names)}，还没有走访慰问困难职工、劳模和工匠的记录。"
        yield told(Duty.R13, Level.NOTE, sentence, mend=BeginRecord(ledger="visit"))


def _coolness(seen: Inspection) -> bool:
    deeds = (deed for deed in seen.books.of(Deed) if deed.state is not DeedState.CANCELLED)
    acts = (one for one in seen.books.of(Activity) if seen.seen(one.day))
    return any(d.category == COOLNESS for d in deeds) or any(one.category == GIVING_COOLNESS for one in acts)


def _comforted(seen: Inspection) -> bool:
    whole = Span(first=seen.stint.starts, last=seen.today, start=seen.stint.starts)
    listed = (deed for deed in seen.books.of(Deed) if deed.state is not DeedState.CANCELLED)
    acts = (one for one in seen.books.of(Activity) if seen.seen(one.day))
    return (
        any(deed.category in {WARMTH, FESTIVAL, AID} for deed in listed)
        or any(one.category == COMFORTING for one in acts)
        or bool(comforts(seen.books, whole))
    )
