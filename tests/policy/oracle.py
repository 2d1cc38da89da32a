"""The same figures counted the slow way: day by day through the stint, with what was seen so far in plain sets."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker

REACHES_UNIT = {"入企": "1", "座谈": "3", "驻守": "4", "夜访": "5", "跟班": "6"}.values()
CODES = (
    *("K001", "K002", "K003", "K003.1", "K003.2", "K003.3", "K004", "K401", "K402", "K403"),
    *("K404", "K404.1", "K404.2", "K404.3", "K405", "K405.1", "K405.2", "K405.3", "K405.4", "K405.5"),
    *("K601", "K602", "K602.1"),
)


def count(records, start, first, last):
    """Give code -> value of the days from first to last in a stint that began on start."""
    walk = Walk(records)
    today = start
    while today <= last:
        walk.live(today, today >= first)
        today += dt.timedelta(days=1)
    return {code: walk.total[code] for code in CODES}


class Walk:
    """Lives through the days; only wanted ones are counted, all are remembered."""

    def __init__(self, records):
        self.records = records
        self.cards = {r.id: r for r in records if isinstance(r, Worker)}
        self.total = Counter()
        self.units, self.workers, self.here = set(), set(), set()

    def live(self, today, wanted):
        counted = Counter()
        for visit in [r for r in self.records if isinstance(r, Visit) and r.visited_on == today]:
            counted["K004"] += 1
            self.comfort(visit, counted)
            self.meet(visit, counted)
        counted["K002"] = self.reach(today, counted)
        self.deeds(today, counted)
        self.cadres(today, counted, wanted)
        if wanted:
            self.total.update(counted)
        self.total["K601"] = len(self.here)

    def comfort(self, visit, counted):
        if visit.comfort or visit.comfort_goods:
            counted["K404"] += 1
            counted[f"K404.{visit.target}"] += 1

    def meet(self, visit, counted):
        if visit.worker is None or visit.worker in self.workers:
            return
        self.workers.add(visit.worker)
        counted["K003"] += 1
        if card := self.cards.get(visit.worker):
            counted["K003.1"] += card.category[0] == "N"
            counted["K003.2"] += card.hardship is not None or "T03" in card.tags
            counted["K003.3"] += "T04" in card.tags or "T05" in card.tags

    def reach(self, today, counted):
        there = [r for r in self.records if isinstance(r, Visit) and r.visited_on == today and r.way in REACHES_UNIT]
        units = {r.enterprise for r in there} - {None}
        counted["K001"] += len(units - self.units)
        self.units |= units
        return len(units)

    def deeds(self, today, counted):
        for deed in [r for r in self.records if isinstance(r, Deed)]:
            written = deed.meta.created_at.astimezone().date()
            counted["K401"] += (written if deed.started_on is None else deed.started_on) == today
            if deed.done_on == today:
                counted.update({"K402": 1, "K403": deed.people or 0})
                counted.update({"K405": deed.cost or 0, f"K405.{deed.fund}": deed.cost or 0})

    def cadres(self, today, counted, wanted):
        diaries = [r for r in self.records if isinstance(r, Diary) and r.day == today]
        at_work = [r for r in diaries if not r.kinds or any(kind not in ("10", "11") for kind in r.kinds)]
        counted["K602"] = len({r.author for r in at_work})
        serving = {r.id for r in self.records if isinstance(r, Member) and r.starts <= today <= r.ends}
        counted["K602.1"] = len(serving)
        self.here |= serving if wanted else set()
