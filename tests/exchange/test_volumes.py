"""A bundle too large for one file becomes several, each whole in itself; they may come in any order."""

from __future__ import annotations

import pytest

from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.fields import Attachment
from tests.devices import save, site


@pytest.mark.parametrize("order", [1, -1])
def test_volumes_come_in_any_order_and_together_are_everything(group_of, tmp_path, monkeypatch, order):
    monkeypatch.setattr(outgoing, "_ROOM", 1_000)
    one, other = group_of(2)
    shas = [one.attachments.put(bytes([n]) * 700) for n in range(3)]
    save(one, site(files=tuple(Attachment(name=f"{n}.pdf", sha=sha, place=n) for n, sha in enumerate(shas))))
    sent = outgoing.send(one, find_peer(one, other.device.hex()), tmp_path)
    assert len({file.path for file in sent.files}) == 3
    readings = [incoming.take(other, file.path) for file in sent.files[::order]]
    assert sum(reading.operations for reading in readings) == 1
    assert all(other.attachments.has(sha) for sha in shas)
    assert one.digest() == other.digest()


def test_a_lost_volume_is_asked_for_and_comes_with_the_next_bundle(group_of, tmp_path, monkeypatch):
    monkeypatch.setattr(outgoing, "_ROOM", 1_000)
    one, other = group_of(2)
    shas = [one.attachments.put(bytes([n]) * 700) for n in range(2)]
    save(one, site(files=tuple(Attachment(name=f"{n}.pdf", sha=sha, place=n) for n, sha in enumerate(shas))))
    incoming.take(other, outgoing.send(one, find_peer(one, other.device.hex()), tmp_path).files[0].path)
    assert not all(map(other.attachments.has, shas))
    incoming.take(one, outgoing.send(other, find_peer(other, one.device.hex()), tmp_path).files[0].path)
    for file in outgoing.send(one, find_peer(one, other.device.hex()), tmp_path).files:
        incoming.take(other, file.path)
    assert all(map(other.attachments.has, shas))
