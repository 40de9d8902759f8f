"""How an entry's hash is made. Pure, so that the archive can prove the chain without the server."""

import json

from huanjie.shared.crypto import sm3_hex

GENESIS = "0" * 64
FIELDS = (
    "number", "actor_id", "actor_name", "role", "actor_area", "verb", "subject_type", "subject_id", "subject_label",
    "area_code", "detail",
)  # fmt: skip


def entry_hash(entry) -> str:
    """SM3 over the canonical JSON of the entry's fields, its moment in UTC, and the hash before it."""
    content = {name: getattr(entry, name) for name in FIELDS}
    content["at"] = entry.at.timestamp()
    content["previous_hash"] = entry.previous_hash
    return sm3_hex(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
