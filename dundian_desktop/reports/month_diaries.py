"""What the diaries of a month say of one of the five tasks or of one sort of work."""

from __future__ import annotations

from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.policy.cadres import diaries_in, on_duty
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.month_words import Part, day_words, said, shortened, tally
from dundian_desktop.reports.nameless import spoken

_MOST_TOLD = 3
_MOST_CHARACTERS = 60


def working_diaries(month: Month) -> list[Diary]:
    """Give the diaries of the month that are of a working day."""
    return [diary for diary in diaries_in(month.books, month.span) if on_duty(diary)]


def diaries_of(
    month: Month, *, tasks: frozenset[str] = frozenset(), kinds: frozenset[str] = frozenset()
) -> list[Diary]:
    """Give the working diaries that carry one of these tasks or one of these kinds of work.

    Args:
        tasks: codes of the vocabulary ``task``.
        kinds: codes of the vocabulary ``work_kind``.
    """
    return [diary for diary in working_diaries(month) if tasks & {*diary.tasks} or kinds & {*diary.kinds}]


def told_in_diaries(month: Month, diaries: list[Diary]) -> list[Part]:
    """Tell how many diaries there are and what the first few say; what two diaries say alike is told once."""
    if not diaries:
        return []
    told = {shortened(diary.text, _MOST_CHARACTERS): diary for diary in reversed(diaries)}
    first = sorted(told.items(), key=lambda pair: diaries.index(pair[1]))
    words = "；".join(_told(month, diary, text) for text, diary in first[:_MOST_TOLD])
    more = "等" if len(first) > _MOST_TOLD else ""
    return ["本月有", tally(diaries), f"篇日志记载此项工作：{words}{more}。"]


def _told(month: Month, diary: Diary, text: str) -> str:
    day = day_words(diary.day, month.as_of.year) if diary.day else ""
    return f"{day}在{said(diary.place)}，{spoken(month.books, text)}"
