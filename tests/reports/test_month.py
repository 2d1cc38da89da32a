"""The monthly report: what it says of records, and what it says where there are none."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.deed import DeedState
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.site import Site
from dundian_desktop.reports.document import Band, Figure, figures
from dundian_desktop.reports.month import Signing
from tests.policy.stints import E2, ENDS, GROUP, M1, M2, STARTS, W1, W2, W3, changed, day, deed, diary, visit
from tests.reports.months import body, report, sections, spans, told

SERVICES, REST = "维权帮扶与办实事", "重大事项和风险隐患"
ZERO = "本月未登记重大事项（零报告）。"


def incident(on):
    return Incident(
        learned_at=dt.datetime.combine(day(on), dt.time(1), dt.UTC), category="R01", brief="欠薪", place="园区"
    )


def demand(key="1", handling="1", words="车间高温津贴没有发放", category="Q01"):
    return Row(key=key, cells={"category": category, "words": words, "handling": handling})


def test_the_sections_stand_in_the_order_of_the_product():
    assert list(sections(report("2026-05")))[1:] == [
        *("本月工作情况", "思想政治引领", "建会入会", SERVICES, "劳动关系与风险排查", "调查研究", "队伍建设与纪律作风"),
        *("问题台账情况", REST, "经费使用情况", "下月工作打算", "需派出单位协调解决的事项"),
    ]


def test_the_title_the_addressee_and_the_signature():
    document = report("2026-05")
    assert document.title == "关于2026年5月蹲点工作情况的报告"
    assert document.addressee == "省总工会机关干部赴基层蹲点工作联络指导小组"
    assert document.signature == "省总驻青麓蹲点组"


def test_the_addressee_may_be_given_by_the_union():
    group = changed(GROUP, addressee="省总工会办公室")
    assert report("2026-05", group).addressee == "省总工会办公室"


def test_the_opening_names_group_places_days_and_issue():
    site = Site(name="城关街道总工会")
    assert told("2026-05", "", site) == (
        "省总驻青麓蹲点组于2026年4月13日至7月12日在城关街道总工会蹲点。本月组员2人，在组62人天（按到组、离组日期计算）。"
        "本报告为第2期，共4期。现将2026年5月工作情况报告如下。"
    )


def test_the_opening_counts_days_on_duty_when_there_are_diaries():
    assert "在岗2人天（按日志统计）" in told("2026-05", "", diary("05-06"), diary("05-07"))


def test_where_nothing_was_written_down_it_says_so_and_no_more():
    found = sections(report("2026-05"))
    empty = {name: text for name, text in found.items() if name and text and "组员" not in text}
    assert all(re.fullmatch("本月[^0-9]*未登记[^0-9]*。", text) for text in empty.values()), empty
    assert len(empty) == 10


def test_no_sentence_counts_nothing():
    for name in ("2026-04", "2026-05", "2026-06", "2026-07"):
        document = report(name, visit("04-20"), deed("04-20", "06-10", "05-20", people=6))
        assert not re.search(r"(?<![0-9.])0(?:人|件|家|条|篇|元|万元)", body(document)), body(document)


def test_visits_are_told_first_and_again():
    text = told("2026-04", SERVICES, visit("04-20"), visit("04-21", W2), visit("04-22"), visit("04-23", None))
    assert text.startswith("本月走访职工4人次，其中首次走访2人、回访1人次、不留名的1人次。")
    assert "首次走访的职工中，有新就业形态劳动者1人、困难职工1人、劳模、工匠1人。" in text


@pytest.mark.parametrize(
    ("name", "records", "words"),
    [
        ("2026-04", [visit("04-20"), visit("04-21", W2)], "本月走访职工2人次，均为首次走访。"),
        ("2026-05", [visit("04-20"), visit("05-06")], "本月走访职工1人次，均为回访。"),
        ("2026-04", [visit("04-20", None)], "本月走访职工1人次，均未留名。"),
    ],
)
def test_visits_of_one_sort_are_told_in_one_word(name, records, words):
    assert told(name, SERVICES, *records).startswith(words)


def test_units_and_ways_are_told():
    text = told("2026-04", SERVICES, visit("04-20"), visit("04-21", W2, way="5"), visit("04-21", W3, E2, way="5"))
    assert "走访方式为夜访2人次、入企1人次。到企业走访3家次，其中首次走访企业2家。" in text


def test_from_the_second_issue_on_it_tells_what_was_reached_to_date():
    found = [visit("04-20"), visit("05-06", W2, E2)]
    assert "蹲点以来" not in told("2026-04", SERVICES, *found)
    assert "蹲点以来累计走访职工2人、2人次，走访企业2家。" in told("2026-05", SERVICES, *found)


def test_comfort_is_told_by_sort_with_its_worth():
    given = [visit("04-20", comfort=50_000, target="1"), visit("04-21", W2, comfort=30_050, target="2")]
    text = told("2026-04", SERVICES, *given)
    assert "走访慰问2人次，其中困难职工1人次、劳模1人次，慰问金和慰问品折价共800.50元。" in text


def test_deeds_that_are_all_under_way():
    text = told("2026-04", SERVICES, deed("04-20", "06-10"), deed("04-25", "06-15"))
    assert text.endswith("本月列入办实事清单2件，目前均在办理。")


def test_deeds_that_were_done_are_named_with_reach_and_money():
    done = deed("04-20", "05-25", "05-20", content="驿站(充电点)1处", people=260, cost=980_000)
    text = told("2026-05", SERVICES, done, deed("05-06", "06-20", content="体检"))
    assert text.endswith(
        "办实事清单累计列入2件，其中本月新列入1件。本月办成实事1件，惠及职工260人次。"
        "办成的实事是：驿站（充电点）1处，惠及260人次。正在办理1件。"
    )


def test_what_is_late_is_named():
    late, done = deed("04-20", "05-20", content="年审点"), deed("04-20", "05-10", "05-12", content="捐书")
    text = told("2026-05", SERVICES, late, done)
    assert "其中1件超过时限办结：捐书。" in text
    assert text.endswith("正在办理1件，其中已到时限1件：年审点（时限5月20日）。")


def test_a_past_month_is_told_as_it_stood_then():
    done_later = deed("04-20", "06-25", "06-22", content="救助")
    assert "目前均在办理" in told("2026-04", SERVICES, done_later)
    assert "继续推进的实事1件：救助（时限6月25日）。" in told("2026-04", "下月工作打算", done_later)


def test_money_is_told_by_source():
    paid = [
        Expense(what="救助", item="7", day=day("05-20"), amount=1_800_000, fund="3"),
        Expense(what="驿站", item="8", day=day("05-21"), amount=320_000, fund="1"),
    ]
    assert told("2026-05", "经费使用情况", *paid) == "本月支出2.12万元，其中蹲点专项经费3200元、困难帮扶资金1.8万元。"
    assert told("2026-06", "经费使用情况", *paid) == "本月没有支出。蹲点以来累计支出2.12万元。"
    assert told("2026-05", "经费使用情况", paid[0]) == "本月支出1.8万元，均为困难帮扶资金。"


def test_plans_are_the_deeds_that_fall_due():
    found = [
        deed("04-20", "05-10", content="甲"),
        deed("04-20", "06-30", content="乙"),
        deed("04-20", "07-01", content="丙"),
    ]
    assert told("2026-05", "下月工作打算", *found) == (
        "已到时限、须抓紧办结的实事1件：甲（时限5月10日）。下月到期、须按期办结的实事1件：乙（时限6月30日）。"
        "继续推进的实事1件：丙（时限7月1日）。"
    )


def test_the_last_report_hands_over_what_is_left():
    found = [deed("04-20", "07-05", content="甲", handed_to_host=True), deed("04-20", "07-05", content="乙")]
    assert told("2026-07", "后续工作安排", *found) == (
        "移交青麓县总工会继续办理的实事1件：甲（时限7月5日）。蹲点结束尚未办结、须商定移交的实事1件：乙（时限7月5日）。"
    )


def test_a_cancelled_deed_is_no_plan():
    assert (
        told("2026-05", "下月工作打算", deed("04-20", "06-10", state=DeedState.CANCELLED)) == "本月未登记下月工作打算。"
    )


def test_diaries_are_told_in_the_part_of_their_task():
    one = diary("05-06", kinds=(), tasks=("1",), place="城关街道", text="开展劳模宣讲1场,120人参加。随后座谈了解诉求。")
    assert told("2026-05", "思想政治引领", one) == (
        "本月有1篇日志记载此项工作：5月6日在城关街道，开展劳模宣讲1场，120人参加。"
    )


@pytest.mark.parametrize(
    ("heading", "more"),
    [
        ("思想政治引领", {"kinds": ("8",)}),
        ("建会入会", {"tasks": ("2",)}),
        ("建会入会", {"kinds": ("3",)}),
        (SERVICES, {"tasks": ("3",)}),
        ("劳动关系与风险排查", {"tasks": ("4",)}),
        ("劳动关系与风险排查", {"kinds": ("9",)}),
        ("调查研究", {"kinds": ("5",)}),
        ("队伍建设与纪律作风", {"tasks": ("5",)}),
        ("队伍建设与纪律作风", {"kinds": ("6",)}),
    ],
)
def test_a_task_or_a_kind_of_work_puts_a_diary_into_its_part(heading, more):
    found = sections(report("2026-05", diary("05-06", **{"kinds": (), **more})))
    assert [name for name, text in found.items() if "日志记载" in text] == [heading]


def test_what_several_diaries_say_alike_is_told_once():
    alike = [diary(f"05-{n:02d}", tasks=("1",)) for n in range(6, 12)]
    text = told("2026-05", "思想政治引领", *alike)
    assert text.startswith("本月有6篇日志记载此项工作：5月6日在园区，")
    assert text.count("5月") == 1


def test_only_the_first_few_diaries_are_told():
    each = [
        diary(f"05-{n:02d}", tasks=("1",), text=f"在第{n}个社区宣讲政策并且听取各方面意见建议。") for n in range(6, 12)
    ]
    text = told("2026-05", "思想政治引领", *each)
    assert re.findall(r"第(\d+)个", text) == ["6", "7", "8"]
    assert text.endswith("等。")


def test_a_diary_of_leave_is_not_work():
    assert (
        told("2026-05", "思想政治引领", diary("05-06", kinds=("11",), tasks=("1",))) == "本月未登记思想政治引领情况。"
    )


def test_moods_and_signs_are_told_where_they_were_written():
    found = [visit("05-06", mood="1"), visit("05-07", W2, mood="3")]
    assert "走访记录中，职工情绪平稳1人次、有苗头1人次。" in told("2026-05", "劳动关系与风险排查", *found)
    assert told("2026-05", REST, *found) == f"{ZERO}走访记录中情绪为“有苗头”的1人次。"


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], ZERO),
        ([visit("05-06", mood="1"), diary("05-06")], ZERO),
        ([visit("05-06", results=("3",))], "走访记录中转重大事项办理的1件，重大事项台账本月未登记。"),
        ([incident("05-06"), incident("04-20")], "本月报告重大事项1起，具体情况另报。蹲点以来累计报告2起。"),
        ([incident("04-20")], f"{ZERO}蹲点以来累计报告1起。"),
    ],
)
def test_incidents_are_never_said_not_to_have_happened(records, words):
    assert told("2026-05", REST, *records) == words


def test_demands_are_told_by_sort_and_handling():
    one = visit("05-06", demands=(demand("1"), demand("2", "3", category="Q02")))
    assert told("2026-05", "问题台账情况", one) == (
        "本月走访中登记职工诉求2件，其中工资社保1件、休息休假1件。办理方式为当场解决1件、报派出单位1件。"
    )


def test_what_is_reported_upwards_is_asked_of_the_superior_once():
    one = visit("05-06", demands=(demand("1", "3"), demand("2", "3"), demand("3", "1", "伙食差")))
    assert told("2026-05", "需派出单位协调解决的事项", one) == "走访中下列诉求拟报派出单位协调：车间高温津贴没有发放。"


def test_a_rotation_is_told_in_the_month_it_happened():
    gone = Member(name="秦朗", roles=("4",), starts=STARTS, ends=day("05-31"))
    came = Member(name="罗青", roles=("4",), starts=day("06-01"), ends=ENDS, replaces=gone.id, handover="在办两件")
    assert told("2026-05", "队伍建设与纪律作风", gone, came).endswith("秦朗于5月31日离组。")
    assert "罗青于6月1日到组接替秦朗，已填写交接清单。" in told("2026-06", "队伍建设与纪律作风", gone, came)
    assert "到组" not in told("2026-07", "队伍建设与纪律作风", gone, came)


def test_every_counted_number_of_the_text_names_its_records():
    document = report("2026-05", visit("04-20"), visit("05-06"), visit("05-07", W2, mood="2"), diary("05-06"))
    assert spans(document)
    assert all(span.records for span in spans(document))


def test_every_number_of_the_table_is_a_figure_with_its_meaning():
    rows = [row for row in report("2026-05", visit("05-06")).appendices[0].table.rows if not isinstance(row, Band)]
    cells = [cell for row in rows for cell in row[3:] if cell != "—"]
    assert all(isinstance(cell, Figure) and cell.meaning for cell in cells)


def test_a_number_says_the_same_in_the_text_and_in_the_table():
    document = report("2026-04", visit("04-20"), visit("04-21", W2), deed("04-20", "05-10"))
    in_table = {(f.meaning, f.text) for f in figures(document)} - {(s.meaning, s.text) for s in spans(document)}
    meant = {span.meaning: span.text for span in spans(document) if span.meaning}
    table = {row[3].meaning: row[3].text for row in _rows(document) if isinstance(row[3], Figure)}
    assert in_table
    assert {code: table[code] for code in meant} == meant


def _rows(document):
    return [row for row in document.appendices[0].table.rows if not isinstance(row, Band)]


def test_parts_stand_in_the_table_only_when_there_are_any():
    labels = [row[1] for row in _rows(report("2026-04", visit("04-20", W3)))]
    assert "　其中：新就业形态劳动者" in labels
    assert "　其中：困难职工" not in labels


def test_main_rows_are_numbered_through():
    numbers = [row[0] for row in _rows(report("2026-04", visit("04-20"))) if row[0]]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 30


def test_an_unkept_ledger_prints_a_dash_and_is_explained():
    document = report("2026-04", visit("04-20"))
    dashes = [row[1:] for row in _rows(document) if row[3] == "—"]
    assert ("在岗", "人天", "—", "—") in dashes
    assert any("台账尚无记录" in note for note in document.appendices[0].notes)


def test_the_list_of_deeds_has_the_columns_of_the_product():
    document = report(
        "2026-05", deed("04-20", "05-25", "05-20", owner=M1.id, people=6, expected_people=8, cost=1_800_000, fund="3")
    )
    table = document.appendices[1].table
    assert [column.label for column in table.columns] == [
        *("序号", "实事内容", "具体措施", "受益对象（人次）", "完成时限"),
        *("责任人", "协办单位", "资金（元/来源）", "进度", "办结时间"),
    ]
    assert table.rows == (
        ("1", "送清凉", "分三场", "6人次", "5月25日", "组员1", "", "18000／困难帮扶资金", "已办结", "5月20日"),
    )
    assert document.appendices[1].orientation == "landscape"


def test_the_list_shows_a_deed_as_it_stood_then():
    one = deed("04-20", "05-25", "06-02", expected_people=40, people=38, planned_cost=200_000, cost=210_000)
    row = report("2026-05", one).appendices[1].table.rows[0]
    assert row[3:] == ("预计40人次", "5月25日", "", "", "计划2000", "进行中（逾期）", "")
    assert len(report("2026-05", deed("06-01", "06-25")).appendices) == 1


def test_the_date_is_the_last_day_or_today_or_what_is_asked():
    assert report("2026-05").date == day("05-31")
    assert report("2026-07").date == ENDS
    assert report("2026-05", today=day("05-18")).date == day("05-18")
    assert report("2026-05", signing=Signing(day=day("06-02"))).date == day("06-02")


def test_the_note_leaves_room_for_a_pen():
    note = report("2026-05").note
    assert note.startswith(
        "填报人：　　　　联络员：　　　　组长审核：\n联系电话：　　　　　　　数据截止：2026年5月31日\n"
    )
    assert re.search(r"数据校验码：[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$", note)


def liaison():
    return changed(M2, id="4" * 32, name="沈一舟", roles=("2", "3"), mobile="13812345678")


def test_the_liaisons_telephone_is_masked_unless_asked_for():
    assert "联络员：沈一舟" in report("2026-05", liaison()).note
    assert "联系电话：138****5678" in report("2026-05", liaison()).note
    assert "13812345678" in report("2026-05", liaison(), signing=Signing(show_phone=True)).note


def test_numbers_of_cards_and_telephones_in_what_people_wrote_are_masked():
    words = "职工刘某身份证11010519491231002X电话13812345678反映加班多"
    found = [
        diary("05-06", tasks=("1",), text=words),
        visit("05-06", demands=(demand(words=words, handling="3"),)),
        deed("05-06", "05-10", content=words, measure=words, partners=words, beneficiaries=words),
    ]
    document = report("2026-05", *found)
    whole = body(document) + repr(document.appendices)
    assert "1949123" not in whole
    assert "13812345678" not in whole
    assert "1101**********002X" in whole
    assert "138****5678" in whole


def test_no_sensitive_value_of_a_card_is_printed():
    worker = changed(
        W1, id_card="11010519491231002X", mobile="13812345678", address="红旗路1号", hardship_cause="尿毒症"
    )
    document = report("2026-05", changed(worker, id="5" * 32), visit("05-06", changed(worker, id="5" * 32)))
    whole = repr(document)
    assert not any(secret in whole for secret in ("11010519491231002X", "13812345678", "红旗路1号", "尿毒症", "职工1"))


def test_a_demonstration_says_so():
    assert report("2026-05").watermark == ""
    assert report("2026-05", changed(GROUP, region="439901")).watermark == "演示"
    assert report("2026-05", signing=Signing(demo=True)).watermark == "演示"


def test_the_text_stays_short_in_a_full_month():
    diaries = [
        diary(
            f"05-{n:02d}",
            tasks=tuple("12345"),
            kinds=("5",),
            text=f"第{n}天在各社区与职工、企业和街道座谈，听取意见，" * 9,
        )
        for n in range(1, 32)
    ]
    found = [
        visit(f"05-{n:02d}", demands=(demand(handling="3", words=f"诉求{n}" * 60),), mood="2") for n in range(1, 32)
    ]
    deeds = [deed("05-01", "05-30", "05-20", content=f"实事{n}" * 12, people=9) for n in range(40)]
    text = body(report("2026-05", *diaries, *found, *deeds))
    assert len(re.findall(r"[\u3400-\u9fff]", text)) <= 3000


def test_hostile_text_does_not_break_a_report():
    odd = "<b>=1+1%s\x00\u202e（未闭合（，，。！" * 3
    document = report("2026-05", diary("05-06", tasks=("1",), place=odd, text=odd), deed("05-01", "05-30", content=odd))
    assert "<b>" in body(document)
