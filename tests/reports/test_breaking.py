"""Where lines are broken."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dundian_desktop.reports.atoms import atoms
from dundian_desktop.reports.document import Document, Role, paragraph
from dundian_desktop.reports.fonts import load
from dundian_desktop.reports.lines import break_lines, inks
from tests.reports.measure import MM, chars, lines, words

# written out here once more, from GB/T 15834-2011 section 5.1, so that a slip in the code does not excuse itself
NEVER_FIRST = set("、，。；：！？”’》〉」』】〗〕）·～")
NEVER_LAST = set("《〈「『【〖〔（“‘")
HAN = "蹲点工作组走访职工企业问题建会入会维权帮扶"
PARTS = [
    *HAN * 3,
    *"、，。；：！？",
    "”",
    "》",
    "）",
    "“",
    "《",
    "（",
    "》（",
    "。”",
    "！”",
    "——",
    "……",
    "2026年",
    "47.6%",
    "WT-013",
]


def broken(text, width=28.0, first=2.0):
    return break_lines(atoms([(text, Role.FANG)], load(), set())[0], width, first=first)


def random_paragraphs(count=60):
    pick = random.Random(9704)
    for _ in range(count):
        # two Han after every part keep a lawful break within reach, as in language
        yield HAN[:4] + "".join(pick.choice(PARTS) + pick.choice(HAN) + pick.choice(HAN) for _ in range(70))


def test_no_forbidden_character_at_either_end_in_sixty_paragraphs():
    found = [line.text for text in random_paragraphs() for line in broken(text)]
    assert len(found) > 300
    assert [text for text in found if text[0] in NEVER_FIRST or text[-1] in NEVER_LAST] == []


def test_the_finished_pdf_keeps_the_laws_too(printed):
    blocks = tuple(paragraph(text) for text in random_paragraphs(25))
    for page in printed(Document(title="报告", blocks=blocks)):
        for line in lines([char for char in chars(page) if char.y > 35 * MM]):
            text = words(line)
            indented = line[0].x > 28 * MM + 20
            assert indented or text[0] not in NEVER_FIRST, text
            assert text[-1] not in NEVER_LAST, text
            assert max(char.right for char in line) <= 184 * MM + 0.01, text


def test_dashes_and_ellipses_are_never_torn():
    for text in random_paragraphs():
        for above, below in pairwise(line.text for line in broken(text)):
            assert not (above[-1] in "—…" and below[0] == above[-1])


def test_a_dash_of_two_cells_may_begin_a_line_and_one_of_one_cell_not():
    assert broken("工" * 28 + "——会", first=0.0)[1].text == "——会"
    assert broken("工" * 28 + "—会", first=0.0)[1].text == "工—会"


def test_numbers_and_words_are_never_torn():
    for text in random_paragraphs():
        for above, below in pairwise(line.text for line in broken(text)):
            assert not (above[-1].isascii() and below[0].isascii())


def test_a_word_longer_than_a_line_is_torn():
    found = broken("网址" + "a" * 200)
    assert len(found) > 2
    assert all(line.natural <= line.width + 1e-6 for line in found)


def test_a_mark_that_would_begin_a_line_is_drawn_in():
    text = "工" * 12 + "，" + "工" * 14 + "，" + "工" * 5
    assert [len(line.text) for line in broken(text, first=0.0)] == [28, 5]
    assert [len(line.text) for line in broken("工" + text, first=0.0)] == [29, 5]


def test_without_room_the_character_before_goes_out_with_the_mark():
    assert [line.text[-1] + line.text[0] for line in broken("工" * 28 + "？" + "会", first=0.0)] == ["工工", "会工"]


def test_a_drawn_in_line_is_exactly_as_wide_as_the_measure():
    line = broken("工" * 10 + "（" + "工" * 8 + "）" + "工" * 8 + "，" + "工" * 9, first=0.0)[0]
    assert line.natural == 29
    drawn = inks(line, 10)
    assert drawn[-1].x <= 275 + 1e-6


def test_an_opening_mark_gives_white_from_its_left():
    line = broken("工" * 10 + "（" + "工" * 17 + "，" + "会" * 3, first=0.0)[0]
    assert line.natural == 29
    assert line.text.endswith("，")
    x = {ink.text[0]: ink.x for ink in inks(line, 10)}
    # half an em from the comma at the end, half from the left of the bracket: its cell begins half an em early
    assert x["（"] == pytest.approx(95)


def test_a_line_feed_begins_a_new_line():
    assert [len(part) for part in atoms([("甲\r\n乙\n\n丙", Role.FANG)], load(), set())] == [1, 1, 0, 1]


def test_blanks_vanish_at_the_ends_of_lines():
    found = broken("word " * 40, first=0.0)
    assert not any(line.text.startswith(" ") or line.text.endswith(" ") for line in found)


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("工会，。、（）《》“”—…12ab .%\n〔〕"), max_size=160),
    st.sampled_from([1.0, 3.5, 9.0, 28.0]),
)
def test_nothing_is_lost_and_no_line_is_too_wide(text, width):
    for part in atoms([(text, Role.FANG)], load(), set()):
        found = break_lines(part, width)
        drawn = "".join(line.text for line in found).replace(" ", "")
        assert drawn == "".join(glyph.char for atom in part for glyph in atom.glyphs).replace(" ", "")
        for line in found:
            blank = sum(atom.blank_before + atom.blank_after for atom in line.atoms)
            assert line.natural - blank <= line.width + 1e-6 or len(line.atoms) == 1
