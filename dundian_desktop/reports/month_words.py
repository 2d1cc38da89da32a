"""The small words a monthly report is made of: figures that know their records, sums, days, and what others wrote."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledger import Record
from dundian_desktop.policy.counting import Count
from dundian_desktop.reports.document import Figure, Paragraph, Span, paragraph

Part = str | Span

WAN = 1_000_000
"""分 in one 万元."""

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff，。；：！？、）”》]"
_ID_CARD = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{3})\d{10}(\d{3}[\dXx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_ENDS = "。；，、;,.：: 　"


def number(count: Count, meaning: str = "") -> Figure:
    """Give a counted number."""
    return Figure(text=str(count.value), records=count.records, meaning=meaning)


def tally(records: Sequence[Record]) -> Figure:
    """Give the number of records."""
    return Figure(text=str(len(records)), records=tuple(record.id for record in records))


def sum_figure(count: Count, meaning: str = "") -> Figure:
    """Give a sum of money with its unit, in 元 below 10,000 元 and in 万元 above, never rounded."""
    return Figure(text=money_words(count.value), records=count.records, meaning=meaning)


def money_words(fen: int) -> str:
    """Write a sum in 分 with its unit, not rounded."""
    if fen >= WAN and fen % 100 == 0:
        return f"{fen / WAN:.4f}".rstrip("0").rstrip(".") + "万元"
    return yuan(fen) + "元"


def yuan(fen: int) -> str:
    """Write a sum in 分 as 元, with decimals only where there are any."""
    return f"{fen // 100}.{fen % 100:02d}" if fen % 100 else str(fen // 100)


def day_words(day: dt.date, among: int = 0) -> str:
    """Write a day as people say it, without the year when it is `among`."""
    year = "" if day.year == among else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def span_words(first: dt.date, last: dt.date) -> str:
    """Write a span of days, leaving out of its end what is said at its beginning."""
    end = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else day_words(last, first.year)
    return f"{day_words(first)}至{end}"


def said(words: str) -> str:
    """Give what somebody wrote, fit to stand inside a sentence.

    Identity card and mobile numbers are masked; half-width marks beside Chinese become full-width ones.
    """
    line = "，".join(filter(None, (part.strip().rstrip(_ENDS) for part in words.split("\n"))))
    line = _MOBILE.sub(r"\1****\2", _ID_CARD.sub(r"\1**********\2", line))
    line = re.sub(r"\(([^()]*)\)", lambda found: f"（{found[1]}）", line)
    return re.sub(rf"(?<={_HAN})([,;:])", lambda found: {",": "，", ";": "；", ":": "："}[found[1]], line)


def shortened(words: str, most: int) -> str:
    """Give the first sentence of what somebody wrote; a longer one ends at the last pause before so many characters."""
    clean = said(re.split(r"[。！？!?\n]", words.strip(), maxsplit=1)[0])
    if len(clean) <= most:
        return clean
    pause = max(clean.rfind(mark, most // 2, most) for mark in "，；")
    cut = clean[:pause] if pause > 0 else clean[: most - 2] + "……"
    return cut if cut.count("（") == cut.count("）") else _before_bracket(cut)


def _before_bracket(words: str) -> str:
    """Give what stands before a bracket that is not closed, to the last pause."""
    whole = words[: words.rindex("（")]
    pause = max(whole.rfind("，"), whole.rfind("；"))
    return (whole[:pause] if pause > 0 else whole).rstrip(_ENDS)


def listed(parts: Sequence[Sequence[Part]], between: str = "、") -> list[Part]:
    """Join several phrases."""
    joined: list[Part] = []
    for place, part in enumerate(parts):
        joined += [between, *part] if place else part
    return joined


def by_code(name: str, codes: Iterable[tuple[str, str]], unit: str) -> list[Part]:
    """Tell how many there are of each word of a vocabulary, the most frequent first, e.g. 入企6人次、夜访4人次.

    Args:
        codes: a code and the id of the record it stands in.
    """
    pairs = list(codes)
    words = vocabulary(name)
    order = {entry.code: place for place, entry in enumerate(words.entries)}
    often = Counter(code for code, _ in pairs)
    ranked = sorted(often, key=lambda code: (-often[code], order.get(code, len(order))))
    return listed([[words.label(code), _of_code(code, pairs), unit] for code in ranked])


def _of_code(code: str, pairs: list[tuple[str, str]]) -> Figure:
    ids = tuple(id_ for each, id_ in pairs if each == code)
    return Figure(text=str(len(ids)), records=tuple(dict.fromkeys(ids)))


def sentence(*clauses: Sequence[Part]) -> list[Part]:
    """Join the clauses that say something with commas and end with a full stop; nothing when none does."""
    spoken = [clause for clause in clauses if clause]
    return [*listed(spoken, "，"), "。"] if spoken else []


def said_together(*sentences: Sequence[Part], otherwise: str) -> Paragraph:
    """Make one paragraph of sentences, or of the one that says there is nothing."""
    parts = [part for each in sentences for part in each]
    return paragraph(*(parts or [otherwise]))
