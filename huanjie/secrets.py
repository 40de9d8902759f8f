"""The installation's secrets: made once on first start, kept in a file only the owner can read, never defaulted."""

import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Secrets:
    """`session_key` signs sessions; `data_key` (16 bytes, SM4) encrypts personal data; `lookup_key` (32 bytes) keys
    the look-up hashes."""

    session_key: str
    data_key: bytes
    lookup_key: bytes


def load_or_create(path: Path) -> Secrets:
    """Read the secrets file, making it (mode 600) when it does not exist yet.

    Two processes that start together agree on one file: each writes its own draft and only one `link` succeeds.
    """
    if not path.exists():
        _create(path)
    stored = json.loads(path.read_text())
    return Secrets(
        session_key=stored["session_key"],
        data_key=bytes.fromhex(stored["data_key"]),
        lookup_key=bytes.fromhex(stored["lookup_key"]),
    )


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = {
        "session_key": secrets.token_urlsafe(50),
        "data_key": secrets.token_hex(16),
        "lookup_key": secrets.token_hex(32),
    }
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secrets-")  # mkstemp gives mode 600
    with os.fdopen(handle, "w") as file:
        json.dump(draft, file)
    try:
        os.link(name, path)
    except FileExistsError:
        pass  # another process was first; its file is the truth
    finally:
        os.unlink(name)
