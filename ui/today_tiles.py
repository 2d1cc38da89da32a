"""The cards of the first page; each shows its part of the facts, and says what it would be when there is nothing."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from dundian_desktop import clock
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.policy.finding import Finding, Level
from dundian_desktop.policy.kpi import Line
from dundian_desktop.store.drafts import Draft
from ui import ledger_words, menu
from ui.desk import Desk
from ui.heat_calendar import HeatCalendar, Mark, mark_of
from ui.mending import word_of
from ui.names import name_of
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.labels import Role, label
from ui.parts.tile import Elided, Tile, row_of
from ui.standing import moment_words
from ui.states import due_chip
from ui.today_facts import TodayFacts
from ui.tokens import GAP, Colour

_FIGURES = (("走访企业", "K001", "K002"), ("走访职工", "K003", "K004"), ("办成实事", "K402", "K401"))
_LEVELS = {Level.RED: Tone.BAD, Level.WARNING: Tone.WARN, Level.NOTE: Tone.NOTE}
_MOST_FINDINGS, _MOST_DRAFTS = 4, 3
_LATE_BACKUP = dt.timedelta(days=3)


class Wishes(QObject):
    """What the person wants from the first page."""

    deed_done = Signal(object)  # Deed
    deed_delayed = Signal(object)
    record_wanted = Signal(str, str)  # ledger, record
    draft_wanted = Signal(object)  # Draft
    draft_dropped = Signal(object)
    diary_wanted = Signal(dt.date)
    page_wanted = Signal(str)
    mending_wanted = Signal(object)  # Finding


class DutyTile(Tile):
    """今天要办: deeds due, forms not finished, today's diary."""

    def __init__(self, desk: Desk, wishes: Wishes) -> None:
        super().__init__("今天要办", "todayDuties")
        self._desk = desk
        self._wishes = wishes

    def put(self, facts: TodayFacts) -> None:
        """Show what is to be done."""
        self.clear()
        if facts.group is None and not any(draft.ledger == menu.GROUP for draft in facts.drafts):
            self._put_group()
        for draft in facts.drafts[:_MOST_DRAFTS]:
            self._put_draft(draft)
        self._put_diary(facts)
        for deed in facts.deeds:
            self._put_deed(deed, facts.today)
        if facts.more_deeds:
            more = button(f"还有 {facts.more_deeds} 件", Kind.QUIET, name="todayMoreDeeds")
            Push(more, self._wishes.page_wanted, "deed")
            self.body.addWidget(row_of(more))
        if not self.body.count():
            self.say("今天没有到期的事，日志也写好了。", "mood-smile", Colour.GOOD)

    def _put_group(self) -> None:
        go = button("去登记", name="todayGroup")
        Push(go, self._wishes.page_wanted, menu.GROUP)
        words_ = Elided("先登记工作组和起止日期，月报和统计都从这里取")
        self.body.addWidget(row_of(ChipLabel(Chip("第一步", Tone.NOTE)), words_, go))

    def _put_draft(self, draft: Draft) -> None:
        kind = self._desk.store.kinds.get(draft.ledger)
        if kind is None:
            return
        record = self._desk.store.reader.find(kind, draft.record)
        called = name_of(self._desk.store, record) if record else next(iter(draft.texts.values()), "")
        text = Elided(f"没存完的{kind.ledger.noun} {called[:20]}（{moment_words(draft.saved_at)}）")
        go = button(ledger_words.RESUME, name="draftResume")
        Push(go, self._wishes.draft_wanted, draft)
        drop = button(ledger_words.DROP, Kind.QUIET, name="draftDrop")
        Push(drop, self._wishes.draft_dropped, draft)
        self.body.addWidget(row_of(ChipLabel(Chip("草稿", Tone.IDLE)), text, go, drop))

    def _put_diary(self, facts: TodayFacts) -> None:
        inside = facts.group is not None and facts.figures is not None and f"{facts.today:%Y-%m}" == facts.month
        if facts.diary or not inside:
            return
        about = f"今天的日志还没写，可按今天的 {len(facts.visits)} 次走访拼好" if facts.visits else "今天的日志还没写"
        go = button("写日志", Kind.PRIMARY, name="todayDiary")
        Push(go, self._wishes.diary_wanted, facts.today)
        self.body.addWidget(row_of(ChipLabel(Chip("未写", Tone.WARN)), Elided(about), go))

    def _put_deed(self, deed: Deed, today: dt.date) -> None:
        done, later = button("办结", name="deedDone"), button("延期", Kind.QUIET, name="deedDelay")
        Push(done, self._wishes.deed_done, deed)
        Push(later, self._wishes.deed_delayed, deed)
        chip = ChipLabel(due_chip(deed, today))
        self.body.addWidget(row_of(chip, Elided(deed.content), done, later))


class FigureTile(Tile):
    """本月进度: three figures, this month and to date."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("本月进度", "todayFigures")
        look = button("看全部指标", Kind.QUIET, name="todayReport")
        Push(look, wishes.page_wanted, menu.REPORT)
        self.head.addWidget(look)

    def put(self, facts: TodayFacts) -> None:
        """Show the figures."""
        self.clear()
        if facts.figures is None:
            self.say("登记工作组和起止日期以后，这里显示走访企业、走访职工、办成实事的数字。", "info-circle")
            return
        self.heading.setText(f"{int(facts.month[5:])}月进度")
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * GAP)
        grid.setVerticalSpacing(0)
        for column, (name, first, second) in enumerate(_FIGURES):
            lines = facts.figures[first], facts.figures[second]
            for row, made in enumerate(_figure(name, *lines)):
                grid.addWidget(made, row, column)
            grid.setColumnStretch(column, 1)
        holder = QWidget()
        holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)


def _figure(name: str, first: Line, second: Line) -> tuple[QLabel, QWidget, QLabel]:
    unit = first.indicator.unit
    number = label(str(first.month.value), Role.NUMBER, name=f"figure{first.indicator.code}")
    number.setAccessibleName(f"{name}{first.month.value}{unit}")
    beside = f"{second.month.value}{second.indicator.unit}，" if unit != second.indicator.unit else ""
    return (
        label(name, Role.SECOND),
        row_of(number, label(unit, Role.SECOND)),
        label(f"{beside}累计{first.total.value}{unit}", Role.HINT, wraps=True),
    )


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


class LackTile(Tile):
    """月报还差: what the month's report still lacks."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("月报还差", "todayLacks")
        self._wishes = wishes

    def put(self, facts: TodayFacts) -> None:
        """Show the gravest findings."""
        self.clear()
        counted = f"{len(facts.findings)} 项"
        self.heading.setText(f"{int(facts.month[5:])}月月报还差 {counted}" if facts.month else "月报还差")
        for found in facts.findings[:_MOST_FINDINGS]:
            self.body.addWidget(self._row(found))
        if not facts.month:
            self.say("登记工作组以后，这里列出月报还缺什么。", "info-circle")
        elif not facts.findings:
            self.say("没有要补的，可以出月报了。", "circle-check", Colour.GOOD)
        elif len(facts.findings) > _MOST_FINDINGS:
            more = button("去月报核对全部", Kind.QUIET, name="todayAllLacks")
            Push(more, self._wishes.page_wanted, menu.REPORT)
            self.body.addWidget(row_of(more))

    def _row(self, found: Finding) -> QWidget:
        chip = ChipLabel(Chip(level_word(found.level), _LEVELS[found.level]))
        word = word_of(found)
        if not word:
            return row_of(chip, Elided(found.sentence))
        go = button(word, Kind.QUIET, name="lackGo")
        Push(go, self._wishes.mending_wanted, found)
        return row_of(chip, Elided(found.sentence), go)


def level_word(level: Level) -> str:
    """Say how grave a finding is in words of the page."""
    return "必须补" if level is Level.RED else str(level)


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


class Push(QObject):
    """Says something with fixed words when a button is pressed; goes with the button."""

    def __init__(self, pressed: QPushButton, signal: SignalInstance, *told: object) -> None:
        super().__init__(pressed)
        self._signal = signal
        self._told = told
        pressed.clicked.connect(self.say)

    @Slot()
    def say(self) -> None:
        """Say it."""
        self._signal.emit(*self._told)
