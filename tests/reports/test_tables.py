from __future__ import annotations

import pytest

from dundian_desktop.reports.document import Appendix, Band, Column, Document, Table, paragraph
from tests.reports.measure import MM, chars, lines, words
from tests.reports.samples import ledger_table


def texts(document):
    return [[words(line) for line in lines(chars(page))] for page in document]


def appendix(printed, table, **given):
    return printed(Document(title="报告", appendices=(Appendix(title="问题台账", table=table, **given),)))


def test_an_appendix_begins_a_page_with_its_label_and_has_its_title_on_the_third_line(printed):
    page = appendix(printed, ledger_table(3))[1]
    label, title = lines(chars(page))[:2]
    assert words(label) == "附件"
    assert words(title) == "问题台账"
    # a title of 22 pt stands a little lower in its line than a label of 15.79 pt
    assert label[0].y - title[0].y == pytest.approx(2 * 225 * MM / 22 + 0.38 * (22 - 15.79), abs=0.05)


def test_several_appendices_are_numbered(printed):
    both = tuple(Appendix(title="表", table=ledger_table(1)) for _ in range(2))
    found = texts(printed(Document(title="报告", appendices=both)))
    assert [page[0] for page in found[1:]] == ["附件1", "附件2"]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_head_is_repeated_on_every_page(printed, orientation):
    found = texts(appendix(printed, ledger_table(60), orientation=orientation))[1:]
    assert len(found) > 1
    assert all(any("序号发现时间问题描述金额" in line for line in page) for page in found)


def test_every_row_is_there_once(printed):
    rows = tuple((f"编号{number:03d}", "甲") for number in range(150))
    table = Table(columns=(Column(label="编"), Column(label="字")), rows=rows)
    found = "".join(line for page in texts(appendix(printed, table)) for line in page)
    assert all(found.count(cells[0]) == 1 for cells in rows)


def test_a_row_higher_than_a_page_is_continued(printed):
    table = Table(columns=(Column(label="甲", width=1), Column(label="乙", width=3)), rows=(("短", "长文字" * 1200),))
    found = texts(appendix(printed, table))
    assert len(found) > 3
    assert sum(line.count("长") for page in found for line in page) == 1200


def test_a_band_never_ends_a_page(printed):
    for filler in range(20, 32):
        rows = (*[("甲", "乙")] * filler, Band(text="二、分段"), *[("甲", "乙")] * 20)
        table = Table(columns=(Column(label="一列"), Column(label="二列")), rows=rows)
        for page in texts(appendix(printed, table)):
            assert "二、分段" not in page[-2:]


def test_a_date_is_not_torn_when_there_is_room_elsewhere(printed):
    table = Table(columns=(Column(label="日", width=1), Column(label="事", width=9)), rows=(("2026-05-11", "走访"),))
    assert any("2026-05-11" in line for line in texts(appendix(printed, table))[1])


def test_an_empty_table_says_so(printed):
    table = Table(columns=(Column(label="甲"), Column(label="乙")), rows=())
    assert "（无）" in texts(appendix(printed, table))[1]


def test_a_table_in_the_text_keeps_the_lines_of_the_page(printed):
    blocks = (paragraph("前文。"), ledger_table(3), paragraph("后文。"))
    page = printed(Document(title="报告", blocks=blocks))[0]
    by_text = {words(line): line for line in lines(chars(page))}
    step = (by_text["前文。"][0].y - by_text["后文。"][0].y) / (225 * MM / 22)
    assert step == pytest.approx(round(step), abs=0.01)


def test_a_table_in_the_text_repeats_its_head(printed):
    found = texts(printed(Document(title="报告", blocks=(paragraph("前文。"), ledger_table(40)))))
    assert all(any("序号发现时间问题描述金额" in line for line in page) for page in found)


def test_notes_stand_under_the_table_even_on_a_page_of_their_own(printed):
    found = texts(appendix(printed, ledger_table(2), notes=("注：" + "说明" * 1500,)))
    assert len(found) > 2
    assert "序号" not in "".join(found[2])


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="甲"):
        Table(columns=(Column(label="一"),), rows=(("甲", "乙"),))
