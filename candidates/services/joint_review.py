"""The joint review: batches, signatures, and what happens when the ground moves."""

from candidates.services.opinion import add_evidence, sign, sign_many_clear
from candidates.services.opinion_content import renew_expired, void_changed
from candidates.services.review_batch import close_batch, open_batch, send_batch

__all__ = [
    "add_evidence", "close_batch", "open_batch", "renew_expired", "send_batch", "sign", "sign_many_clear", "void_changed",
]  # fmt: skip
