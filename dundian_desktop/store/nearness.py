"""Tells whether two paragraphs say the same in nearly the same words.

They are near when they share more than half of their characters and, folded, more than half of their couples. The
characters come first because they cost a tenth.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from dundian_desktop.store.words import closeness, couples

NEAR = 0.5
"""More than this share of the couples must agree.

Seen on pairs of wordings made by hand: one matter in other words 0.53-0.57 of the couples, two matters of one place up
to 0.5; the closest two problems of one unit and category in the sample deployment have 0.22."""

_SIGNS = frozenset(" \n\t　，。、；：？！“”‘’（）()《》,.;:?!'\"-—…·")
_FEW = 64
"""Up to so many texts are compared each with each; it costs less than sorting their characters by rarity."""


def near(one: str, other: str) -> bool:
    """Tell whether two paragraphs are near; an empty one is near nothing."""
    return any(True for _, earlier in near_earlier((one, other)) for _ in earlier)


def near_earlier(texts: Sequence[str]) -> Iterator[tuple[int, Iterator[int]]]:
    """Give the place of each text with those of the earlier ones that are near it."""
    letters = [frozenset(text) - _SIGNS for text in texts]
    known: dict[int, frozenset[str]] = {}

    def pairs(place: int) -> frozenset[str]:
        if place not in known:
            known[place] = couples(texts[place])
        return known[place]

    for place, likely in enumerate(_sharing(letters)):
        yield place, (n for n in likely if closeness(pairs(n), pairs(place)) > NEAR)


def _sharing(sets: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """Give, for each set, the earlier ones that share more than half with it."""
    sizes = [len(some) for some in sets]
    # Dice > 1/2, without fractions: this line runs for every two texts of a block.
    return (
        [n for n in earlier if 4 * len(sets[n] & some) > sizes[n] + sizes[place]]
        for (place, some), earlier in zip(enumerate(sets), _likely(sets), strict=True)
    )


def _likely(sets: Sequence[frozenset[str]]) -> Iterator[Sequence[int]]:
    """Give, for each set, the earlier ones that may share more than half with it; none that does is missed."""
    if len(sets) <= _FEW:
        return (range(place) for place in range(len(sets)))
    return _sharing_rare(sets)


def _sharing_rare(sets: Sequence[frozenset[str]]) -> Iterator[Sequence[int]]:
    """Two sets that share enough share one of their rarest members, as many of them as may be missing and one more.

    Prefix filtering (Chaudhuri, Ganti, Kaushik 2006): so few of many are compared. Sets of a and b members that share
    more than (a + b) / 4 share more than a / 3, since b is no smaller than what is shared.
    """
    common = Counter(one for some in sets for one in some)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for place, some in enumerate(sets):
        least = math.ceil(len(some) / 3)
        rare = sorted(some, key=lambda one: (common[one], one))[: len(some) - least + 1]
        yield sorted({earlier for one in rare for earlier in seen[one]})
        for one in rare:
            seen[one].append(place)
