"""The small words of a monthly report."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.reports.month_words import (
    by_code,
    day_words,
    money_words,
    said,
    sentence,
    shortened,
    span_words,
    yuan,
)

MAY = dt.date(2026, 5, 6)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "0元"),
        (5, "0.05元"),
        (766_000, "7660元"),
        (999_999, "9999.99元"),
        (1_000_000, "1万元"),
        (3_360_000, "3.36万元"),
        (4_126_000, "4.126万元"),
        (12_345_600, "12.3456万元"),
        (12_345_650, "123456.50元"),
        (1_000_000_000, "1000万元"),
    ],
)
def test_money_is_never_rounded(fen, words):
    assert money_words(fen) == words


@given(st.integers(0, 10**13))
def test_money_words_hold_the_very_sum(fen):
    words = money_words(fen)
    factor = 1_000_000 if words.endswith("万元") else 100
    whole, _, rest = words.removesuffix("万元").removesuffix("元").partition(".")
    assert int(whole) * factor + int(rest or 0) * factor // 10 ** len(rest) == fen


def test_yuan_has_decimals_only_where_there_are_any():
    assert (yuan(980_000), yuan(980_005)) == ("9800", "9800.05")


def test_a_day_has_its_year_unless_it_is_among_that_year():
    assert (day_words(MAY), day_words(MAY, 2026), day_words(MAY, 2027)) == ("2026年5月6日", "5月6日", "2026年5月6日")


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (dt.date(2026, 5, 31), "2026年5月6日至31日"),
        (dt.date(2026, 7, 12), "2026年5月6日至7月12日"),
        (dt.date(2027, 1, 2), "2026年5月6日至2027年1月2日"),
    ],
)
def test_a_span_says_nothing_twice(last, words):
    assert span_words(MAY, last) == words


@pytest.mark.parametrize(
    ("words", "fit"),
    [
        ("驿站(充电点)1处", "驿站（充电点）1处"),
        ("宣讲1场,120人参加;", "宣讲1场，120人参加"),
        ("宣讲,座谈", "宣讲，座谈"),
        ("第一行。\n\n第二行；", "第一行，第二行"),
        ("电话13812345678。", "电话138****5678"),
        ("身份证11010519491231002x", "身份证1101**********002x"),
        ("  ", ""),
        ("金额1,000元", "金额1,000元"),
        ("代码91439901MADEMX0117", "代码91439901MADEMX0117"),
        ("序号138123456789", "序号138123456789"),
    ],
)
def test_what_somebody_wrote_is_made_fit_for_a_sentence(words, fit):
    assert said(words) == fit


@given(st.text(st.sampled_from("工会走访，。；、（）()…1a \n"), max_size=200), st.integers(20, 60))
def test_a_shortened_text_is_short_and_one_line(words, most):
    short = shortened(words, most)
    assert len(short) <= most
    assert "\n" not in short


def test_a_long_sentence_ends_at_its_last_pause():
    words = "协调运账期问题，约见企业负责人并讲解法律政策，企业同意六月底前全部结清所欠账款"
    assert shortened(words, 30) == "协调运账期问题，约见企业负责人并讲解法律政策"
    assert shortened("一二三四五六七八九十" * 4, 20) == "一二三四五六七八九十一二三四五六七八……"
    assert shortened("了解冲压车间防护情况；职工刘某（电话从略，住址从略，其他也从略", 26) == "了解冲压车间防护情况"


def test_words_of_a_vocabulary_come_most_frequent_first():
    told = by_code("visit_way", [("1", "a"), ("5", "b"), ("5", "c"), ("2", "d")], "人次")
    assert "".join(part if isinstance(part, str) else part.text for part in told) == "夜访2人次、入企1人次、入户1人次"
    assert told[1].records == ("b", "c")


def test_a_code_of_a_newer_list_stands_for_itself():
    assert by_code("visit_way", [("99", "a")], "人次")[0] == "99"


def test_a_sentence_of_nothing_is_nothing():
    assert sentence([], []) == []
    assert sentence(["甲"], [], ["乙"]) == ["甲", "，", "乙", "。"]


def test_no_full_number_of_a_person_is_left():
    assert not re.search(r"\d{11}", said("电话 13812345678、19900000001，卡号440524188001010014"))
