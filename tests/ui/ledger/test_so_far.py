"""What the panel tells besides what was typed, and the tone of what is not finished."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from dundian_desktop import clock
from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.evaluation import PROPOSED, Evaluation
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.union_building import ORDER, Stage, UnionBuilding
from tests.journeys.hands import fill, until
from ui.parts.chip import Tone
from ui.states import state_chip
from ui.step_start import asked


def test_a_budget_says_what_is_left_and_another_record_nothing(page_of, save, desk):
    today = clock.today()
    save(Budget.of(fund="2", year=today.year, amount=30000))
    save(Expense.of(day=today, what="车票", item="2", fund="2", amount=12000))
    for kind, words in ((Budget, "已支出120元，余额180元。"), (Expense, "")):
        page = page_of(kind)
        page.table.step(1)
        until(lambda: not desk.tasks.busy())
        line = page.side.panel.findChild(QLabel, "soFar")
        assert (line.isVisible(), line.text().endswith(words)) == (bool(words), True)


@pytest.mark.parametrize("stage", ORDER)
def test_a_founding_looks_done_at_its_last_stage_only(stage):
    ended = stage in UnionBuilding.workflow.settled
    assert (state_chip(stage, ended=ended).tone is Tone.GOOD) is (stage is Stage.ACCOUNT)


def test_the_step_that_ends_a_deed_says_what_may_come_later(desk, save):
    record = save(Deed.of(content="车间装空调", measure="厂方出钱", due=clock.today()))
    fields = asked(desk, record, next(one for one in record.workflow.steps if one.word == "办结"))
    assert [one.name for one in fields if one.expected and not one.required] == ["people", "evidence"]


def test_a_form_in_which_one_scores_oneself_begins_with_the_proposed_rows(page_of, settled):
    page = page_of(Evaluation)
    page.begin_new()
    rows = page.side.form.form.rows
    fill(page.side.form, {"rater": "自评"})
    settled()
    scores = Evaluation.ledger.field("scores").read(rows["scores"].text())
    assert [row.cells["item"] for row in scores] == [item for _, item, _ in PROPOSED]
    assert [row.cells.get("score") for row in scores] == [None] * len(PROPOSED)
