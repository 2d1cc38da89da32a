"""The cards of a deployment file: group, places, members, units and workers, which visits and deeds link to."""

from __future__ import annotations

import dataclasses as dc
import re
from collections.abc import Iterator

from dundian_desktop.actions.deployment_shape import Deployment, EnterprisePart, GroupPart, MemberPart, WorkerPart
from dundian_desktop.actions.deployment_words import Placed, apart, code_of, code_or_none, fen, link, once, placed, said
from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.worker import Worker

_IN_HARDSHIP = "T03"
_OTHER_EMPLOYEE = "P05"
_SITE_WORDS = (("1", "街道|[乡镇]"), ("2", "开发区|园区"), ("4", "行业"), ("3", "区域"))


@dc.dataclass(frozen=True, kw_only=True)
class Cards:
    """Records that others link to, by their id in the file."""

    group: Group
    sites: tuple[Site, ...]
    members: dict[str, Member]
    enterprises: dict[str, Enterprise]
    workers: dict[str, Worker]

    @property
    def all(self) -> Iterator[Placed]:
        """Give them in an order in which links find what they link to."""
        yield Placed(record=self.group, place="工作组")
        yield from placed("驻点", self.sites, lambda site, _: site)
        yield from placed("组员", self.members.values(), lambda member, _: member)
        yield from placed("单位", self.enterprises.values(), lambda unit, _: unit)
        yield from placed("职工", self.workers.values(), lambda worker, _: worker)


def cards_of(found: Deployment) -> Cards:
    """Make the cards of a file.

    Raises:
        UserError: a card is refused or names something unknown; the sentence says where.
    """
    enterprises: dict[str, Enterprise] = {}
    for n, part in enumerate(found.enterprises, start=1):
        once(enterprises, part.id, _enterprise(part, found.group.region, f"单位第{n}条"), f"单位第{n}条")
    workers: dict[str, Worker] = {}
    for n, part in enumerate(found.workers, start=1):
        once(workers, part.id, _worker(part, enterprises, f"职工第{n}条"), f"职工第{n}条")
    return Cards(
        group=_group(found.group, found.others.budget),
        sites=tuple(_site(name, found.group.region) for name in _places(found.group)),
        members=_members(found),
        enterprises=enterprises,
        workers=workers,
    )


def _group(part: GroupPart, budget: int | float | None) -> Group:
    return Group.of(
        code=part.code,
        name=part.name,
        dispatch_union=part.dispatch_org,
        level="1" if part.dispatch_org.endswith("省总工会") else None,
        host=part.host,
        region=part.region,
        starts=part.start,
        ends=part.end,
        headcount=part.dispatch_headcount,
        sent=part.sent,
        budget=fen(budget),
    )


def _places(part: GroupPart) -> list[str]:
    return [name.strip() for name in part.site.split("、") if name.strip()]


def _site(name: str, region: str) -> Site:
    kind = next((code for code, words in _SITE_WORDS if re.search(words, name)), None)
    return Site.of(name=name, kind=kind, region=region)


def _members(found: Deployment) -> dict[str, Member]:
    kept: dict[str, Member] = {}
    for n, part in enumerate(found.members, start=1):
        member = _member(part, f"组员第{n}条")
        if before := next((one for one in found.members if f"接替{one.name}" in part.role and one.id in kept), None):
            member = dc.replace(member, duty="", replaces=kept[before.id].id, handover=_handover(before, found))
        once(kept, part.id, member, f"组员第{n}条")
    return kept


def _member(part: MemberPart, place: str) -> Member:
    roles, duty = apart(part.role)
    codes = {code_of("member_role", word, place) for word in re.split("[兼、]", roles) if word}
    ordered = tuple(entry.code for entry in vocabulary("member_role").entries if entry.code in codes)
    return Member.of(
        no=part.id,
        name=part.name,
        sex=code_of("sex", part.sex, place),
        roles=ordered,
        post=part.post,
        duty=duty,
        starts=part.starts,
        ends=part.ends,
    )


def _handover(before: MemberPart, found: Deployment) -> str:
    """Write as a hand-over list what the file says of the predecessor's work."""
    names = {part.id: part.name for part in found.enterprises}
    visits = [visit for visit in found.visits if before.id in visit.by]
    units = "、".join(dict.fromkeys(names[visit.ent] for visit in visits if visit.ent in names))
    duty = apart(before.role)[1]
    lines = (
        f"{before.name}分工：{duty}" if duty else "",
        f"{before.name}于{said(before.ends)}离组，离组前参加走访{len(visits)}次",
        f"走访过的单位：{units}" if units else "",
    )
    return "\n".join(filter(None, lines))


def _enterprise(part: EnterprisePart, region: str, place: str) -> Enterprise:
    plan, detail = apart(part.plan_org or "")
    state = part.union_status
    return Enterprise.of(
        no=part.id,
        name=part.name,
        uscc=part.uscc,
        unit_type=code_or_none("unit_type", part.reg_type, place),
        industry=code_or_none("industry", (part.industry or "")[:1], place),
        region=region,
        site_reason=code_or_none("site_reason", state, place),
        staff=part.staff,
        union_state=code_or_none("union_state", state, place),
        plan_type=code_or_none("union_org_type", plan, place),
        plan_mode=code_or_none("build_mode", part.build_mode, place),
        plan_notes=detail,
    )


def _worker(part: WorkerPart, enterprises: dict[str, Enterprise], place: str) -> Worker:
    tag = vocabulary("worker_tag").find(part.category)
    hardship = code_or_none("hardship_level", part.hardship, place)
    joining = {True: "1", False: "9", None: None}[part.member_before]
    born = Worker.derived({"id_card": part.id_no}).get("born_year")
    return Worker.of(
        no=part.id,
        name=part.name,
        category=_OTHER_EMPLOYEE if tag else code_of("worker_category", part.category, place),
        enterprise=link(enterprises, part.enterprise, place),
        sex=code_or_none("sex", part.sex, place),
        born_year=int(born) if born else None,
        mobile=part.mobile,
        tags=tuple(code for code in (_IN_HARDSHIP if hardship else "", tag.code if tag else "") if code),
        was_member=part.member_before,
        joining=joining,
        id_card=part.id_no,
        hardship=hardship,
        hardship_cause=part.cause,
    )
