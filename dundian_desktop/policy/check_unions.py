"""X02, X09, X10 and X13: unions, letters and agreements (policy 三(二), 三(四); domain notes §2.8, §3.3, §3.7)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.activity import Activity
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.letter import Letter, LetterState
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, Finding, Level, OpenRecord, Telling, opening, stepping, told
from dundian_desktop.policy.inspection import Inspection
from dundian_desktop.policy.parameters import Parameters

AGREEMENTS = {
    "contract_until": "集体合同",
    "wage_until": "工资专项集体合同",
    "women_until": "女职工专项集体合同",
    "safety_until": "安全卫生专项集体合同",
}
"""Field of a unit's card -> what runs out on that day."""


def new_form_fit_new(seen: Inspection) -> Iterator[Finding]:
    """Of the new members no more are in new forms of employment than there are (X02)."""
    new, new_form = seen.total("K201"), seen.total("K202")
    if new_form.value > new.value:
        some = [one for one in seen.books.of(UnionBuilding) if one.id in set(new_form.records)]
        sentence = f"累计新就业形态会员{new_form.value}人，多于新发展会员{new.value}人，请核对。"
        yield told(Duty.X02, Level.RED, sentence, some)


def units_in_two_matters(seen: Inspection) -> Iterator[Finding]:
    """One unit is founded a union for once; two leads for it are told (X13)."""
    kept: dict[str, list[UnionBuilding]] = defaultdict(list)
    for one in seen.books.of(UnionBuilding):
        if one.matter is Matter.FOUNDING and one.stage is not Stage.DROPPED:
            for unit in set(one.enterprises):
                kept[unit].append(one)
    names = {one.id: one.name for one in seen.books.of(Enterprise)} if kept else {}
    for unit, some in kept.items():
        if len(some) > 1:
            matters = "、".join(one.name for one in some)
            sentence = f"{names.get(unit, '同一单位')}在{len(some)}个新建工会事项里：{matters}，请核对是否重复。"
            yield told(Duty.X13, Level.NOTE, sentence, some)


NO_REPLY = Telling[Letter](
    duty=Duty.X09,
    level=Level.WARNING,
    one=lambda one: f"{_called(one)}还没有回复，请催办。",
    many="{n}份函书还没有回复，请催办。",
    basis=Basis.USUAL,
    mend=stepping("收到回复"),
)


def letters_answered(seen: Inspection) -> Iterator[Finding]:
    """A letter is answered by its day, or, when it names none, before it is forgotten (X09)."""
    waits = (one for one in seen.books.of(Letter) if one.state is LetterState.RUNNING and seen.seen(one.issued_on))
    yield from NO_REPLY.of([one for one in waits if seen.passed(answer_day(one, seen.parameters))])


def answer_day(letter: Letter, parameters: Parameters) -> dt.date | None:
    """Give the day by which an answer is looked for: the one it names, else so many days after it was sent."""
    if letter.due or letter.issued_on is None:
        return letter.due
    return letter.issued_on + dt.timedelta(days=parameters.stale_days)


def _called(letter: Letter) -> str:
    kind = vocabulary("letter_kind").label(letter.kind or "")
    issued = f"{letter.issued_on.month}月{letter.issued_on.day}日" if letter.issued_on else ""
    return f"{issued}的{kind}{letter.document_no or letter.no}"


def agreements_running_out(seen: Inspection) -> Iterator[Finding]:
    """An agreement is told when it has run out, or soon will (X10)."""
    told_days: set[tuple[str, dt.date]] = set()
    for unit in seen.books.of(Enterprise):
        for field, word in AGREEMENTS.items():
            if until := getattr(unit, field):
                told_days.add((unit.id, until))
                if words := _running_out(seen, until):
                    sentence = f"{unit.name}的{word}{words}。"
                    mend = OpenRecord(ledger=Enterprise.ledger.table, id=unit.id, field=field)
                    yield told(Duty.X10, Level.NOTE, sentence, [unit], basis=Basis.PARAMETER, mend=mend)
    for one in seen.books.of(Activity):
        words = _running_out(seen, one.until) if one.until else ""
        known = one.enterprises and all((unit, one.until) in told_days for unit in one.enterprises)
        if words and not known:
            sentence = f"活动“{one.title or one.no}”签的协议{words}。"
            mend = opening("until")(one)
            yield told(Duty.X10, Level.NOTE, sentence, [one], basis=Basis.PARAMETER, mend=mend)


def _running_out(seen: Inspection, until: dt.date) -> str:
    day = f"{until.year}年{until.month}月{until.day}日"
    if seen.passed(until):
        return f"已于{day}到期"
    return f"{day}到期" if (until - seen.today).days <= seen.parameters.expiring_days else ""
