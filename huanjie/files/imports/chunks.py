"""Rows at rest: JSON, compressed, encrypted, some hundred at a time."""

import json
import zlib
from collections.abc import Iterable, Iterator

from huanjie.shared.crypto import decrypt, encrypt

ROWS_PER_CHUNK = 500
FAST = 1  # compression level: twice the bytes of level 6 would cost less than its time


def seal(items: list) -> bytes:
    """JSON items as one encrypted payload."""
    return encrypt(zlib.compress(json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode(), FAST))


def unseal(payload: bytes) -> list:
    """The items `seal` was given."""
    return json.loads(zlib.decompress(decrypt(bytes(payload))))


def sealed_chunks(items: list) -> Iterator[bytes]:
    """The items in payloads of ROWS_PER_CHUNK, the last one shorter."""
    for start in range(0, len(items), ROWS_PER_CHUNK):
        yield seal(items[start : start + ROWS_PER_CHUNK])


def unsealed(payloads: Iterable[bytes]) -> Iterator:
    """Every item of the payloads, in order."""
    for payload in payloads:
        yield from unseal(payload)
