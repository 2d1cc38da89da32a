"""The age library as it really is: what it swallows, what it costs, what it says."""

from __future__ import annotations

import io
import time

import pytest

from dundian_desktop.exchange import age
from dundian_desktop.exchange.limits import AGE_HEADER_MAX, RECIPIENTS_MAX
from dundian_desktop.exchange.refusals import BundleError
from tests.exchange.parcels import device


class Torn(io.BytesIO):
    """An end that fails at its n-th use."""

    def __init__(self, data: bytes = b"", fails_at: int = 1) -> None:
        super().__init__(data)
        self.left = fails_at

    def use(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise KeyError("torn")

    def read(self, size=-1, /):
        self.use()
        return super().read(size)

    def write(self, data, /):
        self.use()
        return super().write(data)


def sealed(plain: bytes, *letters: str) -> bytes:
    sink = io.BytesIO()
    age.encrypt(io.BytesIO(plain), sink, frozenset(device(letter).recipient for letter in letters))
    return sink.getvalue()


@pytest.mark.parametrize("length", [9, 300_000])
@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_failing_end_is_heard_whatever_the_library_makes_of_it(length, fails_at):
    to = frozenset({device("A").recipient})
    box = sealed(bytes(length), "A")
    with pytest.raises(KeyError, match="torn"):
        age.encrypt(Torn(bytes(length), fails_at), io.BytesIO(), to)
    with pytest.raises(KeyError, match="torn"):
        age.decrypt(Torn(box, fails_at), io.BytesIO(), device("A").identity)


def test_a_failing_last_write_is_not_taken_for_success():
    with pytest.raises(KeyError, match="torn"):
        age.encrypt(io.BytesIO(b"small"), Torn(), frozenset({device("A").recipient}))


@pytest.mark.parametrize("length", [0, 1, 65535, 65536, 65537, 131072, 200_000])
def test_the_length_of_a_container_is_known_beforehand(length):
    box = sealed(bytes(length), "A")
    assert len(box) == age.sealed_length(age.header_length(box[:AGE_HEADER_MAX]), length)


def test_the_largest_header_has_room_for_every_recipient_and_costs_little_time():
    one = device("A")
    others = frozenset(age.recipient_of(age.new_identity()) for _ in range(RECIPIENTS_MAX - 1))
    sink = io.BytesIO()
    age.encrypt(io.BytesIO(b"x"), sink, others | {one.recipient})
    assert age.header_length(sink.getvalue()[:AGE_HEADER_MAX]) < AGE_HEADER_MAX
    start = time.monotonic()
    age.decrypt(io.BytesIO(sink.getvalue()), io.BytesIO(), one.identity)
    assert time.monotonic() - start < 3


def test_more_recipients_than_fit_are_refused():
    many = frozenset(age.recipient_of(age.new_identity()) for _ in range(RECIPIENTS_MAX + 1))
    for recipients in (many, frozenset[str]()):
        with pytest.raises(BundleError, match="E-recipient"):
            age.encrypt(io.BytesIO(), io.BytesIO(), recipients)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda box, end: box[: end + 5], "E-truncated"),
        (lambda box, end: box[: end + 16], "E-truncated"),
        (lambda box, end: box[: end + 16 + 65552], "E-truncated"),
        (lambda box, end: box[:-1], "E-damaged"),
        (lambda box, end: box[:-1] + bytes([box[-1] ^ 1]), "E-damaged"),
        (lambda box, end: box[: end - 5] + b"!" + box[end - 4 :], "E-"),
    ],
)
def test_the_words_of_the_library_are_understood(spoil, code):
    box = sealed(bytes(200_000), "A")
    with pytest.raises(BundleError, match=code):
        age.decrypt(io.BytesIO(spoil(box, age.header_length(box[:AGE_HEADER_MAX]))), io.BytesIO(), device("A").identity)


def test_another_devices_container_is_not_for_us():
    with pytest.raises(BundleError, match="E-not-for-us"):
        age.decrypt(io.BytesIO(sealed(b"x", "A")), io.BytesIO(), device("B").identity)
