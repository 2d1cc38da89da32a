"""What one record gives another: forms filled with what is known, links back, and what a save makes beside itself."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QLabel, QPushButton

from dundian_desktop.fields import Row
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.common_problem import CommonProblem, CommonState
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.incident import POLITICAL, Incident
from dundian_desktop.ledgers.problem import Nature, Problem, ProblemState
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.store.query import Query
from tests import devices
from ui.form_sheet import FormSheet
from ui.giving import Giver
from ui.step_sheet import StepSheet
from ui.step_start import steps_of
from ui.views import views_of

DAY = dt.date(2026, 6, 1)
GIFTS = [(kind, gift) for kind in all_ledgers().values() for gift in kind.gives]


def problem(number=1, **more):
    lawful = {"found_on": DAY, "description": f"第{number}家少算加班费", "category": "Q01", "people": 10 * number}
    return Problem(**{**lawful, **more})


@pytest.fixture
def given(desk, shown):
    """Open the form of what records give."""

    def make(records, table):
        over = shown(QLabel("page"))
        gift = next(one for one in records[0].gives if one.ledger == table)
        Giver(desk, over).give(gift, records)
        return over.window().findChild(FormSheet)

    return make


@pytest.mark.parametrize(("kind", "gift"), GIFTS, ids=[f"{kind.ledger.table}-{gift.ledger}" for kind, gift in GIFTS])
def test_a_gift_fills_fields_that_are_there(kind, gift) -> None:
    target = all_ledgers()[gift.ledger]
    made = gift.make((kind.of(),))
    assert {name for name in made if target.ledger.field(name).system} <= {"no"}


def test_a_deed_from_a_problem_says_what_the_problem_says_and_links_back(given, save, store, settled) -> None:
    source = save(problem(measure="核对考勤", due=dt.date(2199, 1, 1)))
    sheet = given((source,), "deed")
    assert sheet.form.form.rows["content"].text() == source.description
    sheet.form.save()
    settled()
    deed = store.reader.list(Query(kind=Deed))[0]
    assert (deed.problem, deed.measure, deed.due) == (source.id, "核对考勤", source.due)


def test_a_deadline_that_is_over_is_promised_anew(given, save) -> None:
    sheet = given((save(problem(due=DAY)),), "deed")
    assert sheet.form.form.rows["due"].text() == ""


def test_political_safety_is_not_made_a_problem(given, desk, qtbot) -> None:
    with qtbot.waitSignal(desk.troubled) as told:
        assert given((Incident(category=POLITICAL, brief="苗头一件"),), "problem") is None
    assert "没有转为问题" in str(told.args[0])


def test_several_problems_are_grouped_from_the_bar_of_the_list(page_of, save, store, settled) -> None:
    mine = [save(problem(number)) for number in (1, 2, 3)]
    page = page_of(Problem)
    whole = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in range(3):
        page.table.selectionModel().select(page.table.model().index(row, 0), whole)
    page.findChild(QPushButton, "give_common_problem").click()
    form = page.window().findChild(FormSheet).form
    assert form.form.rows["people"].text() == "60"
    assert form.form.rows["phenomenon"].text().startswith("涉及60人。")
    form.form.rows["title"].editor.put("加班费少算")
    form.save()
    settled()
    group = store.reader.list(Query(kind=CommonProblem))[0]
    assert set(group.cases) == {one.id for one in mine}
    assert {store.reader.get(Problem, one.id).common for one in mine} == {group.id}


def test_a_problem_of_one_group_is_not_put_into_another(given, save, desk, qtbot) -> None:
    taken = save(problem(common=new_id()))
    with qtbot.waitSignal(desk.troubled) as told:
        given((taken,), "common_problem")
    assert "已归入另一个共性问题" in str(told.args[0])


def test_the_answer_to_a_common_problem_stands_on_each_of_its_problems(
    desk, shown, save, store, settled, page_of
) -> None:
    leader = save(devices.member("陆知远", ends=dt.date(2199, 1, 1)))
    mine = [save(problem(number)) for number in (1, 2)]
    why = {"cause": "合同没约定基数", "proposal": "出指引", "addressee": "市总工会", "reported_on": DAY}
    group = CommonProblem(title="加班费少算", cases=tuple(sorted(one.id for one in mine)), **why, signed_by=leader.id)
    group = save(group)
    for word, texts in (("上报上级", {}), ("收到答复", {"answer": "已发通知", "answered_on": "2026-06-20"})):
        group = store.reader.get(CommonProblem, group.id)
        sheet = shown(StepSheet(desk, group, next(s for s in steps_of(group) if s.word == word), None))
        for name, text in texts.items():
            sheet.form.rows[name].editor.put(text)
        sheet.save()
        settled()
    page = page_of(Problem)
    for one in mine:
        page.show_record(one.id)
        assert page.side.panel.findChild(QLabel, "value_answer").text() == "已发通知"
        assert page.side.panel.record.state is ProblemState.ANSWERED


def test_a_common_problem_that_is_withdrawn_gives_its_problems_back(save, store) -> None:
    leader = save(devices.member("陆知远", ends=dt.date(2199, 1, 1)))
    case = save(problem(state=ProblemState.RUNNING))
    why = {"cause": "没约定", "proposal": "出指引", "addressee": "市总工会", "reported_on": DAY, "signed_by": leader.id}
    group = save(CommonProblem(title="加班费少算", cases=(case.id,), state=CommonState.REPORTED, **why))
    assert store.reader.get(Problem, case.id).state is ProblemState.REPORTED
    back = next(step for step in group.workflow.steps if step.word == "撤回修改")
    save(group.stepped(back), group)
    assert store.reader.get(Problem, case.id).state is ProblemState.RUNNING


def test_a_problem_taken_out_of_a_reported_group_is_worked_on_again(save, store) -> None:
    leader = save(devices.member("陆知远", ends=dt.date(2199, 1, 1)))
    case = save(problem(state=ProblemState.RUNNING))
    why = {"cause": "没约定", "proposal": "出指引", "addressee": "市总工会", "reported_on": DAY, "signed_by": leader.id}
    group = save(CommonProblem(title="加班费少算", cases=(case.id,), state=CommonState.REPORTED, **why))
    save(CommonProblem(**{**vars(group), "cases": ()}), group)
    alone = store.reader.get(Problem, case.id)
    assert (alone.state, alone.common, alone.nature) == (ProblemState.RUNNING, None, Nature.COMMON)


def demand(words, becomes):
    cells = {"category": "Q01", "words": words, "becomes": becomes, "measure": "去协调", "due": dt.date(2199, 7, 1)}
    return Row(key=new_id(), cells=cells)


@pytest.fixture
def visited(page_of, save, people, settled):
    """Save a visit through its form, with demands that become something."""

    def make(*becomes):
        worker = save(devices.worker())
        page = page_of(Visit)
        page.begin_new()
        rows = page.side.form.form.rows
        table = Visit.ledger.field("demands").kind
        rows["demands"].editor.put(table.format(tuple(demand(f"诉求第{n}件", to) for n, to in enumerate(becomes))))
        for name, text in {"worker": worker.id, "way": "入企", "advice": "想早点发工资"}.items():
            rows[name].editor.put(text)
        return page

    return make


def test_a_visit_tells_what_it_made_and_leads_there(visited, desk, store, settled, qtbot) -> None:
    page = visited("problem")
    with qtbot.waitSignal(desk.said) as said:
        page.side.form.save()
    settled()
    born = store.reader.list(Query(kind=Problem))[0]
    assert said.args[0].endswith("，并建好 1 条问题")
    with qtbot.waitSignal(desk.record_asked) as asked:
        said.args[2]()
    assert asked.args == ["problem", born.id]


def test_a_visit_that_made_several_shows_all_of_them(visited, desk, settled, qtbot) -> None:
    page = visited("problem", "problem", "deed")
    with qtbot.waitSignal(desk.said) as said:
        page.side.form.save()
    settled()
    assert said.args[0].endswith("，并建好 2 条问题、1 条实事")
    said.args[2]()
    links = [link.text() for link in page.side.panel.related.findChildren(QPushButton, "recordLink")]
    assert links == ["诉求第0件", "诉求第1件", "诉求第2件"] or sorted(links) == ["诉求第0件", "诉求第1件", "诉求第2件"]


def test_a_refusal_of_what_would_follow_says_of_which_record_it_speaks(visited, store, settled) -> None:
    page = visited("union_building")
    rows = page.side.form.form.rows
    long = Visit.ledger.field("demands").kind.format((demand("短", "problem"),))
    rows["demands"].editor.put(long)
    page.side.form.save()
    settled()
    assert rows["demands"].told() != ""
    assert store.reader.count(Query(kind=Visit)) == 0


def test_the_views_of_a_ledger_tell_what_is_open_and_what_waits(save, store) -> None:
    save(problem(1))
    save(problem(2, nature=Nature.COMMON))
    save(problem(3, state=ProblemState.DONE, result="补发了", done_on=DAY))
    save(problem(4, state=ProblemState.MOVED, moved_to="人社局"))
    counted = {view.word: view.wanted.count(store.reader) for view in views_of(store, Problem, DAY)}
    assert {word: counted[word] for word in ("全部", "未办结", "待回访", "共性")} == {
        "全部": 4,
        "未办结": 3,
        "待回访": 1,
        "共性": 1,
    }
