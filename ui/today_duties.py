"""今天要办: forms not finished, today's diary, and what is due or overdue over all ledgers, each with its next step."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from dundian_desktop.policy.due import DueItem, DueKind
from dundian_desktop.policy.finding import Mend, OpenRecord, TakeStep
from dundian_desktop.store.drafts import Draft
from ui import ledger_words, menu
from ui.desk import Desk
from ui.names import name_of
from ui.parts.buttons import Kind, button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.labels import Role, label
from ui.parts.tile import Elided, Tile, row_of
from ui.standing import moment_words
from ui.today_facts import TodayFacts
from ui.today_wishes import Push, Wishes
from ui.tokens import Colour

_MOST, _MOST_DRAFTS = 7, 3
_STEPS = {
    DueKind.DEED: ("办结", "延期"),
    DueKind.PROBLEM: ("办结", "延期"),
    DueKind.REVISIT: ("回访销号",),
    DueKind.ANSWER: ("收到回复",),
}
"""Kind -> words of the steps that settle it."""
_OPENED = {DueKind.REPORT: "去补报", DueKind.AGREEMENT: "去看"}
"""Kind -> word of the button that opens the record where it is mended."""
_END_NEAR = 14
"""Days before the end of the stint at which its closing is offered: two weeks to write what is still missing."""
_TIDY = "去整理"


class DutyTile(Tile):
    """今天要办: the most urgent first; what finds no room is one press away."""

    def __init__(self, desk: Desk, wishes: Wishes) -> None:
        super().__init__("今天要办", "todayDuties")
        self._desk = desk
        self._wishes = wishes
        self._facts: TodayFacts | None = None
        self._all = False

    def put(self, facts: TodayFacts) -> None:
        """Show what is to be done."""
        self._facts = facts
        self.clear()
        if facts.group is None and not any(draft.ledger == menu.GROUP for draft in facts.drafts):
            self._put_group()
        for draft in facts.drafts[:_MOST_DRAFTS]:
            self._put_draft(draft)
        self._put_diary(facts)
        self._put_end(facts)
        for item in facts.due if self._all else facts.due[:_MOST]:
            self.body.addWidget(self._row(item, facts.owners.get(item.owner or "", "")))
        if len(facts.due) > _MOST:
            self._put_more(len(facts.due) - _MOST)
        if not self.body.count():
            self.say("今天没有到期的事，日志也写好了。", "mood-smile", Colour.GOOD)

    def _put_more(self, hidden: int) -> None:
        more = button("只看最急的" if self._all else f"还有 {hidden} 件", Kind.QUIET, name="todayMoreDuties")
        more.clicked.connect(self._turn)
        self.body.addWidget(row_of(more))

    @Slot()
    def _turn(self) -> None:
        self._all = not self._all
        if self._facts:
            self.put(self._facts)

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
        if facts.diary or not facts.diary_wanted:
            return
        about = f"今天的日志还没写，可按今天的 {len(facts.visits)} 次走访拼好" if facts.visits else "今天的日志还没写"
        go = button("写日志", Kind.PRIMARY, name="todayDiary")
        Push(go, self._wishes.diary_wanted, facts.today)
        self.body.addWidget(row_of(ChipLabel(Chip("未写", Tone.WARN)), Elided(about), go))

    def _put_end(self, facts: TodayFacts) -> None:
        if facts.left is None or facts.left > _END_NEAR:
            return
        told = "蹲点已结束" if facts.left < 0 else f"蹲点还有 {facts.left} 天结束" if facts.left else "蹲点今天结束"
        go = button("去收尾", name="todayClosing")
        Push(go, self._wishes.page_wanted, menu.CLOSING)
        words_ = Elided(f"{told}：核对总结、调研报告和没办完的事，生成移交包")
        self.body.addWidget(row_of(ChipLabel(Chip("收尾", Tone.NOTE)), words_, go))

    def _row(self, item: DueItem, owner: str) -> QWidget:
        title = Elided(f"{item.title}（{owner}）" if owner else item.title)
        return row_of(ChipLabel(due_chip_of(item)), label(item.kind, Role.HINT), title, *self._buttons(item))

    def _buttons(self, item: DueItem) -> list[QWidget]:
        record = item.record
        table, key = record.ledger.table, record.id
        if item.kind is DueKind.JOTTING:
            tidy = button(_TIDY, Kind.QUIET, name="dueTidy")
            Push(tidy, self._wishes.record_wanted, table, key)
            return [tidy]
        if word := _OPENED.get(item.kind):
            return [self._press(word, OpenRecord(ledger=table, id=key, field=item.field), "dueOpen", Kind.QUIET)]
        steps = enumerate(_STEPS[item.kind])
        return [
            self._press(word, TakeStep(ledger=table, id=key, step=word), f"dueStep{n}", Kind.QUIET if n else Kind.PLAIN)
            for n, word in steps
        ]

    def _press(self, word: str, mend: Mend, name: str, kind: Kind) -> QWidget:
        made = button(word, kind, name=name)
        Push(made, self._wishes.mending_wanted, mend)
        return made


def due_chip_of(item: DueItem) -> Chip:
    """Give the chip that says how urgent it is."""
    if item.overdue:
        return Chip(item.when, Tone.BAD)
    return Chip(item.when, Tone.NOTE if item.kind in (DueKind.AGREEMENT, DueKind.JOTTING) else Tone.WARN)
