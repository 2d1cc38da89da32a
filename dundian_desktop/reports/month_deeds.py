"""What a monthly report says of deeds: listed, done, under way, late; and what they cost."""

from __future__ import annotations

from collections.abc import Sequence

from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.policy.deeds import deadline_on, done_in, done_late, listed_by, open_on
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.month_words import Part, day_words, listed, number, said, sentence, sum_figure, tally

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
    return [*whole, "办成的实事是：", *_named(done), "。", *_late([deed for deed in done if done_late(deed)])]


def _named(deeds: Sequence[Deed]) -> list[Part]:
    more = "等" if len(deeds) > _MOST_TOLD else ""
    return [*listed([_told(deed) for deed in deeds[:_MOST_TOLD]], "；"), more]


def _told(deed: Deed) -> list[Part]:
    return [said(deed.content), f"，惠及{deed.people}人次" if deed.people else ""]


def _late(late: Sequence[Deed]) -> list[Part]:
    names = "、".join(said(deed.content) for deed in late)
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
    return f"{said(deed.content)}（时限{day_words(day, month.as_of.year)}）" if day else said(deed.content)


def money_told(month: Month) -> list[Part]:
    """Tell what the deeds cost, by source."""
    line = month.figures["K405"]
    if not line.total.value:
        return []
    to_date = ["蹲点以来累计支出", sum_figure(line.total, "K405"), "。"]
    return [*_money_of_month(month), *(to_date if line.total.value != line.month.value else [])]


def _money_of_month(month: Month) -> list[Part]:
    line = month.figures["K405"].month
    if not line.value:
        return ["本月没有支出。"]
    parts = [one for one in month.figures.parts("K405") if one.month.value]
    whole: list[Part] = ["本月支出", sum_figure(line, "K405")]
    if len(parts) == 1 and parts[0].month.value == line.value:
        return sentence(whole, [f"均为{parts[0].indicator.label}"])
    named = [[one.indicator.label, sum_figure(one.month, one.indicator.code)] for one in parts]
    return sentence(whole, ["其中", *listed(named)] if named else [])
