"""Working days: 调休, the years beyond the last known one, and arrangements taken in as files."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.actions.working_days import keep_arrangement, read_arrangement, take_calendar, write_sample
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.policy.arrangement import arrangement_from, spoken_days
from dundian_desktop.policy.calendar import WorkingCalendar, calendar_of, calendar_with, shipped
from dundian_desktop.resources import resource

DAY = dt.timedelta(days=1)
CALENDAR = calendar_with([])
LAST = CALENDAR.known_until
"""The last year the library knows."""

NEXT = LAST + 1
days = st.dates(dt.date(2003, 1, 1), dt.date(NEXT + 2, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def every_day(year: int) -> list[dt.date]:
    return [dt.date(year, 1, 1) + n * DAY for n in range(366) if (dt.date(year, 1, 1) + n * DAY).year == year]


def arranged(year: int = NEXT, **more: object) -> dict:
    """Give a lawful arrangement: the days fixed by regulation, and 2 October moved to the weekend before it."""
    moved = next(one for one in (dt.date(year, 9, 30) - n * DAY for n in range(7)) if one.weekday() == 6)
    lawful = {
        "year": year,
        "source": "国务院办公厅通知（虚构，供测试）",
        "holidays": [f"{year}-01-01", f"{year}-05-01至{year}-05-03", f"{year}-10-01至{year}-10-07"],
        "workdays": [moved.isoformat()],
    }
    return {**lawful, **more}


@pytest.fixture
def file(tmp_path):
    """Write a file and give its path."""

    def write(content: object, name: str = "安排.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode())
        return path

    return write


# -- what is shipped


@pytest.mark.parametrize("year", range(2004, LAST + 1))
def test_every_day_of_a_known_year_is_as_the_library_says(year) -> None:
    wrong = [one for one in every_day(year) if CALENDAR.is_working(one) != chinese_calendar.is_workday(one)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-02-13", True), ("2026-02-14", True), ("2026-02-15", False), ("2026-02-23", False), ("2026-02-24", True),
        ("2026-02-28", True), ("2026-03-01", False), ("2026-09-20", True), ("2026-09-30", True), ("2026-10-01", False),
        ("2026-10-07", False), ("2026-10-08", True), ("2026-10-10", True), ("2026-10-11", False), ("2026-06-19", False),
        ("2025-01-26", True), ("2025-01-28", False), ("2025-02-08", True), ("2023-12-31", False), ("2018-12-29", True),
        ("2018-12-31", False), ("2020-01-31", False), ("2007-12-29", True), ("2007-12-31", False),
    ],
)  # fmt: skip
def test_a_day_around_a_holiday_is_as_the_notice_says(text, works) -> None:
    assert CALENDAR.is_working(day(text)) is works


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-02-13", 3, "2026-02-25"),  # the 14th is worked, the 15th to the 23rd are off
        ("2026-02-27", 2, "2026-03-02"),  # Saturday the 28th is worked, Sunday is not
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday that is worked
        ("2026-09-30", 3, "2026-10-10"),  # the 8th, the 9th, and a Saturday that is worked
        ("2026-10-03", 1, "2026-10-08"),  # begun on a holiday
        ("2026-10-08", -2, "2026-09-29"),
        ("2026-10-03", 0, "2026-10-03"),
        ("2018-12-28", 2, "2019-01-02"),
    ],
)
def test_the_nth_working_day_is_counted_by_hand(start, n, end) -> None:
    assert CALENDAR.add(day(start), n) == day(end)


@pytest.mark.parametrize("year", [2020, 2023, 2025, 2026])
def test_the_working_days_of_a_year_are_as_many_as_the_library_counts(year) -> None:
    counted = len(chinese_calendar.get_workdays(dt.date(year, 1, 1), dt.date(year, 12, 31)))
    assert CALENDAR.between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31)) == counted


def test_the_calendar_is_not_read_before_it_is_asked_for() -> None:
    asked = (
        "import sys, dundian_desktop.cli.commands, dundian_desktop.actions.working_days;"
        "sys.exit('chinese_calendar' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


# -- laws


@given(days, st.integers(1, 300))
def test_so_many_days_after_are_so_many_days_between(start, n) -> None:
    end = CALENDAR.add(start, n)
    assert CALENDAR.between(start, end) == n
    assert CALENDAR.is_working(end)


@given(days, st.integers(-200, 200))
def test_what_is_added_is_the_same_one_day_at_a_time(start, n) -> None:
    one_by_one = start
    for _ in range(abs(n)):
        one_by_one = CALENDAR.add(one_by_one, 1 if n > 0 else -1)
    assert CALENDAR.add(start, n) == one_by_one


@given(days, days)
def test_days_between_are_those_one_meets_on_the_way(a, b) -> None:
    first, last = sorted((a, b))
    met = sum(CALENDAR.is_working(first + n * DAY) for n in range(1, (last - first).days + 1))
    assert CALENDAR.between(first, last) == met
    assert CALENDAR.between(last, first) == -met


@given(days, days, days)
def test_days_between_add_up(a, b, c) -> None:
    assert CALENDAR.between(a, b) + CALENDAR.between(b, c) == CALENDAR.between(a, c)


@pytest.mark.parametrize(("start", "n"), [(dt.date.max, 5), (dt.date.min, -5)])
def test_the_end_of_all_days_is_no_error(start, n) -> None:
    assert CALENDAR.add(start, n) == start


# -- beyond the last known year


def test_beyond_the_last_known_year_monday_to_friday_are_worked() -> None:
    assert [CALENDAR.is_working(one) for one in every_day(NEXT)] == [one.weekday() < 5 for one in every_day(NEXT)]


def test_a_term_that_crosses_into_an_unknown_year_is_counted_and_noted() -> None:
    start = dt.date(LAST, 12, 31)
    end = CALENDAR.add(start, 10)
    assert end.year == NEXT
    assert CALENDAR.note(start, end) == f"{NEXT}年的放假安排尚未载入，暂按周一至周五为工作日计算。"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (f"{LAST}-12-31", None, ""),
        ("2004-01-01", f"{LAST}-12-31", ""),
        (f"{NEXT}-01-01", None, f"{NEXT}年的"),
        (f"{NEXT + 1}-03-01", f"{LAST}-01-01", f"{NEXT}年至{NEXT + 1}年的"),
        ("2003-12-31", f"{NEXT}-01-01", f"2003年、{NEXT}年的"),
    ],
)
def test_the_note_names_the_years_that_are_not_known(first, last, said) -> None:
    note = CALENDAR.note(day(first), day(last) if last else None)
    assert note == (f"{said}放假安排尚未载入，暂按周一至周五为工作日计算。" if said else "")


def test_a_calendar_that_knows_nothing_counts_weekdays() -> None:
    empty = WorkingCalendar(years={})
    assert empty.known_until == 0
    assert empty.between(day("2026-01-01"), day("2026-12-31")) == 260
    assert empty.note(day("2026-01-01")).startswith("2026年的放假安排尚未载入")


# -- taken in as a file


def test_a_file_makes_another_year_known(store, file) -> None:
    take_calendar(store, file(arranged()))
    calendar = calendar_of(store)
    assert calendar.known_until == NEXT
    assert calendar.note(dt.date(NEXT, 6, 1)) == ""
    assert not any(calendar.is_working(dt.date(NEXT, 10, n)) for n in range(1, 8))
    assert calendar.is_working(day(arranged()["workdays"][0]))


def test_a_file_stands_in_the_place_of_what_is_shipped(store, file) -> None:
    take_calendar(store, file(arranged(LAST, workdays=[])))
    calendar = calendar_of(store)
    assert chinese_calendar.is_holiday(dt.date(LAST, 2, 17))
    assert calendar.is_working(dt.date(LAST, 2, 17))
    assert calendar.is_working(dt.date(LAST - 1, 6, 3)) == chinese_calendar.is_workday(dt.date(LAST - 1, 6, 3))


def test_several_years_are_kept_and_the_newest_for_a_year_holds(store, file) -> None:
    for given_year, holidays in ((NEXT, "04-05"), (NEXT + 1, "04-04"), (NEXT, "04-06")):
        plain = arranged(given_year)
        take_calendar(store, file({**plain, "holidays": [*plain["holidays"], f"{given_year}-{holidays}"]}))
    calendar = calendar_of(store)
    assert set(calendar.years) == {*range(2004, NEXT + 2)}
    taken = {one for year in (NEXT, NEXT + 1) for one in calendar.years[year].holidays if one.month == 4}
    assert taken == {dt.date(NEXT, 4, 6), dt.date(NEXT + 1, 4, 4)}


def test_a_year_that_is_left_out_is_not_counted_as_known(store, file) -> None:
    take_calendar(store, file(arranged(NEXT + 1)))
    calendar = calendar_of(store)
    assert calendar.known_until == LAST
    assert calendar.note(dt.date(NEXT, 1, 1), dt.date(NEXT + 1, 1, 1)).startswith(f"{NEXT}年的")


def test_december_belongs_to_the_notice_that_places_new_years_day() -> None:
    """The notice for 2018 said nothing of 31 December 2018; the one for 2019 did."""
    calendar = calendar_with([arrangement_from(arranged(2018, workdays=[]))])
    assert not calendar.is_working(day("2018-12-31"))
    assert calendar.is_working(day("2018-12-29"))


def test_a_file_may_move_days_of_the_december_before(store, file) -> None:
    plain = arranged()
    take_calendar(store, file({**plain, "holidays": [*plain["holidays"], f"{LAST}-12-31"]}))
    assert not calendar_of(store).is_working(dt.date(LAST, 12, 31))


def test_what_is_kept_outlives_the_program(yard) -> None:
    workspace = yard.workspace("A")
    keep_arrangement(workspace.store, arrangement_from(arranged()))
    workspace.close()
    assert calendar_of(yard.open(workspace.folder).store).known_until == NEXT


@pytest.mark.parametrize("year", [2008, 2019, LAST])
def test_an_arrangement_is_read_back_from_its_plain_values(year) -> None:
    assert arrangement_from(shipped()[year].plain) == shipped()[year]


def test_a_byte_order_mark_is_no_trouble(file) -> None:
    assert read_arrangement(file(b"\xef\xbb\xbf" + json.dumps(arranged()).encode())).year == NEXT


def test_the_shipped_example_says_what_the_library_says(tmp_path) -> None:
    write_sample(tmp_path / "样例.json")
    taken = read_arrangement(tmp_path / "样例.json")
    known = shipped()[taken.year]
    assert (taken.holidays, taken.workdays) == (known.holidays, known.workdays)
    assert "国办发明电〔2025〕7号" in taken.source


def test_the_shipped_description_holds_a_blank_that_is_refused_until_it_is_filled(file) -> None:
    text = (resource("calendar") / "README.md").read_text(encoding="utf-8")
    blank = json.loads(text.partition("```json")[2].partition("```")[0])
    assert set(blank) == set(arranged())
    with pytest.raises(UserError, match="年份应在"):
        arrangement_from(blank)


# -- bad files


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"year": 2003}, "年份应在2004年至2100年之间"),
        ({"year": 20270}, "年份应在"),
        ({"year": "2027"}, "年份（year）不是应有的格式"),
        ({"source": " "}, "依据应写明"),
        ({"source": "一\n二"}, "依据应写明"),
        ({"source": "长" * 201}, "依据应写明"),
        ({"holidays": []}, "缺1月1日、5月1日、10月1日至3日"),
        ({"holidays": "2027-01-01"}, "放假日期（holidays）不是应有的格式"),
        ({"holidays": [20270101]}, "放假日期（holidays）不是应有的格式"),
        ({"workdays": ["2027-9-26"]}, "调休上班日期中的“2027-9-26”应写作"),
        ({"workdays": ["2027-02-29"]}, "应写作"),
        ({"workdays": ["2027-02-28至2027-02-27"]}, "应写作"),
        ({"workdays": ["2027-01-02至2027-12-25"]}, "应写作"),
        ({"workdays": ["9999-12-31"]}, "应写作"),
        ({"workdays": ["2027-09-27"]}, "不是星期六或星期日"),
        ({"workdays": ["2028-01-01"]}, "不在2027年"),
        ({"workdays": ["2026-11-28"]}, "不在2027年"),
        ({"workdays": ["2027-09-26", "2027-09-26"]}, "写了两次"),
        ({"workdays": ["2027-10-02"]}, "既写作放假又写作上班"),
        ({"names": {}}, "不认识的一项“names”"),
    ],
    ids=str,
)
def test_a_slip_is_refused_with_a_sentence(file, change, said) -> None:
    with pytest.raises(UserError, match=said) as refused:
        read_arrangement(file({**arranged(2027), **change}))
    assert str(refused.value).startswith("文件“安排.json”没有载入：")
    assert str(refused.value).endswith("。")


def test_a_file_that_is_refused_changes_nothing(store, file) -> None:
    keep_arrangement(store, arrangement_from(arranged()))
    before = calendar_of(store)
    with pytest.raises(UserError):
        take_calendar(store, file(arranged(workdays=[f"{NEXT}-10-02"])))
    assert calendar_of(store) == before


@pytest.mark.parametrize("lacking", ["year", "source", "holidays", "workdays"])
def test_what_is_left_out_is_named(lacking) -> None:
    plain = {name: value for name, value in arranged().items() if name != lacking}
    with pytest.raises(UserError, match=rf"缺少.*（{lacking}）"):
        arrangement_from(plain)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe{}", b"2027", b"[" * 5000, b'{"source": "\xb9\xfa"}', b" " * 70_000],
    ids=["empty", "half", "list", "null", "utf-16", "number", "deep", "gbk", "large"],
)
def test_what_is_no_arrangement_is_refused(file, content) -> None:
    with pytest.raises(UserError, match="没有载入"):
        read_arrangement(file(content))


def test_a_file_that_is_gone_is_machine_trouble(tmp_path) -> None:
    with pytest.raises(MachineError, match="读不出来"):
        read_arrangement(tmp_path / "没有.json")


# -- in words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), ""),
        (("2026-04-06",), "4月6日"),
        (("2026-01-03", "2026-01-01", "2026-01-02", "2026-04-06"), "1月1日至3日、4月6日"),
        (("2026-09-30", "2026-10-01"), "9月30日至10月1日"),
        (("2025-12-31", "2026-01-01"), "2025年12月31日至2026年1月1日"),
    ],
)
def test_days_are_written_as_a_notice_writes_them(days, words) -> None:
    assert spoken_days(map(day, days), 2026) == words
