"""A small stint in which every duty is done, and makers of the records that break one."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.activity import Activity
from dundian_desktop.ledgers.common_problem import CommonProblem, CommonState
from dundian_desktop.ledgers.incident import Incident, IncidentState
from dundian_desktop.ledgers.liaison import Liaison
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.parameter import Parameter
from dundian_desktop.ledgers.problem import Nature, Problem, ProblemState
from dundian_desktop.ledgers.research_topic import ResearchTopic, TopicState
from dundian_desktop.ledgers.summary import Summary, SummaryState
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.calendar import calendar_with
from dundian_desktop.policy.checks import check
from tests.policy.stints import E1, E2, ENDS, GROUP, STARTS, W1, W2, day, deed

CALENDAR = calendar_with(())
LEADER = Member(
    id=f"{31:032x}", name="组长", roles=("1",), is_leading_cadre=True, starts=STARTS, ends=ENDS, pledged=STARTS
)
YOUNG = Member(id=f"{32:032x}", name="年轻", roles=("4",), born_year=1996, starts=STARTS, ends=ENDS, pledged=STARTS)
LIAISON = Liaison(day=STARTS, kind="1", organisation="县委", topic="见面会")
TOPIC = ResearchTopic(title="课题", key=True, opened_on=day("05-10"), state=TopicState.DONE, finished_on=day("07-08"))
SUMMARY = Summary(title="总结", state=SummaryState.DONE, finished_on=day("07-10"))
COOLNESS = deed("06-15", "07-08", "07-04", category="S01")
MISSING = object()
"""Given for a ledger, the record of it that does its duty is left out."""


def sent(month, on, state=MonthState.REPORTED):
    return MonthReport(month=f"2026-{month}", state=state, sent_on=day(on) if on else None)


REPORTS = (sent("04", "05-05"), sent("05", "06-04"), sent("06", "07-05"))
DONE = (GROUP, LEADER, YOUNG, E1, E2, W1, W2, LIAISON, TOPIC, SUMMARY, COOLNESS, *REPORTS)


def looked_over(*records, today="07-12", without=(), everything=False):
    """Look over the stint as of a day; a group, member, topic or report among the records stands for the usual one."""
    own = {record.id for record in records} | {record.id for record in without}
    kept = [record for record in DONE if record.id not in own]
    return check(books_of((*kept, *records)), day(today), CALENDAR, everything=everything)


def of_rule(rule, found):
    return [one for one in found if one.rule == rule]


def group(**more):
    return dc.replace(GROUP, **more)


def leader(**more):
    return dc.replace(LEADER, **more)


def young(**more):
    return dc.replace(YOUNG, **more)


def topic(**more):
    return dc.replace(TOPIC, **more)


def summary(**more):
    return dc.replace(SUMMARY, **more)


def parameter(name, number, **more):
    return Parameter(name=name, number=number, **more)


def problem(found="04-20", due=None, done=None, **more):
    state = ProblemState.DONE if done else ProblemState.RUNNING
    known = {"description": "一件难事", "category": "Q01", "handling": "2", "owner": LEADER.id, "state": state, **more}
    days = {"found_on": day(found), "due": due and day(due), "done_on": done and day(done)}
    return Problem(**days, **known)


def common(found="04-20", due="07-20", done=None, **more):
    said = {"cause": "症结", "proposal": "对策", "reported_to": "省总", "reported_on": day(found)}
    state = ProblemState.DONE if done else ProblemState.REPORTED
    return problem(found, due, done, **{"nature": Nature.COMMON, "state": state, **said, **more})


def reported_group(case, **more):
    said = {"cause": "症结", "proposal": "对策", "addressee": "省总", "reported_on": day("05-01")}
    return CommonProblem(**{"title": "共性", "cases": (case,), "state": CommonState.REPORTED, **said, **more})


def moment(on, time="09:00"):
    return dt.datetime.combine(day(on), dt.time.fromisoformat(time)).astimezone(dt.UTC)


def told_to(minutes, to, way="1", stage="1", since=("06-01", "09:00")):
    """Make a row of the chain of reports, so many minutes after the incident was learned of."""
    at = moment(*since) + dt.timedelta(minutes=minutes)
    return Row(key=f"{to}{way}{stage}{minutes}", cells={"stage": stage, "to": to, "way": way, "at": at})


def chain(oral=30, written=120, to=("1", "2")):
    return tuple(row for one in to for row in (told_to(oral, one), told_to(written, one, way="3")))


def incident(*rows, **more):
    known = {"learned_at": moment("06-01"), "category": "R01", "brief": "欠薪", "place": "园区", "proposal": "协商"}
    return Incident(reports=rows or chain(), **{"state": IncidentState.EVENT, **known, **more})


def activity(on, category, **more):
    return Activity(day=day(on), category=category, **more)


def progress(*days):
    return tuple(Row(key=one, cells={"day": day(one), "words": "推动"}) for one in days)


def delay(on, due):
    return Row(key=due, cells={"day": day(on), "due": day(due), "reason": "等答复"})


def numbers(found):
    """Give the ids of the records concerned, whatever rule told of them."""
    return {ref.id for one in found for ref in one.records}


def ids(*records: Record):
    return {record.id for record in records}
