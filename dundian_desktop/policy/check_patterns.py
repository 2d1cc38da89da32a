"""X03, X11 and X12: what the problems of the stint show together (policy 四(四); domain notes §3.5, §4.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.problem import Nature, Problem
from dundian_desktop.policy.check_problems import at_work_on
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, Finding, Level, OpenPage, told
from dundian_desktop.policy.inspection import Inspection


def solved_fit_found(seen: Inspection) -> Iterator[Finding]:
    """No more problems are solved than were found (X03)."""
    found, solved = seen.total("K301"), seen.total("K302")
    if solved.value > found.value:
        odd = [one for one in seen.books.of(Problem) if one.id in set(solved.records) - set(found.records)]
        sentence = f"累计解决问题{solved.value}个，多于发现的{found.value}个，请核对发现日期。"
        yield told(Duty.X03, Level.RED, sentence, odd)


def alike_in_many_units(seen: Inspection) -> Iterator[Finding]:
    """What troubles several units in the same way, and is still open in one, may be common (X11)."""
    kept: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for one in seen.books.of(Problem):
        if one.nature is Nature.SINGLE and one.enterprise and one.category and seen.seen(one.found_on):
            kept[one.category, one.detail.strip()].append(one)
    for (category, detail), some in kept.items():
        units = {one.enterprise for one in some}
        if len(units) >= seen.parameters.common_units and any(at_work_on(one, seen.today) for one in some):
            kind = vocabulary("problem_category").label(category) + (f"（{detail}）" if detail else "")
            sentence = f"{kind}的个性问题涉及{len(units)}家单位，建议看看是不是共性问题。"
            yield told(Duty.X11, Level.NOTE, sentence, some, basis=Basis.USUAL, mend=OpenPage(page="problem"))


def months_with_solutions(seen: Inspection) -> Iterator[Finding]:
    """A month in which there were problems and none was solved is told (X12)."""
    problems = seen.books.of(Problem)
    solved = {(one.done_on.year, one.done_on.month) for one in problems if one.done_on}
    for name, span in seen.months():
        if (span.first.year, span.first.month) in solved:
            continue
        if open_ := [one for one in problems if at_work_on(one, span.last)]:
            sentence = f"{int(name[5:])}月办结的问题为0，月底在办{len(open_)}个。"
            yield told(Duty.X12, Level.NOTE, sentence, open_, basis=Basis.USUAL)
