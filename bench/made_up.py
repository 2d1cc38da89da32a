"""Records made up from the declarations: so many over all ledgers, the same for the same seed and day.

They look like a group's work: what is required is there, what is expected nearly always, the rest now and then; days
lie in the stint and links lead somewhere. They go into the file as operations, so what a person would be refused may
be among them.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import random
from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import Any

from bench.phrases import person, prose
from dundian_desktop import clock, fields
from dundian_desktop.ledger import Record

STARTS = clock.today() - dt.timedelta(days=68)
ENDS = STARTS + dt.timedelta(days=90)
"""A stint of three months, in its last one today."""
SHARES = {"worker": 4, "visit": 4, "diary": 3, "problem": 2, "enterprise": 2}
"""How many times a ledger is as long as the others."""
FEW = frozenset(
    {
        *("group", "site", "member", "rotation", "pledge", "training", "absence", "task", "budget", "parameter"),
        *("month_report", "summary", "evaluation", "research_topic", "outcome", "toolkit_document"),
    }
)
"""Ledgers of which a group has a handful."""
HANDFUL = 6
_EXPECTED, _OTHER = 0.9, 0.25
"""How often a field is filled that is expected, and one that is not."""


@dc.dataclass(frozen=True, kw_only=True)
class Chance:
    """What values are drawn from.

    Attributes:
        ids: table -> ids of its records.
    """

    dice: random.Random
    ids: Mapping[str, list[str]]

    def day(self) -> dt.date:
        """Give a day of the stint that is not ahead."""
        return STARTS + dt.timedelta(days=self.dice.randrange((clock.today() - STARTS).days + 1))


def records(kinds: Mapping[str, type[Record]], size: int, seed: int = 6) -> Iterator[Record]:
    """Give about so many records over these ledgers, one group and a handful of sites and members among them."""
    many = {table: SHARES.get(table, 1) for table in kinds if table not in FEW}
    counts = {table: many.get(table, 0) * size // sum(many.values()) or HANDFUL for table in kinds} | {"group": 1}
    ids = {table: [f"{0x0190 + n:04x}{one:028x}" for one in range(counts[table])] for n, table in enumerate(kinds)}
    chance = Chance(dice=random.Random(seed), ids=ids)
    for table, kind in kinds.items():
        for number, id in enumerate(ids[table]):
            yield made_up(kind, id, f"QL-2026-01-{kind.ledger.code}-A{number:04d}", chance)


def made_up(kind: type[Record], id: str, no: str, chance: Chance) -> Record:
    """Give one record of this id and number."""
    given = {field.name: _value(field, chance) for field in kind.ledger.fields if _filled(field, chance)}
    stint = {"starts": STARTS, "ends": ENDS}
    given |= {name: day for name, day in stint.items() if any(name == field.name for field in kind.ledger.fields)}
    return kind.of(id=id, **{**given, "no": no})


def _filled(field: fields.Field, chance: Chance) -> bool:
    if isinstance(field.kind, fields.Files):
        return False
    return field.required or chance.dice.random() < (_EXPECTED if field.expected else _OTHER)


def _value(field: fields.Field, chance: Chance) -> Any:
    return person(chance.dice) if field.name == "name" else value(field.kind, chance)


@singledispatch
def value(kind: fields.Kind[Any], chance: Chance) -> Any:
    """Give a value of a kind.

    Raises:
        NotImplementedError: nobody has said yet what this kind holds.
    """
    raise NotImplementedError(kind)


@value.register
def _(kind: fields.Text, chance: Chance) -> str:
    return prose(chance.dice, min(kind.max_length, chance.dice.randint(4, 24) * kind.lines, 220))


@value.register
def _(kind: fields.Whole, chance: Chance) -> int:
    return chance.dice.randint(kind.low, min(kind.high, kind.low + 300))


@value.register
def _(kind: fields.Money, chance: Chance) -> int:
    del kind
    return chance.dice.randint(1, 500) * 1000


@value.register
def _(kind: fields.Flag, chance: Chance) -> bool:
    del kind
    return chance.dice.random() < 0.5


@value.register
def _(kind: fields.Day, chance: Chance) -> dt.date:
    return chance.day() + dt.timedelta(days=14 * kind.planned)


@value.register
def _(kind: fields.TimeOfDay, chance: Chance) -> dt.time:
    del kind
    return dt.time(chance.dice.randint(7, 21), chance.dice.choice((0, 10, 20, 30)))


@value.register
def _(kind: fields.Moment, chance: Chance) -> dt.datetime:
    del kind
    return dt.datetime.combine(chance.day(), dt.time(chance.dice.randint(0, 13)), dt.UTC)


@value.register
def _(kind: fields.Choice, chance: Chance) -> Any:
    return chance.dice.choice(list(kind.options))


@value.register
def _(kind: fields.Code, chance: Chance) -> str:
    return chance.dice.choice(kind.words.choices()).code


@value.register
def _(kind: fields.Codes, chance: Chance) -> tuple[str, ...]:
    return kind.parse("、".join({kind.one.words.label(value(kind.one, chance)) for _ in range(2)}))


@value.register
def _(kind: fields.Ref, chance: Chance) -> str:
    return chance.dice.choice(chance.ids[kind.ledger])


@value.register
def _(kind: fields.Refs, chance: Chance) -> tuple[str, ...]:
    return tuple(sorted({value(kind.one, chance) for _ in range(2)}))


@value.register
def _(kind: fields.Rows, chance: Chance) -> tuple[fields.Row, ...]:
    return tuple(
        fields.Row(key=f"{n:032x}", cells={c.name: value(c.kind, chance) for c in kind.columns if _filled(c, chance)})
        for n in range(chance.dice.randint(1, 3))
    )


@value.register
def _(kind: fields.IdCard, chance: Chance) -> str:
    del kind
    return f"110101{chance.dice.randint(1960, 2005)}0101{chance.dice.randint(0, 9999):04d}"


@value.register
def _(kind: fields.Uscc, chance: Chance) -> str:
    return "无" if not kind.union else f"81{chance.dice.randrange(10**16):016d}"


@value.register
def _(kind: fields.Mobile, chance: Chance) -> str:
    del kind
    return str(chance.dice.randint(13_000_000_000, 19_999_999_999))


@value.register
def _(kind: fields.Region, chance: Chance) -> str:
    del kind
    return chance.dice.choice(("439901", "430121", "110101"))
