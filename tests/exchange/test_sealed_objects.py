"""The one signing primitive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.sealed import Sealed, open_sealed, pae, seal
from tests.exchange.parcels import device, known

ROSTER = "application/vnd.dundian.roster.v1"


def refusal_of(data: bytes, kind: str = ROSTER, signers: str = "A") -> Refusal:
    with pytest.raises(BundleError) as caught:
        open_sealed(data, kind, known(*signers))
    return caught.value.refusal


@given(st.binary(max_size=2000))
def test_what_was_sealed_comes_back_byte_for_byte(payload):
    assert open_sealed(seal(device("A"), ROSTER, payload), ROSTER, known("A")) == payload


def test_the_signed_bytes_are_those_of_the_dsse_protocol():
    assert (
        pae("http://example.com/HelloWorld", b"hello world")
        == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_a_signature_over_one_type_does_not_count_for_another():
    assert refusal_of(seal(device("A"), "application/vnd.dundian.card.v1", b"x")) is Refusal.FORGED


def test_a_changed_type_name_breaks_the_signature():
    sealed = Sealed.from_bytes(seal(device("A"), "other", b"x"))
    renamed = Sealed(payload_type=ROSTER, payload=b"x", signer=sealed.signer, signature=sealed.signature)
    assert refusal_of(renamed.to_bytes()) is Refusal.FORGED


def test_an_unknown_signer_is_refused():
    assert refusal_of(seal(device("A"), ROSTER, b"x"), signers="B") is Refusal.UNKNOWN_SIGNER


def test_a_lookup_that_answers_with_another_key_is_not_believed():
    data = seal(device("A"), ROSTER, b"x")
    with pytest.raises(BundleError, match="E-unknown-signer"):
        open_sealed(data, ROSTER, lambda _wanted: device("B").sign_key)


def test_another_signers_key_id_does_not_lend_its_name():
    sealed = Sealed.from_bytes(seal(device("B"), ROSTER, b"x"))
    lent = Sealed(payload_type=ROSTER, payload=b"x", signer=device("A").key_id, signature=sealed.signature)
    assert refusal_of(lent.to_bytes()) is Refusal.FORGED


def test_every_single_changed_byte_is_refused():
    data = seal(device("A"), ROSTER, b"payload")
    for position in range(len(data)):
        spoilt = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
        assert refusal_of(spoilt)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_as_ours(data):
    assert refusal_of(data)


def test_a_too_long_object_is_refused_before_it_is_looked_at():
    assert refusal_of(bytes(65 * 1024)) is Refusal.TOO_LARGE
