"""The monthly report of a work group to its dispatching union (policy 四(四); domain notes §4.1).

Every sentence is composed from records; a ledger that holds nothing is said to hold nothing. Values of sensitive fields
are never printed, and numbers of cards and telephones in what people wrote are masked.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop.fields import Mobile
from dundian_desktop.fields.numbers import SAMPLE_REGION
from dundian_desktop.ledgers.site import Site
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.document import Appendix, Document, Paragraph, paragraph
from dundian_desktop.reports.month_problem_table import problems_list
from dundian_desktop.reports.month_rest import rest_blocks
from dundian_desktop.reports.month_staff import LIAISON, at_end, named_with
from dundian_desktop.reports.month_statistics import month_words, statistics
from dundian_desktop.reports.month_tables import deeds_list
from dundian_desktop.reports.month_union_table import unions_list
from dundian_desktop.reports.month_words import Part, day_words, number, said, span_words
from dundian_desktop.reports.month_work import work_blocks

_BLANK = "　" * 3


@dc.dataclass(frozen=True, kw_only=True)
class Signing:
    """How a report is signed.

    Attributes:
        filed_by: 填报人; blank for a pen when empty.
        day: 成文日期; the last day of the month, or today while it runs, when None.
        show_phone: print the liaison's mobile number in full.
        demo: the records are fictional, and every page says so.
    """

    filed_by: str = ""
    day: dt.date | None = None
    show_phone: bool = False
    demo: bool = False


_UNSIGNED = Signing()


def month_document(month: Month, signing: Signing = _UNSIGNED) -> Document:
    """Compose the report of a month."""
    group = month.group
    return Document(
        title=f"关于{month_words(month)}蹲点工作情况的报告",
        addressee=group.addressee or f"{group.dispatch_union}机关干部赴基层蹲点工作联络指导小组",
        blocks=(_opening(month), *work_blocks(month), *rest_blocks(month)),
        appendices=appendices_of(month),
        signature=group.name,
        date=signing.day or month.as_of,
        note=_note(month, signing),
        watermark="演示" if signing.demo or group.region == SAMPLE_REGION else "",
    )


def appendices_of(month: Month) -> tuple[Appendix, ...]:
    """Give the appendices: the figures, then the lists that hold something (notes §4.1)."""
    lists = (deeds_list(month), problems_list(month), unions_list(month))
    return (statistics(month), *(one for one in lists if one))


def _opening(month: Month) -> Paragraph:
    """导语: the group, its places, its days, and which issue of how many this is."""
    group, stint = month.group, month.stint
    places = "、".join(said(site.name) for site in month.books.of(Site)) or said(group.host)
    stay = f"{span_words(stint.starts, stint.ends)}在{places}蹲点" if places else span_words(stint.starts, stint.ends)
    whole = len(stint.months)
    return paragraph(
        f"{said(group.name)}于{stay}。",
        *_days(month),
        f"本报告为第{month.issue}期，共{whole}期。现将{month_words(month)}工作情况报告如下。",
    )


def _days(month: Month) -> list[Part]:
    people, on_duty, in_group = (month.figures[code].month for code in ("K601", "K602", "K602.1"))
    if not people.value:
        return []
    days: list[Part] = (
        ["在岗", number(on_duty, "K602"), "人天（按日志统计）。"]
        if on_duty.value
        else ["在组", number(in_group, "K602.1"), "人天（按到组、离组日期计算）。"]
    )
    return ["本月组员", number(people, "K601"), "人，", *days]


def _note(month: Month, signing: Signing) -> str:
    liaisons = [member for member in at_end(month) if LIAISON in member.roles]
    phone = next((member.mobile for member in liaisons if member.mobile), "")
    shown = phone if signing.show_phone else Mobile().mask(phone) if phone else ""
    lines = (
        (
            ("填报人", signing.filed_by or _BLANK),
            ("联络员", "、".join(named_with(liaisons, LIAISON)) or _BLANK),
            ("组长审核", ""),
        ),
        (
            ("联系电话", shown or _BLANK * 2),
            ("数据截止", day_words(month.as_of)),
        ),
        (("数据校验码", month.figures.digest),),
    )
    return "\n".join("　".join(f"{label}：{value}" for label, value in line) for line in lines)
