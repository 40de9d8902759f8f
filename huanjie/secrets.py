"""The installation's secrets: made once on first start, kept in a file only the owner can read, never defaulted."""

import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Secrets:
    """`session_key` signs sessions; `data_key` (16 bytes, SM4) encrypts personal data; `lookup_key` (32 bytes) keys
    the look-up hashes."""

    session_key: str
    data_key: bytes
    lookup_key: bytes


def load_or_create(path: Path, *, is_used: bool = False) -> Secrets:
    """Read the secrets file, making it (mode 600) when it does not exist yet.

    `is_used`: there is data already. Then a missing file is not replaced: new keys would open nothing of it, and what
    is written under them would open nowhere else.
    Two processes that start together agree on one file: each writes its own draft and only one `link` succeeds.
    """
    try:
        if not path.exists():
            if is_used:
                raise ImproperlyConfigured(f"密钥文件不见了：{path}。已有数据只能用原来的密钥打开，请从备份取回。")
            _create(path)
        stored = json.loads(path.read_text())
        return Secrets(
            session_key=stored["session_key"],
            data_key=bytes.fromhex(stored["data_key"]),
            lookup_key=bytes.fromhex(stored["lookup_key"]),
        )
    except OSError as problem:
        raise ImproperlyConfigured(
            f"不能读写密钥文件：{path}（{problem.strerror}）。请检查所在目录的权限。"
        ) from problem
    except (ValueError, KeyError, TypeError) as problem:  # never with the contents
        raise ImproperlyConfigured(f"密钥文件已损坏：{path}。请从备份取回。") from problem


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
