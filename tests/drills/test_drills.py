"""The drills of `bench/`, short enough for every test run; `make bench` makes the long ones."""

from __future__ import annotations

import pytest

from bench import flip, kill9


@pytest.fixture(scope="module")
def killed():
    return {figure.measure: figure for figure in kill9.measure(8)}


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(killed):
    assert killed["kill -9: acknowledged writes lost"].ours == 0


def test_a_killed_program_leaves_a_sound_file(killed):
    assert killed["kill -9: unsound after a kill"].ours == 0


def test_a_killed_export_leaves_no_half_bundle_under_its_final_name(killed):
    assert killed["kill -9: half bundles"].ours == 0


def test_a_killed_import_leaves_all_or_nothing(killed):
    assert killed["kill -9: half imports"].ours == 0


def test_no_turned_bit_is_read_in_silence():
    assert [figure.measure for figure in flip.measure(6) if figure.fault] == []
