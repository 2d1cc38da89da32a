"""The paper on which a common problem is reported."""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.problem import Nature, Problem
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import books_of
from dundian_desktop.reports.common import common_document
from dundian_desktop.reports.document import figures
from dundian_desktop.reports.summary import Signed
from tests.policy.stints import E1, E2, day
from tests.reports.months import body, sections

SIGNED = Signed(group="驻青麓蹲点组", addressee="省总工会", day=day("06-30"))
WORKER = Worker(name="陶丽华", category="N04")
CASES = tuple(
    Problem(
        no=f"WT-{n:03d}",
        found_on=day(f"05-{n:02d}"),
        description=f"陶丽华等{n}人没有参加工伤保险，电话13812345678",
        nature=Nature.COMMON,
        enterprise=(E1, E2)[n % 2].id,
        people=n,
    )
    for n in range(1, 6)
)
COMMON = CommonProblem(
    no="GX-01",
    title="快递网点没有缴工伤保险",
    category="Q01",
    cases=tuple(case.id for case in CASES[:2]),
    phenomenon="陶丽华反映，12个网点都没有缴。",
    people=310,
    cause="流动大",
    proposal="单险种参保；由总部代缴",
    asked="请省总协调人社部门。",
    addressee="南江省总工会",
    reported_on=day("05-20"),
)


def paper(**more):
    return common_document(dc.replace(COMMON, **more), books_of((E1, E2, WORKER, *CASES)), SIGNED)


def test_it_says_what_is_seen_its_cause_what_is_proposed_and_what_is_asked():
    found = sections(paper())
    assert list(found)[1:] == ["现象", "症结", "对策建议", "请上级支持的事项"]
    assert found["现象"] == (
        "问题台账中归并同类问题2个（WT-001、WT-002），涉及单位2家（单位12、单位11），涉及职工310人，类别为工资社保。"
        "某职工反映，12个网点都没有缴。"
    )
    assert (found["症结"], found["对策建议"]) == ("流动大。", "单险种参保；由总部代缴。")


def test_title_addressee_day_and_every_figure_come_from_the_record():
    document = paper()
    assert document.title == "关于快递网点没有缴工伤保险问题的专报"
    assert (document.addressee, document.signature, document.date) == ("南江省总工会", SIGNED.group, day("05-20"))
    told = {figure.text: figure.records for figure in figures(document)}
    assert told == {"2": (E2.id, E1.id), "310": (COMMON.id,)}
    assert next(figure.records for figure in figures(document)) == COMMON.cases


def test_a_draft_goes_to_the_sending_union_of_today_and_leaves_out_what_is_not_written():
    document = paper(addressee="", reported_on=None, cause="", asked="", cases=())
    assert (document.addressee, document.date) == ("省总工会", SIGNED.day)
    assert list(sections(document))[1:] == ["现象", "对策建议"]


def test_many_problems_stand_in_a_table_without_names_and_numbers():
    document = paper(cases=tuple(case.id for case in CASES))
    assert "归并同类问题5个，涉及单位2家（" in body(document)
    rows = document.appendices[0].table.rows
    assert rows[0] == ("1", "WT-001", "5月1日", "单位12", "某职工等1人没有参加工伤保险，电话138****5678", "1")
    assert len(rows) == 5


def test_a_cited_policy_is_quoted():
    quote = Row(key="1", cells={"document": "0" * 32, "quote": "应当参加工伤保险"})
    assert sections(paper(citations=(quote,)))["政策依据"] == "“应当参加工伤保险”"
