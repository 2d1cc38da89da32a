"""`Parameters`: the thresholds of the checks, as the sending union set them, else as this program proposes.

The policy gives few numbers; most are left to the sending union (各级工会结合实际). What is marked 〔设〕 in the domain
notes is our own proposal and is called 本组参数 in the window, never 规定.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop.ledgers.parameter import Parameter
from dundian_desktop.ledgers.problem import REVISIT_DAYS
from dundian_desktop.policy.books import Books
from dundian_desktop.store.store import Store

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


@dc.dataclass(frozen=True, kw_only=True)
class Parameters:
    """One number for every name of the vocabulary ``parameter``.

    Attributes:
        month_due_day: the report of a month is sent by this day of the next one; 〔设〕 R06 (the policy: monthly).
        short_month_days: a month with fewer days of the stint may be joined with its neighbour; 〔设〕 R06.
        revisit_days: days after solving within which a worker is asked again; 〔设〕 domain notes §3.5.
        stale_days: days without progress after which a problem is told; 〔设〕 §3.5.
        common_units: units with problems of one kind from which 共性 is suggested; 〔设〕 §3.5.
        oral_minutes, written_minutes: minutes from learning of an incident to its first report by word and on paper;
            〔设〕 §2.9 (the policy 四(六): 第一时间, without a number).
        grave_oral_minutes, grave_written_minutes: the same for levels Ⅰ and Ⅱ; 〔设〕 §2.9.
        follow_up_hours: hours between two reports of an incident that is being handled; 〔设〕 §2.9 (每日续报).
        final_days: working days from its resolution to the last report; 〔设〕 §2.9.
        level_4_people, level_3_people, level_2_people, level_1_people: people from which the
            level is suggested; 〔设〕 §2.9.
        young_age: age up to which a cadre is young; 〔设〕 R04 (the policy 四(一): 年轻干部, without a number).
        unit_visits, worker_visits: visits in 30 days above which a unit or a worker may be burdened; 〔设〕 R14.
        stint_low, stint_high: days of a stint; 〔设〕 R02 (the policy 四(一): 一般为3个月).
        share_low, share_high: per cent of a union's cadres sent in a year; the policy 四(一), R01.
        expiring_days: days before an agreement runs out on which it is told; 〔设〕 §3.3 asks for the day itself.
        leave_days: days of leave above which the sending union is told; usual practice (§1.3, S102).
        duty_rate: per cent of days on duty that is looked for; 〔设〕 §5.2.
    """

    month_due_day: int = 5
    short_month_days: int = 10
    revisit_days: int = REVISIT_DAYS
    stale_days: int = 30
    common_units: int = 3
    oral_minutes: int = 30
    written_minutes: int = 120
    grave_oral_minutes: int = 15
    grave_written_minutes: int = 30
    follow_up_hours: int = 24
    final_days: int = 3
    level_4_people: int = 10
    level_3_people: int = 50
    level_2_people: int = 300
    level_1_people: int = 1000
    young_age: int = 40
    unit_visits: int = 4
    worker_visits: int = 3
    stint_low: int = 85
    stint_high: int = 95
    share_low: int = 3
    share_high: int = 5
    expiring_days: int = 30
    leave_days: int = 3
    duty_rate: int = 90


NAMES = tuple(field.name for field in dc.fields(Parameters))


def parameters_of(books: Books) -> Parameters:
    """Give the parameters in force: of each name the one issued last, then the one written down last."""
    latest = sorted(books.of(Parameter), key=_age)
    set_ = {one.name: one.number for one in latest if one.name in NAMES and one.number is not None}
    return dc.replace(Parameters(), **set_)


def parameters_in(store: Store) -> Parameters:
    """Give the parameters in force in a workspace; only their ledger is read."""
    return parameters_of(Books(shelves=store.shelves.now()))


def _age(one: Parameter) -> tuple[dt.date, dt.datetime, str]:
    return one.issued_on or dt.date.min, one.meta.created_at if one.meta else _LONG_AGO, one.id
