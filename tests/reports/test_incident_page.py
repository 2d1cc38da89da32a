"""The paper on which an incident is reported: what it says, and that an ordinary one stays on one page."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.reports.document import Table
from dundian_desktop.reports.incident import Around, incident_document
from dundian_desktop.reports.marks import CLOSER
from tests.reports.measure import MM, chars, lines, words
from tests.reports.months import sections

LEFT, RIGHT, BOTTOM = 28 * MM, (28 + 156) * MM, (297 - 37 - 225) * MM
AROUND = Around(
    group="南江省总工会驻云麓市青麓县蹲点工作组",
    addressees=("青麓县总工会", "南江省总工会"),
    unit="青麓启晟新材料股份有限公司",
    day=dt.date(2026, 11, 25),
)
UNIONS = (("1", "青麓县总工会", "庞立本"), ("2", "南江省总工会", "程致和"))


def at(day, clock):
    return dt.datetime.fromisoformat(f"{day}T{clock}").astimezone()


def told(stage, way, moment, unions=UNIONS):
    cells = ({"stage": stage, "to": to, "union": union, "way": way, "person": who} for to, union, who in unions)
    return tuple(Row(key=f"{moment:%m%d%H%M}{one['to']}", cells={**one, "at": moment}) for one in cells)


CHAIN = (
    *told("1", "1", at("2026-05-11", "10:05")),
    *told("1", "4", at("2026-05-11", "11:20")),
    *told("2", "4", at("2026-05-12", "17:00")),
    *told("2", "4", at("2026-05-20", "16:30")),
    *told("3", "4", at("2026-06-08", "18:00")),
)
SHORT = Incident(
    learned_at=at("2026-05-11", "09:40"), category="R01", brief="拖欠绩效工资", people=82, measures="已到厂"
)
WHOLE = dc.replace(
    SHORT,
    happened_at=at("2026-05-11", "08:30"),
    source="1",
    amount=47_600_000,
    level="3",
    brief="启晟新材料拖欠一季度绩效工资，部分职工约在厂门口商量，暂无过激行为。" * 2,
    course="两名职工代表到驻点反映绩效工资至今未发，工作组随即到厂，与董事长、工会主席见面，职工回到岗位。" * 2,
    demands="明确发放日期，一次付清；以后绩效办法要让职工知道。",
    cause="客户货款逾期，企业资金周转困难，职代会停开两年，职工没有了解情况的渠道。",
    consequences="停工约二十分钟",
    scope="限于一家",
    trend="兑付计划公示后可控；如再次爽约，可能出现停工",
    measures="与县总工会、人社局、开发区管委会到厂约谈；组长当面向职工代表说明；每日电话了解情绪。",
    plans="逐笔核对到账情况",
    proposal="一是由企业公示分期兑付计划；二是县总工会发提示函；三是恢复召开职代会；四是提请劳动监察立案。" * 2,
    result="82人47.6万元全部到账并逐人签字。",
    reports=CHAIN,
)


def table(document):
    return next(block for block in document.blocks if isinstance(block, Table))


def test_what_is_planned_is_not_told_as_done_and_every_part_has_its_name() -> None:
    document = incident_document(WHOLE, AROUND)
    found = {block.text: None for block in document.blocks if hasattr(block, "level")}
    assert list(found)[3:6] == ["已采取的措施", "拟采取的措施", "对策建议"]
    said = sections(dc.replace(document, blocks=document.blocks[:-1]))
    assert said["拟采取的措施"] == "逐笔核对到账情况。"
    assert "逐笔核对" not in said["已采取的措施"]
    assert "职工诉求：明确发放日期" in said["基本情况"]
    assert said["后果、影响和趋势"].startswith("已造成的后果：停工约二十分钟。影响范围：限于一家。发展趋势：兑付计划")


def test_it_is_the_latest_report_and_bears_its_day_not_that_of_printing() -> None:
    document = incident_document(dc.replace(WHOLE, reports=CHAIN[::-1]), AROUND)
    assert (document.issue, document.mark, document.date) == ("终报", "内部", dt.date(2026, 6, 8))
    first = incident_document(SHORT, AROUND)
    assert (first.issue, first.date) == ("首报", AROUND.day)


def test_one_report_to_both_unions_is_one_row_of_the_times() -> None:
    other = told("2", "1", at("2026-05-21", "08:05"), (("1", "", ""),))
    rows = table(incident_document(dc.replace(WHOLE, reports=(*other, *CHAIN)), AROUND)).rows
    assert rows[0] == ("首报", "5月11日10时05分", "电话", "青麓县总工会、南江省总工会", "庞立本、程致和")
    assert rows[4] == ("续报", "5月21日8时05分", "电话", "当地工会", "—")
    assert [row[0] for row in rows] == ["首报", "首报", "续报", "续报", "续报", "终报"]


def test_an_ordinary_incident_stays_on_one_page_inside_its_area(printed) -> None:
    pages = printed(incident_document(WHOLE, AROUND))
    assert len(pages) == 1
    text = [char for char in chars(pages[0]) if char.y > BOTTOM - 1]
    assert {len(line) for line in lines(text)} & {grid.characters for grid in CLOSER}
    assert all(char.left >= LEFT - 0.01 and char.right <= RIGHT + 0.01 and char.bottom >= BOTTOM for char in text)
    title = next(line for line in lines(text) if words(line).startswith("关于"))
    assert title[0].left - LEFT == pytest.approx(RIGHT - title[-1].right, abs=4)


@pytest.mark.parametrize(
    ("incident", "pages"), [(SHORT, 1), (dc.replace(WHOLE, course="工作组到厂了解情况。" * 150), 5)]
)
def test_a_short_one_and_one_too_long_for_a_page_are_set_by_the_standard(printed, incident, pages) -> None:
    document = printed(incident_document(incident, AROUND))
    assert len(document) == pages
    heads = [char for char in chars(document[0]) if char.char == "本"]
    assert heads[0].x - LEFT == pytest.approx((len("　　一、基") * 156 / 28) * MM, abs=0.5)
