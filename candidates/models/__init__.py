from candidates.models.background import CandidateRelative, DisciplineRecord, JointNominator, NominationProof
from candidates.models.candidate import Candidate
from candidates.models.circumstance import Circumstance, ReviewDepartment
from candidates.models.conclusion import Reconsideration, ReviewConclusion, WrittenNotification
from candidates.models.joint_review import DepartmentOpinion, JointReview, OpinionEvidence, ReviewBatch
from candidates.models.notice import CandidateNotice, NoticeObjection
from candidates.models.recusal import Recusal
from candidates.models.reserve import DevelopmentMeasure, PostPlan, ReservePool

__all__ = [
    "Candidate",
    "CandidateNotice",
    "CandidateRelative",
    "Circumstance",
    "DepartmentOpinion",
    "DevelopmentMeasure",
    "DisciplineRecord",
    "JointNominator",
    "JointReview",
    "NominationProof",
    "NoticeObjection",
    "OpinionEvidence",
    "PostPlan",
    "Reconsideration",
    "Recusal",
    "ReservePool",
    "ReviewBatch",
    "ReviewConclusion",
    "ReviewDepartment",
    "WrittenNotification",
]
