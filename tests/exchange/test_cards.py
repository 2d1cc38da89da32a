"""Device keys, device cards and the digits people read to each other."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.errors import MachineError
from dundian_desktop.exchange.identity import (
    CARD_TYPE,
    Card,
    DeviceKeys,
    Role,
    open_card,
    pack_card,
    read_card,
    spoken_digits,
    write_card,
)
from dundian_desktop.exchange.refusals import BundleError
from dundian_desktop.exchange.sealed import seal
from tests.exchange.parcels import card, device

words = st.text(st.characters(categories=("L", "N", "P", "S", "Co")), min_size=1, max_size=20)


def test_keys_come_back_from_their_bytes():
    keys = device("A")
    again = DeviceKeys.from_bytes(keys.to_bytes())
    assert again == keys
    assert again.recipient == keys.recipient


def test_keys_do_not_show_themselves():
    shown = repr(device("A"))
    assert "AGE-SECRET" not in shown
    assert device("A").seed.hex() not in shown


@pytest.mark.parametrize("data", [b"", b"DK\x01", b"DK\x02" + bytes(99)])
def test_bytes_that_are_not_keys_are_a_bug(data):
    with pytest.raises(ValueError, match="not the keys"):
        DeviceKeys.from_bytes(data)


@given(words, words, st.sampled_from(Role))
def test_a_card_comes_back_from_its_bytes(name, group, role):
    mine = card("A", name=name, group_name=group, role=role)
    assert open_card(pack_card(device("A"), mine)) == mine


def test_a_card_file_is_small_and_leaves_no_part(tmp_path):
    path = tmp_path / "A.dundian-card"
    write_card(path, device("A"), card("A"))
    assert read_card(path) == card("A")
    assert path.stat().st_size < 600
    assert [path] == list(tmp_path.iterdir())


def test_a_device_cannot_sign_another_devices_card():
    with pytest.raises(ValueError, match="own card"):
        pack_card(device("A"), card("B"))


def test_a_card_signed_by_another_device_is_refused():
    forged = seal(device("B"), CARD_TYPE, device("A").sign_key + msgspec.msgpack.encode(card("A")))
    with pytest.raises(BundleError, match="E-not-a-card"):
        open_card(forged)


def test_a_card_inside_another_devices_signature_is_refused():
    forged = seal(device("B"), CARD_TYPE, device("B").sign_key + msgspec.msgpack.encode(card("A")))
    with pytest.raises(BundleError, match="E-not-a-card"):
        open_card(forged)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "向\u202e秀英"},
        {"name": "向\n秀英"},
        {"name": ""},
        {"name": "长" * 65},
        {"group_name": "三\u200b组"},
        {"letter": "AB"},
        {"letter": "A\n"},
        {"letter": "a"},
        {"role": "root"},
        {"recipient": "age1nonsense"},
        {"made_at": 2**70},
        {"sign_key": b"short"},
    ],
)
def test_a_card_with_an_impossible_field_is_refused(change):
    told = msgspec.structs.asdict(card("A")) | change
    try:
        body = msgspec.msgpack.encode(told)
    except OverflowError:
        body = msgspec.msgpack.encode(told | {"made_at": 2**63})
    with pytest.raises(BundleError, match="E-not-a-card"):
        open_card(seal(device("A"), CARD_TYPE, device("A").sign_key + body))


def test_every_single_changed_byte_of_a_card_is_refused():
    data = pack_card(device("A"), card("A"))
    for position in range(len(data)):
        spoilt = data[:position] + bytes([data[position] ^ 32]) + data[position + 1 :]
        with pytest.raises(BundleError):
            open_card(spoilt)


@pytest.mark.parametrize("data", [b"", b"hello", bytes(200), bytes(1 << 20)])
def test_a_file_that_is_no_card_is_refused(tmp_path, data):
    path = tmp_path / "x.dundian-card"
    path.write_bytes(data)
    with pytest.raises(BundleError):
        read_card(path)


def test_a_card_file_that_is_gone_is_the_machines_fault(tmp_path):
    with pytest.raises(MachineError, match="找不到"):
        read_card(tmp_path / "none.dundian-card")


def test_both_sides_read_the_same_eight_digits():
    digits = spoken_digits(card("A"), card("B"))
    assert digits == spoken_digits(card("B"), card("A"))
    assert re.fullmatch(r"\d{4} \d{4}", digits)


def test_another_key_gives_other_digits():
    swapped: Card = card("B", recipient=device("C").recipient)
    assert spoken_digits(card("A"), card("B")) != spoken_digits(card("A"), swapped)
