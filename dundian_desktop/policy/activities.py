"""Meetings, questionnaires, talks, legal aid, letters, congresses: K005 to K007, K306 to K308 (policy 三(一), 三(四)).

* Activities count on their day, by 场次; people who came to them are counted apart, by 人次, and may repeat.
* A questionnaire counts by what came back (收回份数); a visit by questionnaire is a visit and not counted again here.
* Letters (一函两书) count on the day they were sent.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.activity import BARGAINING, CONGRESS, LECTURES, LEGAL_AID, MEETING, SURVEY, Activity
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.policy.counting import Counting, Indicator, Section, adding, counting

_day = attrgetter("day")
_issued = attrgetter("issued_on")
_sessions = attrgetter("sessions")
_people = attrgetter("people")


def among(*codes: str) -> Callable[[Activity], bool]:
    """Give what tells whether an activity is of one of these sorts."""
    wanted = frozenset(codes)
    return lambda activity: activity.category in wanted


def _sent_as(kind: str) -> Callable[[Letter], bool]:
    return lambda letter: letter.kind == kind


def _indicator(
    code: str, label: str, unit: str, rule: str, count: Counting, ledger: type[Record] = Activity
) -> Indicator:
    early = code.startswith("K00")
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.VISITS if early else Section.PROBLEMS,
        source={"K005": "四(三)", "K006": "四(三)", "K007": "三(一)、三(四)"}.get(code[:4], "三(四)"),
        rule=rule,
        ledger=ledger,
        count=count,
        part_of=code[:4] if code[:4] in {"K307", "K308"} and "." in code else "",
    )


_LETTERS = vocabulary("letter_kind").entries

INDICATORS = (
    _indicator("K005", "座谈会", "场", "本期座谈会的场次之和", adding(Activity, _day, _sessions, among(MEETING))),
    _indicator(
        "K006",
        "问卷调查",
        "份",
        "本期问卷调查收回的份数之和",
        adding(Activity, _day, attrgetter("copies"), among(SURVEY)),
    ),
    _indicator(
        "K007",
        "宣讲培训",
        "场",
        "本期思想引领、劳模宣讲、普法宣讲、培训、送清凉的场次之和",
        adding(Activity, _day, _sessions, among(*LECTURES)),
    ),
    _indicator(
        "K007.1",
        "宣讲培训覆盖",
        "人次",
        "本期思想引领、劳模宣讲、普法宣讲、培训、送清凉的参加人次之和，同一人可重复",
        adding(Activity, _day, _people, among(*LECTURES)),
    ),
    _indicator(
        "K306",
        "法律援助",
        "人次",
        "本期法律援助活动的援助人次之和，同一人可重复",
        adding(Activity, _day, _people, among(LEGAL_AID)),
    ),
    _indicator("K307", "一函两书", "份", "发出日期落在本期的函和书", counting(Letter, _issued), Letter),
    *(
        _indicator(
            f"K307.{kind.code}",
            kind.label,
            "份",
            f"其中种类为{kind.label}的",
            counting(Letter, _issued, _sent_as(kind.code)),
            Letter,
        )
        for kind in _LETTERS
    ),
    _indicator(
        "K308",
        "职代会、集体协商",
        "次",
        "本期职代会和集体协商的场次之和",
        adding(Activity, _day, _sessions, among(CONGRESS, BARGAINING)),
    ),
    _indicator("K308.1", "职代会", "次", "其中职代会的", adding(Activity, _day, _sessions, among(CONGRESS))),
    _indicator("K308.2", "集体协商", "次", "其中集体协商的", adding(Activity, _day, _sessions, among(BARGAINING))),
)
