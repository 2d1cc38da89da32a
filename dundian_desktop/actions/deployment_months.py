"""The monthly reports of a deployment file: it says on which days they were closed and sent, their figures are counted.

No figure is taken over from a file (`policy.closed`): each report is loaded as a draft, then closed as on the day the
file says and taken on to the state the file says, all in the act of loading.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable, Mapping

from dundian_desktop.actions.deployment_words import Placed, refuse
from dundian_desktop.actions.month_closing import closing
from dundian_desktop.errors import RecordError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.policy.books import books_of
from dundian_desktop.store.act import Act
from dundian_desktop.store.query import Query

_WAY = (MonthState.CLOSED, MonthState.REPORTED, MonthState.DONE)
_COUNTED = ("figures",)
"""What a closed month needs and a file cannot say."""


@dc.dataclass(frozen=True, kw_only=True)
class Declared:
    """A report as the file tells of it, and the day on which it was closed."""

    report: MonthReport
    day: dt.date
    place: str


def set_apart(records: Iterable[Placed]) -> tuple[list[Placed], list[Declared]]:
    """Give the records of a file with its reports as drafts, and the reports to be closed, earliest first.

    Raises:
        UserError: a report does not say what its state needs; the sentence names the place.
    """
    every = list(records)
    declared = [found for one in every if (found := _declared(one))]
    drafts = {one.report.id: _draft(one.report) for one in declared}
    kept = [dc.replace(one, record=drafts.get(one.record.id, one.record)) for one in every]
    return kept, sorted(declared, key=lambda one: one.report.month)


def _declared(one: Placed) -> Declared | None:
    report = one.record
    if not isinstance(report, MonthReport) or report.state is MonthState.DRAFT:
        return None
    labels = {field.name: field.label for field in report.ledger.fields}
    missing = tuple(lack for lack in report.workflow.lacking(report, labels) if lack.name not in _COUNTED)
    if missing or report.closed_on is None:
        raise refuse(one.place, RecordError(missing))
    return Declared(report=report, day=report.closed_on, place=one.place)


def _draft(report: MonthReport) -> MonthReport:
    return dc.replace(
        report, state=MonthState.DRAFT, closed_on=None, closed_by=None, sent_on=None, received_on=None, figures=()
    )


def close(act: Act, declared: Declared, kinds: Mapping[str, type[Record]]) -> None:
    """Close a month inside the act that loaded the records, and take its report on.

    Raises:
        UserError: it cannot be closed or taken on; nothing is loaded.
    """
    report = declared.report
    books = books_of(record for kind in kinds.values() for record in act.reader.list(Query(kind=kind)))
    told = {"sent_on": report.sent_on, "received_on": report.received_on}
    try:
        closing(act, books, report.month, report.closed_by, declared.day)
        for state in _WAY[1 : _WAY.index(report.state) + 1]:
            act.save(dc.replace(act.reader.get(MonthReport, report.id), state=state, **told))
    except RecordError as error:
        raise refuse(declared.place, error) from error
