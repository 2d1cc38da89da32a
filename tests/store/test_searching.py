"""Search finds exactly what stands there, one character or many; type-ahead finds by initials; queries pick."""

from __future__ import annotations

import dataclasses as dc

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given, settings
from hypothesis import strategies as st

from dundian_desktop.errors import UserError
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.pinyin import initials
from dundian_desktop.store.query import Query, condition_from_text, month_days
from dundian_desktop.store.schema import SEARCH_TABLE
from dundian_desktop.store.search import suggest
from dundian_desktop.store.words import found_in, index_words, match_expression
from tests.devices import enterprise, member, save, site, worker

SIGNS = "工会走访工会，。 aAbＡ1１2-_'\"*()^𬱖𫖯㛃𱁬\ue000é\n"
texts = st.text(SIGNS, max_size=14)


@pytest.fixture(scope="module")
def index():
    """Give a search index of its own, as the store makes it."""
    connection = driver.connect(":memory:", isolation_level=None)
    connection.execute(SEARCH_TABLE)
    yield connection
    connection.close()


@settings(max_examples=250)
@given(corpus=st.lists(texts, max_size=12), asked=texts)
def test_the_index_agrees_with_reading_every_text(index, corpus: list[str], asked: str) -> None:
    index.execute("DELETE FROM word")
    index.executemany("INSERT INTO word(rowid, body) VALUES (?,?)", enumerate(map(index_words, corpus)))
    match = match_expression(asked)
    found = {n for (n,) in index.execute("SELECT rowid FROM word WHERE word MATCH ?", (match,))} if match else set()
    assert found == {n for n, text in enumerate(corpus) if match and found_in(text, asked)}


@settings(max_examples=200)
@given(text=st.text("工会走访张㛃𬱖𫖯𱁬\ue001", min_size=1, max_size=12), data=st.data())
def test_any_part_of_a_chinese_text_is_found_as_instr_would(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    other = data.draw(st.text("工会走访张㛃𬱖𫖯𱁬\ue001", min_size=1, max_size=3))
    assert found_in(text, part)
    assert found_in(text, other) is (other in text)


@pytest.mark.parametrize("asked", ["单", "单雨", "单雨晴", "雨晴", "晴", "𬱖", "𬱖𫖯", "启晟", "Ｑ7", "q7", "Q7号"])
def test_a_word_of_any_length_is_found(store, asked: str) -> None:
    record = save(store, member("单雨晴𬱖𫖯启晟Q7号"))
    save(store, member("别人"))
    assert [hit.id for hit in store.search(asked)] == [record.id]


@pytest.mark.parametrize(
    "asked", ["晴雨", "单晴", "雨单", "号7", "无此", "𫖯𬱖", "", "，。", "*", '"', "NEAR(", "单 无此"]
)
def test_what_is_not_there_is_not_found(store, asked: str) -> None:
    save(store, member("单雨晴𬱖𫖯启晟Q7号"))
    assert store.search(asked) == []


@pytest.mark.parametrize("name", ["\U00031350\U00031351", "\ue815\ue816", "葛\U000e0100城", "𰻝𰻝"])
def test_a_name_no_character_table_knows_is_found_by_every_part(store, name: str) -> None:
    record = save(store, member(name))
    for asked in (name, name[0], name[-1]):
        assert [hit.id for hit in store.search(asked)] == [record.id]


def test_a_shape_mark_does_not_keep_a_name_from_being_found(store) -> None:
    record = save(store, member("葛\U000e0100城"))
    assert [hit.id for hit in store.search("葛城")] == [record.id]


def test_search_follows_edits_deletions_and_undo(store) -> None:
    record = save(store, site("东园区"))
    save(store, dc.replace(record, name="西园区"), record)
    assert (store.search("东园"), [hit.id for hit in store.search("西园")]) == ([], [record.id])
    with store.act() as act:
        act.void(Site, record.id)
    assert store.search("西园") == []
    store.undo(*store.last_act())
    assert [hit.headline for hit in store.search("西园")] == ["西园区"]


def test_what_lists_mask_is_not_found_by_search(store) -> None:
    save(store, worker("甲", mobile="13912345678", address="秘密路"))
    assert store.search("13912345678") == store.search("秘密路") == []


def test_all_words_must_be_found_in_one_record(store) -> None:
    both = save(store, site("东园区", notes="食堂"))
    save(store, site("东边", notes="车棚"))
    assert [hit.id for hit in store.search("东 食堂")] == [both.id]


def test_a_hit_shows_the_words_around(store) -> None:
    save(store, site("园区", notes="前" * 40 + "食堂" + "后" * 60))
    (hit,) = store.search("食堂")
    assert "食堂" in hit.words
    assert hit.words.startswith("…")
    assert hit.words.endswith("…")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("单雨晴", "syq"), ("单雨晴", "dyq"), ("曾国强", "zgq"), ("仇英", "qy"), ("覃丽", "ql"), ("解放", "xf"),
     ("区小敏", "oxm"), ("查良", "zl"), ("朴在", "pz"), ("尉迟恭", "ycg"), ("张三", "zs"), ("A7厂", "a7c")],
)  # fmt: skip
def test_a_name_is_typed_by_the_letters_people_hear(name: str, letters: str) -> None:
    assert letters in initials(name)


@pytest.mark.parametrize("letters", ["syq", "sy", "s", "dyq", "SYQ"])
def test_type_ahead_finds_by_the_beginning_of_the_initials(store, letters: str) -> None:
    record = save(store, member("单雨晴"))
    save(store, member("王五"))
    assert suggest(store.reader, Member, letters) == [record.id]


def test_type_ahead_finds_by_any_part_of_the_name_and_nothing_deleted(store) -> None:
    record = save(store, enterprise("启晟电子有限公司"))
    assert suggest(store.reader, Enterprise, "电子") == [record.id]
    with store.act() as act:
        act.void(Enterprise, record.id)
    assert suggest(store.reader, Enterprise, "电子") == suggest(store.reader, Enterprise, "qsdz") == []


def test_type_ahead_of_nothing_gives_the_latest(store) -> None:
    ids = [save(store, site(name)).id for name in "甲乙丙"]
    assert suggest(store.reader, Site, " ", most=2) == ids[:0:-1]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"; DROP TABLE site;--', "~", "\x00", "𬱖"])
def test_odd_typing_finds_nothing_and_harms_nothing(store, typed: str) -> None:
    save(store, site())
    assert suggest(store.reader, Site, typed) == []
    assert store.reader.count(Query(kind=Site)) == 1


def test_a_query_picks_by_value_by_absence_and_by_member_of_a_set(store) -> None:
    one = save(store, worker("甲", tags=("T01", "T02"), joining="1"))
    two = save(store, worker("乙", tags=("T02",)))
    everyone = Query(kind=Worker)
    assert [r.id for r in store.reader.list(everyone.where("tags", "T01"))] == [one.id]
    assert {r.id for r in store.reader.list(everyone.where("tags", "T01", "T02"))} == {one.id, two.id}
    assert [r.id for r in store.reader.list(everyone.where("joining", None))] == [two.id]
    assert store.reader.count(everyone.where("joining", None, "1")) == 2


def test_a_query_orders_both_ways(store) -> None:
    for staff in (5, 1, 3):
        save(store, enterprise(f"厂{staff}", staff=staff))
    for down, wanted in ((False, [1, 3, 5]), (True, [5, 3, 1])):
        assert [r.staff for r in store.reader.list(Query(kind=Enterprise, order=(("staff", down),)))] == wanted


def test_a_query_takes_no_name_that_is_no_field(store) -> None:
    with pytest.raises(KeyError):
        store.reader.list(Query(kind=Site, order=(('name"; DROP TABLE site;--', True),)))
    with pytest.raises(KeyError):
        store.reader.list(Query(kind=Site).where("1=1 OR name", "x"))


def test_a_range_includes_both_ends(store) -> None:
    for staff in (1, 2, 3, 4):
        save(store, enterprise(f"厂{staff}", staff=staff))
    found = store.reader.list(Query(kind=Enterprise).between("staff", 2, 3))
    assert sorted(r.staff for r in found) == [2, 3]


@pytest.mark.parametrize(("month", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-06", 30), ("2026-12", 31)])
def test_a_month_has_its_own_last_day(month: str, last: int) -> None:
    first, end = month_days(month)
    assert (first.day, end.day, first.month) == (1, last, end.month)


@pytest.mark.parametrize("month", ["2026-13", "六月", "", "2026", "2026-6-1"])
def test_what_is_no_month_is_said(month: str) -> None:
    with pytest.raises(UserError, match="应写作2026-06"):
        Query(kind=Visit).in_month(month)


def test_a_ledger_without_months_says_so() -> None:
    with pytest.raises(UserError, match="不按月份"):
        Query(kind=Site).in_month("2026-06")


def test_a_condition_is_written_with_label_or_name() -> None:
    for name in ("category", "职工类别"):
        assert condition_from_text(Worker, name, "P01").values == ("P01",)
    with pytest.raises(UserError, match="没有"):
        condition_from_text(Worker, "星座", "x")


def test_the_list_of_surrogates_matches_the_records(store) -> None:
    made = [save(store, site(name)) for name in "甲乙丙"]
    query = Query(kind=Site, order=(("name", False),))
    numbers = store.reader.ids(query)
    assert [r.id for r in store.reader.page(Site, numbers)] == [r.id for r in store.reader.list(query)]
    assert len(numbers) == len(made)
    assert store.reader.page(Site, [10**9]) == []


def test_words_in_a_query_agree_with_search(store) -> None:
    record = save(store, site("东园区"))
    assert [r.id for r in store.reader.list(Query(kind=Site, words="东园"))] == [record.id]
    assert store.reader.list(Query(kind=Site, words="！？")) == []
