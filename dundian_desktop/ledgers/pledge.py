"""纪律承诺: a member signs the discipline the sending union wrote (policy 五(五), R16).

* The terms are the union's own; none ship with the program. The same save notes the day on the member's card.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from functools import partial
from typing import Any

from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.ledger import Follow, Record
from dundian_desktop.ledgers.member import Member


class Pledge(
    Record,
    table="pledge",
    title="纪律承诺",
    code="CN",
    noun="承诺",
    order=88,
    headline=("signed_on",),
    empty="还没有纪律承诺。行前由每位组员签收派出单位的纪律条目。",
    alike=(("member", "version"),),
):
    """One member's signature under one version of the terms."""

    member: str | None = fields.ref("组员", "member", required=True, listed=True, width=6)
    signed_on: dt.date | None = fields.day("签收日期", required=True, listed=True, width=6)
    version: str = fields.text("纪律条目版本", max_length=40, listed=True, width=10)
    terms: str = fields.text("纪律条目", max_length=4000, lines=6, help="由派出单位制定，按实际填写")

    @override
    def follows(self, before: Any) -> tuple[Follow, ...]:
        """Note the day on the member's card."""
        return (Follow(ledger="member", id=self.member, make=partial(_noted, self)),) if self.member else ()


def _noted(pledge: Pledge, member: Member | None) -> Member | None:
    """Give the card with the day, unless it has one."""
    return dc.replace(member, pledged=pledge.signed_on) if member and member.pledged is None else None
