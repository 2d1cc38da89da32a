"""What a monthly report says of deeds: listed, done, under way, late."""

from __future__ import annotations

from collections.abc import Sequence

from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.policy.deeds import deadline_on, done_in, done_late, listed_by, open_on
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.month_words import Part, day_words, listed, number, sentence, tally
from dundian_desktop.reports.nameless import spoken

_MOST_TOLD = 12


def open_deeds(month: Month) -> list[Deed]:
    """Give the deeds that were on the list and not done at the end of the month, the earliest deadline first."""
    found = [deed for deed in listed_by(month.books, month.span.to_date) if open_on(deed, month.as_of)]
    return sorted(found, key=lambda deed: (str(deadline_on(deed, month.as_of)), deed.no, deed.id))


def deeds_told(month: Month) -> list[Part]:
    """Tell what is on the list, what was done and what is under way."""
    listed_so_far = month.figures["K401"].total.value
    if not listed_so_far:
        return []
    found = open_deeds(month)
    if len(found) == listed_so_far:
        return [*sentence(*_listed(month), ["目前均在办理"]), *sentence(_overdue(month, found))]
    return [*sentence(*_listed(month)), *_done(month), *_open(month, found)]


def _listed(month: Month) -> list[list[Part]]:
    line = month.figures["K401"]
    if month.issue == 1:
        return [["本月列入办实事清单", number(line.month, "K401"), "件"]]
    new: list[Part] = ["其中本月新列入", number(line.month, "K401"), "件"] if line.month.value else []
    return [["办实事清单累计列入", number(line.total, "K401"), "件"], new]


def _done(month: Month) -> list[Part]:
    done = done_in(month.books, month.span)
    line = month.figures["K402"]
    to_date: list[Part] = ["蹲点以来累计办成", number(line.total, "K402"), "件"]
    if not done:
        return ["本月没有办结的实事", *(["，", *to_date] if line.total.value else []), "。"]
    reach = month.figures["K403"].month
    whole = sentence(
        ["本月办成实事", number(line.month, "K402"), "件"],
        ["惠及职工", number(reach, "K403"), "人次"] if reach.value else [],
        to_date if line.total.value > line.month.value else [],
    )
    return [
        *whole,
        "办成的实事是：",
        *_named(month, done),
        "。",
        *_late(month, [deed for deed in done if done_late(deed)]),
    ]


def _named(month: Month, deeds: Sequence[Deed]) -> list[Part]:
    more = "等" if len(deeds) > _MOST_TOLD else ""
    return [*listed([_told(month, deed) for deed in deeds[:_MOST_TOLD]], "；"), more]


def _told(month: Month, deed: Deed) -> list[Part]:
    return [spoken(month.books, deed.content), f"，惠及{deed.people}人次" if deed.people else ""]


def _late(month: Month, late: Sequence[Deed]) -> list[Part]:
    names = "、".join(spoken(month.books, deed.content) for deed in late)
    return ["其中", tally(late), f"件超过时限办结：{names}。"] if late else []


def _open(month: Month, found: Sequence[Deed]) -> list[Part]:
    if not found:
        return ["目前没有未办结的实事。"]
    return sentence(["正在办理", tally(found), "件"], _overdue(month, found))


def _overdue(month: Month, found: Sequence[Deed]) -> list[Part]:
    late = [deed for deed in found if month.overdue(deed)]
    if not late:
        return []
    return ["其中已到时限", tally(late), f"件：{'、'.join(with_deadline(month, deed) for deed in late)}"]


def with_deadline(month: Month, deed: Deed) -> str:
    """Name a deed with the deadline in force at the end of the month."""
    day = deadline_on(deed, month.as_of)
    content = spoken(month.books, deed.content)
    return f"{content}（时限{day_words(day, month.as_of.year)}）" if day else content
