"""The shipped digest covers the policy and leads to ledgers that are there."""

from __future__ import annotations

from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.policy.digest import digest

CLAUSES = {"三": 5, "四": 6, "五": 5}
"""Clauses of each part of 湘工发〔2022〕8号 that asks something of a group: main tasks, mechanisms, safeguards."""
OWN = {"parameter", "apart_mark", "jotting", "enterprise", "letter"}
"""Ledgers that serve the program or several clauses at once."""


def test_every_clause_is_covered_once_and_in_order() -> None:
    numbers = "一二三四五六"
    expected = [f"{part}（{numbers[n]}）" for part, count in CLAUSES.items() for n in range(count)]
    assert [one.clause for one in digest().clauses] == expected


def test_every_clause_leads_to_ledgers_that_are_there() -> None:
    tables = set(all_ledgers())
    for one in digest().clauses:
        assert one.ledgers, one.clause
        assert set(one.ledgers) <= tables, one.clause


def test_every_duty_has_its_clause() -> None:
    named = {table for one in digest().clauses for table in one.ledgers}
    assert set(all_ledgers()) - named <= OWN


def test_the_words_are_short_and_say_whose_they_are() -> None:
    for one in digest().clauses:
        assert 20 <= len(one.words) <= 120, one.clause
        assert one.words.endswith("。")
    assert "本软件用自己的话" in digest().about
    assert digest().source == "湘工发〔2022〕8号"


def test_words_are_found_in_heading_and_text() -> None:
    assert [one.clause for one in digest().found("高温 实事")] == ["四（五）"]
    assert digest().found("没有这样的话") == ()
