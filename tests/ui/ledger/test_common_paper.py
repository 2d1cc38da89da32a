"""The paper of a common problem, from its record in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton

from dundian_desktop.ledgers.common_problem import CommonProblem
from tests.devices import save
from ui.common_problem_page import CommonPaper, CommonProblemPage


@pytest.fixture
def common(store):
    return save(store, CommonProblem(title="快递网点没有缴工伤保险", cause="流动大", addressee="省总工会"))


def test_the_paper_of_the_record_in_hand_is_looked_at_and_saved(qtbot, desk, common, shown, tmp_path):
    page = shown(CommonProblemPage(desk, CommonProblem))
    asked = page.findChild(QAbstractButton, "commonPaper")
    with qtbot.waitSignal(desk.said) as said:
        asked.click()
    assert said.args[0] == "请先在列表里点一个共性问题。"
    page.show_record(common.id)
    qtbot.waitUntil(lambda: page.side.panel.record is not None, timeout=15_000)
    asked.click()
    paper = page.findChild(CommonPaper)
    qtbot.waitUntil(lambda: paper.pages is not None, timeout=15_000)
    assert (paper.pages.pages, paper.file_name()) == (1, f"共性问题专报-{common.no}")
    paper.save(tmp_path / "专报.pdf")
    qtbot.waitUntil((tmp_path / "专报.pdf").exists, timeout=15_000)
    paper.reject()
