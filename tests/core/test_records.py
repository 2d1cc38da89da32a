"""A record: one door for text, all refusals together, laws between fields, and what a ledger knows of itself."""

from __future__ import annotations

import csv
import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop import clock, codes, fields
from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import FieldError, RecordError
from dundian_desktop.fields import Code, Codes, Sensitivity
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.resources import resource
from tests.devices import enterprise, member, site, worker

DAY = dt.date(2026, 6, 12)
LISTS = sorted(path.stem for path in resource("codes").glob("*.csv"))


def broken(record) -> set[str]:
    """Give the names of the fields beside which a reason stands."""
    return {problem.name for problem in record.problems()}


def doubted(record) -> set[str]:
    return {doubt.name for doubt in record.doubts() if doubt.reason != "待补"}


def test_all_texts_that_cannot_be_read_come_back_together() -> None:
    with pytest.raises(RecordError) as refused:
        enterprise().reworded({"staff": "三百", "contract_until": "某天", "name": "好的"})
    assert [problem.name for problem in refused.value.problems] == ["staff", "contract_until"]
    assert str(refused.value).startswith("没有保存，请改正后再存：职工总数：应为整数；")


def test_a_draft_may_be_unlawful_and_a_record_may_not() -> None:
    assert Worker().read({"name": ""}).name == ""
    with pytest.raises(RecordError):
        Worker().reworded({"name": ""})


def test_a_record_does_not_change() -> None:
    with pytest.raises(dc.FrozenInstanceError):
        site().name = "别名"


def test_records_are_equal_by_what_people_wrote() -> None:
    one = site()
    assert one == dc.replace(one, meta=None)
    assert one != dc.replace(one, name="别名")


def test_a_headline_is_the_name_or_the_number_and_never_a_masked_value() -> None:
    assert (site("云麓园区").headline, site("", no="7").headline, site("").headline) == ("云麓园区", "7", "（未命名）")


def test_a_record_is_as_sensitive_as_its_most_sensitive_filled_field() -> None:
    assert worker().sensitivity is Sensitivity.PERSONAL
    assert worker(mobile="13900001234").sensitivity is Sensitivity.SENSITIVE


def test_a_field_error_stands_beside_its_label() -> None:
    assert str(FieldError("staff", "职工总数", "应为整数")) == "职工总数：应为整数"


@pytest.mark.parametrize("kind", [Group, Member], ids=["group", "member"])
def test_a_stint_ends_after_it_begins(kind) -> None:
    assert "ends" in broken(kind(starts=DAY, ends=DAY - dt.timedelta(days=1)))
    assert "ends" not in broken(kind(starts=DAY, ends=DAY))


def test_a_leader_is_a_leading_cadre() -> None:
    assert "is_leading_cadre" in doubted(member(roles=("1",)))
    assert "is_leading_cadre" not in doubted(member(roles=("1",), is_leading_cadre=True))


def test_who_takes_over_names_what_was_handed_over() -> None:
    assert "handover" in doubted(member(replaces=new_id()))
    assert "handover" not in doubted(member(replaces=new_id(), handover="一件"))


def test_days_served_are_counted_with_both_ends() -> None:
    one = member(starts=dt.date(2026, 6, 10), ends=dt.date(2026, 6, 20))
    assert one.serves(dt.date(2026, 6, 1), dt.date(2026, 6, 30)) == 11
    assert one.serves(dt.date(2026, 6, 20), dt.date(2026, 6, 30)) == 1
    assert one.serves(dt.date(2026, 6, 21), dt.date(2026, 6, 30)) == 0


def test_an_id_card_fills_sex_and_year_and_contradicts_others() -> None:
    assert Worker.derived({"id_card": "11010519491231002x"}) == {"sex": "女", "born_year": "1949"}
    assert Worker.derived({"id_card": "110105194912310021"}) == Worker.derived({}) == {}
    odd = worker(id_card="11010519491231002X", sex="男", born_year=1950)
    assert {"sex", "born_year"} <= doubted(odd)
    assert broken(odd) == set()


@pytest.mark.parametrize("part", ["women", "migrants", "agency_workers", "platform_workers"])
def test_no_part_of_a_staff_is_larger_than_the_whole(part: str) -> None:
    assert "staff" in broken(enterprise(staff=10, **{part: 11}))
    assert "staff" not in broken(enterprise(staff=10, **{part: 10}))


def test_members_are_among_the_staff_and_the_agency_workers() -> None:
    assert "union_members" in doubted(enterprise(staff=10, union_members=11))
    assert "union_members" not in doubted(enterprise(staff=10, agency_workers=1, union_members=11))


def test_a_key_unit_without_a_union_has_a_sponsor() -> None:
    key = {"union_state": "0", "site_reason": "A"}
    assert "sponsor" in doubted(enterprise(**key))
    assert "sponsor" not in doubted(enterprise(**key, sponsor="某主席"))


def test_a_visit_names_a_worker_or_says_that_it_is_anonymous() -> None:
    assert "worker" in broken(Visit(consent="1"))
    assert "worker" not in broken(Visit(consent="3"))
    assert "worker" not in broken(Visit(consent="1", worker=new_id()))


def test_an_author_is_nobodys_companion() -> None:
    one = new_id()
    assert "companions" in broken(Diary(author=one, companions=(one,)))
    assert "companions" not in broken(Diary(author=one, companions=(new_id(),)))


def test_a_finished_deed_has_its_day_and_only_a_finished_one() -> None:
    assert "done_on" in broken(Deed(state=DeedState.DONE))
    assert "state" in broken(Deed(state=DeedState.RUNNING, done_on=DAY))
    assert broken(Deed(state=DeedState.DONE, done_on=DAY)) == {"content", "measure", "due"}


def test_a_delayed_deed_says_until_when_and_why() -> None:
    assert "delays" in broken(Deed(state=DeedState.DELAYED))


def test_a_deed_is_finished_after_it_was_begun() -> None:
    late = Deed(state=DeedState.DONE, started_on=DAY, done_on=DAY - dt.timedelta(days=1))
    assert "done_on" in broken(late)


def test_an_open_deed_is_overdue_from_the_day_after_its_deadline() -> None:
    deed = Deed(due=DAY)
    assert [deed.overdue(DAY + dt.timedelta(days=days)) for days in (0, 1)] == [False, True]
    assert not Deed(due=DAY, state=DeedState.CANCELLED).overdue(dt.date(2027, 1, 1))


def test_three_times_the_expected_reach_is_plausible_and_more_is_doubted() -> None:
    assert "people" not in doubted(Deed(expected_people=10, people=30))
    assert "people" in doubted(Deed(expected_people=10, people=31))


def test_what_the_printed_ledgers_want_is_listed_as_missing() -> None:
    missing = {doubt.name for doubt in enterprise().doubts() if doubt.reason == "待补"}
    assert missing == {field.name for field in Enterprise.ledger.fields if field.expected}


@pytest.mark.parametrize("name", LISTS)
def test_codes_and_labels_of_a_list_are_unique(name: str) -> None:
    entries = vocabulary(name).entries
    for told in ([entry.code for entry in entries], [entry.label for entry in entries]):
        assert len(set(told)) == len(told)
    assert all(entry.code and entry.label and entry.source for entry in entries)


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_means_one_entry(name: str) -> None:
    words = vocabulary(name)
    for entry in words.entries:
        assert {words.find(word).code for word in (entry.code, entry.label)} == {entry.code}
        assert all(words.find(word) for word in entry.synonyms)


@pytest.mark.parametrize("name", LISTS)
def test_a_parent_of_an_entry_is_in_the_list(name: str) -> None:
    words = vocabulary(name)
    assert {entry.parent for entry in words.entries if entry.parent} <= set(words.by_code)


def test_every_list_a_ledger_uses_ships_and_every_list_that_ships_is_used() -> None:
    kinds = [field.kind for kind in all_ledgers().values() for field in kind.ledger.fields]
    columns = [column.kind for kind in kinds for column in getattr(kind, "columns", ())]
    used = {kind.vocabulary for kind in (*kinds, *columns) if isinstance(kind, Code | Codes)}
    assert used - set(LISTS) == set()


def test_a_disabled_word_is_understood_and_not_offered(tmp_path, monkeypatch) -> None:
    path = tmp_path / "old.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "label", "english", "parent", "enabled", "source", "synonyms"])
        writer.writerows([["1", "新词", "", "", "1", "自", ""], ["2", "旧词", "", "", "0", "自", "老词|陈词"]])
    monkeypatch.setattr(codes, "resource", lambda *_: path)
    words = vocabulary.__wrapped__("old")
    assert [entry.label for entry in words.choices()] == ["新词"]
    assert words.find("陈词").code == "2"
    assert (words.label("2"), words.label("99")) == ("旧词", "99")


def test_doubts_are_worked_out_once_a_day(monkeypatch) -> None:
    record = Visit(visited_on=dt.date(2026, 6, 12))
    seen: list[dt.date] = []
    monkeypatch.setattr(fields.Day, "doubt", lambda _self, value: seen.append(value))
    for today in ("2026-06-12", "2026-06-12", "2026-06-13"):
        monkeypatch.setattr(clock, "today", lambda day=today: dt.date.fromisoformat(day))
        record.doubts()
    assert len(seen) == 2


def test_a_day_that_lay_ahead_is_not_doubted_when_it_has_come(monkeypatch) -> None:
    record = Visit(visited_on=dt.date(2026, 6, 13))
    for today, doubted in (("2026-06-12", True), ("2026-06-13", False)):
        monkeypatch.setattr(clock, "today", lambda day=today: dt.date.fromisoformat(day))
        assert ("visited_on" in {doubt.name for doubt in record.doubts()}) is doubted
