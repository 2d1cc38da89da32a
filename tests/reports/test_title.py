from __future__ import annotations

import pytest

from dundian_desktop.reports.title import title_lines


def broken(text, most=20.1):
    return title_lines(text, most, lambda part: sum(0.55 if char.isascii() else 1 for char in part))


def test_a_short_title_stays_on_one_line():
    assert broken("关于2026年5月蹲点工作情况的报告") == ["关于2026年5月蹲点工作情况的报告"]


def test_a_long_title_is_broken_where_the_sense_is():
    assert broken("南江省总工会驻云麓市青麓县蹲点工作组关于2026年5月蹲点工作情况的报告") == [
        "南江省总工会驻云麓市青麓县蹲点工作组",
        "关于2026年5月蹲点工作情况的报告",
    ]


def test_a_line_feed_forces_a_break():
    assert broken("甲\n乙") == ["甲", "乙"]


TITLES = [
    "关于青麓启晟新材料股份有限公司拖欠一线职工绩效工资引发群体性事件苗头及处置情况的报告",
    "关于快递物流行业灵活就业人员未参加工伤保险共性问题及对策建议的专报",
    "青麓县总工会关于报送2026年第二季度蹲点工作情况和经费使用情况的报告",
    "南江省总工会机关干部赴基层蹲点工作联络指导小组办公室关于开展2026年度蹲点工作组工作情况评估和经费使用情况检查的通知",
]


@pytest.mark.parametrize("title", TITLES)
def test_nothing_is_lost_and_every_line_fits(title):
    found = broken(title)
    assert "".join(found) == title
    assert all(sum(0.55 if char.isascii() else 1 for char in line) <= 20.1 for line in found)


@pytest.mark.parametrize("title", TITLES)
def test_no_line_begins_or_ends_badly(title):
    for before, after in zip(broken(title), broken(title)[1:], strict=False):
        assert after[0] not in "的了和与、，）》"
        assert not before.endswith(("关于", "和", "（", "《"))


def test_sense_goes_before_shape():
    # 14 over 17 would be the better shape, but the second line would begin with 了
    assert broken("工" * 14 + "了" + "问" * 16)[1][0] != "了"


@pytest.mark.parametrize("title", TITLES)
def test_the_middle_line_is_never_the_shortest(title):
    lengths = list(map(len, broken(title)))
    assert all(b >= min(a, c) for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))


@pytest.mark.parametrize("title", ["", " ", "A" * 90, "工" * 200, "》" * 50])
def test_odd_titles_break_nothing(title):
    assert "".join(broken(title)).strip() == title.strip()
