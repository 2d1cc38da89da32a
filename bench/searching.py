"""Search over many diaries for words of one to four characters; beside a scan of the same table with `instr`.

Each answer is compared with plain comparison of every text, so speed is not bought with wrong results.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping

from bench.figures import Figure, never, percentile
from bench.phrases import WORDS
from bench.places import PASSPHRASE, scratch
from bench.shelf import made
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.store.query import Query
from dundian_desktop.store.search import searched_text
from dundian_desktop.store.store import Store
from dundian_desktop.store.words import found_in
from dundian_desktop.store.workspace import open_workspace

SIZE = 100_000
TIMES, SCANS = 40, 2
MOST_MS = 10
CHECKED = 4


def measure(size: int = SIZE) -> list[Figure]:
    """Search in the open workspace as the window does: the first 50 hits, newest first."""
    with scratch() as folder:
        place = made(folder, size, indexed=True)
        with open_workspace(place, PASSPHRASE) as workspace:
            store = workspace.store
            texts = {one.id: searched_text(one) for one in store.reader.list(Query(kind=Diary))}
            wrong = sum(_differs(store, texts, word) for n in (1, 2, 3, 4) for word in _asked(n)[:CHECKED])
            figures = [figure for n in (1, 2, 3, 4) for figure in _searched(store, size, n)]
    checked = never(f"search of {size}: answers unlike plain comparison, of {4 * CHECKED}", wrong)
    return [*figures, checked]


def _asked(length: int) -> list[str]:
    """Give words of this length as people might type them, some of them across two words of the text."""
    chance = random.Random(length)
    whole = [word[at : at + length] for word in WORDS for at in range(len(word) - length + 1)]
    across = [a[-1:] + "的" + b[: length - 2] for a, b in zip(WORDS, WORDS[7:], strict=False)] if length > 2 else []
    chance.shuffle(whole)
    return [*whole[: TIMES - len(across[:10])], *across[:10]]


def _searched(store: Store, size: int, length: int) -> list[Figure]:
    words = _asked(length)
    took = _clocked(store.search, words)
    scans = _clocked(lambda word: _scan(store, word), words[:SCANS])
    base = percentile(scans, 0.5)
    name = f"search of {size}, {length} character{'s' * (length > 1)}"
    p95 = percentile(took, 0.95)
    half = Figure(measure=f"{name}: half within", ours=percentile(took, 0.5), baseline=base, against="instr scan")
    most = Figure(
        measure=f"{name}: 95 % within",
        ours=p95,
        baseline=base,
        against="instr scan",
        wanted=f"≤ {MOST_MS} ms",
        met=p95 <= MOST_MS,
    )
    return [half, most]


def _clocked(work: Callable[[str], object], words: list[str]) -> list[float]:
    """Give the CPU time of each in ms; the least of three, since other programs share the caches."""
    took: list[float] = []
    for word in words:
        each: list[float] = []
        for _ in range(3):
            begun = time.process_time()
            work(word)
            each.append(1000 * (time.process_time() - begun))
        took.append(min(each))
    return took


def _scan(store: Store, word: str) -> list[tuple[str]]:
    sql = "SELECT id FROM diary WHERE deleted=0 AND (instr(text, ?) OR instr(place, ?) OR instr(reflections, ?))"
    return store.reader.rows(sql, (word, word, word))


def _differs(store: Store, texts: Mapping[str, str], word: str) -> bool:
    """Tell whether the index and plain comparison of every text disagree."""
    found = {record.id for record in store.reader.list(Query(kind=Diary, words=word))}
    return found != {id for id, text in texts.items() if found_in(text, word)}
