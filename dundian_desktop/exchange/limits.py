"""Every limit of the exchange format, in bytes unless the name says otherwise.

A limit is checked before anything of that size is read, unpacked or kept in memory.
Source of the figures: the design of the exchange format (2.3), except where a line says "measured".
"""

from __future__ import annotations

KIB = 1 << 10
MIB = 1 << 20

BUNDLE_MAX = (4 << 30) - 1
"""The largest file a FAT32 stick can hold; a longer bundle is split into volumes."""
HEADER_BYTES = 48
MANIFEST_MAX = 8 * MIB
MANIFEST_KEYS_MAX = 64
"""Known and unknown keys together.  Measured: 2 million tiny unknown keys would cost 300 MB to keep."""

SEGMENT_OPS_MAX = 5_000
SEGMENT_MAX = 8 * MIB
SEGMENT_RAW_MAX = 16 * MIB
SEGMENT_CUT = 7 * MIB
"""Cut segments at this raw size: even operations that do not compress then stay below `SEGMENT_MAX`."""
VAULT_MAX = 8 * MIB
VAULT_RAW_MAX = 16 * MIB
ZSTD_WINDOW_LOG = 24
"""2**24 bytes = `SEGMENT_RAW_MAX`.  A frame that asks for a larger window would make us allocate it."""

SEGMENTS_MAX = 100_000
BLOBS_MAX = 100_000
BLOB_MAX = 200 * MIB
CHUNK = 1 * MIB
CERTS_MAX = 256
VOLUMES_MAX = 999

SEALED_MAX = 64 * KIB
CARD_MAX = 4 * KIB
RECIPIENTS_MAX = 64
AGE_HEADER_MAX = 8 * KIB
"""Room for 64 recipients (measured: 6.5 KB).

Measured: the age library needs time in the square of its header's length (60 KB: 29 s), so a longer one is
refused before the library sees it; 8 KiB cost at most 0.9 s.
"""
KEEP_MAX = 64 * MIB
"""A bundle up to this size is kept in memory once checked; a larger one is decrypted again when unpacked."""

SEQ_MAX = (1 << 63) - 1
"""What an SQLite integer can hold."""
