"""重大事项专报: one incident on one page or two, with its chain of reports (policy 四(六); domain notes §4.2).

It says what is known and leaves out what is not: 先知道先报，其余续报补. Values of cards and telephones are masked.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop import clock
from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Row
from dundian_desktop.ledgers.incident import FIRST_REPORT, Incident
from dundian_desktop.reports.document import Block, Document, Heading, Paragraph, paragraph
from dundian_desktop.reports.month_words import day_words, money_words, said

_ENDS = "。；，"


@dc.dataclass(frozen=True, kw_only=True)
class Around:
    """What a page about an incident has from elsewhere.

    Attributes:
        group: name of the work group that signs.
        addressees: the unions it goes to, by name.
        unit: name of the unit concerned, "" when none.
        day: 成文日期.
        demo: the records are fictional, and the page says so.
    """

    group: str
    addressees: tuple[str, ...]
    unit: str
    day: dt.date
    demo: bool = False


def incident_document(incident: Incident, around: Around) -> Document:
    """Compose the page; its title says which report it is."""
    stage = incident.reports[-1].cells.get("stage", FIRST_REPORT) if incident.reports else FIRST_REPORT
    matter = _matter(vocabulary("incident_category").label(incident.category or ""))
    issue = vocabulary("report_stage").label(stage)
    return Document(
        title=f"关于{said(around.unit or incident.place)}{matter}的报告\n（{issue}）",
        addressee="、".join(around.addressees),
        blocks=(*_situation(incident, around), *_rest(incident), *_chain(incident)),
        signature=around.group,
        date=around.day,
        mark=vocabulary("secrecy").label(incident.secrecy or "0"),
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
    told = [incident.brief, incident.course, incident.demands]
    return [Heading(level=1, text="基本情况"), paragraph(first), *_paragraphs(*told)]


def _rest(incident: Incident) -> list[Block]:
    parts = (
        ("起因和性质", (incident.cause,)),
        ("后果、影响和趋势", (incident.consequences, incident.scope, incident.trend)),
        ("已采取的措施", (incident.measures, incident.plans)),
        ("对策建议", (incident.proposal,)),
        ("化解结果", (incident.result,)),
    )
    blocks: list[Block] = []
    for title, texts in parts:
        if any(texts):
            blocks += [Heading(level=1, text=title), *_paragraphs(*texts)]
    return blocks


def _paragraphs(*texts: str) -> list[Paragraph]:
    return [paragraph(_closed(said(text))) for text in texts if text.strip()]


def _closed(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else words.rstrip(_ENDS) + "。"


def _chain(incident: Incident) -> list[Block]:
    if not incident.reports:
        return []
    rows = sorted(incident.reports, key=lambda row: row.cells["at"])
    return [Heading(level=1, text="报告情况"), paragraph("；".join(map(_told, rows)) + "。")]


def _told(row: Row) -> str:
    cells = row.cells
    to = cells.get("union") or vocabulary("report_to").label(cells["to"])
    person = f"，接报人{said(cells['person'])}" if cells.get("person") else ""
    way, stage = vocabulary("report_way").label(cells["way"]), vocabulary("report_stage").label(cells["stage"])
    return f"{moment_words(cells['at'])}向{said(to)}{way}{stage}{person}"


def moment_words(moment: dt.datetime | None) -> str:
    """Write a moment as people say it: 5月11日9时40分; "" for none."""
    if moment is None:
        return ""
    when = clock.local(moment)
    return f"{day_words(when.date(), when.year)}{when.hour}时{when.minute:02d}分"
