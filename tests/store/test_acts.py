"""Saving, undoing, settling, drafts and numbers: what one person's acts do to the store."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop.errors import RecordError
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.act import StaleError
from dundian_desktop.store.history import CannotUndoError, history
from dundian_desktop.store.reader import NoSuchRecordError
from dundian_desktop.store.settings import Settings
from tests.devices import carry, member, save, site, worker


def test_an_unlawful_record_is_refused_with_all_its_reasons(store) -> None:
    with pytest.raises(RecordError) as refused:
        save(store, Worker(name="", mobile="12"))
    assert [problem.name for problem in refused.value.problems] == ["name", "category", "mobile"]
    assert store.reader.totals() == (0, 0)


def _save_both(act, one, other) -> None:
    act.save(one)
    act.save(other)


def test_nothing_of_a_refused_act_is_kept(store) -> None:
    with pytest.raises(RecordError), store.act() as act:
        _save_both(act, site(), Site(name=""))
    assert store.reader.totals() == (0, 0)
    assert save(store, site()).no.endswith("0001")


def test_saving_the_same_again_writes_no_operation(store) -> None:
    record = save(store, site())
    save(store, record, record)
    assert store.reader.totals()[0] == 1


def test_an_edit_writes_only_what_differs(store) -> None:
    record = save(store, site(notes="旧"))
    save(store, dc.replace(record, notes="新"), record)
    assert set(store.reader.heads(record.id)) >= {"name", "notes"}
    assert [change.label for change in history(store.reader, Site, record.id)][-1] == "基本情况"


def test_numbers_run_on_and_carry_group_ledger_and_device(store) -> None:
    assert [save(store, site(name)).no for name in "甲乙"] == ["QL-2026-01-ZD-A0001", "QL-2026-01-ZD-A0002"]
    assert save(store, member()).no == "QL-2026-01-ZY-A0001"


def test_numbers_of_two_devices_never_meet(group_of, tmp_path) -> None:
    a, b = group_of(2)
    save(a, site("甲"))
    carry(a, b, tmp_path / "stick")
    assert save(b, site("乙")).no == "QL-2026-01-ZD-B0001"
    assert save(b, site("丙")).no == "QL-2026-01-ZD-B0002"


def test_a_number_a_person_chose_is_kept(store) -> None:
    assert save(store, site(no="自编7号")).no == "自编7号"


def test_an_edit_over_what_came_in_meanwhile_is_refused_and_named(group_of, tmp_path) -> None:
    a, b = group_of(2)
    opened = save(a, site("原名"))
    carry(a, b, tmp_path / "out")
    save(b, dc.replace(opened, name="乙改"), b.reader.get(Site, opened.id))
    carry(b, a, tmp_path / "back")
    with pytest.raises(StaleError, match="蹲点单位"):
        save(a, dc.replace(opened, name="甲改"), opened)
    assert a.reader.get(Site, opened.id).name == "乙改"


def test_an_edit_of_another_field_meanwhile_is_welcome(group_of, tmp_path) -> None:
    a, b = group_of(2)
    opened = save(a, site("原名"))
    carry(a, b, tmp_path / "out")
    save(b, dc.replace(opened, address="东路"), b.reader.get(Site, opened.id))
    carry(b, a, tmp_path / "back")
    merged = save(a, dc.replace(opened, name="甲改"), opened)
    assert (merged.name, merged.address) == ("甲改", "东路")


def test_a_form_cannot_settle_a_conflict_that_came_in_while_it_was_open(group_of, tmp_path) -> None:
    a, b = group_of(2)
    first = save(a, site("原名"))
    carry(a, b, tmp_path / "out")
    save(b, dc.replace(first, name="乙改"), b.reader.get(Site, first.id))
    opened = save(a, dc.replace(first, name="甲改"), first)
    carry(b, a, tmp_path / "back")
    assert a.reader.get(Site, first.id).meta.conflicts == ("name",)
    with pytest.raises(StaleError):
        save(a, dc.replace(opened, name="甲再改"), opened)


def test_undo_of_a_new_record_puts_it_into_the_bin_and_undo_of_that_brings_it_back(store) -> None:
    record = save(store, site())
    states = []
    for _ in range(4):
        store.undo(*store.last_act())
        states.append(store.reader.get(Site, record.id).meta.deleted)
    assert states == [True, False, True, False]
    assert store.reader.get(Site, record.id) == record


def test_what_an_undo_put_into_the_bin_still_says_what_it_was(store) -> None:
    record = save(store, worker("甲", mobile="13900001234"))
    store.undo(*store.last_act())
    assert store.reader.get(Worker, record.id) == record


def test_undo_of_an_edit_and_redo(store) -> None:
    first = save(store, site("一", reasons=("A", "B")))
    second = save(store, dc.replace(first, name="二", reasons=("B", "C"), notes="写"), first)
    store.undo(*store.last_act())
    assert store.reader.get(Site, first.id) == first
    store.undo(*store.last_act())
    assert store.reader.get(Site, first.id) == second


def test_undo_of_a_deletion(store) -> None:
    record = save(store, site())
    with store.act() as act:
        act.void(Site, record.id)
    assert store.undo(*store.last_act()) == {"site"}
    assert not store.reader.get(Site, record.id).meta.deleted


def test_one_act_of_many_records_is_one_step_of_undo(store) -> None:
    with store.act() as act:
        made = [act.save(site(name)) for name in "甲乙丙"]
        act.save(worker())
    assert store.undo(*store.last_act()) == {"site", "worker"}
    assert all(store.reader.get(Site, one.id).meta.deleted for one in made)


def test_an_act_that_wrote_a_record_twice_is_taken_back_whole(store) -> None:
    first = save(store, site("一"))
    with store.act() as act:
        second = act.save(dc.replace(first, name="二"), first)
        act.save(dc.replace(second, name="三", notes="又"), second)
    store.undo(*store.last_act())
    assert store.reader.get(Site, first.id) == first


def test_a_new_record_written_twice_in_one_act_is_taken_back(store) -> None:
    with store.act() as act:
        first = act.save(site("一"))
        act.save(dc.replace(first, name="二"), first)
    store.undo(*store.last_act())
    assert store.reader.get(Site, first.id).meta.deleted


def test_undo_is_refused_when_somebody_wrote_over_it(group_of, tmp_path) -> None:
    a, b = group_of(2)
    record = save(a, site("一"))
    last = a.last_act()
    carry(a, b, tmp_path / "out")
    save(b, dc.replace(record, name="二"), b.reader.get(Site, record.id))
    carry(b, a, tmp_path / "back")
    with pytest.raises(CannotUndoError, match="蹲点单位"):
        a.undo(*last)
    assert a.reader.get(Site, record.id).name == "二"


def test_undo_of_personal_values_brings_them_back(store) -> None:
    first = save(store, worker("甲", mobile="13900001234"))
    save(store, dc.replace(first, mobile="", name="乙"), first)
    store.undo(*store.last_act())
    assert store.reader.get(Worker, first.id) == first


def test_history_tells_making_changing_deleting_and_bringing_back(store) -> None:
    record = save(store, site("一"))
    save(store, dc.replace(record, name="二"), record)
    with store.act() as act:
        act.void(Site, record.id)
    with store.act() as act:
        act.restore(Site, record.id)
    told = [(change.label, change.words) for change in history(store.reader, Site, record.id)]
    assert told[0] == ("新增", "")
    assert told[-3:] == [("蹲点单位", "二"), ("删除", ""), ("恢复", "")]


def test_history_marks_what_lists_mask(store) -> None:
    record = save(store, worker(mobile="13900001234"))
    masked = {change.label: change.masked for change in history(store.reader, Worker, record.id)}
    assert (masked["手机号"], masked["职工类别"]) == (True, False)


def test_history_names_an_undo(store) -> None:
    first = save(store, site("一"))
    save(store, dc.replace(first, name="二"), first)
    store.undo(*store.last_act())
    assert history(store.reader, Site, first.id)[-1].note == "撤销"


def test_a_late_diary_says_so_and_a_timely_one_does_not(store) -> None:
    today = dt.datetime.now().astimezone().date()
    plain = {"author": new_id(), "place": "园区", "text": "今天走访了三家企业，听取了职工对食堂的意见。"}
    assert save(store, Diary(day=today - dt.timedelta(days=2), **plain)).late is True
    assert save(store, Diary(day=today - dt.timedelta(days=1), **plain)).late is None


def test_a_record_that_never_was_is_not_found(store) -> None:
    with pytest.raises(NoSuchRecordError):
        store.reader.get(Site, new_id())


def test_ids_of_one_device_sort_by_age() -> None:
    made = [new_id() for _ in range(3)]
    assert all(one[12] == "7" and one[16] in "89ab" for one in made)
    assert made[0][:11] <= made[-1][:11]


def test_stamps_go_on_when_the_clock_goes_back(store, monkeypatch) -> None:
    from dundian_desktop import clock

    first = save(store, site("一"))
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    second = save(store, dc.replace(first, name="二"), first)
    assert second.meta.updated_at >= first.meta.updated_at
    assert [c.words for c in history(store.reader, Site, first.id)][-1] == "二"


def test_a_draft_is_kept_word_by_word_and_is_no_operation(store) -> None:
    texts = {"name": " 半句话", "mobile": "12"}
    store.drafts.keep("worker", "a" * 32, texts)
    store.drafts.keep("site", "b" * 32, {"name": "别处"})
    (draft,) = store.drafts.all("worker")
    assert (draft.record, dict(draft.texts)) == ("a" * 32, texts)
    assert len(store.drafts.all()) == 2
    assert store.reader.totals() == (0, 0)


def test_the_latest_draft_of_a_record_counts_and_can_be_dropped(store) -> None:
    for words in ("一", "二"):
        store.drafts.keep("site", "a" * 32, {"name": words})
    assert [dict(draft.texts) for draft in store.drafts.all()] == [{"name": "二"}]
    store.drafts.drop("a" * 32)
    assert store.drafts.all() == []


def test_a_setting_gives_back_what_was_put_and_else_the_default(store) -> None:
    for value in ("字", b"\x00", 7, True, None, [1, "二"], {"a": {"b": 1}}):
        store.settings.put("x", value)
        assert store.settings.get("x", "default") == value
    assert store.settings.get("never", 42) == 42


def _put_and_fail(act) -> None:
    Settings.put_in(act._connection, "x", 1)
    act.save(Site(name=""))


def test_a_setting_of_a_failed_act_is_not_kept(store) -> None:
    with pytest.raises(RecordError), store.act() as act:
        _put_and_fail(act)
    assert store.settings.get("x", 0) == 0
