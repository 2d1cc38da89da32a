"""Full-text words: overlapping pairs of characters, so that one, two or more characters are found exactly.

A text is cut into runs of letters and digits; a run gives its pairs and its last character alone. A run asked for is
the phrase of its pairs; a single character is a prefix. FTS5's own tokenizer is ``ascii``: it takes every character
beyond ASCII as a letter, so no rare name character is lost to an old Unicode table. Runs never join across
punctuation; words parted by blanks or punctuation must all be found.
"""

from __future__ import annotations

import re
import unicodedata
from operator import add

_RUN = re.compile("(?:[^\\W_]|[\ue000-\uf8ff\U00020000-\U0003fffd\U000f0000-\U0010fffd])+")
"""Letters and digits; with them what names are written in and Python may not know as letters yet: private-use
characters and the latest ideographs of planes 2 and 3."""
_PLAIN = re.compile("[0-9a-z\u4e00-\u9fff]*")
"""What folding leaves alone, as most names are."""
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that choose a shape of the ideograph before them; the word is the same."""


def runs(text: str) -> list[str]:
    """Give the runs of letters and digits, folded (full width, case)."""
    return _RUN.findall(_SELECTOR.sub("", unicodedata.normalize("NFKC", text).casefold()))


def folded(text: str) -> str:
    """Give the letters and digits of a text alone: what is left when blanks, signs, case and width do not count."""
    return text if _PLAIN.fullmatch(text) else "".join(runs(text))


def couples(text: str) -> frozenset[str]:
    """Give the pairs of neighbouring characters of a text, by which closeness of wording is told."""
    whole = folded(text)
    return frozenset(map(add, whole, whole[1:])) or frozenset((whole,))


def closeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Tell how close two wordings are by their couples or letters: 0 nothing shared, 1 the same (Dice 1945)."""
    return 2 * len(one & other) / (len(one) + len(other))


def index_words(text: str) -> str:
    """Give the words under which a text is indexed, parted by blanks."""
    words: list[str] = []
    for run in runs(text):
        words += map(add, run, run[1:])
        words.append(run[-1])
    return " ".join(words)


def match_expression(asked: str) -> str:
    """Give the FTS5 expression that finds what a person typed; "" when there is no letter in it."""
    return " AND ".join(map(_phrase, runs(asked)))


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(map(add, run, run[1:])) + '"'


def found_in(text: str, asked: str) -> bool:
    """Tell by plain comparison whether a text holds every run asked for; the index must agree with this."""
    have = runs(text)
    return all(any(run in one for one in have) for run in runs(asked))
