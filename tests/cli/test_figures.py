"""``dundian kpi`` on the sample, whose months are closed: its rows add up, also after something was corrected."""

from __future__ import annotations

import pytest

from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.policy.kpi import DICTIONARY
from dundian_desktop.resources import resource
from tests.cli.desk import DONE, Desk
from tests.devices import PASSPHRASE, Yard

SUMS = {one.code for one in DICTIONARY if one.sums}


@pytest.fixture
def desk(tmp_path, mould, capsys):
    with Yard(tmp_path / "sample", mould) as yard:
        workspace = yard.workspace("A")
        load_deployment(workspace.store, resource("sample", "deployment.json"))
        workspace.close()
        secret = tmp_path / "passphrase.txt"
        secret.write_text(PASSPHRASE, encoding="utf-8")
        yield Desk(workspace.folder, secret, capsys)


def table(desk):
    """Give the head of the table, and of every row its code and its figures."""
    assert desk.run("kpi") == DONE
    head, *rows = (line.split("\t") for line in desk.said.splitlines())
    return head, {row[0].split()[0]: [float(one.replace(",", "")) for one in row[1:]] for row in rows}


def add_up(rows):
    return [code for code, (*parts, total) in rows.items() if code in SUMS and round(sum(parts) - total, 2)]


def test_what_was_corrected_has_a_column_so_that_every_row_adds_up(desk):
    head, rows = table(desk)
    assert ("更正" in head, add_up(rows)) == (False, [])
    visit = next(one for one in desk.ask("list", "visit") if one["visited_on"].startswith("2026-05"))
    desk.run("void", "visit", visit["no"])
    head, corrected = table(desk)
    assert head[-2:] == ["更正", "累计"]
    assert corrected["K004"] == [*rows["K004"][:-1], -1, rows["K004"][-1] - 1]
    assert add_up(corrected) == []
    assert desk.ask("kpi")["K004"]["correction"] == -1


def test_the_closing_of_a_later_month_is_not_looked_at_on_an_earlier_day(desk):
    visit = next(one for one in desk.ask("list", "visit") if one["visited_on"].startswith("2026-05"))
    desk.run("void", "visit", visit["no"])
    rules = {
        day: [one["rule"] for one in desk.ask("check", "--as-of", day)["findings"]]
        for day in ("2026-06-20", "2026-07-12")
    }
    assert "X21" not in rules["2026-06-20"]
    assert "X21" in rules["2026-07-12"]
