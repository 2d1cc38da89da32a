"""R01 to R04, R15 and R16: who was sent, for how long, and how they set out (policy 四(一), 四(二), 五(五)).

* The share of cadres sent is the sending union's own; a group that does not know the numbers is not judged.
* 一般, 可 and 积极 of the policy are notes; what it asks for is a warning (domain notes §5.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dundian_desktop.ledgers.liaison import Liaison
from dundian_desktop.ledgers.member import LEADER, Member
from dundian_desktop.ledgers.pledge import Pledge
from dundian_desktop.policy.arrangement import spoken_days
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, BeginRecord, Finding, Level, OpenPage, OpenRecord, told
from dundian_desktop.policy.inspection import Inspection

JUDGED_LEVELS = frozenset({"1", "2"})
"""Codes of 省 and 市州 in the vocabulary ``dispatch_level``: counties choose for themselves (policy 四(一))."""
USUAL_MONTHS = range(4, 10)
"""April to September: 一般选择在每年第二、三季度 (policy 四(一))."""


def share_sent(seen: Inspection) -> Iterator[Finding]:
    """Provinces and cities send 3 to 5 per cent of their cadres a year (R01)."""
    group, known = seen.group, seen.parameters
    if group.level not in JUDGED_LEVELS or not group.headcount or group.sent is None:
        return
    if not known.share_low * group.headcount <= group.sent * 100 <= known.share_high * group.headcount:
        share = f"{group.sent / group.headcount:.2%}"
        usual = f"{known.share_low}%至{known.share_high}%"
        sentence = (
            f"本年派出{group.sent}人，占机关干部{group.headcount}人的{share}，不在{usual}之间，请由派出单位核对。"
        )
        yield told(Duty.R01, Level.WARNING, sentence, [group], mend=_open_group(seen, "sent"))


def share_unknown(seen: Inspection) -> Iterator[Finding]:
    """A group that does not know the numbers leaves the share to the sending union (R01)."""
    group = seen.group
    if group.level in JUDGED_LEVELS and not (group.headcount and group.sent is not None):
        sentence = "没有登记机关干部数和本年派出数，派出比例由派出单位核对。"
        yield told(Duty.R01, Level.NOTE, sentence, [group], mend=_open_group(seen, "headcount"))


def stint_length(seen: Inspection) -> Iterator[Finding]:
    """Three months is usual, and the length may be chosen (R02)."""
    days, known = len(seen.stint.whole.days), seen.parameters
    if not known.stint_low <= days <= known.stint_high:
        sentence = f"蹲点{days}天；一般为3个月，可结合实际确定。"
        yield told(Duty.R02, Level.NOTE, sentence, [seen.group], mend=_open_group(seen, "ends"))


def stint_season(seen: Inspection) -> Iterator[Finding]:
    """The second and third quarters are usual (R03)."""
    if any(int(month[5:]) not in USUAL_MONTHS for month in seen.stint.months):
        sentence = "蹲点时间一般选择在第二、三季度，现在的起止有第一或第四季度的日子。"
        yield told(Duty.R03, Level.NOTE, sentence, [seen.group], mend=_open_group(seen, "starts"))


def one_leader(seen: Inspection) -> Iterator[Finding]:
    """At any time one leading cadre, and only one, leads the group (R04)."""
    leaders = [one for one in seen.books.of(Member) if LEADER in one.roles]
    counted = ((sum(one.serves(day, day) for one in leaders), day) for day in seen.stint.whole.days)
    for number, stretch in groupby(counted, key=lambda pair: pair[0]):
        if number != 1:
            days = spoken_days([day for _, day in stretch], seen.stint.starts.year)
            what = f"有{number}名组长，应当只有1名" if number else "没有组长"
            sentence = f"{days}{what}，请核对组员的角色和起止日期。"
            yield told(Duty.R04, Level.WARNING, sentence, leaders, mend=OpenPage(page=Member.ledger.table))
    if plain := [one for one in leaders if one.is_leading_cadre is not True]:
        names = "、".join(one.name for one in plain)
        sentence = f"组长{names}没有登记为领导干部，组长由领导干部担任。"
        mend = OpenRecord(ledger=Member.ledger.table, id=plain[0].id, field="is_leading_cadre")
        yield told(Duty.R04, Level.WARNING, sentence, plain, mend=mend)


def young_cadres(seen: Inspection) -> Iterator[Finding]:
    """Some of the others are young cadres (R04); where a birth year is not known nobody is judged."""
    others = [one for one in seen.books.of(Member) if LEADER not in one.roles]
    if others and all(one.born_year for one in others) and not any(_is_young(seen, one) for one in others):
        age = seen.parameters.young_age
        sentence = f"组里没有年轻干部（本组参数为{age}岁以下），选派时宜有一定比例。"
        yield told(Duty.R04, Level.WARNING, sentence, others)


def young_unknown(seen: Inspection) -> Iterator[Finding]:
    """Without birth years it is not known whether there are young cadres (R04)."""
    others = [one for one in seen.books.of(Member) if LEADER not in one.roles]
    if not any(_is_young(seen, one) for one in others) and (unknown := [one for one in others if not one.born_year]):
        sentence = f"有{len(unknown)}名组员没有登记出生年，看不出有没有年轻干部。"
        yield told(Duty.R04, Level.NOTE, sentence, unknown)


def _is_young(seen: Inspection, member: Member) -> bool:
    return bool(member.born_year) and seen.stint.starts.year - (member.born_year or 0) <= seen.parameters.young_age


def pledges_signed(seen: Inspection) -> Iterator[Finding]:
    """Every member signs the discipline before setting out (R16; who signs what is the union's to say)."""
    signed = {one.member for one in seen.books.of(Pledge) if seen.seen(one.signed_on)}
    here = (one for one in seen.books.of(Member) if seen.seen(one.starts))
    if open_ := [one for one in here if one.id not in signed and not seen.seen(one.pledged)]:
        sentence = f"{_names(open_)}还没有签收纪律承诺。"
        yield told(
            Duty.R16, Level.WARNING, sentence, open_, basis=Basis.USUAL, mend=BeginRecord(ledger=Pledge.ledger.table)
        )


def _names(members: list[Member]) -> str:
    shown = "、".join(one.name for one in members[:3])
    return shown if len(members) <= len(members[:3]) else f"{shown}等{len(members)}人"


def liaison_kept(seen: Inspection) -> Iterator[Finding]:
    """The group talks with party, government and unions of the place, and writes it down (R15)."""
    if seen.seen(seen.stint.starts) and not any(seen.seen(one.day) for one in seen.books.of(Liaison)):
        sentence = "还没有与当地党委、政府及有关部门和工会沟通的记录。"
        yield told(Duty.R15, Level.NOTE, sentence, mend=BeginRecord(ledger=Liaison.ledger.table))


def _open_group(seen: Inspection, field: str) -> OpenRecord:
    return OpenRecord(ledger=seen.group.ledger.table, id=seen.group.id, field=field)
