"""GLOSSARY.md speaks of things that are there, and of every ledger."""

from __future__ import annotations

import re
from pathlib import Path

from dundian_desktop.ledgers import all_ledgers

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(
    r"^\| (?P<word>[^|]+) \| `(?P<name>\w+)` \| (?:`(?P<table>\w+)`|–) \| (?P<reason>[^|]+) \|$", re.MULTILINE
)


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer((ROOT / "GLOSSARY.md").read_text(encoding="utf-8")))


def test_every_ledger_stands_in_the_glossary() -> None:
    written = {(row["word"], row["name"], row["table"]) for row in rows()}
    assert {(kind.ledger.title, kind.__name__, table) for table, kind in all_ledgers().items()} <= written


def test_every_row_of_the_glossary_is_read() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert len(rows()) == sum(line.startswith("| ") and not line.startswith("| 词") for line in text.splitlines())


def test_a_word_has_one_name_and_a_name_one_word() -> None:
    words, names = [row["word"] for row in rows()], [row["name"] for row in rows()]
    assert len(set(words)) == len(words)
    assert len(set(names)) == len(names)


def test_every_name_is_found_in_the_product() -> None:
    product = " ".join(
        path.read_text(encoding="utf-8") for room in ("dundian_desktop", "ui") for path in (ROOT / room).rglob("*.py")
    )
    assert {row["name"] for row in rows()} - set(re.findall(r"\w+", product)) == set()
