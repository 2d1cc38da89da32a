"""Closing a stint: what lacks is told, what is open goes to the local union, and the pack is whole or not there."""

from __future__ import annotations

import dataclasses as dc
import hashlib

import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dundian_desktop.actions.closing import closing_of, hand_to_union
from dundian_desktop.actions.closing_pack import CONTENTS, OF_THE_PLACE, write_pack
from dundian_desktop.actions.closing_papers import research_paper, summary_paper
from dundian_desktop.actions.handover_papers import closing_listing
from dundian_desktop.errors import CancelledError, MachineError, UserError
from dundian_desktop.fields import Attachment, Row
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.evaluation import Evaluation
from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.ledgers.summary import Summary
from dundian_desktop.policy.closing import done_summary, finished_topics, items_left
from dundian_desktop.policy.open_items import is_handed, open_items
from dundian_desktop.reports.document import figures
from dundian_desktop.store.query import Query
from tests.devices import Yard, save
from tests.exchange.test_disk_trouble import StopAfter, room_for
from tests.stint_end import BOSS, DAY, ENDS, HOST, finished, open_records, settle_in

TAKEABLE = 6
"""Of each owner's open records, all but the topic of research."""


@pytest.fixture(scope="module")
def stint(tmp_path_factory, mould):
    """Give the store of a stint that may be closed; tests that change it take that back."""
    with Yard(tmp_path_factory.mktemp("closing"), mould) as yard:
        store = yard.workspace("A").store
        done = Deed.of(content="装热水器", measure="厂方出钱", due=DAY, state=DeedState.DONE, done_on=DAY)
        settle_in(store, [*finished(), *open_records(BOSS), done])
        yield store


@pytest.fixture
def bare(yard):
    """Give the store of a stint of which nothing was written yet."""
    store = yard.workspace("B").store
    settle_in(store)
    return store


def hand(store, items=None, union=HOST):
    closing = closing_of(store)
    with store.act() as act:
        return hand_to_union(act, closing.items if items is None else items, union, ENDS)


@pytest.fixture
def handed(stint):
    """Hand everything over, for one test."""
    count = hand(stint)
    act = stint.last_act()
    yield count
    stint.undo(*act)


def point(store, key):
    return next(one for one in closing_of(store).points if one.key == key)


# -- the list of points


def test_without_a_group_it_is_refused(yard):
    with pytest.raises(UserError, match="请先在“工作组”中填写"):
        closing_of(yard.workspace("C").store)


def test_what_lacks_is_told_with_the_way_to_mend_it(bare):
    points = closing_of(bare).points
    assert [(one.key, one.done, one.must) for one in points] == [
        ("summary", False, True),
        ("research", False, True),
        ("items", True, False),
        ("months", False, False),
        ("evaluation", False, False),
    ]
    assert point(bare, "summary").mend.ledger == "summary"
    draft = save(bare, Summary.of(title="总结"))
    assert (point(bare, "summary").mend.id, point(bare, "summary").mend.step) == (draft.id, "定稿")
    assert point(bare, "months").told == "还有2026-04、2026-05、2026-06、2026-07没有封账。"


def test_a_self_evaluation_without_a_score_is_not_filled(bare):
    empty = save(bare, Evaluation.of(day=ENDS, rater="1"))
    assert (point(bare, "evaluation").done, point(bare, "evaluation").told) == (False, "自评表还没有打分。")
    assert (point(bare, "evaluation").mend.id, point(bare, "evaluation").mend.field) == (empty.id, "scores")
    row = Row(key=new_id(), cells={"part": "1", "full": 15, "score": 0})
    save(bare, dc.replace(empty, scores=(row,)), empty)
    assert point(bare, "evaluation").done


def test_what_stands_is_green(stint):
    assert [one.key for one in closing_of(stint).points if one.done] == ["summary", "research"]
    assert point(stint, "items").told == f"还有{TAKEABLE}项没有办结，也没有移交。"


# -- handing over


@settings(max_examples=8)
@given(st.sets(st.integers(0, TAKEABLE - 1), min_size=1))
def test_what_was_chosen_is_handed_over_stays_open_and_one_undo_takes_all_back(stint, places):
    items = closing_of(stint).items
    chosen = [item for place, item in enumerate(items) if place in places]
    assert hand(stint, chosen) == len(chosen)
    closing = closing_of(stint)
    assert {item.record.id for item in closing.items} == {i.record.id for i in items} - {i.record.id for i in chosen}
    still = {item.record.id for item in open_items(closing.books, handed=True)}
    assert {item.record.id for item in items} <= still
    stint.undo(*stint.last_act())
    assert [item.record.id for item in closing_of(stint).items] == [item.record.id for item in items]


def test_every_record_says_who_took_it(stint, handed):
    assert handed == TAKEABLE
    items = [item for item in open_items(closing_of(stint).books, handed=True) if item.takeable]
    assert all(is_handed(item.record) for item in items)
    said = {item.record.ledger.table: item.record for item in items}
    assert [said[table].progress[-1].cells["words"] for table in ("problem", "deed")] == [f"移交{HOST}继续办理"] * 2
    assert (said["hardship_lead"].handed_to, said["hardship_lead"].handed_on) == (HOST, ENDS)
    assert said["union_building"].leftover == f"7月12日移交{HOST}继续办理。"
    assert said["incident"].plans == f"7月12日移交{HOST}继续办理。"


def test_a_second_time_nothing_changes(stint):
    items = closing_of(stint).items
    hand(stint)
    act, after = stint.last_act(), stint.digest()
    assert hand(stint, items) == 0
    assert stint.digest() == after
    stint.undo(*act)


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"union": "  "}, "还不知道移交给哪个工会"),
        ({"union": "会" * 61}, "超过60字"),
        ({"items": []}, "一件事项也没有选"),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_nothing_is_handed(stint, slip, words):
    before = stint.digest()
    with pytest.raises(UserError, match=words) as refused:
        hand(stint, **slip)
    assert str(refused.value).endswith("。")
    assert stint.digest() == before


def test_the_paper_lists_what_is_open_whether_handed_or_not_and_whom_to_ask(stint, handed):
    rows = closing_listing(stint).rows
    sorts = ["未结问题", "在办实事", "建会线索", "重大事项", "困难职工线索", "一函两书", "联系人"]
    assert [row[1] for row in rows] == sorts
    assert rows[0][-3:-1] == ("启晟电子", "俞永强")
    assert rows[-1][-2] == "俞永强 13900001234"
    assert [row[0] for row in rows] == [str(number) for number in range(1, handed + 2)]


def test_nothing_open_is_said_on_the_paper(bare):
    listing = closing_listing(bare)
    assert [row[1] for row in listing.rows] == ["联系人"]
    assert "未办结0项" in listing.subtitle


# -- the pack


def listed(folder):
    """Give what a 目录 names: path -> what it holds."""
    lines = (folder / CONTENTS).read_text(encoding="utf-8-sig").splitlines()
    return {cells[1]: cells[3] for cells in (line.split("\t") for line in lines) if len(cells) > 1}


def amount(path):
    if path.suffix == ".pdf":
        return f"{len(pypdfium2.PdfDocument(path.read_bytes()))}页"
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        rows = sum(1 for row in book.worksheets[0].iter_rows(min_row=2, values_only=True) if any(row))
        book.close()
        return f"{rows}条"
    return f"{path.stat().st_size}字节"


def files_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_pack_holds_what_its_contents_say_and_nothing_else(stint, tmp_path):
    packed = write_pack(stint, tmp_path)
    told = listed(packed.folder)
    assert set(told) | {CONTENTS} == files_in(packed.folder)
    assert {name: amount(packed.folder / name) for name in told} == told
    assert {"1-移交清单.pdf", "2-工作总结.pdf", "3-调研报告-入会路径研究.pdf", "台账/问题台账.xlsx"} <= set(told)
    assert packed.left_out == ("评估表没有放入：还没有填。",)
    assert packed.left_out[0] in (packed.folder / CONTENTS).read_text(encoding="utf-8-sig")
    assert [path.name for path in tmp_path.iterdir()] == [packed.folder.name]


def test_every_figure_of_the_summary_names_the_records_behind_it(stint):
    closing = closing_of(stint)
    paper = summary_paper(stint, closing, done_summary(closing.books))
    known = {record.id for shelf in closing.books.shelves.values() for record in shelf}
    found = list(figures(paper))
    assert [one.text for one in found if one.meaning == "K402"] == ["1件"]
    assert all(set(one.records) <= known for one in found)
    assert [one.meaning for one in found if one.records and not one.text.startswith(str(len(one.records)))] == []


def test_the_report_of_a_topic_names_its_people_its_method_and_its_files(stint):
    closing = closing_of(stint)
    (topic,) = finished_topics(closing.books)
    told = dc.replace(topic, methods=("1",), sample=142, files=(Attachment(name="数据表.xlsx", sha="0" * 64),))
    paper = research_paper(stint, closing, told)
    assert paper.note == "课题组成员：陆知远"
    assert paper.signature == "蹲点组课题组"
    words = "".join(span.text for block in paper.blocks for span in getattr(block, "spans", ()))
    assert "样本142份" in words
    assert "愿意入会的占七成六。" in words
    assert paper.appendices[0].table.rows == (("数据表.xlsx", "随电子件报送"),)


def test_only_ledgers_that_were_chosen_go_along(stint, tmp_path):
    packed = write_pack(stint, tmp_path, ledgers=("deed", "visit"))
    assert [one.name for one in packed.entries if one.name.startswith("台账/")] == ["台账/办实事.xlsx"]
    assert set(OF_THE_PLACE) <= set(stint.kinds)


def test_what_is_sensitive_is_masked(stint, tmp_path):
    items = items_left(closing_of(stint).books)
    lead = next(item.record for item in items if isinstance(item.record, HardshipLead))
    save(stint, dc.replace(lead, story="欠账十一万元"), lead)
    act = stint.last_act()
    packed = write_pack(stint, tmp_path, ledgers=("hardship_lead",))
    book = openpyxl.load_workbook(packed.folder / "台账" / "困难职工线索.xlsx")
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert "向秀英" in cells
    assert not [cell for cell in cells if "十一万" in cell]
    stint.undo(*act)


def test_the_files_of_a_report_go_along_and_one_that_is_not_here_is_named(stint, tmp_path):
    (topic,) = finished_topics(closing_of(stint).books)
    sha = stint.attachments.put(b"%PDF-1.4 report")
    gone = hashlib.sha256(b"elsewhere").hexdigest()
    files = (Attachment(name="报告:正文.pdf", sha=sha), Attachment(place=1, name="数据表.xlsx", sha=gone))
    save(stint, dc.replace(topic, files=files), topic)
    act = stint.last_act()
    packed = write_pack(stint, tmp_path, ledgers=())
    (kept,) = [one for one in packed.entries if one.name.startswith("附件/")]
    assert kept.name == "附件/01-报告-正文.pdf"
    assert (packed.folder / kept.name).read_bytes() == b"%PDF-1.4 report"
    assert any("数据表.xlsx" in words and "不在这台电脑上" in words for words in packed.left_out)
    stint.undo(*act)


def test_a_filled_evaluation_goes_along(stint, tmp_path):
    save(stint, Evaluation.of(day=ENDS, rater="1", opinion="较好"))
    act = stint.last_act()
    assert "4-评估表.pdf" in {one.name for one in write_pack(stint, tmp_path, ledgers=()).entries}
    stint.undo(*act)


def test_a_name_that_is_taken_gets_a_number_and_the_older_pack_stays(stint, tmp_path):
    first, second = (write_pack(stint, tmp_path, ledgers=()).folder for _ in range(2))
    assert second.name == f"{first.name}（2）"
    assert files_in(first) == files_in(second)


@pytest.mark.parametrize("reports", range(0, 12, 3))
def test_stopped_at_any_time_nothing_is_left(stint, tmp_path, reports):
    with pytest.raises(CancelledError):
        write_pack(stint, tmp_path, StopAfter(reports))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", [100, 100_000])
def test_on_a_full_disk_nothing_is_left(stint, tmp_path, length):
    """The larger length holds every paper and sheet, and not the file of the report."""
    (topic,) = finished_topics(closing_of(stint).books)
    sha = stint.attachments.put(bytes(range(256)) * 500)
    save(stint, dc.replace(topic, files=(Attachment(name="数据.bin", sha=sha),)), topic)
    act = stint.last_act()
    with pytest.raises(MachineError), room_for(length):
        write_pack(stint, tmp_path)
    assert list(tmp_path.iterdir()) == []
    stint.undo(*act)


def test_without_summary_and_report_there_is_no_pack(bare, tmp_path):
    stick = tmp_path / "U盘"
    stick.mkdir()
    with pytest.raises(UserError, match="还没有写工作总结。还没有调研课题和报告。"):
        write_pack(bare, stick)
    assert list(stick.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(stint, tmp_path):
    with pytest.raises(UserError, match="没有生成移交包"):
        write_pack(stint, tmp_path / "没有")
    assert stint.reader.count(Query(kind=Summary)) == 1
