"""（三）维权帮扶与办实事 beside visits and deeds: hardship, legal aid, activities for workers (policy 三(三), 三(四)).

* Of workers in hardship only numbers are told: never who they are, nor why.
"""

from __future__ import annotations

from operator import attrgetter

from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.policy.counting import add_up, in_days
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.month_guidance import activities_of, activity_names, by_sort
from dundian_desktop.reports.month_lines import told, told_to_date
from dundian_desktop.reports.month_words import Part, sentence, sum_figure, tally

_FOR_WORKERS = frozenset({"A12", "A13", "A14", "A15", "A99"})
"""Codes of 劳动竞赛, 文体活动, 走访慰问, 心理疏导 and 其他 in the vocabulary ``activity_category``."""
_found = attrgetter("found_on")
_handed = attrgetter("handed_on")
_aided = attrgetter("aided_on")


def hardship_told(month: Month) -> list[Part]:
    """Tell how many leads were found, handed to the local union, and aided."""
    found, handed, aided = (
        list(in_days(month.books, month.span, HardshipLead, day)) for day in (_found, _handed, _aided)
    )
    money = add_up(aided, lambda lead: lead.aid)
    return sentence(
        ["登记困难职工线索", tally(found), "条"] if found else [],
        ["报送当地工会", tally(handed), "条"] if handed else [],
        ["困难职工得到救助", tally(aided), "人"] if aided else [],
        ["救助金额", sum_figure(money)] if money.value else [],
    )


def aid_told(month: Month) -> list[Part]:
    """Tell of legal aid: K306."""
    return sentence(told(month, "提供法律援助", "K306"), told_to_date(month, "蹲点以来累计", "K306"))


def other_activities_told(month: Month) -> list[Part]:
    """Tell of activities for workers that are neither lectures nor aid."""
    found = activities_of(month, _FOR_WORKERS)
    names = activity_names(month, found)
    return [*sentence(["另组织", *by_sort(found)] if found else []), *([f"活动有：{names}。"] if names else [])]
