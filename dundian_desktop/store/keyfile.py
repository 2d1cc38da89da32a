"""The key of a workspace, wrapped twice, in two copies of a small file.

One random 32-byte key (DEK) encrypts everything.  It lies in the key file in two slots: sealed under the passphrase
(Argon2id, RFC 9106) and under a recovery code printed once (160 random bits, HKDF, RFC 5869), each with
ChaCha20-Poly1305 (RFC 8439) whose additional data are vault, suite, slot and cost, so that none can be swapped.

* `key-a.json` is written whole, then `key-b.json`; the newest sound copy counts and mends the other.
* A sound copy that does not open means a wrong passphrase, an unsound pair means a damaged file; never mixed up.
* A wrong try is counted *before* it is checked, so ending the process wins nothing.  After 5 wrong tries each next one
  must wait 30 s, doubling to 15 min (GB/T 22239-2019 7.1.4.1 b asks for such a measure, the figures are ours).
  The wait is measured with the clock that counts since the machine started: neither restarting the program nor
  setting the date shortens it, and a restart of the machine can only lengthen it.
* What a newer program put into the file stays in it; a newer version or suite is refused.
"""

from __future__ import annotations

import contextlib
import hmac
import math
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dundian_desktop import clock
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.store.durable import Raw, Twins, canonical, machine_errors
from dundian_desktop.store.passphrase import Pace, WrongRecoveryCodeError, calibrate, parse_code, spell_code, stretch

COPIES = ("key-a.json", "key-b.json")
VERSION = 1
SUITE = 1
"""ChaCha20-Poly1305, SHA-256, Argon2id."""

FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 30, 900
_JITTER = 1000
"""Milliseconds by which two readings of one clock may disagree between processes."""

_Hex12: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{24}\Z")]
_Hex16: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
_Hex32: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Sealed: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{96}\Z")]
_Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class WrongPassphraseError(UserError):
    """The file is sound, the passphrase does not open it."""


class LockedError(UserError):
    """Too many wrong tries; `seconds` remain until the next one."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"口令连续输错太多次，请过 {seconds} 秒再试。忘了口令，可以用密封保存的恢复码打开。")
        self.seconds = seconds


class NewerKeyFileError(UserError):
    """A newer program wrote the file."""


class DamagedKeyFileError(MachineError):
    """Both copies are damaged, or a signed part of them was changed."""

    def __init__(self) -> None:
        super().__init__(
            "密钥文件的两份都已损坏，这不是口令的问题。"
            f"请不要删除任何文件，从最近的备份里取回 {COPIES[0]} 和 {COPIES[1]}。"
        )


class _PassphraseSlot(msgspec.Struct):
    kdf: Literal["argon2id"]
    t: Annotated[int, msgspec.Meta(ge=1, le=20)]
    m: Annotated[int, msgspec.Meta(ge=8, le=1 << 20)]
    p: Annotated[int, msgspec.Meta(ge=1, le=16)]
    salt: _Hex16
    nonce: _Hex12
    sealed: _Sealed


class _RecoverySlot(msgspec.Struct):
    kdf: Literal["hkdf-sha256"]
    salt: _Hex16
    nonce: _Hex12
    sealed: _Sealed


class _Slots(msgspec.Struct):
    passphrase: _PassphraseSlot
    recovery: _RecoverySlot


class _Head(msgspec.Struct):
    seq: _Count
    digest: _Hex32
    tag: _Hex32


class _Body(msgspec.Struct):
    vault_id: _Hex16
    counter: _Count
    created: str
    check: _Hex32
    fails: _Count
    failed_at: _Count
    slots: _Slots
    head: _Head | None = None


@dataclass(frozen=True, kw_only=True)
class VaultKey:
    """The opened key of one workspace; showing it never shows the key."""

    vault_id: str
    dek: bytes = field(repr=False)

    def subkey(self, purpose: str) -> bytes:
        """Derive the 32 bytes that serve one purpose and no other."""
        return _hkdf(self.dek, bytes.fromhex(self.vault_id), f"dundian subkey {purpose}")


@dataclass(frozen=True, kw_only=True)
class Head:
    """How far the log had come, as last noted; a database behind it has lost its tail."""

    seq: int
    digest: bytes


def exists(folder: Path) -> bool:
    """Tell whether this folder holds a key file."""
    return _twins(folder).exist()


def create(folder: Path, passphrase: str, *, pace: Pace | None = None) -> tuple[VaultKey, str]:
    """Make a new key, keep it in `folder`, and give it with the recovery code, which is kept nowhere.

    Raises:
        UserError: the folder has a key file already.
    """
    if exists(folder):
        raise UserError("这个文件夹里已经有一个工作区，没有覆盖它。请换一个空文件夹，或直接打开它。")
    key = VaultKey(vault_id=os.urandom(16).hex(), dek=os.urandom(32))
    code, slot = _recovery_slot(key)
    slots = {"passphrase": _passphrase_slot(key, passphrase, pace or calibrate()), "recovery": slot}
    raw: Raw = {
        "version": VERSION,
        "suite": SUITE,
        "vault_id": key.vault_id,
        "counter": 0,
        "created": clock.now().isoformat(timespec="seconds"),
        "check": key.subkey("key file check").hex(),
        "fails": 0,
        "failed_at": 0,
        "slots": slots,
    }
    with machine_errors("新建工作区"):
        folder.mkdir(parents=True, exist_ok=True)
    _twins(folder).store(raw)
    return key, code


def unlock(folder: Path, passphrase: str) -> VaultKey:
    """Open the key with the passphrase.

    A disk too full to count the try does not keep people from reading their data.

    Raises:
        LockedError: too many wrong tries, wait.
        WrongPassphraseError: the passphrase is not the right one.
        MachineError: the file is damaged (`DamagedKeyFileError`), or memory is short.
        UserError: no key file here, or a newer one.
    """
    raw = _mended(folder)
    if seconds := _wait(raw):
        raise LockedError(seconds)
    raw = _count(folder, raw, raw["fails"] + 1)
    key = _opened(raw, "passphrase", _passphrase_kek(passphrase, raw["slots"]["passphrase"]))
    if key is None:
        raise WrongPassphraseError(_wrong_words(raw["fails"]))
    _count(folder, raw, 0)
    return key


def unlock_by_recovery(folder: Path, code: str) -> VaultKey:
    """Open the key with the recovery code; tries are free, since 160 bits cannot be guessed.

    Raises:
        WrongRecoveryCodeError: the code has a slip, or is not of this workspace.
        MachineError: as `unlock`.
        UserError: as `unlock`.
    """
    raw = _mended(folder)
    key = _opened(raw, "recovery", _recovery_kek(parse_code(code), raw["slots"]["recovery"]["salt"]))
    if key is None:
        raise WrongRecoveryCodeError("恢复码本身没有抄错，但不是这个工作区的（可能已经换过新码）。请找最新的那一份。")
    _count(folder, raw, 0)
    return key


def waiting(folder: Path) -> int:
    """Give the seconds until the next try with a passphrase is taken; 0 when it may be tried now."""
    return _wait(_newest(folder))


def change_passphrase(folder: Path, key: VaultKey, new: str, *, pace: Pace | None = None) -> None:
    """Let `new` open the key from now on, and the former passphrase no more; the recovery code stays."""
    _replace_slot(folder, key, "passphrase", _passphrase_slot(key, new, pace or calibrate()))


def renew_recovery(folder: Path, key: VaultKey) -> str:
    """Make the former recovery code void and give the new one, which is kept nowhere."""
    code, slot = _recovery_slot(key)
    _replace_slot(folder, key, "recovery", slot)
    return code


def note_head(folder: Path, key: VaultKey, seq: int, digest: bytes) -> None:
    """Note how far the log has come; one durable write, over the older of the two copies.

    Args:
        folder: the workspace.
        key: signs the note, so that nobody without it can set it back.
        seq: number of the newest entry.
        digest: its 32-byte digest.
    """
    raw = _newest(folder)
    head = {"seq": seq, "digest": digest.hex(), "tag": _head_tag(key, seq, digest.hex())}
    _twins(folder).store_once(raw | {"head": head})


def read_head(folder: Path, key: VaultKey) -> Head | None:
    """Give what `note_head` noted last; None when it never did.

    Raises:
        DamagedKeyFileError: the note was changed by somebody without the key.
    """
    head = _newest(folder).get("head")
    if head is None:
        return None
    if not hmac.compare_digest(head["tag"], _head_tag(key, head["seq"], head["digest"])):
        raise DamagedKeyFileError
    return Head(seq=head["seq"], digest=bytes.fromhex(head["digest"]))


def _head_tag(key: VaultKey, seq: int, digest: str) -> str:
    return hmac.digest(key.subkey("key file head"), f"{seq} {digest}".encode(), "sha256").hex()


def _replace_slot(folder: Path, key: VaultKey, name: str, slot: Raw) -> None:
    raw = _mended(folder)
    if not _fits(raw, key):
        raise ValueError("this key is not of this workspace")
    _twins(folder).store(raw | {"slots": raw["slots"] | {name: slot}})


def _passphrase_slot(key: VaultKey, passphrase: str, pace: Pace) -> Raw:
    slot: Raw = {
        "kdf": "argon2id",
        "t": pace.rounds,
        "m": pace.memory,
        "p": pace.lanes,
        "salt": os.urandom(16).hex(),
    }
    return _sealed(slot, "passphrase", key, _passphrase_kek(passphrase, slot))


def _recovery_slot(key: VaultKey) -> tuple[str, Raw]:
    code = os.urandom(20)
    slot: Raw = {"kdf": "hkdf-sha256", "salt": os.urandom(16).hex()}
    return spell_code(code), _sealed(slot, "recovery", key, _recovery_kek(code, slot["salt"]))


def _sealed(slot: Raw, name: str, key: VaultKey, kek: bytes) -> Raw:
    nonce = os.urandom(12)
    box = ChaCha20Poly1305(kek).encrypt(nonce, key.dek, _bound(slot, name, key.vault_id))
    return slot | {"nonce": nonce.hex(), "sealed": box.hex()}


def _opened(raw: Raw, name: str, kek: bytes) -> VaultKey | None:
    slot = raw["slots"][name]
    nonce, box = bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["sealed"])
    try:
        dek = ChaCha20Poly1305(kek).decrypt(nonce, box, _bound(slot, name, raw["vault_id"]))
    except InvalidTag:
        return None
    key = VaultKey(vault_id=raw["vault_id"], dek=dek)
    if not _fits(raw, key):
        raise DamagedKeyFileError
    return key


def _bound(slot: Raw, name: str, vault_id: str) -> bytes:
    """Give what the sealing vouches for: vault, suite, slot name, and all of the slot but the box itself."""
    cost = {each: value for each, value in slot.items() if each not in {"nonce", "sealed"}}
    return canonical([vault_id, SUITE, name, cost])


def _fits(raw: Raw, key: VaultKey) -> bool:
    return raw["vault_id"] == key.vault_id and hmac.compare_digest(raw["check"], key.subkey("key file check").hex())


def _passphrase_kek(passphrase: str, slot: Raw) -> bytes:
    pace = Pace(rounds=slot["t"], memory=slot["m"], lanes=slot["p"])
    return stretch(passphrase, bytes.fromhex(slot["salt"]), pace)


def _hkdf(secret: bytes, salt: bytes, info: str) -> bytes:
    return HKDF(SHA256(), 32, salt, info.encode()).derive(secret)


def _recovery_kek(code: bytes, salt: str) -> bytes:
    return _hkdf(code, bytes.fromhex(salt), "dundian recovery")


def _wait(raw: Raw) -> int:
    """Give the seconds left.

    `failed_at` is on the clock since the machine's start.  When the machine was started again since, the present
    reading is behind it or the difference is less than the time truly gone, so a wait is never cut short.
    """
    if raw["fails"] < FREE_TRIES:
        return 0
    now = _since_start()
    started_again = now < raw["failed_at"] - _JITTER
    gone = now if started_again else now - raw["failed_at"]
    return max(0, math.ceil(_pause(raw["fails"]) - gone / 1000))


def _since_start() -> int:
    """Give the milliseconds since the machine started."""
    return int(time.monotonic() * 1000)


def _pause(fails: int) -> int:
    return min(FIRST_WAIT << min(fails - FREE_TRIES, 5), LONGEST_WAIT)


def _count(folder: Path, raw: Raw, fails: int) -> Raw:
    if fails == raw["fails"]:
        return raw
    changed = raw | {"fails": fails, "failed_at": _since_start() if fails else 0}
    with contextlib.suppress(MachineError):
        return _twins(folder).store(changed)
    return changed


def _wrong_words(fails: int) -> str:
    if fails < FREE_TRIES:
        return f"口令不对，请检查大小写和输入法。还可以再试 {FREE_TRIES - fails} 次，之后每次都要等一会儿。"
    return f"口令不对，请过 {_pause(fails)} 秒再试。忘了口令，可以用密封保存的恢复码打开。"


def _twins(folder: Path) -> Twins:
    return Twins((folder / COPIES[0], folder / COPIES[1]), _check, "保存密钥文件")


def _check(raw: Raw) -> None:
    version, suite = raw["version"], raw["suite"]
    if not (isinstance(version, int) and isinstance(suite, int)):
        raise TypeError("version and suite are numbers")
    if (version, suite) != (VERSION, SUITE):
        raise NewerKeyFileError(
            f"密钥文件由更新的程序写成（版本 {version}，算法套件 {suite}；本程序只认得版本 {VERSION}，套件 {SUITE}），"
            "没有改动它。请安装新版程序后再打开。"
        )
    msgspec.convert(raw, _Body)


def _sound(folder: Path, raw: Raw | None) -> Raw:
    if raw is not None:
        return raw
    if exists(folder):
        raise DamagedKeyFileError
    raise UserError(
        f"这个文件夹里没有工作区的密钥文件。请确认选对了文件夹，或从备份里取回 {COPIES[0]} 和 {COPIES[1]}。"
    )


def _newest(folder: Path) -> Raw:
    return _sound(folder, _twins(folder).newest())


def _mended(folder: Path) -> Raw:
    return _sound(folder, _twins(folder).mended())
