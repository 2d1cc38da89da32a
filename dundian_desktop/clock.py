"""The only clock.  Moments are aware and in UTC, days are days of this machine's zone."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Give the present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Give the present calendar day where this machine stands."""
    return now().astimezone().date()


def local(moment: dt.datetime) -> dt.datetime:
    """Give a moment as people here read it off a wall clock."""
    return moment.astimezone()
