from candidates.services.conclusion import co_sign, conclude, notify_person, record_answer, reopen
from candidates.services.formal import make_formal, make_formal_list
from candidates.services.nomination import correct_candidate, nominate
from candidates.services.reasons import open_reasons
from candidates.services.reconsideration import decide_reconsideration, file_reconsideration
from candidates.services.recusal import declare_recusal, infer_recusals, lift_recusal
from candidates.services.reveal import reveal_identity
from candidates.services.review import (
    return_to_nomination,
    send_many_to_joint_review,
    send_to_joint_review,
    start_preliminary_review,
    withdraw,
)

__all__ = [
    "co_sign",
    "conclude",
    "correct_candidate",
    "decide_reconsideration",
    "declare_recusal",
    "file_reconsideration",
    "infer_recusals",
    "lift_recusal",
    "make_formal",
    "make_formal_list",
    "nominate",
    "notify_person",
    "open_reasons",
    "record_answer",
    "reopen",
    "reveal_identity",
    "return_to_nomination",
    "send_many_to_joint_review",
    "send_to_joint_review",
    "start_preliminary_review",
    "withdraw",
]
