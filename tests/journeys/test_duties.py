"""The duties of a group in the real window by keyboard alone: visit, problem, 共性, deed, done, 回访, month closed.

The keys of each part are counted and printed; a visit with what it asks for is at most six entries.
"""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from PySide6.QtCore import Qt

from dundian_desktop import clock
from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.ledgers.common_problem import CommonProblem, CommonState
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.problem import Problem, ProblemState
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from tests.devices import CHEAP, PASSPHRASE, save
from tests.journeys.keyboard import called, saying, until
from tests.journeys.person import Days, Person
from ui.window import Window

STARTS, ENDS = dt.date(2026, 4, 13), dt.date(2026, 7, 12)
MOST_ENTRIES = 6
_LIST = called("recordTable")
_KEY = Qt.Key


@pytest.fixture
def days(monkeypatch):
    made = Days()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.fixture
def person(qtbot, dressed, tidied, days, tmp_path):
    """Somebody before a locked window; the group, its leader, a unit and two drivers are known inside."""
    workspace, _ = set_up(tmp_path / "w", PASSPHRASE, Newcomer(person="陆知远"), pace=CHEAP)
    store = workspace.store
    save(store, Group(name="驻青麓蹲点工作组", code="QL", dispatch_union="省总工会", starts=STARTS, ends=ENDS))
    save(store, Member(name="陆知远", roles=("1",), starts=STARTS, ends=ENDS))
    unit = save(store, Enterprise(name="青麓顺行货运有限公司", uscc="无", staff=80))
    for name in ("周向阳", "郑大海"):
        save(store, Worker(name=name, category="P02", enterprise=unit.id))
    workspace.close()
    window = Window(workspace.folder, CHEAP)
    window.resize(1366, 728)
    window.show()
    yield Person(window, days)
    window.close()
    until(lambda: not window.isVisible(), "closed")
    window.deleteLater()


def visits_become_problems(person: Person) -> None:
    def visit(worker: str, demand: str) -> None:
        person.begins("职工")
        person.pick("职工", worker)
        person.choose("走访方式", "入企")
        person.push("rowAdd")
        person.choose("类别", "工资社保")
        person.fill("诉求", demand)
        person.choose("转为", "登记问题")

    with person.part("走访一次，诉求转为问题"):
        person.page(_KEY.Key_3, "visit")
        person.keyboard.ctrl(_KEY.Key_N)
        visit("周向阳", "运费拖到三个月才结算")
        person.keyboard.ctrl(_KEY.Key_Return)
        until(lambda: len(person.all(Visit)) == 1, "first visit")
        assert person.entries <= MOST_ENTRIES
    with person.part("再走访一次"):
        visit("郑大海", "平台派单压价，运费结算不透明")
        person.save(Visit, lambda _: len(person.all(Visit)) == 2)
    assert len(person.all(Problem)) == 2


def problems_become_common(person: Person) -> None:
    with person.part("两个问题归为共性"):
        person.page(_KEY.Key_4, "problem")
        person.keyboard.tab_to(_LIST, "list")
        person.keyboard.ctrl(_KEY.Key_A)
        person.push("give_common_problem")
        person.begins("题目")
        person.fill("题目", "货运平台结算账期长")
        person.fill("症结", "合同没有约定结算时间")
        person.fill("对策建议", "由行业协会出示范合同")
        person.fill("上报对象", "市总工会")
        person.save(CommonProblem, lambda one: len(one.cases) == 2)
    with person.part("共性问题上报"):
        person.go_on(called("view_problem"), "view_common_problem", _KEY.Key_Right)
        person.step("上报上级", "症结")
        person.save(CommonProblem, lambda one: one.state is CommonState.REPORTED)


def the_answer_comes(person: Person) -> None:
    person.sleep(2)
    with person.part("收到答复"):
        assert person.push("awaitedGo") == "收到答复"
        person.begins("上级答复")
        person.fill("上级答复", "协会下月发布示范合同")
        person.save(CommonProblem, lambda one: one.state is CommonState.ANSWERED)
    assert all(one.state is ProblemState.ANSWERED and one.answer for one in person.all(Problem))


def a_deed_is_promised_and_done(person: Person) -> None:
    with person.part("由问题列实事"):
        person.page(_KEY.Key_4, "problem")
        person.keyboard.tab_to(_LIST, "list")
        person.keyboard.press(_KEY.Key_Down)
        person.push("giveMenu")
        person.keyboard.press(_KEY.Key_Down)
        person.keyboard.press(_KEY.Key_Return)
        person.begins("具体措施")
        person.fill("具体措施", "逐户核对运单并约定账期")
        person.fill("完成时限", "2026-06-20")
        person.save(Deed, lambda one: one.problem)
    person.sleep(2)
    with person.part("实事办结"):
        person.page(_KEY.Key_5, "deed")
        person.step("办结", "办结日期")
        person.save(Deed, lambda one: one.state is DeedState.DONE)


def the_problem_is_solved_and_asked_after(person: Person) -> None:
    with person.part("问题办结"):
        person.page(_KEY.Key_4, "problem")
        person.step("办结", "办理结果")
        person.fill("办理结果", "两家平台已改为月结")
        person.save(Problem, lambda one: one.state is ProblemState.DONE)
    person.sleep(14)
    with person.part("回访销号"):
        person.page(_KEY.Key_4, "problem")
        person.step("回访销号", "满意度")
        person.choose("满意度", "满意")
        person.save(Problem, lambda one: one.state is ProblemState.CLOSED)


def the_month_is_closed(person: Person) -> None:
    with person.part("六月封账"):
        person.page(_KEY.Key_1, "today")
        assert person.push("todayReport") == "看全部指标"
        person.push("monthStep1")
        person.go_on(lambda one: one.objectName().startswith("month_2026"), "month_2026-06", _KEY.Key_Right)
        person.keyboard.press(_KEY.Key_Space)
        person.push("closeMonth")
        person.keyboard.tab_to(saying("封账"), "封账")
        person.keyboard.press(_KEY.Key_Space)
        until(lambda: any(one.month == "2026-06" for one in person.all(MonthReport)), "closed")


def test_a_group_does_its_duties_by_keyboard_alone(person, capsys) -> None:
    person.unlock()
    visits_become_problems(person)
    problems_become_common(person)
    the_answer_comes(person)
    a_deed_is_promised_and_done(person)
    the_problem_is_solved_and_asked_after(person)
    the_month_is_closed(person)
    closed = {one.month: one.state for one in person.all(MonthReport)}
    assert closed == dict.fromkeys(("2026-04", "2026-05", "2026-06"), MonthState.CLOSED)
    struck = [one for one in person.all(Problem) if one.state is ProblemState.CLOSED]
    assert [one.satisfaction and one.closed_by for one in struck] == [person.all(Member)[0].id]
    with capsys.disabled():
        told = [f"{words}：{keys} 键" for words, keys in person.counted.items()]
        sys.stdout.write("\n" + "\n".join([*told, f"共 {sum(person.counted.values())} 键"]) + "\n")
