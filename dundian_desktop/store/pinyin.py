"""First letters of the pinyin of a name, both as a surname reads and as a common word reads."""

from __future__ import annotations

from functools import cache

from pypinyin import Style, lazy_pinyin

SURNAMES = {
    "单": "s", "曾": "z", "仇": "q", "解": "x", "盖": "g", "区": "o", "查": "z", "任": "r", "华": "h", "朴": "p",
    "尉": "y", "洗": "x", "冼": "x", "缪": "m", "宓": "m", "乐": "y", "覃": "q", "翟": "z", "召": "s", "折": "s",
    "黑": "h", "员": "y", "繁": "p", "葛": "g", "燕": "y", "那": "n", "种": "c", "秘": "b", "逄": "p", "卜": "b",
    "尹": "y", "谌": "c", "逯": "l", "隗": "w", "郗": "x", "麴": "q", "褚": "c", "晟": "s",
}  # fmt: skip
"""Surname -> first letter where the common reading differs or is doubtful."""


@cache
def _letter(character: str) -> str:
    """Give the first letter of a character's common reading, or the character when it has none."""
    return lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1].lower()


def initials(name: str) -> tuple[str, ...]:
    """Give the letters by which people type a name, lower case; 单雨晴 gives ``syq`` and ``dyq``."""
    words = "".join(c for c in name if c.isalnum())
    if not words:
        return ()
    common = "".join(map(_letter, words))
    surname = SURNAMES.get(words[0], common[:1]) + common[1:]
    return tuple(dict.fromkeys((surname, common)))
