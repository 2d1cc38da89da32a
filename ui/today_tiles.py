"""The cards of the first page; each shows its part of the facts, and says what it would be when there is nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dundian_desktop import clock
from dundian_desktop.policy.finding import Finding, TakeStep
from ui import menu
from ui.heat_calendar import HeatCalendar, Mark, mark_of
from ui.level_chip import level_chip
from ui.mending import word_of
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.chip import ChipLabel
from ui.parts.labels import Role, label
from ui.parts.tile import Elided, Tile, row_of
from ui.standing import moment_words
from ui.today_facts import TodayFacts, TodayFindings
from ui.today_wishes import Push, Wishes
from ui.tokens import Colour

_MOST_FINDINGS = 4
_LATE_BACKUP = dt.timedelta(days=3)


class CalendarTile(Tile):
    """日志月历."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("日志月历", "todayCalendar")
        self._facts: TodayFacts | None = None
        self._month = clock.today().replace(day=1)
        self.calendar = HeatCalendar()
        self.calendar.day_pressed.connect(wishes.diary_wanted)
        self._name = label("", Role.SECOND, name="calendarMonth")
        before = icon_button("chevron-left", "上一月", name="calendarBefore")
        before.clicked.connect(self._go_back)
        after = icon_button("chevron-right", "下一月", name="calendarAfter")
        after.clicked.connect(self._go_on)
        for widget in (before, self._name, after):
            self.head.addWidget(widget)
        self.body.addWidget(self.calendar)
        self.body.addWidget(_legend())

    def put(self, facts: TodayFacts) -> None:
        """Show the month the page is about."""
        fresh = self._facts is None
        self._facts = facts
        if fresh and facts.month:
            self._month = dt.date.fromisoformat(f"{facts.month}-01")
        self._show()

    @Slot()
    def _go_back(self) -> None:
        self._month = (self._month - dt.timedelta(days=1)).replace(day=1)
        self._show()

    @Slot()
    def _go_on(self) -> None:
        self._month = (self._month + dt.timedelta(days=32)).replace(day=1)
        self._show()

    def _show(self) -> None:
        if facts := self._facts:
            self._name.setText(f"{self._month.year}年{self._month.month}月")
            days = [self._month + dt.timedelta(days=n) for n in range(31)]
            self.calendar.put(self._month, {day: _mark(facts, day) for day in days}, facts.today)


def _mark(facts: TodayFacts, day: dt.date) -> Mark:
    group = facts.group
    inside = bool(group and group.starts and group.ends and group.starts <= day <= group.ends)
    diary = facts.written.get(day)
    return mark_of(day, facts.today, written=diary is not None, late=bool(diary and diary.late), inside=inside)


def _legend() -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(label("实心＝已写 · “补”＝补录 · 虚框＝没写，点一下补写", Role.HINT, wraps=True))
    return made


class FindingTile(Tile):
    """Findings, each with the press that mends it.

    Args:
        heading: of the tile while nothing is found.
        name: object name.
        wishes: told of what is pressed.
    """

    def __init__(self, heading: str, name: str, wishes: Wishes) -> None:
        super().__init__(heading, name)
        self._wishes = wishes

    def say_waiting(self) -> None:
        """Say that the checks are under way, unless the findings of a moment ago are still shown."""
        if not self.body.count():
            self.say("正在核对…", "clock")

    def put_findings(self, found: Sequence[Finding]) -> None:
        """Show findings."""
        for one in found:
            self.body.addWidget(self._row(one))

    def _row(self, found: Finding) -> QWidget:
        chip = ChipLabel(level_chip(found.level))
        told = Elided(found.sentence)
        if found.source:
            told.setToolTip(f"{found.sentence}\n依据：{found.source}")
        word = word_of(found)
        if not word:
            return row_of(chip, told)
        go = button(word, Kind.QUIET, name="findingGo")
        Push(go, self._wishes.finding_wanted, found)
        return row_of(chip, told, go)


class LackTile(FindingTile):
    """月报还差: what the month's report still lacks."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("月报还差", "todayLacks", wishes)

    def put(self, facts: TodayFacts) -> None:
        """Show of which month it is."""
        if facts.month:
            self.say_waiting()
            return
        self.clear()
        self.heading.setText("月报还差")
        self.say("登记工作组以后，这里列出月报还缺什么。", "info-circle")

    def put_found(self, month: str, found: TodayFindings) -> None:
        """Show the gravest."""
        self.clear()
        self.heading.setText(f"{int(month[5:])}月月报还差 {len(found.lacks)} 项")
        self.put_findings(found.lacks[:_MOST_FINDINGS])
        if len(found.lacks) > _MOST_FINDINGS:
            rest = button("去月报核对全部", Kind.QUIET, name="todayLacksAll")
            Push(rest, self._wishes.page_wanted, menu.REPORT)
            self.body.addWidget(row_of(rest))
        if not found.lacks:
            self.say("没有要补的，可以出月报了。", "circle-check", Colour.GOOD)


class DoubtTile(FindingTile):
    """全程要核对: what the stint as a whole lacks or contradicts; all of it on demand."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("全程要核对", "todayDoubts", wishes)
        self._found: TodayFindings | None = None
        self._all = False

    def put(self, facts: TodayFacts) -> None:
        """Stand there only when there is a stint."""
        self.setVisible(bool(facts.month))
        self.say_waiting()

    def put_found(self, found: TodayFindings) -> None:
        """Show the gravest, or all."""
        self._found = found
        self.clear()
        self.heading.setText(f"全程要核对 {len(found.doubts)} 项")
        self.put_findings(found.doubts if self._all else found.doubts[:_MOST_FINDINGS])
        if len(found.doubts) > _MOST_FINDINGS:
            turn = button("收起" if self._all else "看全部", Kind.QUIET, name="todayDoubtsTurn")
            turn.clicked.connect(self._turn)
            self.body.addWidget(row_of(turn))
        if not found.doubts:
            self.say("没有别的要核对。", "circle-check", Colour.GOOD)
        if found.note:
            self.say(found.note, "calendar-event")

    @Slot()
    def _turn(self) -> None:
        self._all = not self._all
        if self._found:
            self.put_found(self._found)


class AwaitedTile(Tile):
    """等答复: reports and letters that nobody has answered yet."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("等答复", "todayAwaited")
        self._wishes = wishes

    def put(self, facts: TodayFacts) -> None:
        """Show what waited longest."""
        self.clear()
        self.heading.setText(f"等答复 {len(facts.awaited)} 件" if facts.awaited else "等答复")
        for one in facts.awaited[:_MOST_FINDINGS]:
            days = one.days(facts.today)
            mend = TakeStep(ledger=one.record.ledger.table, id=one.record.id, step=one.step)
            go = button(one.step, Kind.QUIET, name="awaitedGo")
            Push(go, self._wishes.mending_wanted, mend)
            self.body.addWidget(row_of(label(f"{days} 天", Role.HINT), Elided(one.title), go))
        if not facts.awaited:
            self.say("上报的问题和发出的函书都有了答复，或还没有上报。", "inbox")
        elif more := len(facts.awaited) - _MOST_FINDINGS:
            self._put_more(more)

    def _put_more(self, more: int) -> None:
        if more > 0:
            go = button(f"还有 {more} 件，到共性问题里看", Kind.QUIET, name="awaitedMore")
            Push(go, self._wishes.page_wanted, "common_problem")
            self.body.addWidget(row_of(go))


class SafetyTile(Tile):
    """备份和交换: how old the backup is, and what others do not have yet."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("备份和交换", "todaySafety")
        self._wishes = wishes

    def put(self, facts: TodayFacts) -> None:
        """Show how safe the work is."""
        self.clear()
        if facts.backup is None:
            self.say("还没有备份。关闭程序时会自动备份一次，之后每半小时有改动就备份。", "database")
        else:
            late = clock.now() - facts.backup > _LATE_BACKUP
            self.say(f"上次自动备份：{moment_words(facts.backup)}", "database", Colour.WARN if late else Colour.GOOD)
        if not facts.unsent:
            self.say("还没有登记要交换的电脑。", "arrows-exchange")
        for one in facts.unsent:
            text = f"{one.changes} 处改动还没交给{one.name}" if one.changes else f"{one.name}已收齐"
            go = button("去导出", Kind.QUIET, name="todaySend")
            Push(go, self._wishes.page_wanted, menu.EXCHANGE)
            self.body.addWidget(row_of(Elided(text, Role.SECOND), go) if one.changes else Elided(text, Role.SECOND))
