from candidates.services.nomination import correct_candidate, nominate
from candidates.services.reveal import reveal_identity
from candidates.services.review import (
    conclude_review,
    make_formal,
    return_to_nomination,
    send_many_to_joint_review,
    send_to_joint_review,
    start_preliminary_review,
    withdraw,
)

__all__ = [
    "conclude_review",
    "correct_candidate",
    "make_formal",
    "nominate",
    "reveal_identity",
    "return_to_nomination",
    "send_many_to_joint_review",
    "send_to_joint_review",
    "start_preliminary_review",
    "withdraw",
]
