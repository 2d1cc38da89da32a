"""Command lines on devices of their own."""

from __future__ import annotations

import pytest

from tests.cli.desk import DONE, Desk
from tests.devices import PASSPHRASE


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n第二行不算\n", encoding="utf-8")
    return path


@pytest.fixture
def desks(yard, secret, capsys):
    """Give command lines on so many devices."""

    def some(count: int) -> list[Desk]:
        made = []
        for letter in "ABC"[:count]:
            workspace = yard.workspace(letter)
            workspace.close()
            made.append(Desk(workspace.folder, secret, capsys))
        return made

    return some


@pytest.fixture
def desk(desks):
    return desks(1)[0]


@pytest.fixture
def friends(desks, tmp_path):
    """Give two devices that have exchanged cards."""
    both = desks(2)
    for one in both:
        one.run("peer", "self", "--out", tmp_path / f"{one.folder.name}.dundian-card")
    for one, other in (both, both[::-1]):
        assert one.run("peer", "add", tmp_path / f"{other.folder.name}.dundian-card") == DONE
    return both
