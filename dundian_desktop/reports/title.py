"""A title over several lines, in the shape of a trapezium or a rhombus, with no word torn (GB/T 9704-2012, 7.3.1).

There is no dictionary; the words that titles of this trade are made of stand in `_VOCABULARY`. A composer that knows
better writes line feeds into the title.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, combinations, pairwise

from dundian_desktop.reports.atoms import NO_END, NO_START

_VOCABULARY = """
关于 开展 推进 做好 加强 落实 印发 报送 有关 蹲点 驻点 工作 工作组 蹲点工作组 蹲点工作 工作情况 情况 报告 汇报 月报
月度 季度 年度 总结 通知 方案 清单 台账 工作台账 统计表 一览表 登记表 评估表 记录表 总工会 省总工会 市总工会
县总工会 工会 联合会 工会联合会 机关干部 干部 基层 职工 企业 街道 社区 乡镇 开发区 经济开发区 调研 调查 研究 走访
慰问 共性 个性 问题 建议 重大 事项 重大事项 专报 首报 续报 终报 实事 办实事 建会 入会 移交 线索 劳动 关系 劳动关系
风险 隐患 风险隐患 新就业形态 劳动者 群体性事件 突发事件 苗头 处置 拖欠 欠薪 工资 绩效工资 有限公司 股份有限公司
分公司 灵活就业人员 工伤保险 困难 困难职工 维权 服务 联络 指导小组 领导小组 联络指导小组
"""
_WORDS = tuple(_VOCABULARY.split())
_NUMBER = r"(?:第?[0-9A-Za-z.,%:/-]+[年月日期号次件家人个季]?[度份]?)+"
_BRACKETED = "《[^《》]{1,8}》|（[^（）]{1,8}）|“[^“”]{1,8}”"
_PIECE = re.compile("|".join((_NUMBER, _BRACKETED, *sorted(_WORDS, key=len, reverse=True), ".")))

_GOOD_ENDS = frozenset("省市县区组局会院校厂司的及暨，、；：）》")
_BAD_STARTS = NO_START | frozenset("的了和与及等者们性化组会")
_BAD_ENDS = NO_END | frozenset("和与及暨在为对把被未不")
_MOST_SEARCHED = 4
_TORN = 20.0
_BEST_RATIO = 0.8


def title_lines(text: str, most: float, width: Callable[[str], float]) -> list[str]:
    """Break a title into lines.

    Args:
        text: the title; a line feed forces a break.
        most: width of the measure in em.
        width: gives the width of a text in em.
    """
    return [line for part in text.split("\n") for line in _balanced(part.strip(), most, width)]


def _balanced(text: str, most: float, width: Callable[[str], float]) -> list[str]:
    count = math.ceil(width(text) / most)
    if count <= 1:
        return [text]
    pieces = _PIECE.findall(text)
    ends = [0.0, *accumulate(map(width, pieces))]
    best: tuple[float, list[str]] = (math.inf, _filled(pieces, most, width))
    for lines in range(count, _MOST_SEARCHED + 1):
        if best[0] >= _TORN:
            best = min([best, *_weighed(pieces, ends, lines, most)])
    return best[1]


def _weighed(pieces: Sequence[str], ends: list[float], lines: int, most: float) -> Iterator[tuple[float, list[str]]]:
    """Give every division into so many lines that fits, with its cost."""
    for places in combinations(range(1, len(pieces)), lines - 1):
        spans = list(pairwise((0, *places, len(pieces))))
        widths = [ends[end] - ends[start] for start, end in spans]
        if max(widths) <= most:
            way = ["".join(pieces[start:end]) for start, end in spans]
            yield _cost(way, widths), way


def _cost(lines: list[str], widths: list[float]) -> float:
    """Give how bad a division is: torn sense first, then shape."""
    sense = sum(_sense(before, after) for before, after in pairwise(lines))
    return sense + _shape(widths)


def _sense(before: str, after: str) -> float:
    """Give how bad a break between two lines is for the sense."""
    cost = 0.0
    if after[0] in _BAD_STARTS or before[-1] in _BAD_ENDS:
        cost += _TORN
    if before.endswith("关于"):
        cost += 10
    if not (before[-1] in _GOOD_ENDS or after.startswith("关于")):
        cost += 0.0 if before.endswith(_WORDS) and after.startswith(_WORDS) else 3.0
    return cost


def _shape(widths: list[float]) -> float:
    """Give how far the lines are from a trapezium or, for three, a rhombus."""
    longest = max(widths)
    cost = 8 * abs(min(widths) / longest - _BEST_RATIO)
    hourglass = any(b < min(a, c) for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    return cost + (10 if hourglass else 0)


def _filled(pieces: Sequence[str], most: float, width: Callable[[str], float]) -> list[str]:
    """Fill line after line, for titles too long to weigh; a piece wider than the measure is cut by characters."""
    parts = [part for piece in pieces for part in (piece if width(piece) > most else (piece,))]
    lines = [""]
    for part in parts:
        if width(lines[-1] + part) > most and lines[-1]:
            lines.append("")
        lines[-1] += part
    return lines
