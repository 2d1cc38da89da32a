"""重大事项专报: one incident on one page, with the times of its reports (policy 四(六); domain notes §4.2).

* It says what is known and leaves out what is not: 先知道先报，其余续报补. Values of cards and telephones are masked.
* It is the latest report of its chain: which one that is stands above the title, and the page bears its day.
* An ordinary incident stays on one page, set closer if need be; a very long one runs on.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from dundian_desktop import clock
from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Row
from dundian_desktop.ledgers.incident import FIRST_REPORT, Incident
from dundian_desktop.reports.document import Block, Column, Document, Heading, Paragraph, Table, paragraph
from dundian_desktop.reports.month_words import day_words, money_words, said

_ENDS = "。；，"
_UNKNOWN = "—"
_COLUMNS = (
    Column(label="报告", width=3, align="center"),
    Column(label="时间", width=9, align="center"),
    Column(label="方式", width=4, align="center"),
    Column(label="对象", width=15),
    Column(label="接报人", width=8),
)


@dc.dataclass(frozen=True, kw_only=True)
class Around:
    """What a page about an incident has from elsewhere.

    Attributes:
        group: name of the work group that signs.
        addressees: the unions it goes to, by name.
        unit: name of the unit concerned, "" when none.
        day: 成文日期 of a page that was not reported yet.
        demo: the records are fictional, and the page says so.
    """

    group: str
    addressees: tuple[str, ...]
    unit: str
    day: dt.date
    demo: bool = False


def incident_document(incident: Incident, around: Around) -> Document:
    """Compose the page; above its title it says which report it is."""
    rows = sorted(incident.reports, key=lambda row: row.cells["at"])
    matter = _matter(vocabulary("incident_category").label(incident.category or ""))
    return Document(
        title=f"关于{said(around.unit or incident.place)}{matter}的报告",
        addressee="、".join(around.addressees),
        blocks=(*_situation(incident, around), *_rest(incident), *_chain(rows)),
        signature=around.group,
        date=clock.local(rows[-1].cells["at"]).date() if rows else around.day,
        mark=vocabulary("secrecy").label(incident.secrecy or "0"),
        issue=vocabulary("report_stage").label(rows[-1].cells["stage"] if rows else FIRST_REPORT),
        one_page=True,
        watermark="演示" if around.demo else "",
    )


def _matter(sort: str) -> str:
    return sort if sort.endswith(("事项", "事件", "问题", "苗头")) else f"{sort}事项"


def _situation(incident: Incident, around: Around) -> list[Block]:
    heads = [
        f"{moment_words(incident.happened_at)}发生" if incident.happened_at else "",
        f"{moment_words(incident.learned_at)}获知",
        f"来源为{vocabulary('incident_source').label(incident.source)}" if incident.source else "",
        f"地点在{said(incident.place)}" if incident.place else "",
        f"涉事单位为{said(around.unit)}" if around.unit else "",
        f"涉及{incident.people}人" if incident.people else "",
        f"金额{money_words(incident.amount)}" if incident.amount else "",
        f"死亡{incident.dead}人" if incident.dead else "",
        f"受伤{incident.injured}人" if incident.injured else "",
        f"等级为{vocabulary('incident_level').label(incident.level)}" if incident.level else "",
    ]
    first = "，".join(filter(None, heads)) + "。"
    told = [incident.brief, incident.course, _labelled("职工诉求", incident.demands)]
    return [Heading(level=1, text="基本情况"), paragraph(first), *_paragraphs(*told)]


def _rest(incident: Incident) -> list[Block]:
    parts = (
        ("起因和性质", (incident.cause,)),
        ("后果、影响和趋势", (_outlook(incident),)),
        ("已采取的措施", (incident.measures,)),
        ("拟采取的措施", (incident.plans,)),
        ("对策建议", (incident.proposal,)),
        ("化解结果", (incident.result,)),
    )
    blocks: list[Block] = []
    for title, texts in parts:
        if any(text.strip() for text in texts):
            blocks += [Heading(level=1, text=title), *_paragraphs(*texts)]
    return blocks


def _outlook(incident: Incident) -> str:
    """Give what followed, how far it reaches and where it leads, each under its name, in one paragraph."""
    parts = (
        ("已造成的后果", incident.consequences),
        ("影响范围", incident.scope),
        ("发展趋势", incident.trend),
    )
    return "".join(_closed(_labelled(label, said(text))) for label, text in parts if text.strip())


def _labelled(label: str, words: str) -> str:
    return f"{label}：{words}" if words.strip() else ""


def _paragraphs(*texts: str) -> list[Paragraph]:
    return [paragraph(_closed(said(text))) for text in texts if text.strip()]


def _closed(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else words.rstrip(_ENDS) + "。"


def _chain(rows: Sequence[Row]) -> list[Block]:
    """Give the times of the reports; one report to both unions at one moment is one row."""
    told: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        stage, way = (
            vocabulary("report_stage").label(row.cells["stage"]),
            vocabulary("report_way").label(row.cells["way"]),
        )
        told[stage, moment_words(row.cells["at"]), way].append(row)
    table = Table(columns=_COLUMNS, rows=tuple((*head, *_reached(same)) for head, same in told.items()))
    return [Heading(level=1, text="报告情况"), table] if told else []


def _reached(rows: Sequence[Row]) -> tuple[str, str]:
    """Give whom a report went to, and who took it, in the same order."""
    unions = (row.cells.get("union") or vocabulary("report_to").label(row.cells["to"]) for row in rows)
    people = [said(row.cells.get("person", "")) for row in rows]
    return "、".join(map(said, unions)), "、".join(one or _UNKNOWN for one in people)


def moment_words(moment: dt.datetime | None) -> str:
    """Write a moment as people say it: 5月11日9时40分; "" for none."""
    if moment is None:
        return ""
    when = clock.local(moment)
    return f"{day_words(when.date(), when.year)}{when.hour}时{when.minute:02d}分"
