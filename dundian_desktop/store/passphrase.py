"""The two secrets people type: how strong a passphrase is, how it becomes a key, how a recovery code is spelled.

A passphrase is strong by what is left of it: every piece that a guesser tries first (birthdays, phone numbers, rows of
the keyboard, names of the group) counts as one character, blanks count for nothing, and a few characters used again and
again count for few.  At least 12 characters or 4 words must be left (protection notes, table 2.2 D1).
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from dundian_desktop.errors import MachineError, UserError

LEAST_CHARACTERS, LEAST_WORDS = 12, 4
STRONG_CHARACTERS, STRONG_WORDS = 18, 6

_MOST_WEIGHED = 256
"""Characters looked at; what follows can only make a passphrase stronger."""

_PIECE = "\0"
"""Stands for a guessable piece that was taken out."""

_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"[1-9]\d{16}[\dx]",  # identity card
        r"1[3-9]\d{9}",  # mobile phone
        r"(?:19|20)\d\d[-./年]?(?:0?[1-9]|1[0-2])[-./月]?(?:[12]\d|3[01]|0?[1-9])日?",  # birthday
        r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",  # birthday, short year
        r"(?:19|20)\d\d",  # year
        r"(.)\1{2,}",  # one character again and again
    )
)
_REPEATED = re.compile(r"(.{2,}?)\1+")

_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()_+",
    "甲乙丙丁戊己庚辛壬癸",
    "一二三四五六七八九十",
)
_LEAST_RUN = 4

_WORDS = (
    *("password", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "root", "user", "login", "welcome", "letmein", "test"),
    *("iloveyou", "loveyou", "monkey", "dragon", "abc123", "a123", "qwe123", "asd123", "1q2w3e4r", "123qwe", "123abc"),
    *("woaini", "woaiwojia", "woaizhongguo", "mima", "wodemima", "zhongguo", "china", "nihao", "meiyou", "buzhidao"),
    *("5201314", "521", "520", "1314", "147258369", "147258", "159357", "258369", "112233", "123321", "147852"),
    *("gonghui", "zonggonghui", "dundian", "gongzuozu", "hunan", "changsha", "zgh", "abcd1234", "aa123456"),
    *("工会", "总工会", "蹲点", "工作组", "湖南", "长沙", "密码", "口令", "我爱你", "中国", "你好", "管理员"),
)


class Grade(StrEnum):
    """How strong a passphrase is."""

    WEAK = "弱"
    FAIR = "可以"
    STRONG = "强"


@dataclass(frozen=True, kw_only=True)
class Strength:
    """A grade and the whole sentence that says why, or what to do."""

    grade: Grade
    sentence: str

    @property
    def accepted(self) -> bool:
        """Whether the passphrase may be used."""
        return self.grade is not Grade.WEAK


def weigh(passphrase: str, names: Iterable[str] = ()) -> Strength:
    """Judge a passphrase.

    Args:
        passphrase: as typed.
        names: what people here would guess: name of the group, of the person, of the enterprise.
    """
    text = unicodedata.normalize("NFKC", passphrase[:_MOST_WEIGHED]).casefold().strip()
    rest = _without_guessable(text, names)
    words = {word for word in rest.split() if len(word.replace(_PIECE, "")) > 1}
    letters = "".join(rest.split())
    length = min(len(letters), 2 * len(set(letters)))
    if length >= STRONG_CHARACTERS or len(words) >= STRONG_WORDS:
        return Strength(grade=Grade.STRONG, sentence="口令很强，请记牢，也可以写下来锁进柜子。")
    if length >= LEAST_CHARACTERS or len(words) >= LEAST_WORDS:
        return Strength(grade=Grade.FAIR, sentence="口令可以用；再长一些更好。")
    return Strength(grade=Grade.WEAK, sentence=_advice(text, rest))


def require(passphrase: str, names: Iterable[str] = ()) -> None:
    """Refuse a weak passphrase.

    Raises:
        UserError: says what is wrong and what to do.
    """
    found = weigh(passphrase, names)
    if not found.accepted:
        raise UserError(found.sentence)


def _advice(text: str, rest: str) -> str:
    wish = f"请用至少 {LEAST_CHARACTERS} 个字符，或 {LEAST_WORDS} 个互不相关的词、词间空一格。"
    if len(text) < LEAST_CHARACTERS and text == rest:
        return f"口令太短，现在只有 {len(text)} 个字符。{wish}"
    return f"口令里有容易被猜到的内容（如生日、电话、姓名、单位、连续或重复的字符），除去这些就太短了。{wish}"


def _without_guessable(text: str, names: Iterable[str]) -> str:
    """Give the text with each guessable piece shrunk to one character."""
    spelled = (unicodedata.normalize("NFKC", name).casefold().strip() for name in names)
    known = sorted({*_WORDS, *(name for name in spelled if len(name) > 1)}, key=len, reverse=True)
    for shape in _SHAPES:
        text = shape.sub(_PIECE, text)
    for word in known:
        text = text.replace(word, _PIECE)
    text = _without_runs(text)
    text = _REPEATED.sub(r"\1", text)
    return re.sub(f"{_PIECE}+", _PIECE, text)


def _without_runs(text: str) -> str:
    left: list[str] = []
    place = 0
    while place < len(text):
        run = max(_run(text[place:], row) for row in (*_ROWS, *(row[::-1] for row in _ROWS)))
        left.append(_PIECE if run >= _LEAST_RUN else text[place])
        place += run if run >= _LEAST_RUN else 1
    return "".join(left)


def _run(text: str, row: str) -> int:
    """Give how many characters at the beginning of the text follow each other in the row."""
    start = row.find(text[0])
    if start < 0:
        return 0
    pairs = zip(text, row[start:], strict=False)
    return next((length for length, (one, other) in enumerate(pairs) if one != other), min(len(text), len(row) - start))


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What one guess of the passphrase costs: passes, memory in KiB, lanes."""

    rounds: int
    memory: int
    lanes: int


FLOOR = Pace(rounds=3, memory=64 * 1024, lanes=4)
"""RFC 9106 section 4, second recommended option."""

_MOST_MEMORY = 256 * 1024
_MOST_ROUNDS = 20
_LEAST_SECONDS = 0.5


def calibrate() -> Pace:
    """Find the cost that takes this machine 0.5 to 1 s, from the floor up, within 256 MiB (laptops of 4 GB)."""
    proven = tried = FLOOR
    with contextlib.suppress(MachineError):
        while _seconds(tried) < _LEAST_SECONDS and tried.rounds < _MOST_ROUNDS:
            proven, tried = tried, _dearer(tried)
        return tried
    return proven


def _dearer(pace: Pace) -> Pace:
    if pace.memory < _MOST_MEMORY:
        return Pace(rounds=pace.rounds, memory=pace.memory * 2, lanes=pace.lanes)
    return Pace(rounds=min(pace.rounds * 2, _MOST_ROUNDS), memory=pace.memory, lanes=pace.lanes)


def _seconds(pace: Pace) -> float:
    start = time.perf_counter()
    stretch("calibration", bytes(16), pace)
    return time.perf_counter() - start


def stretch(passphrase: str, salt: bytes, pace: Pace) -> bytes:
    """Make 32 key bytes of a passphrase (Argon2id); NFKC makes full-width and composed letters one.

    Raises:
        MachineError: memory is short.
    """
    secret = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    try:
        return hash_secret_raw(secret, salt, pace.rounds, pace.memory, pace.lanes, 32, Type.ID)
    except HashingError as error:
        raise MachineError("内存不够，没能核对口令，资料没有受影响。请关掉别的程序再试一次。") from error


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32: no I, L, O, U (https://www.crockford.com/base32.html)."""

_CODE_LETTERS = 36


class WrongRecoveryCodeError(UserError):
    """The recovery code has a slip of the pen, or is of another workspace."""


def spell_code(code: bytes) -> str:
    """Spell 160 bits as 8 groups of 4 and a ninth that finds slips of the pen (1 in 2**20 is missed)."""
    proof = hashlib.sha256(b"dundian recovery " + code).digest()
    number = int.from_bytes(code, "big") << 20 | int.from_bytes(proof[:3], "big") >> 4
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(175, -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, _CODE_LETTERS, 4))


def parse_code(text: str) -> bytes:
    """Read a code copied by hand: case, blanks, dashes, O for 0, I and L for 1 do not matter.

    Raises:
        WrongRecoveryCodeError: there is a slip; the sentence says of which sort.
    """
    letters = "".join(each for each in unicodedata.normalize("NFKC", text).upper() if each.isalnum())
    letters = letters.translate(str.maketrans("OIL", "011"))
    if strange := sorted(set(letters) - set(_CROCKFORD)):
        raise WrongRecoveryCodeError(f"恢复码里不会有“{'、'.join(strange)}”，请对照纸面再看一遍。")
    if len(letters) != _CODE_LETTERS:
        raise WrongRecoveryCodeError(f"恢复码应有 36 个字符（9 组，每组 4 个），现在是 {len(letters)} 个，请核对。")
    number = 0
    for each in letters:
        number = number << 5 | _CROCKFORD.index(each)
    code = (number >> 20).to_bytes(20, "big")
    if spell_code(code).replace("-", "") != letters:
        raise WrongRecoveryCodeError("恢复码抄错了至少一个字符，请对照纸面逐组核对。")
    return code
