"""What a month still lacks or contradicts."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop.ledger import Meta
from dundian_desktop.policy.checks import findings
from dundian_desktop.policy.counting import Count
from dundian_desktop.policy.finding import Level, RecordRef
from dundian_desktop.policy.kpi import Figures
from tests.policy.stints import E1, M1, M2, changed, day, deed, diary, month, visit


def told(name, *records, today=dt.date(2026, 11, 1)):
    return findings(month(name, *records, today=today))


def saying(found, words):
    return [each for each in found if words in each.sentence]


def test_a_deed_without_its_three_elements_is_red():
    bare = deed("04-20", "06-10", measure="")
    found = saying(told("2026-04", bare), "缺内容、措施或完成时限")
    assert [(each.level, each.records) for each in found] == [(Level.RED, (RecordRef(ledger="deed", id=bare.id),))]


def test_an_overdue_deed_is_red_and_named():
    late = deed("04-20", "04-28", content="年审办理点")
    found = saying(told("2026-04", late), "年审办理点")
    assert (found[0].level, found[0].records) == (Level.RED, (RecordRef(ledger="deed", id=late.id),))


def test_a_deed_done_in_time_is_not_told():
    assert not saying(told("2026-04", deed("04-20", "04-28", "04-28")), "到期")


def test_in_a_running_month_nothing_is_overdue_before_its_day():
    due = deed("04-20", "04-28")
    assert not saying(told("2026-04", due, today=day("04-28")), "到期未办结")
    assert saying(told("2026-04", due, today=day("04-29")), "到期未办结")


def test_a_deed_done_late_is_noted():
    found = saying(told("2026-05", deed("04-20", "05-10", "05-12")), "超过时限办结：时限5月10日，5月12日办结")
    assert [each.level for each in found] == [Level.NOTE]


def test_a_deed_done_in_the_stint_but_begun_before_it_contradicts_the_list():
    early = deed("04-01", "05-10", "05-09")
    found = told("2026-05", early)
    assert saying(found, "累计办成实事1件，多于列入清单的0件")[0].records == (RecordRef(ledger="deed", id=early.id),)


def test_sums_that_do_not_agree_are_red():
    whole = month("2026-05", visit("04-20"), visit("05-06"))
    lines = tuple(
        dc.replace(line, total=Count(value=9)) if line.indicator.code == "K004" else line
        for line in whole.figures.lines
    )
    found = findings(dc.replace(whole, figures=Figures(span=whole.span, lines=lines)))
    assert [each.sentence for each in found if each.level is Level.RED] == [
        "走访职工（人次）的累计不等于上期累计加本月，请核对。"
    ]
    assert not saying(findings(whole), "上期累计")


@pytest.mark.parametrize("record", [visit("04-12"), diary("07-13"), deed("04-01", "06-01")])
def test_what_lies_outside_the_stint_is_told(record):
    found = saying(told("2026-05", record), "不在蹲点期内")
    assert [(each.level, each.records) for each in found] == [
        (Level.WARNING, (RecordRef(ledger=record.ledger.table, id=record.id),))
    ]


def test_a_sign_of_unrest_is_told():
    assert saying(told("2026-04", visit("04-20", mood="3")), "有1次走访的情绪记为“有苗头”")


def test_a_month_without_any_diary_is_one_finding():
    assert len(saying(told("2026-04"), "没有一篇日志")) == 1
    assert not saying(told("2026-04"), "个工作日")


def test_working_days_without_a_diary_are_told_for_each_member():
    found = saying(told("2026-04", diary("04-13"), diary("04-14", M2)), "个工作日没有日志")
    assert [each.sentence for each in found] == [
        "组员1有13个工作日没有日志，最早是4月14日。",
        "组员2有13个工作日没有日志，最早是4月13日。",
    ]
    assert found[0].records == (RecordRef(ledger="member", id=M1.id),)


def test_days_that_are_still_to_come_lack_no_diary():
    found = saying(told("2026-04", diary("04-13"), diary("04-13", M2), today=day("04-13")), "没有日志")
    assert found == []


def test_a_unit_only_diaries_name_is_noted():
    one = diary("04-20", enterprise=E1.id)
    assert saying(told("2026-04", one), "日志中到过的1家单位")
    assert not saying(told("2026-04", one, visit("04-15")), "日志中到过的")


def test_what_a_ledger_still_wants_is_gathered_by_ledger():
    found = saying(told("2026-04", visit("04-20", target=None), visit("04-21", target=None)), "待补：对象类型")
    assert found[0].sentence.startswith("走访记录有2条待补：")
    assert len(found[0].records) == 2


def test_what_looks_wrong_is_gathered_by_reason():
    found = saying(told("2026-04", visit("04-20", visitors=(M1.id,))), "一人走访，两人以上为宜")
    assert [each.sentence for each in found] == ["走访记录有1条请核对：走访人：一人走访，两人以上为宜。"]


def test_other_months_records_are_left_to_their_month():
    assert not saying(told("2026-05", visit("04-20", target=None)), "对象类型")


def test_an_unsettled_conflict_is_told():
    now = dt.datetime(2026, 4, 20, tzinfo=dt.UTC)
    meta = Meta(created_at=now, created_by="", updated_at=now, updated_by="", revision=2, conflicts=("advice",))
    assert saying(told("2026-04", changed(visit("04-20"), meta=meta)), "1条记录有两种写法")[0].level is Level.WARNING


def test_the_gravest_come_first():
    levels = [each.level for each in told("2026-04", deed("04-20", "04-28"), visit("04-20", mood="3"))]
    assert levels == sorted(levels, key=list(Level).index)
    assert levels[0] is Level.RED


def test_every_sentence_is_whole():
    found = told("2026-04", deed("04-20", "04-28", measure=""), visit("04-12"), diary("04-14"))
    assert all(each.sentence.endswith("。") for each in found)
