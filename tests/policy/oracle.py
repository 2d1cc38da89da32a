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


def count(records, start, first, last):
    """Give code -> value of the days from first to last in a stint that began on start."""
    walk = Walk(records, start)
    today = start
    while today <= last:
        walk.live(today, today >= first)
        today += dt.timedelta(days=1)
    return {code: walk.total[code] for code in CODES}


class Walk:
    """Lives through the days; only wanted ones are counted, all are remembered."""

    def __init__(self, records, start):
        self.start = start
        self.all = records
        self.cards = {r.id: r for r in records}
        self.total = Counter()
        self.units, self.workers, self.here, self.covered, self.joined, self.taught = (set() for _ in range(6))

    def these(self, table):
        return [r for r in self.all if r.ledger.table == table]

    def live(self, today, wanted):
        counted = Counter()
        for visit in [r for r in self.these("visit") if r.visited_on == today]:
            counted["K004"] += 1
            self.comfort(visit, counted)
            self.meet(visit, counted)
        counted["K002"] = self.reach(today, counted)
        for part in (self.deeds, self.unions, self.problems, self.activities, self.papers, self.lessons):
            part(today, counted)
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
        there = [r for r in self.these("visit") if r.visited_on == today and r.way in REACHES_UNIT]
        units = {r.enterprise for r in there} - {None}
        counted["K001"] += len(units - self.units)
        self.units |= units
        return len(units)

    def deeds(self, today, counted):
        for deed in self.these("deed"):
            written = deed.meta.created_at.astimezone().date()
            counted["K401"] += (written if deed.started_on is None else deed.started_on) == today
            if deed.done_on == today:
                counted.update({"K402": 1, "K403": deed.people or 0})
        for expense in [r for r in self.these("expense") if r.day == today]:
            counted.update({"K405": expense.amount, f"K405.{expense.fund}": expense.amount})

    def unions(self, today, counted):
        for union in self.these("union_building"):
            if union.matter == "新建" and union.approved_on == today:
                counted.update({"K101": 1, "K104": union.org_type in ("03", "04")})
                self.cover(union, counted)
            if union.matter == "规范化" and union.stage == "完成" and union.completed_on == today:
                counted["K103"] += 1
            self.members(union, today, counted)

    def cover(self, union, counted):
        for unit in union.enterprises:
            code = self.cards[unit].uscc if unit in self.cards else unit
            counted["K102"] += (unit if code == "无" else code) not in self.covered
            self.covered.add(unit if code == "无" else code)

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

    def problems(self, today, counted):
        for problem in self.these("problem"):
            if problem.found_on == today:
                counted.update({"K301": 1, "K303": problem.nature == "共性"})
            group = self.cards.get(problem.common)
            counted["K304"] += (problem.reported_on or (group and group.reported_on)) == today
            if problem.done_on == today:
                counted["K302"] += 1
                if problem.dispute or problem.category == "Q08":
                    counted.update({"K305": 1, "K305.1": problem.people or 0})
            if problem.revisited_on == today:
                counted["K309"] += problem.satisfaction in ("1", "2", "3")
                counted["K309.1"] += problem.satisfaction in ("1", "2")
        for incident in self.these("incident"):
            counted["K008"] += incident.learned_at.astimezone().date() == today

    def activities(self, today, counted):
        for one in [r for r in self.these("activity") if r.day == today]:
            match one.category:
                case "A10":
                    counted["K005"] += one.sessions
                case "A11":
                    counted["K006"] += one.copies or 0
                case "A06":
                    counted["K306"] += one.people or 0
                case "A07" | "A08":
                    counted["K308"] += one.sessions
                    counted["K308.1" if one.category == "A08" else "K308.2"] += one.sessions
                case category if category in TAUGHT:
                    counted.update({"K007": one.sessions, "K007.1": one.people or 0})
        for letter in [r for r in self.these("letter") if r.issued_on == today]:
            counted.update({"K307": 1, f"K307.{letter.kind}": 1})

    def papers(self, today, counted):
        for topic in self.these("research_topic"):
            if topic.opened_on == today:
                counted.update({"K501": 1, "K501.1": topic.key is True})
            counted["K502"] += topic.finished_on == today and topic.form != "3"
        for paper in [r for r in self.these("publicity") if r.day == today]:
            counted.update({"K503": 1, "K503.1" if paper.medium == "1" else "K503.2": 1})
        for outcome in self.these("outcome"):
            counted["K504"] += outcome.issued_on == today and outcome.kind in ("1", "2", "4")

    def lessons(self, today, counted):
        for lesson in self.these("training"):
            if lesson.day == today or (today == self.start and lesson.before and lesson.day < today):
                counted.update({"K603": len(lesson.members), "K603.1": len(set(lesson.members) - self.taught)})
                self.taught |= set(lesson.members)

    def cadres(self, today, counted, wanted):
        diaries = [r for r in self.these("diary") if r.day == today]
        at_work = [r for r in diaries if not r.kinds or any(kind not in ("10", "11") for kind in r.kinds)]
        counted["K602"] = len({r.author for r in at_work})
        serving = {r.id for r in self.these("member") if r.starts <= today <= r.ends}
        counted["K602.1"] = len(serving)
        self.here |= serving if wanted else set()
