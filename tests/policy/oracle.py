"""The same figures counted the slow way: day by day through the stint, with what was seen so far in plain sets."""

from __future__ import annotations

import datetime as dt
from collections import Counter

REACHES_UNIT = {"入企": "1", "座谈": "3", "驻守": "4", "夜访": "5", "跟班": "6"}.values()
TAUGHT = {"思想引领": "A01", "劳模宣讲": "A02", "普法": "A03", "培训": "A04", "送清凉": "A05"}.values()
CODES = (
    *("K001", "K002", "K003", "K003.1", "K003.2", "K003.3", "K004", "K005", "K006", "K007", "K007.1", "K008"),
    *("K101", "K102", "K103", "K104", "K201", "K202", "K203", "K204"),
    *("K301", "K302", "K303", "K304", "K305", "K305.1", "K306", "K307", "K307.1", "K307.2", "K307.3"),
    *("K308", "K308.1", "K308.2", "K309", "K309.1"),
    *("K401", "K402", "K403", "K404", "K404.1", "K404.2", "K404.3"),
    *("K405", "K405.1", "K405.2", "K405.3", "K405.4", "K405.5"),
    *("K501", "K501.1", "K502", "K503", "K503.1", "K503.2", "K504"),
    *("K601", "K602", "K602.1", "K603", "K603.1"),
)


def comforted(visit):
    return {"K404": 1, f"K404.{visit.target}": 1} if visit.comfort or visit.comfort_goods else {}


def settled(problem):
    return {"K305": 1, "K305.1": problem.people or 0} if problem.dispute or problem.category == "Q08" else {}


def held(one):
    part = {"A07": "K308.2", "A08": "K308.1"}.get(one.category)
    return {
        "K005": one.sessions if one.category == "A10" else 0,
        "K006": (one.copies or 0) if one.category == "A11" else 0,
        "K306": (one.people or 0) if one.category == "A06" else 0,
        **({"K308": one.sessions, part: one.sessions} if part else {}),
        **({"K007": one.sessions, "K007.1": one.people or 0} if one.category in TAUGHT else {}),
    }


ON_ITS_DAY = (
    ("visit", "visited_on", lambda one: {"K004": 1, **comforted(one)}),
    ("deed", "done_on", lambda one: {"K402": 1, "K403": one.people or 0}),
    ("expense", "day", lambda one: {"K405": one.amount, f"K405.{one.fund}": one.amount}),
    ("problem", "found_on", lambda one: {"K301": 1, "K303": one.nature == "共性"}),
    ("problem", "done_on", lambda one: {"K302": 1, **settled(one)}),
    ("problem", "revisited_on", lambda one: {"K309": one.satisfaction in ("1", "2", "3")}),
    ("problem", "revisited_on", lambda one: {"K309.1": one.satisfaction in ("1", "2")}),
    ("activity", "day", held),
    ("letter", "issued_on", lambda one: {"K307": 1, f"K307.{one.kind}": 1}),
    ("research_topic", "opened_on", lambda one: {"K501": 1, "K501.1": one.key is True}),
    ("research_topic", "finished_on", lambda one: {"K502": one.form != "3"}),
    ("publicity", "day", lambda one: {"K503": 1, "K503.1" if one.medium == "1" else "K503.2": 1}),
    ("outcome", "issued_on", lambda one: {"K504": one.kind in ("1", "2", "4")}),
)
"""Ledger, day, and what a record counts on that day whatever was counted before."""


def count(records, start, first, last):
    """Give code -> value of the days from first to last in a stint that began on start."""
    walk = Walk(records, start)
    for today in [start + dt.timedelta(days=n) for n in range((last - start).days + 1)]:
        walk.live(today, today >= first)
    return {code: walk.total[code] for code in CODES}


class Walk:
    """Lives through the days; only wanted ones are counted, all are remembered."""

    def __init__(self, records, start):
        self.start, self.all, self.total = start, records, Counter()
        self.cards = {r.id: r for r in records}
        self.units, self.workers, self.here, self.covered, self.joined, self.taught = (set() for _ in range(6))

    def these(self, table):
        return [r for r in self.all if r.ledger.table == table]

    def live(self, today, wanted):
        counted = Counter()
        for table, day, said in ON_ITS_DAY:
            for one in [r for r in self.these(table) if getattr(r, day) == today]:
                counted.update(said(one))
        for part in (self.visits, self.listed, self.unions, self.upward, self.lessons):
            part(today, counted)
        self.cadres(today, counted, wanted)
        self.total.update(counted if wanted else {})
        self.total["K601"] = len(self.here)

    def visits(self, today, counted):
        talks = [r for r in self.these("visit") if r.visited_on == today]
        for worker in {r.worker for r in talks} - {None} - self.workers:
            self.workers.add(worker)
            counted["K003"] += 1
            if card := self.cards.get(worker):
                counted["K003.1"] += card.category[0] == "N"
                counted["K003.2"] += card.hardship is not None or "T03" in card.tags
                counted["K003.3"] += "T04" in card.tags or "T05" in card.tags
        units = {r.enterprise for r in talks if r.way in REACHES_UNIT} - {None}
        counted.update({"K001": len(units - self.units), "K002": len(units)})
        self.units |= units

    def listed(self, today, counted):
        for deed in self.these("deed"):
            written = deed.meta.created_at.astimezone().date()
            counted["K401"] += (written if deed.started_on is None else deed.started_on) == today

    def unions(self, today, counted):
        for union in self.these("union_building"):
            if union.matter == "新建" and union.approved_on == today:
                counted.update({"K101": 1, "K104": union.org_type in ("03", "04")})
                for unit in union.enterprises:
                    code = self.cards[unit].uscc if unit in self.cards else unit
                    counted["K102"] += (unit if code == "无" else code) not in self.covered
                    self.covered.add(unit if code == "无" else code)
            done = union.matter == "规范化" and union.stage == "完成"
            counted["K103"] += done and union.completed_on == today
            self.members(union, today, counted)

    def members(self, union, today, counted):
        lines = [row.cells for row in union.roster if not row.cells.get("transferred")]
        with_sorts = union.roster and all("category" in cells for cells in lines)
        with_cards = union.roster and all("id_card" in cells for cells in lines)
        for cells in [cells for cells in lines if cells["joined_on"] == today]:
            if cells.get("id_card") in self.joined:
                continue
            self.joined |= {cells["id_card"]} if "id_card" in cells else set()
            counted["K201"] += 1
            counted["K202"] += bool(with_sorts) and cells["category"][0] == "N"
            counted["K204"] += bool(with_cards) and int(cells["id_card"][16]) % 2 == 0
        if (union.approved_on or union.completed_on) == today:
            counted["K201"] += 0 if union.roster else union.new_members or 0
            counted["K202"] += 0 if with_sorts else union.new_form or 0
            counted["K203"] += union.migrants or 0
            counted["K204"] += 0 if with_cards else union.women or 0

    def upward(self, today, counted):
        for problem in self.these("problem"):
            group = self.cards.get(problem.common)
            counted["K304"] += (problem.reported_on or (group and group.reported_on)) == today
        for incident in self.these("incident"):
            counted["K008"] += incident.learned_at.astimezone().date() == today

    def lessons(self, today, counted):
        for lesson in self.these("training"):
            if lesson.day == today or (today == self.start and lesson.before and lesson.day < today):
                counted.update({"K603": len(lesson.members), "K603.1": len(set(lesson.members) - self.taught)})
                self.taught |= set(lesson.members)

    def cadres(self, today, counted, wanted):
        diaries = [r for r in self.these("diary") if r.day == today]
        at_work = [r for r in diaries if not r.kinds or any(kind not in ("10", "11") for kind in r.kinds)]
        serving = {r.id for r in self.these("member") if r.starts <= today <= r.ends}
        counted.update({"K602": len({r.author for r in at_work}), "K602.1": len(serving)})
        self.here |= serving if wanted else set()
