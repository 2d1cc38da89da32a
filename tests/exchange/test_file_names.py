"""Names of files on sticks."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.exchange.manifest import Volume
from dundian_desktop.exchange.names import bundle_name, clean_name

DAY = dt.date(2026, 11, 22)


def test_a_name_tells_group_addressee_day_and_number():
    assert bundle_name("邢县三组", "市总", DAY, 7) == "邢县三组_市总_20261122_0007.dundian"


def test_a_volume_is_named_when_there_are_several():
    assert bundle_name("甲", "乙", DAY, 7, Volume(1, 2)) == "甲_乙_20261122_0007_1of2.dundian"
    assert bundle_name("甲", "乙", DAY, 7, Volume(1, 1)) == "甲_乙_20261122_0007.dundian"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("CON", "-CON"),
        ("con.txt", "-con.txt"),
        ("com1", "-com1"),
        ("CONTACT", "CONTACT"),
        ("三组. . ", "三组"),
        ("../../etc", "-..-etc"),
        ("a/b\\c:d", "a-b-c-d"),
        ("三\u202e组\u200b", "三组"),
        ("a\x00b\nc", "abc"),
        ("a_b", "a-b"),
        ("   ", "未命名"),
        ("...", "未命名"),
        ("", "未命名"),
        ("三\u3000组", "三 组"),
        ("e\u0301", "é"),
    ],
)
def test_what_a_file_system_or_an_eye_would_trip_over_goes(text, clean):
    assert clean_name(text) == clean


@given(st.text(max_size=200))
def test_any_text_becomes_a_usable_part(text):
    clean = clean_name(text)
    assert 0 < len(clean.encode()) <= 73
    assert not set(clean) & set('<>:"/\\|?*_')
    assert clean == clean.strip(" .")
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn"} for character in clean)
    assert clean_name(clean) == clean


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_bundle_name_fits_every_file_system(group, to):
    name = bundle_name(group, to, DAY, 123_456, Volume(999, 999))
    assert len(name.encode()) + len(".part") <= 255
