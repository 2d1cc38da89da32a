"""What the shelf of the policy toolkit shows of each paper, and the folders they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dundian_desktop.ledgers.toolkit_document import Force, ToolkitDocument
from dundian_desktop.store.glance import glance
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

_FIELDS = ("title", "folder", "version", "source", "force")
_MOST_FOUND = 200
_BEFORE, _BEHIND = 12, 48  # characters shown around a found word


class Card(NamedTuple):
    """One line of the list.

    Attributes:
        key: id of the paper; for a clause of the digest its place in the policy.
        note: what stands below the title: version and source, or the words around what was found.
        force: "" for a clause.
    """

    key: str
    title: str
    folder: str
    note: str
    force: str = ""

    @property
    def current(self) -> bool:
        """Whether it is in force."""
        return self.force in {"", Force.CURRENT}


def all_cards(store: Store) -> list[Card]:
    """Give a card for every paper, by folder and title, the newest version first."""
    rows = glance(store.reader, Query(kind=ToolkitDocument, order=(("created_at", True),)), _FIELDS)
    return sorted((_card(*row) for row in rows), key=lambda card: (card.folder, card.title))


def found_cards(store: Store, words: str) -> list[Card]:
    """Give a card for every paper that holds these words, those in force first."""
    reader = store.reader
    ids = reader.ids(Query(kind=ToolkitDocument, words=words, order=(("created_at", True),)))
    papers = reader.page(ToolkitDocument, ids[:_MOST_FOUND])
    cards = [
        Card(p.id, p.title, p.folder, around(p.text, words) or _told(p.version, p.source), p.force) for p in papers
    ]
    return sorted(cards, key=lambda card: (not card.current, card.folder, card.title))


def _card(key: str, title: str, folder: str | None, version: str | None, source: str | None, force: str) -> Card:
    return Card(key, title, folder or "", _told(version, source), force)


def _told(version: str | None, source: str | None) -> str:
    return "　".join(filter(None, (version, source)))


def around(text: str, words: str) -> str:
    """Give the words around the first that was found, or ""."""
    low = text.casefold()
    places = [at for word in words.casefold().split() if (at := low.find(word)) >= 0]
    if not places:
        return ""
    start = max(0, min(places) - _BEFORE)
    return ("…" if start else "") + text[start : min(places) + _BEHIND].replace("\n", " ")


def folders_of(cards: Iterable[Card]) -> list[str]:
    """Give every folder and every folder above one, each before those in it."""
    names = {card.folder for card in cards if card.folder}
    return sorted(
        {"/".join(parts[:n]) for name in names if (parts := name.split("/")) for n in range(1, len(parts) + 1)}
    )


def lying_in(cards: Sequence[Card], folder: str) -> list[Card]:
    """Give the cards of a folder and of those in it; of all folders for ""."""
    return [card for card in cards if not folder or card.folder == folder or card.folder.startswith(f"{folder}/")]
