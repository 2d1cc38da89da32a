"""``dundian report due``: the paper on the wall names things, units and cadres, never a worker."""

from __future__ import annotations

import pytest

from dundian_desktop import clock
from dundian_desktop.actions.due_list import due_list
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.worker import Worker
from tests.cli.desk import REFUSED, Desk
from tests.devices import PASSPHRASE, Yard, save
from tests.policy.stints import ENDS, STARTS, day


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, mould):
    with Yard(tmp_path_factory.mktemp("wall"), mould) as yard:
        made = yard.workspace("A")
        cadre = save(made.store, Member(name="沈组长", roles=("1",), starts=STARTS, ends=ENDS))
        save(made.store, Worker(name="柳如风", category="P01"))
        due = {"due": day("06-10"), "owner": cadre.id}
        save(made.store, Deed(content="给柳如风的班组装空调", measure="厂方出钱", **due))
        save(made.store, Problem(found_on=day("05-01"), description="柳如风的工资没有发", category="Q01", **due))
        learned = {"learned_at": clock.now(), "category": "R01", "brief": "十人停工", "place": "园区"}
        save(made.store, Incident(**learned))
        yield made


def test_the_wall_tells_what_is_due_and_who_answers_for_it(workspace) -> None:
    rows = due_list(workspace.store, day("06-12")).rows
    assert [(row[1], row[4], row[5], row[6]) for row in rows] == [
        ("实事", "2026年6月10日", "超期2天", "沈组长"),
        ("问题", "2026年6月10日", "超期2天", "沈组长"),
    ]


def test_no_worker_and_no_incident_hangs_on_the_wall(workspace) -> None:
    told = "".join(cell for row in due_list(workspace.store, day("06-12")).rows for cell in row)
    assert "给某职工的班组装空调" in told
    assert not [word for word in ("柳如风", "工资", "停工") if word in told]


def test_an_agreement_is_told_within_the_days_asked_for(workspace) -> None:
    save(workspace.store, Enterprise(name="启晟电子", uscc="无", staff=120, contract_until=day("08-20")))
    told = [row[2] for row in due_list(workspace.store, day("06-12"), within=90).rows]
    assert "集体合同到期" in told
    assert "集体合同到期" not in [row[2] for row in due_list(workspace.store, day("06-12")).rows]


@pytest.fixture(scope="module")
def closed(workspace):
    """Close the workspace once and for all, and give its folder."""
    workspace.close()
    return workspace.folder


@pytest.fixture
def desk(closed, tmp_path, capsys):
    """Give the command line on the workspace."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    return Desk(closed, secret, capsys)


def test_the_command_writes_the_paper_and_names_the_records(desk, tmp_path) -> None:
    told = desk.ask("report", "due", "--as-of", "2026-06-12", "--out", tmp_path / "墙.pdf")
    assert [item["late"] for item in told["items"]] == [2, 2]
    assert (tmp_path / "墙.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize(
    "slip", [("--days", "三十"), ("--days", "9" * 20), ("--as-of", "9999-12-31"), ("--as-of", "明天")]
)
def test_a_slip_is_told_in_a_sentence_and_nothing_is_printed(desk, tmp_path, slip) -> None:
    assert desk.run("report", "due", *slip, "--out", tmp_path / "墙.pdf") == REFUSED
    assert desk.refused.startswith(f"“{slip[1]}”")
    assert desk.refused.rstrip().endswith("数据没有变化。")
    assert not (tmp_path / "墙.pdf").exists()


def test_the_end_of_time_is_no_day_to_check(desk) -> None:
    assert desk.run("check", "--as-of", "9999-12-31") == REFUSED
    assert "年份应在1900至2199之间" in desk.refused
