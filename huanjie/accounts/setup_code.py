"""The one-time code that guards the set-up wizard: who can read the server's files may set it up, a stranger may not."""

import os
import secrets
import tempfile
from pathlib import Path

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def path() -> Path:
    return Path(settings.DATA_DIR) / "setup-code.txt"


def read_or_create() -> str:
    """The code, made on first need (mode 600). Two processes that start together agree on one."""
    if not path().exists():
        handle, name = tempfile.mkstemp(dir=path().parent, prefix=".setup-code-")  # mkstemp gives mode 600
        with os.fdopen(handle, "w") as file:
            file.write("-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4)) + "\n")
        try:
            os.link(name, path())
        except FileExistsError:
            pass  # another process was first
        finally:
            os.unlink(name)
    return path().read_text().strip()


def is_right(written: str) -> bool:
    """Compare what a person typed: capitals, spaces and hyphens do not matter."""
    bare = "".join(char for char in written.upper() if char.isalnum())
    return secrets.compare_digest(bare.encode(), read_or_create().replace("-", "").encode())


def discard() -> None:
    """The set-up is done: the code is worth nothing any more."""
    path().unlink(missing_ok=True)
