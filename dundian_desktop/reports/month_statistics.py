"""附件 1 of a monthly report: every figure of the month and to date, against what was asked for (notes §4.1).

* 上月更正 stands in the table in a month in which closed months moved; 任务数 when the sending union gave tasks.
* A part is told only when there is any; a ledger nobody keeps is told by a dash, not by a nought.
"""

from __future__ import annotations

from itertools import groupby

from dundian_desktop.policy.counting import Count
from dundian_desktop.policy.kpi import Line
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.tasks import TaskLine
from dundian_desktop.reports.body import chinese
from dundian_desktop.reports.document import Appendix, Band, Cell, Column, Figure, Row, Table
from dundian_desktop.reports.month_words import day_words, said, yuan
from dundian_desktop.reports.nameless import spoken

_NOT_KEPT = "—"
_SIZE = 10.5
"""五号, so that the table and what explains it stand on as few pages as may be."""
_TASKS = "任务"


def statistics(month: Month) -> Appendix:
    """Give the table with its notes."""
    table = Table(columns=_columns(month), rows=tuple(_rows(month)), size=_SIZE)
    return Appendix(title=f"{month_words(month)}蹲点工作统计表", table=table, notes=_notes(month))


def month_words(month: Month) -> str:
    """Give 2026年6月."""
    return f"{month.span.last.year}年{month.span.last.month}月"


def is_corrected(month: Month) -> bool:
    """Tell whether closed months moved."""
    return any(line.correction.value for line in month.figures.lines)


def has_tasks(month: Month) -> bool:
    """Tell whether the sending union gave tasks."""
    return bool(month.figures.tasks) or any(line.target for line in month.figures.lines)


def _columns(month: Month) -> tuple[Column, ...]:
    return (
        Column(label="序号", width=1.1, align="center"),
        Column(label="指标", width=5.2),
        Column(label="单位", width=1.3, align="center"),
        Column(label="本月", width=1.6, align="right"),
        *((Column(label="上月更正", width=1.7, align="right"),) if is_corrected(month) else ()),
        Column(label="累计", width=1.6, align="right"),
        *((Column(label="任务数／\n完成率", width=2.2, align="right"),) if has_tasks(month) else ()),
    )


def _rows(month: Month) -> list[Row]:
    rows: list[Row] = []
    place = 0
    shown = [line for line in month.figures.lines if _is_shown(line)]
    sections = [(str(name), list(lines)) for name, lines in groupby(shown, key=lambda line: line.indicator.section)]
    for n, (section, lines) in enumerate(sections, start=1):
        rows.append(Band(text=f"{chinese(n)}、{section}"))
        for line in lines:
            place += not line.indicator.part_of
            rows.append(_row(month, line, "" if line.indicator.part_of else str(place)))
    if month.figures.tasks:
        rows.append(Band(text=f"{chinese(len(sections) + 1)}、其他任务"))
        rows += [_task_row(month, line, str(place + n)) for n, line in enumerate(month.figures.tasks, start=1)]
    return rows


def _is_shown(line: Line) -> bool:
    """Tell whether a line stands in the table: a part without anything in it does not."""
    return not line.indicator.part_of or any((line.total.value, line.correction.value, line.target))


def _row(month: Month, line: Line, place: str) -> Row:
    one = line.indicator
    asked = f"{line.target.value}／{line.percent}%" if line.target else ""
    return (
        place,
        one.label if place else f"　其中：{one.label}",
        one.unit,
        _cell(line, line.month),
        *((_cell(line, line.correction) if line.correction.value else "",) if is_corrected(month) else ()),
        _cell(line, line.total),
        *((_asked(asked, line.target.tasks if line.target else ()),) if has_tasks(month) else ()),
    )


def _task_row(month: Month, line: TaskLine, place: str) -> Row:
    task = line.task
    return (
        place,
        said(task.title),
        said(task.unit),
        _ticked(line.month),
        *(("",) if is_corrected(month) else ()),
        _ticked(line.total),
        _asked(f"{task.target}／{line.percent}%", (task.id,)),
    )


def _cell(line: Line, count: Count) -> Cell:
    if not line.kept:
        return _NOT_KEPT
    text = _money(count.value) if line.indicator.money else str(count.value)
    return Figure(text=text, records=count.records, meaning=line.indicator.code)


def _money(fen: int) -> str:
    return ("-" if fen < 0 else "") + yuan(abs(fen))


def _asked(words: str, tasks: tuple[str, ...]) -> Cell:
    return Figure(text=words, records=tasks, meaning=_TASKS) if words else ""


def _ticked(count: Count) -> Cell:
    return Figure(text=str(count.value), records=count.records, meaning=_TASKS)


def _notes(month: Month) -> tuple[str, ...]:
    """Give the rules a reader needs in one paragraph, then what the group says of its figures (补充说明)."""
    notes = [
        f"累计自{day_words(month.stint.starts)}起，至{day_words(month.as_of)}止，派出干部累计含轮换人员。",
        "家、人不重复；家次为同一天到同一企业计一次；人次可重复。",
        "惠及职工在实事办结当月计入，支出按付款日期计入，含各项来源。",
        "在岗按日志计，在组按到组、离组日期计。",
    ]
    if is_corrected(month):
        notes.append("上月更正是以前各月封账以后的改动，上期累计加上月更正和本月等于累计。")
    if has_tasks(month):
        notes.append("完成率按累计计。")
    if any(not line.kept for line in month.figures.lines):
        notes.append(f"“{_NOT_KEPT}”表示台账尚无记录。")
    told = "注：" + "".join(f"{n}.{note}" for n, note in enumerate(notes, start=1))
    remarks = spoken(month.books, month.report.remarks) if month.report else ""
    return (told, *([f"说明：{remarks}。"] if remarks else []))
