"""The search for secret words finds them where a program might have left them."""

from __future__ import annotations

import json

import pytest

from bench.scan import ENCODINGS, scan

WORD = "慕容沧澜"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_word_is_found_in_every_encoding(tmp_path, encoding):
    (tmp_path / "x").write_bytes(b"\0\1" + WORD.encode(encoding) + b"\0")
    assert {(one.word, one.where) for one in scan([tmp_path], [WORD])} == {(WORD, encoding)}


def test_a_word_is_found_behind_the_escapes_of_json(tmp_path):
    (tmp_path / "x.json").write_text(json.dumps([WORD]), encoding="ascii")
    assert [one.where for one in scan([tmp_path], [WORD])] == ["escaped"]


def test_a_word_is_found_in_the_name_of_a_file(tmp_path):
    (tmp_path / f"{WORD}.txt").touch()
    assert [one.where for one in scan([tmp_path], [WORD])] == ["name"]


def test_a_folder_left_out_is_not_looked_at(tmp_path):
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "x").write_text(WORD, encoding="utf-8")
    assert scan([tmp_path], [WORD], [tmp_path / "plain"]) == []
